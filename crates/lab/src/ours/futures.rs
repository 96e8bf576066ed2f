//! Our half of `experiments/04-futures.toml`: crate futures has the same tasks done as the Python program.
//!
//! # Keeps true
//!
//! Each way of asking gets a pool of its own, of one worker, which has done a task before the clock starts.

use std::ops::Range;
use std::time::Instant;

use futures::{Executor as _, Future, ProcessPoolExecutor, ThreadPoolExecutor};

use crate::sample::Values;

/// What our half of this name measures; `None` if this chapter has no such half.
#[must_use]
pub fn run(name: &str, quick: bool) -> Option<Values> {
    (name == "task_cost").then(|| task_cost(if quick { 200 } else { 1_000 }))
}

/// The task.
pub(super) fn same(n: u32) -> u32 {
    n
}

/// Seconds a task, for tasks that do nothing: one after the other, all at once, and in chunks of a hundred.
fn task_cost(tasks: u32) -> Values {
    let threads = || ThreadPoolExecutor::new(1).expect("one is not zero");
    let to_thread = |pool: &ThreadPoolExecutor, n| pool.submit(move || same(n)).expect("it takes tasks");
    let processes = || ProcessPoolExecutor::new(1).expect("one is not zero");
    let to_process = |pool: &ProcessPoolExecutor, n| pool.submit(same, (n,)).expect("it takes tasks");
    let values = [
        ("thread_one", cost(tasks, threads, |pool, tasks| tasks.for_each(|n| check(n, &to_thread(pool, n))))),
        (
            "thread_all",
            cost(tasks, threads, |pool, tasks| check_all(&tasks.map(|n| to_thread(pool, n)).collect::<Vec<_>>())),
        ),
        // A pool of threads has no chunks: there is no message to spare.
        (
            "thread_chunks",
            cost(tasks, threads, |pool, tasks| {
                assert!(pool.map(same, tasks.clone()).expect("it takes tasks").eq(tasks.map(Ok)));
            }),
        ),
        ("process_one", cost(tasks, processes, |pool, tasks| tasks.for_each(|n| check(n, &to_process(pool, n))))),
        (
            "process_all",
            cost(tasks, processes, |pool, tasks| check_all(&tasks.map(|n| to_process(pool, n)).collect::<Vec<_>>())),
        ),
        (
            "process_chunks",
            cost(tasks, processes, |pool, tasks| {
                assert!(pool.map(same, tasks.clone(), 100).expect("it takes tasks").eq(tasks.map(Ok)));
            }),
        ),
    ];
    values.into_iter().map(|(name, seconds)| (name.to_owned(), seconds)).collect()
}

/// How long each of so many tasks takes a new pool, which is warmed up with one.
fn cost<Pool>(tasks: u32, pool: impl Fn() -> Pool, way: impl Fn(&Pool, Range<u32>)) -> f64 {
    let pool = pool();
    way(&pool, 0..1);
    let begin = Instant::now();
    way(&pool, 0..tasks);
    begin.elapsed().as_secs_f64() / f64::from(tasks)
}

fn check_all(futures: &[Future<u32>]) {
    (0..).zip(futures).for_each(|(n, future)| check(n, future));
}

fn check(n: u32, future: &Future<u32>) {
    assert_eq!(future.result().expect("nobody panics and nobody dies"), n);
}
