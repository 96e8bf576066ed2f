//! Our locks and queues beside Python's: the same question gets the same answer, and the same program prints the same.
//!
//! They differ in these, which are therefore no questions here:
//!
//! | | CPython | here |
//! |---|---|---|
//! | a process that holds a lock is killed | the lock stays locked for ever | the next one gets it, and is told |
//! | a thread acquires its lock twice | waits for ever | an error, at once |
//! | a thread that is not the holder releases a lock | it is released | does not compile |
//! | a reader or a writer of a queue is killed inside | the others wait for ever, or read nonsense | the others go on |
//! | get from a queue that nobody can put into any more | waits for ever | `None` |
//! | get from a queue after `close` | ValueError | gives what is there |
//! | put more than the queue holds | a thread keeps it, `put` returns | waits for room |
//! | a value that cannot be pickled | the thread prints the error, `put` says nothing | `put` returns the error |
#![cfg(unix)]

use multiprocessing::s4_task::Task;
use multiprocessing::{Lock, Process, Queue, QueueError, guard, pipe, set_executable};
use serde::Serialize;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[path = "program/tasks.rs"]
mod tasks;
use tasks::sharing;

const SOON: Duration = Duration::from_millis(1);

#[test]
fn each_call_answers_as_in_python() {
    let Some(python) = python::or_skip("the answers of Python's locks and queues between processes") else { return };
    let theirs = python.lines(&script("tests/sharing_answers.py"));
    let ours = answers();
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.len(), theirs.len(), "one of the two answers more questions");
}

#[test]
fn the_words_are_counted_as_in_python() {
    let ours = python::example_lines("multiprocessing", "word_count_queue");
    assert_eq!((ours.len(), ours.last().map(String::as_str)), (11, Some("1 who")));
    let Some(python) = python::or_skip("a word count with Python's queues") else { return };
    assert_eq!(ours, python.lines(&script("../../book/python/word_count_queue.py")));
}

#[cfg(target_os = "linux")]
#[test]
fn a_lock_of_the_dead_can_be_taken() {
    let said = python::example_lines("multiprocessing", "lock_of_the_dead");
    assert_eq!(said, ["the lock can be taken, and says who died inside: true", "mended, the lock is as before"]);
}

fn script(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn truth(answer: bool) -> &'static str {
    if answer { "True" } else { "False" }
}

/// How Python's exceptions are written down by `sharing_answers.py`.
fn answer<T: Display>(answer: Result<T, QueueError>) -> String {
    match answer {
        Ok(value) => value.to_string(),
        Err(QueueError::Empty) => "Empty".into(),
        Err(QueueError::Full) => "Full".into(),
        Err(QueueError::Closed) => "ValueError".into(),
        Err(QueueError::Pipe(why)) => why.to_string(),
    }
}

fn started<F: Task<Args>, Args: Serialize + Send + 'static>(task: F, args: Args) -> Process {
    let process = Process::new(task, args);
    process.start().unwrap();
    process
}

/// What a child hears that asks for the lock: without waiting, and with a time limit.
fn asked(lock: &Lock) -> (bool, bool) {
    let (mine, theirs) = pipe().unwrap();
    let process = started(sharing::asks, (lock.clone(), theirs));
    let answer = mine.recv().unwrap();
    process.join().unwrap();
    answer
}

/// The same questions as in `sharing_answers.py`, in the same order.
fn answers() -> Vec<String> {
    guard(tasks::all());
    set_executable(env!("CARGO_BIN_EXE_multiprocessing-program"));
    let mut said = Vec::new();
    let mut say = |question: &str, answer: String| said.push(format!("{question} -> {answer}"));

    let lock = Lock::new().unwrap();
    let hold = lock.try_acquire().unwrap();
    say("lock: acquire", truth(hold.is_some()).into());
    say("lock: acquire again without waiting", truth(lock.try_acquire().unwrap().is_some()).into());
    let (at_once, in_time) = asked(&lock);
    say("lock: a child asks", format!("[{}, {}]", truth(at_once), truth(in_time)));
    hold.unwrap().release();
    say("lock: release", "None".into());
    say("lock: a child asks again", truth(asked(&lock).0).into());

    let queue: Queue<u32> = Queue::new().unwrap();
    let put = |put: Result<(), QueueError>| answer(put.map(|()| "None"));
    let got = |got: Result<Option<u32>, QueueError>| answer(got.map(|value| value.expect("it is not closed")));
    say("queue: get nothing", got(queue.get_nowait()));
    say("queue: get nothing with a time limit", got(queue.get_timeout(SOON)));
    say("queue: put 1", put(queue.put(&1)));
    say("queue: put 2", put(queue.put_nowait(&2)));
    say("queue: put 3 with a time limit", put(queue.put_timeout(&3, SOON)));
    say("queue: get", got(queue.get()));
    say("queue: get with a time limit", got(queue.get_timeout(SOON)));
    say("queue: get the last one", got(queue.get()));
    say("queue: get nothing afterwards", got(queue.get_timeout(SOON)));

    let (numbers, doubled) = (Queue::<Option<u32>>::new().unwrap(), Queue::<u32>::new().unwrap());
    let process = started(sharing::doubles, (numbers.clone(), doubled.clone()));
    for number in [Some(1), Some(2), Some(3), None] {
        numbers.put(&number).unwrap();
    }
    let back = [(); 3].map(|()| doubled.get().unwrap().unwrap());
    say("queue: through a child and back", format!("{back:?}"));
    say("queue: exit code of the child", process.join().unwrap().to_string());
    numbers.close();
    say("queue: close", "None".into());
    numbers.close();
    say("queue: close again", "None".into());
    say("queue: put after close", put(numbers.put(&Some(4))));
    said
}
