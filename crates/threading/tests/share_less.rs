//! What the page *Queues: share less* says of Python, a Python says, too.

use std::path::{Path, PathBuf};

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python").join(name)
}

#[test]
fn join_waits_for_the_work_and_an_empty_queue_does_not() {
    let Some(python) = python::or_skip("what join waits for in Python") else { return };
    let served = [
        "task_done after the work, join: 3 of 3 finished",
        "task_done before the work, join: 2 of 3 finished",
        "task_done after the work, until_empty: 2 of 3 finished",
    ];
    assert_eq!(python.lines(&script("done_at_join.py")), served);
}

#[test]
fn two_threads_count_words_without_a_lock_of_their_own() {
    let Some(python) = python::or_skip("words counted by two threads in Python") else { return };
    let counts = ["1 gets", "1 has", "1 lock", "2 nothing", "1 puts", "1 queue", "2 shares", "2 the", "2 who"];
    assert_eq!(python.lines(&script("words_in_threads.py")), counts);
}
