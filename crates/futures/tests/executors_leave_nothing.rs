//! What is left when pools of processes have ended: nothing. In a binary of its own, since it counts what its process has, and kills
//! all its children.

#![cfg(target_os = "linux")]

use futures::{BrokenProcessPool, NoResult, ProcessPoolExecutor, SubmitError};
use multiprocessing::{guard, set_executable};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitOptions, kill_process, wait};
use std::fs::{read_dir, read_to_string};
use std::sync::{Mutex, MutexGuard, Once};

#[path = "program/tasks.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod tasks;

/// One test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    static PREPARED: Once = Once::new();
    let alone = ALONE.lock();
    PREPARED.call_once(|| {
        guard(tasks::all());
        set_executable(env!("CARGO_BIN_EXE_futures-program"));
    });
    alone.unwrap()
}

fn entries(folder: &str) -> usize {
    read_dir(folder).unwrap().count()
}

/// By thread, since a thread may end between two looks.
fn children() -> Vec<Pid> {
    let threads = read_dir("/proc/self/task").unwrap();
    let lists = threads.filter_map(|thread| read_to_string(thread.ok()?.path().join("children")).ok());
    let all: Vec<_> = lists.flat_map(|list| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    all.iter().map(|number| Pid::from_raw(number.parse().unwrap()).unwrap()).collect()
}

#[test]
fn fifty_executors_leave_no_descriptor_no_thread_and_no_process() {
    let _alone = alone();
    let one = |number: usize| {
        let executor = ProcessPoolExecutor::new(2).unwrap();
        assert_eq!(executor.map(tasks::halve, (0..20).step_by(2), 2).unwrap().count(), 10);
        match number % 4 {
            0 => executor.shutdown(true, true).unwrap(),
            1 => drop(executor.submit(tasks::exits, (3,)).unwrap().result().unwrap_err()),
            2 => {
                let last = executor.submit(tasks::halve, (4,)).unwrap();
                executor.shutdown(false, false).unwrap();
                assert_eq!(last.result(), Ok(2));
            }
            _ => drop(executor),
        }
    };
    let threads = entries("/proc/self/task");
    // A descriptor that is made once, for the whole process, is no leak.
    one(0);
    let descriptors = entries("/proc/self/fd");
    (0..50).for_each(one);
    // A thread that has said its last word may still be on its way out.
    let mut looks = 0;
    while entries("/proc/self/task") > threads && looks < 100_000 {
        std::thread::yield_now();
        looks += 1;
    }
    // Not more than before: the other test's threads may have been on their way out then.
    let left = entries("/proc/self/task");
    assert!(left <= threads, "{left} threads are left, and {threads} were there before");
    assert_eq!(entries("/proc/self/fd"), descriptors, "a descriptor is left");
    assert_eq!(wait(WaitOptions::NOHANG).map(drop), Err(Errno::CHILD), "a child is left");
}

/// Some of them are killed while they start. Twenty times.
#[test]
fn all_processes_killed_at_once_give_each_of_a_hundred_futures_the_same_error() {
    let _alone = alone();
    for round in 0..20 {
        let executor = ProcessPoolExecutor::new(4).unwrap();
        let futures: Vec<_> = (0..100).map(|_| executor.submit(tasks::never_ends, ()).unwrap()).collect();
        while children().len() < 1 + round % 4 {
            std::thread::yield_now();
        }
        for child in children() {
            // An error says that it was waited for already.
            let _ = kill_process(child, Signal::KILL);
        }
        let broken = BrokenProcessPool { exitcode: -9 };
        for future in futures {
            assert_eq!(future.result(), Err(NoResult::BrokenProcessPool(broken)));
        }
        let refused = executor.submit(tasks::never_ends, ());
        assert!(matches!(refused, Err(SubmitError::BrokenProcessPool(why)) if why == broken));
        drop(executor);
        assert_eq!(children(), []);
    }
}
