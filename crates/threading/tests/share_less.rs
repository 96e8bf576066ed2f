//! What the pages *Queues: share less* and *What the GIL does for you* say of Python, a Python says, too.

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

/// The table of *What the GIL does for you*: what changed in 3.12 is that `cached_property` has no lock any more.
#[test]
fn the_caches_of_functools_may_compute_twice() {
    let Some(python) = python::or_skip("the caches of Python's functools") else { return };
    let said = python.lines(&script("computed_twice.py"));
    assert_eq!(said[0], "cache: computed twice, at once; two values");
    assert_eq!(said[1], "lru_cache: computed twice, at once; two values");
    let property = if python.version < (3, 12, 0) {
        [
            "cached_property: computed once, alone; one value",
            "cached_property of two objects: computed twice, one after the other; two values",
        ]
    } else {
        [
            "cached_property: computed twice, at once; two values",
            "cached_property of two objects: computed twice, at once; two values",
        ]
    };
    assert_eq!(said[2..], property);
}

/// How often a chain goes wrong is luck, so the lower rows of that table are not asked for.
#[test]
fn what_is_one_step_never_goes_wrong() {
    let Some(python) = python::or_skip("what is one step in Python") else { return };
    let said = python.lines(&script("one_step.py"));
    assert_eq!(said.len(), 7, "{said:?}");
    for row in &said[..4] {
        assert!(row.contains(": 0 of "), "{row}");
    }
}
