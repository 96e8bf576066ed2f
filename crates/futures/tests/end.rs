//! The end of the program comes once a process; so this file has one test.

use futures::ThreadPoolExecutor;
use std::sync::Arc;
use std::thread::yield_now;
use threading::{RuntimeError, shutdown};

#[test]
fn the_end_of_the_program_waits_for_the_tasks_of_a_pool_that_nobody_shut_down_and_for_no_more() {
    let pool = Arc::new(ThreadPoolExecutor::new(2).unwrap());
    let theirs = Arc::clone(&pool);
    let until_refused = move || {
        loop {
            match theirs.submit(|| ()) {
                Ok(_) => yield_now(),
                Err(why) => return Some(why),
            }
        }
    };
    let tasks = [pool.submit(|| None).unwrap(), pool.submit(until_refused).unwrap(), pool.submit(|| None).unwrap()];
    shutdown();
    let ends = tasks.map(|task| {
        assert!(task.done(), "the end has waited");
        task.result().unwrap()
    });
    let refused = RuntimeError("cannot schedule new futures after interpreter shutdown");
    assert_eq!(ends, [None, Some(refused), None]);
    // Shut down by name, it says so, as in CPython.
    pool.shutdown(true, false).unwrap();
    let refused = pool.submit(|| ()).map(drop);
    assert_eq!(refused, Err(RuntimeError("cannot schedule new futures after shutdown")));
}
