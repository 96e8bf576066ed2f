//! The end of the program comes once a process; so this file has one test.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use threading::{Event, RuntimeError, Shutdown, Thread, main_thread};

#[test]
fn the_end_of_a_main_that_panics_waits_too_and_then_nobody_is_started() {
    let worker = Thread::new(|| main_thread().join().unwrap());
    let daemon = Thread::new(|| Event::new().wait()).daemon(true);
    let main = catch_unwind(AssertUnwindSafe(|| {
        let _end = Shutdown;
        worker.start().unwrap();
        daemon.start().unwrap();
        resume_unwind(Box::new("an exception"));
    }));
    assert!(main.is_err());
    assert!(!worker.is_alive() && daemon.is_alive() && !main_thread().is_alive());
    let late = Thread::new(|| ()).start();
    assert_eq!(late, Err(RuntimeError("can't create new thread at interpreter shutdown")));
}
