//! `Pool` with real processes: what comes back, in which order, and what is left of a task whose worker dies.
//!
//! Not on Windows, where no connection travels with a task, as most of these need.

#![cfg(unix)]

use multiprocessing::{AsyncResult, Connection, Pool, PoolError, ProcessError, guard, pipe, set_executable};
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};
use std::sync::Once;
use std::time::Duration;

#[path = "program/pool_tasks.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod tasks;
use tasks::{square, stays};

const PROGRAM: &str = env!("CARGO_BIN_EXE_pool-program");

fn prepare() {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(|| {
        guard(tasks::all());
        set_executable(PROGRAM);
    });
}

fn pool(processes: usize) -> Pool {
    prepare();
    Pool::new(processes).unwrap()
}

/// A task that has begun in `worker` and will not end by itself.
struct Stays {
    result: AsyncResult<String>,
    worker: u32,
    tell: Connection,
}

impl Stays {
    fn in_a_worker_of(pool: &Pool) -> Self {
        let (tell, theirs) = pipe().unwrap();
        let result = pool.apply_async(stays, (theirs,)).unwrap();
        Stays { worker: tell.recv().unwrap(), result, tell }
    }
}

/// Kills a child of this process; returns once it is dead. Who waits for it still can.
fn kill(process: u32) {
    use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
    let process = Pid::from_raw(process.try_into().unwrap()).unwrap();
    kill_process(process, Signal::KILL).unwrap();
    // An error says that it was waited for already.
    let _ = waitid(WaitId::Pid(process), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
}

fn words<T: std::fmt::Debug>(refused: Result<T, PoolError>) -> String {
    refused.unwrap_err().to_string()
}

#[test]
fn a_task_runs_in_another_process_and_its_result_comes_back() {
    let pool = pool(1);
    assert_eq!(pool.apply(square, (12,)).unwrap(), 144);
    assert_ne!(pool.apply(tasks::worker, ()).unwrap(), std::process::id());
}

#[test]
fn one_worker_does_task_after_task() {
    let pool = pool(1);
    let first = pool.apply(tasks::worker, ()).unwrap();
    for number in 0..1_000 {
        assert_eq!(pool.apply(square, (number,)).unwrap(), number * number);
    }
    assert_eq!(pool.apply(tasks::worker, ()).unwrap(), first);
}

#[test]
fn a_thousand_tasks_at_once_are_all_done() {
    let pool = pool(3);
    let results: Vec<_> = (0..1_000).map(|number| pool.apply_async(square, (number,)).unwrap()).collect();
    for (number, result) in (0..).zip(results) {
        assert_eq!(result.get().unwrap(), number * number);
    }
}

#[test]
fn two_tasks_run_at_the_same_time() {
    let pool = pool(2);
    let (one, other) = (Stays::in_a_worker_of(&pool), Stays::in_a_worker_of(&pool));
    assert_ne!(one.worker, other.worker);
    other.tell.send("other").unwrap();
    assert_eq!(other.result.get().unwrap(), "other");
    one.tell.send("one").unwrap();
    assert_eq!(one.result.get().unwrap(), "one");
}

#[test]
fn a_result_is_ready_once_its_task_is_done_and_not_before() {
    let pool = pool(1);
    let Stays { result, tell, .. } = Stays::in_a_worker_of(&pool);
    assert_eq!((result.ready(), result.successful()), (false, None));
    assert!(!result.wait_timeout(Duration::ZERO));
    let result = result.get_timeout(Duration::ZERO).expect_err("the time is up");
    tell.send("enough").unwrap();
    result.wait();
    assert_eq!((result.ready(), result.successful()), (true, Some(true)));
    assert_eq!(result.get_timeout(Duration::ZERO).unwrap().unwrap(), "enough");
}

#[test]
fn a_task_that_panics_has_its_own_words_and_costs_no_worker() {
    let pool = pool(1);
    let before = pool.apply(tasks::worker, ()).unwrap();
    let result = pool.apply_async(tasks::panics, ()).unwrap();
    result.wait();
    assert_eq!(result.successful(), Some(false));
    assert!(matches!(result.get(), Err(PoolError::Panicked(words)) if words == "out of stilton"));
    assert_eq!(pool.apply(tasks::worker, ()).unwrap(), before);
}

#[test]
fn a_worker_that_is_killed_in_mid_task_gives_that_task_an_error_and_is_replaced() {
    let pool = pool(2);
    let (lost, kept) = (Stays::in_a_worker_of(&pool), Stays::in_a_worker_of(&pool));
    let waiting: Vec<_> = (0..10).map(|number| pool.apply_async(square, (number,)).unwrap()).collect();
    kill(lost.worker);
    assert!(matches!(lost.result.get(), Err(PoolError::WorkerDied { exitcode: -9 })));
    // One worker is busy still, so a new one does these.
    for (number, result) in (0..).zip(waiting) {
        assert_eq!(result.get().unwrap(), number * number);
    }
    kept.tell.send("untouched").unwrap();
    assert_eq!(kept.result.get().unwrap(), "untouched");
}

#[test]
fn a_worker_that_is_killed_while_it_is_idle_costs_no_task() {
    let pool = pool(1);
    for _ in 0..5 {
        let idle = pool.apply(tasks::worker, ()).unwrap();
        kill(idle);
        assert_ne!(pool.apply(tasks::worker, ()).unwrap(), idle);
    }
}

#[test]
fn a_worker_that_is_killed_in_the_middle_of_its_answer_gives_that_task_an_error() {
    let pool = pool(1);
    let header_and_a_bit = b"\0\0\x01\0abc".to_vec();
    let lost = pool.apply(tasks::scribbles, (header_and_a_bit, true));
    assert!(matches!(lost, Err(PoolError::WorkerDied { exitcode: -9 })), "{lost:?}");
    assert_eq!(pool.apply(square, (3,)).unwrap(), 9);
}

#[test]
fn garbage_in_a_workers_pipe_gives_its_task_an_error_and_costs_the_worker() {
    let pool = pool(1);
    let before = pool.apply(tasks::worker, ()).unwrap();
    let garbage = words(pool.apply(tasks::scribbles, (b"out of stilton".to_vec(), false)));
    assert!(garbage.contains("not written by a Connection"), "{garbage}");
    assert_ne!(pool.apply(tasks::worker, ()).unwrap(), before);
}

#[test]
fn a_task_that_ends_its_process_is_told_with_the_exit_code() {
    let pool = pool(1);
    assert!(matches!(pool.apply(tasks::exits, (3,)), Err(PoolError::WorkerDied { exitcode: 3 })));
    assert!(words(pool.apply(tasks::exits, (0,))).contains("exit code is 0"));
    assert_eq!(pool.apply(square, (3,)).unwrap(), 9);
}

#[test]
fn a_task_that_closes_its_workers_pipe_and_stays_is_ended() {
    let pool = pool(1);
    let lost = pool.apply(tasks::unix::closes_all_it_has_and_stays, ());
    // Or 1: its watcher of the parent may not have begun to read what is closed here, and ends it.
    assert!(matches!(lost, Err(PoolError::WorkerDied { exitcode: -9 | 1 })), "{lost:?}");
    assert_eq!(pool.apply(square, (3,)).unwrap(), 9);
}

#[test]
fn a_task_that_becomes_another_program_is_ended() {
    let pool = pool(1);
    let lost = pool.apply(tasks::unix::becomes_another_program, ());
    assert!(matches!(lost, Err(PoolError::WorkerDied { exitcode: -9 })), "{lost:?}");
    assert_eq!(pool.apply(square, (3,)).unwrap(), 9);
}

#[test]
fn a_task_that_has_written_half_a_message_everywhere_ends_with_its_pool() {
    let pool = pool(1);
    let (told, theirs) = pipe().unwrap();
    let lost = pool.apply_async(tasks::unix::writes_half_a_message_everywhere_and_stays, (theirs,)).unwrap();
    assert!(told.poll(None).unwrap());
    drop(pool);
    assert!(matches!(lost.get(), Err(PoolError::Terminated)));
}

#[test]
fn a_task_whose_panic_panics_when_it_is_dropped_costs_no_worker() {
    let pool = pool(1);
    let before = pool.apply(tasks::worker, ()).unwrap();
    assert!(words(pool.apply(tasks::panics_with_a_bomb, ())).contains("not text"));
    assert_eq!(pool.apply(tasks::worker, ()).unwrap(), before);
}

#[test]
fn what_cannot_cross_is_told_and_costs_no_worker() {
    let pool = pool(1);
    let before = pool.apply(tasks::worker, ()).unwrap();
    assert!(words(pool.apply(tasks::cannot_be_read, ())).contains("Liar"));
    assert!(words(pool.apply(tasks::cannot_be_written, ())).contains("Secret"));
    assert_eq!(pool.apply(tasks::worker, ()).unwrap(), before);
}

#[test]
fn a_task_that_is_not_registered_is_refused_by_name() {
    fn stranger() -> u64 {
        7
    }
    let pool = pool(1);
    let refused = words(pool.apply(stranger, ()));
    assert!(refused.contains("stranger") && refused.contains("not registered"), "{refused}");
    assert!(matches!(pool.map(|n: u64| n, [1], None), Err(PoolError::Process(ProcessError::NotRegistered(_)))));
}

#[test]
fn a_pool_of_no_process_is_refused() {
    prepare();
    assert_eq!(words(Pool::new(0)), "Number of processes must be at least 1");
}

#[test]
fn a_closed_pool_does_what_it_has_and_takes_no_more() {
    let pool = pool(2);
    let result = pool.apply_async(square, (4,)).unwrap();
    assert_eq!(words(pool.join()), "Pool is still running");
    pool.close();
    pool.close();
    assert_eq!(words(pool.apply(square, (4,))), "Pool not running");
    pool.join().unwrap();
    pool.join().unwrap();
    assert_eq!(result.get().unwrap(), 16);
}

#[test]
fn a_terminated_pool_gives_each_unfinished_task_an_error() {
    let pool = pool(1);
    let running = Stays::in_a_worker_of(&pool);
    let waiting = pool.apply_async(square, (4,)).unwrap();
    pool.terminate();
    pool.join().unwrap();
    assert!(matches!(running.result.get(), Err(PoolError::Terminated)));
    assert!(matches!(waiting.get(), Err(PoolError::Terminated)));
    assert_eq!(words(pool.apply(square, (4,))), "Pool not running");
    assert!(running.tell.recv::<String>().is_err(), "the worker has ended");
}

#[test]
fn a_pool_that_is_dropped_ends_at_once_with_tasks_under_way() {
    let pool = pool(2);
    let running = [Stays::in_a_worker_of(&pool), Stays::in_a_worker_of(&pool)];
    let waiting: Vec<_> = (0..100).map(|number| pool.apply_async(square, (number,)).unwrap()).collect();
    drop(pool);
    for Stays { result, .. } in running {
        assert!(matches!(result.get(), Err(PoolError::Terminated)));
    }
    for result in waiting {
        assert!(matches!(result.get(), Err(PoolError::Terminated)));
    }
}

#[test]
fn two_pools_are_two() {
    let (one, other) = (pool(1), pool(1));
    let stays = Stays::in_a_worker_of(&one);
    assert_ne!(other.apply(tasks::worker, ()).unwrap(), stays.worker);
    drop(other);
    stays.tell.send("still here").unwrap();
    assert_eq!(stays.result.get().unwrap(), "still here");
}

#[test]
fn several_threads_share_a_pool() {
    let pool = pool(2);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let pool = &pool;
            scope.spawn(move || {
                for number in thread * 50..(thread + 1) * 50 {
                    assert_eq!(pool.apply(square, (number,)).unwrap(), number * number);
                }
            });
        }
    });
}

#[test]
fn megabytes_cross_both_ways() {
    let pool = pool(1);
    let (tell, theirs) = pipe().unwrap();
    let result = pool.apply_async(stays, (theirs,)).unwrap();
    let _: u32 = tell.recv().unwrap();
    let text = "gil ".repeat(5 << 20);
    tell.send(&text).unwrap();
    assert!(result.get().unwrap() == text);
}

/// The workers have the program's stdout, too. So its end comes when the last of them has ended.
#[test]
fn workers_end_with_their_parent_even_in_the_middle_of_a_task() {
    let mut program = Command::new(PROGRAM).arg("waits").stdout(Stdio::piped()).spawn().unwrap();
    let mut output = BufReader::new(program.stdout.take().unwrap());
    let mut workers = String::new();
    output.read_line(&mut workers).unwrap();
    assert_eq!(workers.split_whitespace().count(), 2, "{workers}");
    program.kill().unwrap();
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
    program.wait().unwrap();
}

fn output_of(program: &mut Command) -> String {
    let output = program.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Who waits for a result shall not wait for ever because the thread that speaks for the worker has panicked.
#[test]
fn a_worker_that_leaves_main_before_its_guard_gives_each_task_an_error_that_says_so() {
    let output = output_of(Command::new(PROGRAM).arg("asks").env("LEAVES_BEFORE_THE_GUARD", "yes"));
    assert!(output.contains("is multiprocessing::guard the first line of its main?"), "{output}");
}

/// Then the kernel keeps no zombie, and no exit code: nobody knows more than that the worker is gone.
#[test]
fn a_pool_works_where_its_parent_ignores_sigchld() {
    let output = output_of(Command::new(PROGRAM).arg("ignores SIGCHLD"));
    assert_eq!(output, "9\n[0, 1, 4, 9]\nits exit code is 255: true\n16\n");
}

#[test]
fn what_a_task_prints_is_out_before_its_result() {
    let output = Command::new(PROGRAM).arg("prints").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "spam of a worker, eggs of a worker, ");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
