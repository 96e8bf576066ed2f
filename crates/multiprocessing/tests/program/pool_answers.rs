//! Asks our pool the questions of `tests/pool_answers.py`, in the same order. An error answers with its name in Python.

use multiprocessing::s12_map::chunksize;
use multiprocessing::{AsyncResult, Connection, Pool, PoolError, guard, pipe, tasks};
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use std::panic::resume_unwind;
use std::time::Duration;

fn main() {
    guard(tasks![add, halve, wait_for, kill_myself]);
    pool();
    for processes in [1, 2, 3, 8] {
        let sizes: Vec<_> = (0..70).map(|items| chunksize(items, processes)).collect();
        say(&format!("chunk sizes for {processes}"), format!("{sizes:?}"));
    }
}

fn add(a: u32, b: u32) -> u32 {
    a + b
}

fn halve(n: u32) -> u32 {
    if n.is_multiple_of(2) { n / 2 } else { resume_unwind(Box::new("odd")) }
}

fn wait_for(pipe: Connection) {
    pipe.recv::<()>().unwrap()
}

#[cfg(unix)]
fn kill_myself() {
    use rustix::process::{Signal, getpid, kill_process};
    kill_process(getpid(), Signal::KILL).unwrap()
}

/// Windows has no signals, and the test that compares the answers is not run there.
#[cfg(not(unix))]
fn kill_myself() {
    std::process::abort()
}

fn say(question: &str, answer: impl ToString) {
    println!("{question} -> {}", answer.to_string());
}

fn truth(answer: bool) -> &'static str {
    if answer { "True" } else { "False" }
}

/// The answer as Python writes it, or the name of the error.
fn answer<T: Debug>(answer: Result<T, PoolError>) -> String {
    match answer {
        Ok(answer) => format!("{answer:?}").replace("()", "None"),
        // Python's task raises a ValueError, ours panics.
        Err(PoolError::ValueError(_) | PoolError::Panicked(_)) => "ValueError".into(),
        Err(PoolError::WorkerDied { .. }) => "WorkerDied".into(),
        Err(why) => panic!("Python has no such error: {why}"),
    }
}

fn successful<T>(result: &AsyncResult<T>) -> &'static str {
    result.successful().map_or("ValueError", truth)
}

fn got<T: Debug + DeserializeOwned>(result: AsyncResult<T>, limit: Duration) -> String {
    result.get_timeout(limit).map_or("TimeoutError".into(), answer)
}

fn pool() {
    say("a pool of nobody", answer(Pool::new(0).map(drop)));
    let pool = Pool::new(2).unwrap();
    let even = || (0..20).step_by(2);
    let all = |results: Result<_, PoolError>| answer(results.and_then(collect));
    say("apply", answer(pool.apply(add, (3, 4))));
    say("apply what fails", answer(pool.apply(halve, (3,))));
    say("apply after that", answer(pool.apply(halve, (4,))));
    let failed = pool.apply_async(halve, (3,)).unwrap();
    failed.wait();
    say("wait for what fails", "None");
    say("a failure is ready", truth(failed.ready()));
    say("a failure is successful", successful(&failed));
    say("a failure", answer(failed.get()));
    let result = pool.apply_async(halve, (8,)).unwrap();
    result.wait();
    say("wait", "None");
    say("a result is ready", truth(result.ready()));
    say("a result is successful", successful(&result));
    say("a result", answer(result.get()));
    say("map", answer(pool.map(halve, even(), None)));
    say("map nothing", answer(pool.map(halve, [], None)));
    say("map in chunks of 3", answer(pool.map(halve, even(), Some(3))));
    say("map what fails", answer(pool.map(halve, 0..4, None)));
    say("starmap", answer(pool.starmap(add, [(1, 2), (3, 4)], None)));
    say("imap", all(pool.imap(halve, even(), 1)));
    say("imap in chunks of 3", all(pool.imap(halve, even(), 3)));
    say("imap in chunks of nothing", answer(pool.imap(halve, [2], 0).map(drop)));
    let mut unordered: Vec<_> = pool.imap_unordered(halve, even(), 1).unwrap().map(Result::unwrap).collect();
    unordered.sort_unstable();
    say("imap_unordered, sorted", answer(Ok(unordered)));
    let mut results = pool.imap(halve, [2, 3, 4], 1).unwrap();
    for which in ["the first of three", "the second, which fails", "the third", "the fourth"] {
        say(&format!("imap, {which}"), results.next().map_or("StopIteration".into(), answer));
    }
    let (mine, theirs) = pipe().unwrap();
    let waits = pool.apply_async(wait_for, (theirs,)).unwrap();
    say("not ready yet", truth(waits.ready()));
    say("successful, asked too early", successful(&waits));
    let waits = waits.get_timeout(Duration::ZERO).unwrap_err();
    say("no time to wait", "TimeoutError");
    mine.send(&()).unwrap();
    say("now it is there", answer(waits.get()));
    let killed = pool.apply_async(kill_myself, ()).unwrap();
    say("the task of a worker that is killed", got(killed, Duration::MAX));
    say("another task after that", answer(pool.apply(add, (5, 6))));
    say("join too early", answer(pool.join()));
    for question in ["close", "close again"] {
        pool.close();
        say(question, "None");
    }
    say("apply after close", answer(pool.apply(add, (1, 2))));
    say("map after close", answer(pool.map(halve, [2], None)));
    pool.terminate();
    say("terminate", "None");
    say("join", answer(pool.join()));
    say("join again", answer(pool.join()));
    say("apply after terminate", answer(pool.apply(add, (1, 2))));
}

fn collect(results: impl Iterator<Item = Result<u32, PoolError>>) -> Result<Vec<u32>, PoolError> {
    results.collect()
}
