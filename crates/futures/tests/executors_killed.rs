//! All processes of a pool are killed at once. Alone in a binary of its own, since it kills all children of its process.

#![cfg(target_os = "linux")]

use futures::{BrokenProcessPool, NoResult, ProcessPoolExecutor, SubmitError};
use multiprocessing::{guard, set_executable};
use rustix::process::{Pid, Signal, kill_process};
use std::fs::{read_dir, read_to_string};

#[path = "program/tasks.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod tasks;

/// By thread, since a thread may end between two looks.
fn children() -> Vec<Pid> {
    let threads = read_dir("/proc/self/task").unwrap();
    let lists = threads.filter_map(|thread| read_to_string(thread.ok()?.path().join("children")).ok());
    let all: Vec<_> = lists.flat_map(|list| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    all.iter().map(|number| Pid::from_raw(number.parse().unwrap()).unwrap()).collect()
}

/// Some of them are killed while they start. Twenty times.
#[test]
fn all_processes_killed_at_once_give_each_of_a_hundred_futures_the_same_error() {
    guard(tasks::all());
    set_executable(env!("CARGO_BIN_EXE_futures-program"));
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
