//! Our futures and pools beside Python's: the same program prints the same, and the same call gives the same answer.

use futures::{
    Executor, Future, InvalidStateError, NoResult, Panic, ReturnWhen, RuntimeError, State, ThreadPoolExecutor,
    as_completed, wait,
};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use threading::Event;

#[test]
fn the_documents_example_prints_two_counts() {
    python::assert_two_counts(&python::example_lines("futures", "print_numbers_pool"));
}

#[test]
fn the_documents_example_prints_two_counts_in_python_too() {
    let Some(python) = python::or_skip("the ThreadPoolExecutor example in Python") else { return };
    python::assert_two_counts(&python.lines(&script("../../book/python/print_numbers_pool.py")));
}

#[test]
fn a_failure_that_nobody_asks_for_is_found_by_asking_as_in_python() {
    let ours = python::example_lines("futures", "vanished");
    assert_eq!(ours, ["done", "None", "None", "out of stilton"]);
    let Some(python) = python::or_skip("the exception that vanishes, in Python") else { return };
    assert_same(&ours, &python.lines(&script("../../book/python/vanished.py")));
}

#[test]
fn the_pool_that_waits_for_itself_says_so() {
    let lines = python::example_lines("futures", "own_pool");
    assert_eq!(lines[..2], ["level 0: done", "level 1: done"]);
    assert!(lines[2].starts_with("level 2: all 2 workers of this pool wait"), "{lines:?}");
}

#[test]
fn every_sequence_of_five_calls_moves_a_future_as_in_python() {
    let Some(python) = python::or_skip("the moves of Python's Future") else { return };
    assert_same(&moves(), &python.lines(&script("tests/moves.py")));
}

#[test]
fn each_call_of_a_pool_answers_as_in_python() {
    let Some(python) = python::or_skip("the answers of Python's ThreadPoolExecutor") else { return };
    assert_same(&answers(), &python.lines(&script("tests/answers.py")));
}

fn assert_same(ours: &[String], theirs: &[String]) {
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.len(), theirs.len(), "one of the two answers more questions");
}

fn script(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

const CALLS: [&str; 5] = ["cancel", "start", "result", "exception", "callback"];

/// What `moves.py` prints, of ours.
fn moves() -> Vec<String> {
    let mut sequences: Vec<Vec<&str>> = vec![vec![]];
    let mut lines = Vec::new();
    for length in 0..=5 {
        lines.extend(sequences.iter().map(|calls| play(calls)));
        if length < 5 {
            let longer = |calls: &Vec<&'static str>| CALLS.map(|call| [&calls[..], &[call]].concat());
            sequences = sequences.iter().flat_map(longer).collect();
        }
    }
    lines
}

fn play(calls: &[&str]) -> String {
    let future = Future::new();
    let called = Arc::new(AtomicUsize::new(0));
    let mut parts: Vec<_> = calls
        .iter()
        .map(|&call| {
            let answer = match call {
                "cancel" => truth(future.cancel()),
                "start" => future.set_running_or_notify_cancel().map_or_else(runtime, truth),
                "result" => none(future.set_result(7)),
                "exception" => none(future.set_exception(Panic::new("no"))),
                _ => {
                    let called = Arc::clone(&called);
                    // Relaxed: this thread calls them all.
                    future.add_done_callback(move |_| {
                        called.fetch_add(1, Relaxed);
                    });
                    "None".into()
                }
            };
            format!("{call} {answer}")
        })
        .collect();
    let (cancelled, running, done) = (truth(future.cancelled()), truth(future.running()), truth(future.done()));
    parts.push(format!("{} {cancelled} {running} {done} called {}", name(future.state()), called.load(Relaxed)));
    let result = future.result_timeout(Duration::ZERO);
    // Python raises the task's own exception here, and hands it out below.
    parts.push(result.map_or_else(|why| python_raises(&why, "ValueError: "), |seven| seven.to_string()));
    let exception = future.exception_timeout(Duration::ZERO);
    let words = |panic: Option<Panic>| panic.map_or("None".into(), |panic| panic.message().to_owned());
    parts.push(exception.map_or_else(|why| python_raises(&why, ""), words));
    parts.join("; ")
}

fn name(state: State) -> &'static str {
    match state {
        State::Pending => "PENDING",
        State::Running => "RUNNING",
        State::Cancelled => "CANCELLED",
        State::CancelledAndNotified => "CANCELLED_AND_NOTIFIED",
        State::Finished => "FINISHED",
    }
}

fn truth(answer: bool) -> String {
    if answer { "True" } else { "False" }.into()
}

fn none(answer: Result<(), InvalidStateError>) -> String {
    answer.map_or("InvalidStateError".into(), |()| "None".into())
}

fn runtime(error: RuntimeError) -> String {
    format!("RuntimeError: {error}")
}

fn python_raises(why: &NoResult, exception: &str) -> String {
    match why {
        NoResult::CancelledError => "CancelledError".into(),
        NoResult::TimeoutError => "TimeoutError".into(),
        NoResult::Panicked(panic) => format!("{exception}{}", panic.message()),
        NoResult::Deadlock(_) => panic!("nobody waits here"),
        NoResult::BrokenProcessPool(_) | NoResult::CannotCross(_) | NoResult::NoProcess(_) => {
            panic!("no process is here")
        }
    }
}

/// What `answers.py` prints, of ours.
fn answers() -> Vec<String> {
    let mut lines = Vec::new();
    let mut say = |question: &str, answer: String| lines.push(format!("{question} -> {answer}"));
    let halve = |n: u32| if n.is_multiple_of(2) { n / 2 } else { resume_unwind(Box::new("odd")) };

    say("a pool of nobody", format!("ValueError: {}", ThreadPoolExecutor::new(0).unwrap_err()));

    let pool = ThreadPoolExecutor::new(2).unwrap();
    let seven = || pool.submit(|| 7).unwrap().result().unwrap().to_string();
    say("a result", seven());
    let failed = pool.submit(|| resume_unwind(Box::new("out of cheese"))).unwrap();
    say("a failure is an exception", truth(failed.exception().unwrap().is_some()));
    say("a failure is done", truth(failed.done()));
    say("a failure cannot be cancelled", truth(failed.cancel()));
    say("the next result", seven());
    let results: Vec<_> = pool.map(halve, [2, 4, 6]).unwrap().map(Result::unwrap).collect();
    say("map", format!("{results:?}"));
    let results: Vec<_> = pool.map(halve, [2, 3, 4]).unwrap().filter_map(Result::ok).collect();
    say("map stops where it fails", format!("{results:?}"));
    let ended = |ended: Result<(), RuntimeError>| ended.map_or_else(runtime, |()| "None".into());
    say("shutdown", ended(pool.shutdown(true, false)));
    say("shutdown again", ended(pool.shutdown(true, false)));
    say("submit after shutdown", runtime(pool.submit(|| 7).unwrap_err()));
    say("map after shutdown", runtime(pool.map(halve, [2]).unwrap_err()));

    let pool = ThreadPoolExecutor::new(1).unwrap();
    let (begun, free) = (Arc::new(Event::new()), Arc::new(Event::new()));
    let theirs = (Arc::clone(&begun), Arc::clone(&free));
    let running = pool
        .submit(move || {
            theirs.0.set();
            theirs.1.wait();
        })
        .unwrap();
    begun.wait();
    let queued = pool.submit(|| 7).unwrap();
    say("cancel what runs", truth(running.cancel()));
    say("cancel what is queued", truth(queued.cancel()));
    say("cancel it again", truth(queued.cancel()));
    say("its result", python_raises(&queued.result().unwrap_err(), ""));
    say("its exception", python_raises(&queued.exception().unwrap_err(), ""));
    let two = || [running.clone(), failed.clone()];
    say("the first of two", wait(two(), None, ReturnWhen::FirstCompleted).done.len().to_string());
    say("the first failure of two", wait(two(), None, ReturnWhen::FirstException).not_done.len().to_string());
    let no_time = wait([running.clone()], Some(Duration::ZERO), ReturnWhen::AllCompleted);
    say("no time to wait", no_time.not_done.len().to_string());
    say("a future given twice", as_completed([failed.clone(), failed.clone()]).count().to_string());
    say("shutdown without waiting", ended(pool.shutdown(false, true)));
    say("it still runs", truth(running.running()));
    free.set();
    pool.shutdown(true, false).unwrap();
    say("shutdown has waited", truth(running.done()));
    lines
}
