//! The end of the program comes once a process; so this file has one test. Not on Windows, as `pool.rs`, whose tasks it shares.

#![cfg(unix)]

use multiprocessing::{Pool, guard, set_executable};

#[path = "program/pool_tasks.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod tasks;

#[test]
fn the_end_of_the_program_does_not_wait_for_a_pool_that_nobody_has_closed() {
    guard(tasks::all());
    set_executable(env!("CARGO_BIN_EXE_pool-program"));
    let pool = Pool::new(2).unwrap();
    assert_eq!(pool.apply(tasks::square, (7,)).unwrap(), 49);
    threading::shutdown();
    assert_eq!(pool.apply(tasks::square, (8,)).unwrap(), 64);
}
