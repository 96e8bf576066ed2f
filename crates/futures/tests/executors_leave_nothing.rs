//! What is left when pools of processes have ended: nothing. Alone in a binary of its own, since it counts what its process has.

#![cfg(target_os = "linux")]

use futures::ProcessPoolExecutor;
use multiprocessing::{guard, set_executable};
use rustix::io::Errno;
use rustix::process::{WaitOptions, wait};

#[path = "program/tasks.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod tasks;

#[test]
fn fifty_executors_leave_no_descriptor_no_thread_and_no_process() {
    guard(tasks::all());
    set_executable(env!("CARGO_BIN_EXE_futures-program"));
    let entries = |folder: &str| std::fs::read_dir(folder).unwrap().count();
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
    assert_eq!(entries("/proc/self/task"), threads, "a thread is left");
    assert_eq!(entries("/proc/self/fd"), descriptors, "a descriptor is left");
    assert_eq!(wait(WaitOptions::NOHANG).map(drop), Err(Errno::CHILD), "a child is left");
}
