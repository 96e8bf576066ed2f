//! Our classes beside Python's: the same program prints the same, and the same call gives the same answer.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use threading::{
    Barrier, BoundedSemaphore, Condition, Event, GetError, Lock, PutError, Queue, RLock, RuntimeError, Semaphore,
    Thread, ValueError,
};

#[test]
fn the_documents_example_prints_two_counts() {
    python::assert_two_counts(&python::example_lines("threading", "print_numbers_threads"));
}

#[test]
fn the_documents_example_prints_two_counts_in_python_too() {
    let Some(python) = python::or_skip("the threading example in Python") else { return };
    python::assert_two_counts(&python.lines(&script("../../book/python/print_numbers_threads.py")));
}

// ANCHOR: outputs
/// Every order in which the lines of two threads can come, each thread's own in order.
fn outputs(one: &[u32], other: &[u32]) -> Vec<Vec<u32>> {
    let first = |of: &[u32], rest: Vec<Vec<u32>>| -> Vec<Vec<u32>> {
        rest.into_iter().map(|rest| [&of[..1], &rest].concat()).collect()
    };
    match (one, other) {
        ([], rest) | (rest, []) => vec![rest.to_vec()],
        _ => [first(one, outputs(&one[1..], other)), first(other, outputs(one, &other[1..]))].concat(),
    }
}

#[test]
fn the_documents_example_has_252_schedules_and_42_outputs() {
    let numbers = [0, 1, 2, 3, 4];
    let schedules = outputs(&numbers, &numbers);
    assert_eq!(schedules.len(), 252);
    assert_eq!(schedules.into_iter().collect::<BTreeSet<_>>().len(), 42);
}
// ANCHOR_END: outputs

#[test]
fn who_may_release_is_as_in_python() {
    let ours = python::example_lines("threading", "who_releases");
    assert_eq!(ours.len(), 5, "{ours:?}");
    let Some(python) = python::or_skip("who may release in Python") else { return };
    assert_eq!(ours, python.lines(&script("../../book/python/who_releases.py")));
}

#[test]
fn each_call_answers_as_in_python() {
    let Some(python) = python::or_skip("the answers of Python's threading") else { return };
    let theirs = python.lines(&script("tests/answers.py"));
    let ours = answers();
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.len(), theirs.len(), "one of the two answers more questions");
}

fn script(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// How Python's exceptions are written down by `answers.py`.
fn runtime<T>(answer: Result<T, RuntimeError>) -> String {
    answer.map_or_else(|error| format!("RuntimeError: {error}"), |_| "None".into())
}

fn value<T>(answer: Result<T, ValueError>) -> String {
    answer.map_or_else(|error| format!("ValueError: {error}"), |_| "None".into())
}

fn truth(answer: bool) -> String {
    if answer { "True" } else { "False" }.into()
}

/// The same questions as in `answers.py`, in the same order.
fn answers() -> Vec<String> {
    let soon = Duration::from_millis(1);
    let mut said = Vec::new();
    let mut say = |question: &str, answer: String| said.push(format!("{question} -> {answer}"));

    let lock = Lock::new();
    say("lock: release unlocked", runtime(lock.release()));
    say("lock: acquire", truth(lock.try_acquire()));
    say("lock: acquire again", truth(lock.try_acquire()));
    say("lock: acquire again with a time limit", truth(lock.acquire_timeout(soon)));
    say("lock: locked", truth(lock.locked()));
    say("lock: release", runtime(lock.release()));
    say("lock: locked afterwards", truth(lock.locked()));

    let rlock = RLock::new();
    say("rlock: release unlocked", runtime(rlock.release()));
    say("rlock: acquire", truth(rlock.try_acquire()));
    say("rlock: acquire again", truth(rlock.acquire_timeout(soon)));
    say("rlock: release", runtime(rlock.release()));
    say("rlock: release again", runtime(rlock.release()));
    say("rlock: release once too often", runtime(rlock.release()));

    let condition = <Condition>::default();
    say("condition: wait without the lock", runtime(condition.wait()));
    say("condition: notify without the lock", runtime(condition.notify(1)));
    condition.lock().acquire();
    say("condition: wait for nothing", truth(condition.wait_timeout(soon).unwrap()));
    say("condition: wait for what is true", truth(condition.wait_for_timeout(soon, || true).unwrap()));
    say("condition: wait for what stays false", truth(condition.wait_for_timeout(soon, || false).unwrap()));
    say("condition: notify nobody", runtime(condition.notify(3)));
    say("condition: notify all of nobody", runtime(condition.notify_all()));

    let semaphore = Semaphore::new(0);
    say("semaphore: acquire none", truth(semaphore.try_acquire()));
    say("semaphore: acquire none with a time limit", truth(semaphore.acquire_timeout(soon)));
    say("semaphore: release none", value(semaphore.release(0)));
    say("semaphore: release two", value(semaphore.release(2)));
    say("semaphore: acquire one", truth(semaphore.try_acquire()));
    say("semaphore: acquire another", truth(semaphore.try_acquire()));
    say("semaphore: acquire a third", truth(semaphore.try_acquire()));

    let bounded = BoundedSemaphore::new(2);
    say("bounded: release", value(bounded.release(1)));
    say("bounded: acquire", truth(bounded.try_acquire()));
    say("bounded: release two", value(bounded.release(2)));
    say("bounded: release one", value(bounded.release(1)));

    let event = Event::new();
    say("event: is set", truth(event.is_set()));
    say("event: wait", truth(event.wait_timeout(soon)));
    event.set();
    say("event: set", "None".into());
    say("event: wait for what is set", truth(event.wait_timeout(soon)));
    event.clear();
    say("event: clear", "None".into());
    say("event: is set afterwards", truth(event.is_set()));

    say("barrier: wait alone", Barrier::new(1).unwrap().wait().unwrap().to_string());
    let broken = |answer: Result<usize, _>| answer.map_or("BrokenBarrierError".into(), |place| place.to_string());
    let barrier = Barrier::new(2).unwrap();
    say("barrier: wait for nobody", broken(barrier.wait_timeout(soon)));
    say("barrier: broken", truth(barrier.broken()));
    say("barrier: wait at a broken one", broken(barrier.wait()));
    barrier.reset();
    say("barrier: reset", "None".into());
    say("barrier: broken afterwards", truth(barrier.broken()));
    barrier.abort();
    say("barrier: abort", "None".into());
    say("barrier: wait after that", broken(barrier.wait()));
    say("barrier: waiting", barrier.n_waiting().to_string());
    let barrier = Barrier::new(1).unwrap().with_action(|| resume("action"));
    let raised = catch_unwind(AssertUnwindSafe(|| barrier.wait()));
    say("barrier: a failing action", if raised.is_err() { "ZeroDivisionError".into() } else { "no error".into() });
    say("barrier: broken by it", truth(barrier.broken()));

    let queue = Queue::new(2);
    let full = |answer: Result<(), PutError<u32>>| answer.map_or_else(|error| format!("{error:?}"), |()| "None".into());
    let empty = |answer: Result<u32, GetError>| answer.map_or_else(|error| format!("{error:?}"), |n| n.to_string());
    say("queue: get nothing", empty(queue.get_nowait()));
    say("queue: get nothing with a time limit", empty(queue.get_timeout(soon)));
    say("queue: put 1", full(queue.put_nowait(1)));
    say("queue: put 2", full(queue.put_timeout(2, soon)));
    say("queue: put 3", full(queue.put_nowait(3)));
    say("queue: put 3 with a time limit", full(queue.put_timeout(3, soon)));
    say("queue: size", queue.qsize().to_string());
    say("queue: get", empty(queue.get_nowait()));
    say("queue: get", empty(queue.get_timeout(soon)));
    say("queue: done", value(queue.task_done()));
    say("queue: done", value(queue.task_done()));
    say("queue: done once too often", value(queue.task_done()));
    queue.join();
    say("queue: join", "None".into());

    let myself: Arc<std::sync::OnceLock<Thread>> = Arc::default();
    let told = Arc::new(Queue::default());
    let target = {
        let (myself, told) = (Arc::clone(&myself), Arc::clone(&told));
        move || told.put(runtime(myself.wait().join())).expect("it is open")
    };
    let thread = Thread::named("worker", target);
    say("thread: join before start", runtime(thread.join()));
    say("thread: alive before start", truth(thread.is_alive()));
    say("thread: start", runtime(thread.start()));
    let thread = myself.get_or_init(|| thread);
    say("thread: join itself", told.get().unwrap());
    say("thread: start again", runtime(thread.start()));
    say("thread: join", runtime(thread.join()));
    say("thread: join again", runtime(thread.join()));
    say("thread: alive afterwards", truth(thread.is_alive()));
    say("thread: start after its end", runtime(thread.start()));
    say("thread: name", thread.name().into());
    said
}

/// Panics without a word on the terminal.
fn resume(why: &'static str) {
    std::panic::resume_unwind(Box::new(why));
}
