//! The main thread ends. One thread is waited for, the other one, a daemon, is not.
//!
//! Run it with `cargo run -q -p threading --example who_is_waited_for`, and `book/python/who_is_waited_for.py` beside it.

use std::sync::Arc;
use threading::{Event, RuntimeError, Shutdown, Thread, main_thread};

// ANCHOR: threads
fn worker() {
    main_thread().join().expect("it is another thread");
    println!("worker: the main thread has ended, and I go on");
    let late = Thread::new(|| println!("late: somebody started me"));
    if let Err(error) = late.start() {
        println!("worker: {error}");
    }
}

fn daemon(begun: &Event) {
    let _finally = CleansUp;
    begun.set();
    Event::new().wait();
}

fn main() -> Result<(), RuntimeError> {
    let _end = Shutdown;
    let begun = Arc::new(Event::new());
    Thread::new(worker).start()?;
    let theirs = Arc::clone(&begun);
    Thread::new(move || daemon(&theirs)).daemon(true).start()?;
    begun.wait();
    println!("main: nothing left to do");
    Ok(())
}
// ANCHOR_END: threads

struct CleansUp;

impl Drop for CleansUp {
    fn drop(&mut self) {
        println!("daemon: I clean up");
    }
}
