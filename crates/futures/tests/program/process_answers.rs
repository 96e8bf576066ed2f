//! Asks our pool of processes the questions of `tests/process_answers.py`, in the same order. An error answers with its name in Python.

use futures::{Future, NoResult, ProcessPoolExecutor, SubmitError, as_completed};
use multiprocessing::{Connection, guard, pipe, tasks};
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::panic::resume_unwind;
use std::time::Duration;

fn main() {
    guard(tasks![add, halve, wait_for, wait_and_die]);
    healthy();
    cancelled();
    broken();
}

fn add(a: u32, b: u32) -> u32 {
    a + b
}

fn halve(n: u32) -> u32 {
    if n.is_multiple_of(2) { n / 2 } else { resume_unwind(Box::new("odd")) }
}

fn wait_for(pipe: Connection) -> String {
    pipe.send("I have begun").unwrap();
    pipe.recv().unwrap()
}

fn wait_and_die(pipe: Connection) -> String {
    wait_for(pipe);
    std::process::exit(1)
}

fn say(question: &str, answer: impl ToString) {
    println!("{question} -> {}", answer.to_string());
}

fn truth(answer: bool) -> &'static str {
    if answer { "True" } else { "False" }
}

/// The result as Python writes it, or the name of the error.
fn answer<T: Debug>(result: Result<T, NoResult>) -> String {
    match result {
        Ok(result) => format!("{result:?}").replace('"', ""),
        Err(NoResult::CancelledError) => "CancelledError".into(),
        Err(NoResult::TimeoutError) => "TimeoutError".into(),
        // Python's task raises a ValueError, ours panics.
        Err(NoResult::Panicked(_)) => "ValueError".into(),
        Err(NoResult::BrokenProcessPool(_)) => "BrokenProcessPool".into(),
        Err(why) => panic!("Python has no such error: {why}"),
    }
}

/// The name of the error with which a pool refuses a task.
fn refused<T>(submitted: Result<T, SubmitError>) -> &'static str {
    match submitted {
        Ok(_) => "accepted",
        Err(SubmitError::RuntimeError(_)) => "RuntimeError",
        Err(SubmitError::BrokenProcessPool(_)) => "BrokenProcessPool",
        Err(SubmitError::ValueError(_)) => "ValueError",
        Err(SubmitError::Process(why)) => panic!("Python has no such error: {why}"),
    }
}

fn even() -> impl Iterator<Item = u32> {
    (0..20).step_by(2)
}

fn healthy() {
    say("a pool of nobody", if ProcessPoolExecutor::new(0).is_err() { "ValueError" } else { "a pool" });
    let pool = ProcessPoolExecutor::new(2).unwrap();
    let halved = |n| pool.submit(halve, (n,)).unwrap();
    say("a result", answer(pool.submit(add, (3, 4)).unwrap().result()));
    let failed = halved(3);
    say("a failure", answer(failed.result()));
    say("its exception", if failed.exception().unwrap().is_some() { "ValueError" } else { "None" });
    say("a failure is done", truth(failed.done()));
    say("a failure cannot be cancelled", truth(failed.cancel()));
    say("the next result", answer(halved(4).result()));
    let map = |items: Vec<u32>, chunksize| pool.map(halve, items, chunksize);
    say("map", answer(map(even().collect(), 1).unwrap().collect::<Result<Vec<_>, _>>()));
    say("map in chunks of 3", answer(map(even().collect(), 3).unwrap().collect::<Result<Vec<_>, _>>()));
    say("map in chunks of nothing", refused(map(vec![2], 0)));
    let mut results = map(vec![2, 3, 4], 1).unwrap();
    say("map, the first of three", answer(results.next().unwrap()));
    say("map, the second, which fails", answer(results.next().unwrap()));
    let mut results = map(vec![2, 3, 4], 3).unwrap();
    say("map in one chunk, of which the second fails", answer(results.next().unwrap()));
    let both = as_completed([halved(2), halved(4)]).map(|future| future.result().unwrap());
    say("as_completed", format!("{:?}", both.collect::<BTreeSet<_>>()).replace('{', "[").replace('}', "]"));
    for question in ["shutdown", "shutdown again"] {
        pool.shutdown(true, false).unwrap();
        say(question, "None");
    }
    say("submit after shutdown", refused(pool.submit(halve, (2,))));
    say("map after shutdown", refused(map(vec![2], 1)));
}

/// A pool of one worker which is at this task, and the pipe that lets it go on.
fn busy(
    task: fn(&ProcessPoolExecutor, Connection) -> Future<String>,
) -> (ProcessPoolExecutor, Future<String>, Connection) {
    let pool = ProcessPoolExecutor::new(1).unwrap();
    let (mine, theirs) = pipe().unwrap();
    let running = task(&pool, theirs);
    mine.recv::<String>().unwrap();
    (pool, running, mine)
}

fn cancelled() {
    let (pool, running, mine) = busy(|pool, pipe| pool.submit(wait_for, (pipe,)).unwrap());
    let queued: Vec<_> = (0..4).map(|n| pool.submit(halve, (2 * n,)).unwrap()).collect();
    say("what runs is running", truth(running.running()));
    say("cancel what runs", truth(running.cancel()));
    say("cancel the last that is queued", truth(queued[3].cancel()));
    say("its result", answer(queued[3].result()));
    say("no time for a result", answer(running.result_timeout(Duration::ZERO)));
    mine.send("done").unwrap();
    say("the result of what ran", answer(running.result()));
    let results: Result<Vec<_>, _> = queued[..3].iter().map(Future::result).collect();
    say("the results of what was queued", answer(results));
}

fn broken() {
    let (pool, dead, mine) = busy(|pool, pipe| pool.submit(wait_and_die, (pipe,)).unwrap());
    let behind: Vec<_> = (0..8).map(|n| pool.submit(halve, (2 * n,)).unwrap()).collect();
    mine.send("die").unwrap();
    say("the task of a worker that dies", answer(dead.result()));
    let answers: BTreeSet<_> = behind.iter().map(|future| format!("'{}'", answer(future.result()))).collect();
    say("those behind it", format!("[{}]", answers.into_iter().collect::<Vec<_>>().join(", ")));
    say("submit to a broken pool", refused(pool.submit(halve, (2,))));
    say("map of a broken pool", refused(pool.map(halve, [2], 1)));
    pool.shutdown(true, false).unwrap();
    say("shutdown of a broken pool", "None");
    say("submit to a broken pool after shutdown", refused(pool.submit(halve, (2,))));

    let pool = ProcessPoolExecutor::new(2).unwrap();
    let (one, theirs) = pipe().unwrap();
    let innocent = pool.submit(wait_for, (theirs,)).unwrap();
    let (other, theirs) = pipe().unwrap();
    let dead = pool.submit(wait_and_die, (theirs,)).unwrap();
    for pipe in [&one, &other] {
        pipe.recv::<String>().unwrap();
    }
    let behind = pool.submit(halve, (2,)).unwrap();
    other.send("die").unwrap();
    say("one of two workers dies", answer(dead.result()));
    say("what the other one was at", answer(innocent.result()));
    say("what was queued", answer(behind.result()));
}
