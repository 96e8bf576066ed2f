//! What is left when pools of processes have ended: nothing. Alone in a binary of its own, since it counts what its process has.

#![cfg(target_os = "linux")]

use futures::ProcessPoolExecutor;
use multiprocessing::{guard, set_executable};

#[path = "../../multiprocessing/tests/leftovers/mod.rs"]
mod leftovers;

#[path = "program/tasks.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod tasks;

#[test]
fn fifty_executors_leave_no_descriptor_no_thread_and_no_process() {
    guard(tasks::all());
    set_executable(env!("CARGO_BIN_EXE_futures-program"));
    leftovers::leaves_nothing(|number| {
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
    });
}
