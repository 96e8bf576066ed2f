//! What is left when pools have ended: nothing. Alone in a binary of its own, since it counts what its process has.

#![cfg(target_os = "linux")]

use multiprocessing::{Pool, guard, set_executable};

mod leftovers;

#[path = "program/pool_tasks.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod tasks;

/// A worker that is killed leaves as little as one that is told to end.
#[test]
fn fifty_pools_leave_no_descriptor_no_thread_and_no_process() {
    guard(tasks::all());
    set_executable(env!("CARGO_BIN_EXE_pool-program"));
    leftovers::leaves_nothing(|number| {
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
    });
}
