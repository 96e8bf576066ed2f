//! What is left when pools have ended: nothing. Alone in a binary of its own, since it counts what its process has.

#![cfg(target_os = "linux")]

use multiprocessing::{Pool, guard, set_executable};
use rustix::io::Errno;
use rustix::process::{WaitOptions, wait};

#[path = "program/pool_tasks.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod tasks;

/// A worker that is killed leaves as little as one that is told to end.
#[test]
fn fifty_pools_leave_no_descriptor_no_thread_and_no_process() {
    guard(tasks::all());
    set_executable(env!("CARGO_BIN_EXE_pool-program"));
    let entries = |folder: &str| std::fs::read_dir(folder).unwrap().count();
    let one = |number: usize| {
        let pool = Pool::new(2).unwrap();
        assert_eq!(pool.map(tasks::square, 0..10, None).unwrap().len(), 10);
        match number % 3 {
            0 => drop(pool),
            1 => {
                pool.close();
                pool.join().unwrap();
            }
            _ => {
                pool.apply(tasks::scribbles, (Vec::new(), true)).unwrap_err();
                pool.apply(tasks::square, (3,)).unwrap();
            }
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
