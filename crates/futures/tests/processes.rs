//! `ProcessPoolExecutor` with real processes: what comes back, and what a process that is killed costs.
//!
//! Not on Windows, where no connection travels with a task, as most of these need.

#![cfg(unix)]

use futures::{BrokenProcessPool, Future, NoResult, ProcessPoolExecutor, ReturnWhen, SubmitError, as_completed, wait};
use multiprocessing::{Connection, guard, pipe, set_executable};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, test_kill_process, waitid};
use std::sync::Once;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

#[path = "program/tasks.rs"]
mod tasks;
use tasks::{halve, process, stays};

fn executor(max_workers: usize) -> ProcessPoolExecutor {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(|| {
        guard(tasks::all());
        set_executable(env!("CARGO_BIN_EXE_futures-program"));
    });
    ProcessPoolExecutor::new(max_workers).unwrap()
}

/// A task that has begun in `worker` and will not end by itself.
struct Stays {
    future: Future<String>,
    worker: u32,
    tell: Connection,
}

impl Stays {
    fn in_a_process_of(executor: &ProcessPoolExecutor) -> Self {
        let (tell, theirs) = pipe().unwrap();
        let future = executor.submit(stays, (theirs,)).unwrap();
        Stays { worker: tell.recv().unwrap(), future, tell }
    }
}

fn number(process: u32) -> Pid {
    Pid::from_raw(process.try_into().unwrap()).unwrap()
}

/// Kills a child of this process; returns once it is dead. Who waits for it still can.
fn kill(process: u32) {
    kill_process(number(process), Signal::KILL).unwrap();
    // An error says that it was waited for already.
    let _ = waitid(WaitId::Pid(number(process)), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
}

const BROKEN: BrokenProcessPool = BrokenProcessPool { exitcode: -9 };

#[test]
fn a_task_runs_in_another_process_and_its_future_gets_the_result() {
    let executor = executor(2);
    assert_eq!(executor.submit(halve, (12,)).unwrap().result(), Ok(6));
    assert_ne!(executor.submit(process, ()).unwrap().result(), Ok(std::process::id()));
}

#[test]
fn a_process_that_is_idle_gets_the_next_task_and_no_other_is_started() {
    let executor = executor(2);
    let first = executor.submit(process, ()).unwrap().result().unwrap();
    for _ in 0..100 {
        let busy = executor.submit(process, ()).unwrap();
        assert_eq!(busy.result(), Ok(first));
    }
}

#[test]
fn two_tasks_run_at_the_same_time_in_two_processes() {
    let executor = executor(2);
    let (one, other) = (Stays::in_a_process_of(&executor), Stays::in_a_process_of(&executor));
    assert_ne!(one.worker, other.worker);
    other.tell.send("other").unwrap();
    assert_eq!(other.future.result().as_deref(), Ok("other"));
    one.tell.send("one").unwrap();
    assert_eq!(one.future.result().as_deref(), Ok("one"));
}

#[test]
fn a_task_that_panics_has_its_own_words_and_breaks_nothing() {
    let executor = executor(1);
    let before = executor.submit(process, ()).unwrap().result();
    let failed = executor.submit(tasks::panics, ()).unwrap();
    assert_eq!(failed.exception().unwrap().unwrap().message(), "out of stilton");
    assert_eq!(executor.submit(process, ()).unwrap().result(), before);
}

#[test]
fn a_map_has_its_results_in_the_order_of_its_items_in_chunks_of_any_size() {
    let executor = executor(3);
    let expected: Vec<_> = (0..100).collect();
    for chunksize in [1, 7, 100, 1_000] {
        let results: Result<Vec<_>, _> = executor.map(halve, (0..200).step_by(2), chunksize).unwrap().collect();
        assert_eq!(results.unwrap(), expected);
    }
    assert_eq!(executor.map(halve, [2], 0).err().unwrap().to_string(), "chunksize must be >= 1.");
}

#[test]
fn a_map_ends_with_the_first_item_that_has_no_result() {
    let executor = executor(2);
    let results: Vec<_> = executor.map(halve, [2, 4, 5, 6], 1).unwrap().collect();
    assert_eq!(results[..2], [Ok(1), Ok(2)]);
    assert!(matches!(&results[2..], [Err(NoResult::Panicked(panic))] if panic.message() == "5 is odd"), "{results:?}");
}

#[test]
fn a_killed_process_breaks_the_pool_for_every_future_that_has_no_outcome() {
    let executor = executor(2);
    let done = executor.submit(halve, (4,)).unwrap();
    assert_eq!(done.result(), Ok(2));
    let (killed, innocent) = (Stays::in_a_process_of(&executor), Stays::in_a_process_of(&executor));
    let queued: Vec<_> = (0..10).map(|number| executor.submit(halve, (2 * number,)).unwrap()).collect();
    assert!(queued[0].cancel());
    kill(killed.worker);

    assert_eq!(killed.future.result(), Err(NoResult::BrokenProcessPool(BROKEN)));
    assert_eq!(innocent.future.result(), Err(NoResult::BrokenProcessPool(BROKEN)));
    assert_eq!(queued[0].result(), Err(NoResult::CancelledError));
    for future in &queued[1..] {
        assert_eq!(future.result(), Err(NoResult::BrokenProcessPool(BROKEN)));
        assert_eq!(future.exception(), Err(NoResult::BrokenProcessPool(BROKEN)));
    }
    assert_eq!(done.result(), Ok(2), "what was done stays so");
    assert!(matches!(executor.submit(halve, (4,)), Err(SubmitError::BrokenProcessPool(BROKEN))));
    assert!(matches!(executor.map(halve, [4], 1), Err(SubmitError::BrokenProcessPool(BROKEN))));
    executor.shutdown(true, false).unwrap();
    assert!(matches!(executor.submit(halve, (4,)), Err(SubmitError::BrokenProcessPool(BROKEN))));
    assert!(test_kill_process(number(innocent.worker)).is_err(), "the other process was ended and waited for");
}

#[test]
fn a_process_that_was_killed_while_idle_breaks_the_pool_when_it_is_to_be_used() {
    let executor = executor(1);
    kill(executor.submit(process, ()).unwrap().result().unwrap());
    assert_eq!(executor.submit(halve, (4,)).unwrap().result(), Err(NoResult::BrokenProcessPool(BROKEN)));
}

#[test]
fn a_task_that_ends_its_process_breaks_the_pool_and_its_exit_code_is_told() {
    let executor = executor(1);
    let future = executor.submit(tasks::exits, (3,)).unwrap();
    assert_eq!(future.result(), Err(NoResult::BrokenProcessPool(BrokenProcessPool { exitcode: 3 })));
    assert!(future.result().unwrap_err().to_string().contains("exit code is 3"));
}

/// The second process may be about to start when the first one dies. Fifty times.
#[test]
fn a_process_that_is_started_while_the_pool_breaks_gets_no_task() {
    for _ in 0..50 {
        let executor = executor(2);
        let (_tell, theirs) = pipe().unwrap();
        let (first, second) = (executor.submit(tasks::exits, (3,)).unwrap(), executor.submit(stays, (theirs,)));
        let broken = BrokenProcessPool { exitcode: 3 };
        assert_eq!(first.result(), Err(NoResult::BrokenProcessPool(broken)));
        match second {
            Ok(second) => assert_eq!(second.result(), Err(NoResult::BrokenProcessPool(broken))),
            Err(why) => assert!(matches!(why, SubmitError::BrokenProcessPool(why) if why == broken)),
        }
    }
}

#[test]
fn other_pools_do_not_care_about_a_broken_one() {
    let (broken, whole) = (executor(1), executor(1));
    broken.submit(tasks::exits, (3,)).unwrap().result().unwrap_err();
    assert_eq!(whole.submit(halve, (4,)).unwrap().result(), Ok(2));
}

#[test]
fn a_task_is_cancelled_until_a_process_has_it() {
    let executor = executor(1);
    let running = Stays::in_a_process_of(&executor);
    let next = executor.submit(halve, (4,)).unwrap();
    assert!(!running.future.cancel());
    assert!(next.cancel());
    running.tell.send("done").unwrap();
    assert_eq!(running.future.result().as_deref(), Ok("done"));
    assert_eq!(next.result(), Err(NoResult::CancelledError));
}

#[test]
fn a_shutdown_waits_for_tasks_and_for_processes_and_cancels_what_it_is_told_to() {
    let executor = executor(2);
    let workers: Vec<_> = (0..2).map(|_| Stays::in_a_process_of(&executor)).collect();
    let queued = executor.submit(halve, (4,)).unwrap();
    executor.shutdown(false, true).unwrap();
    assert!(queued.cancelled());
    assert!(matches!(executor.submit(halve, (4,)), Err(SubmitError::RuntimeError(_))));
    for worker in &workers {
        worker.tell.send("enough").unwrap();
    }
    executor.shutdown(true, false).unwrap();
    for Stays { future, worker, .. } in workers {
        assert_eq!(future.result().as_deref(), Ok("enough"));
        assert!(test_kill_process(number(worker)).is_err(), "the process has ended and was waited for");
    }
}

#[test]
fn a_pool_that_is_dropped_does_its_tasks_and_ends_its_processes() {
    let executor = executor(2);
    let worker = executor.submit(process, ()).unwrap().result().unwrap();
    let futures: Vec<_> = (0..100).map(|number| executor.submit(halve, (2 * number,)).unwrap()).collect();
    drop(executor);
    assert!(futures.iter().all(Future::done));
    assert!(test_kill_process(number(worker)).is_err(), "the process has ended and was waited for");
}

#[test]
fn waiting_for_several_and_callbacks_are_those_of_all_pools() {
    let executor = executor(2);
    let futures: Vec<_> = (0..10).map(|number| executor.submit(halve, (2 * number,)).unwrap()).collect();
    let mut results: Vec<_> = as_completed(futures.clone()).map(|future| future.result().unwrap()).collect();
    results.sort_unstable();
    assert_eq!(results, Vec::from_iter(0..10));
    assert_eq!(wait(futures, None, ReturnWhen::AllCompleted).done.len(), 10);

    let (tell, told) = channel();
    executor.submit(halve, (4,)).unwrap().add_done_callback(move |future| tell.send(future.result()).unwrap());
    assert_eq!(told.recv().unwrap(), Ok(2));
    let running = Stays::in_a_process_of(&executor);
    assert_eq!(running.future.result_timeout(Duration::ZERO), Err(NoResult::TimeoutError));
}

/// In CPython, too, any error is an exception here, and only a cancellation is none.
#[test]
fn a_wait_for_the_first_exception_ends_when_a_process_has_died() {
    let (breaks, whole) = (executor(1), executor(1));
    let (killed, running) = (Stays::in_a_process_of(&breaks), Stays::in_a_process_of(&whole));
    kill(killed.worker);
    let (limit, began) = (Duration::from_secs(60), Instant::now());
    let until = wait([running.future.clone(), killed.future], Some(limit), ReturnWhen::FirstException);
    assert_eq!((until.done.len(), until.not_done.len()), (1, 1));
    assert!(began.elapsed() < limit, "it waited for the task that runs, too");
    running.tell.send("enough").unwrap();
}

#[test]
fn a_task_that_is_not_registered_is_refused_by_name() {
    fn stranger() {}
    let executor = executor(1);
    let refused = executor.submit(stranger, ()).unwrap_err().to_string();
    assert!(refused.contains("stranger") && refused.contains("not registered"), "{refused}");
}

#[test]
fn a_pool_of_no_process_is_refused() {
    assert_eq!(ProcessPoolExecutor::new(0).unwrap_err().to_string(), "max_workers must be greater than 0");
}
