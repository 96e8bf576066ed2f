//! What the processes of the tests run. The tests and their program share this module, so that they can start each other.

use multiprocessing::s4_task::Entry;
use multiprocessing::{Connection, tasks};

/// The list for the guard.
pub fn all() -> Vec<Entry> {
    tasks![halve, process, panics, exits, stays, never_ends]
}

pub fn halve(number: u32) -> u32 {
    assert!(number.is_multiple_of(2), "{number} is odd");
    number / 2
}

/// The number of the process that this runs in.
pub fn process() -> u32 {
    std::process::id()
}

pub fn panics() {
    panic!("out of stilton")
}

pub fn exits(code: i32) {
    std::process::exit(code)
}

/// Says in which process it is, and stays until it is told what to return, or nobody is left to tell.
pub fn stays(with: Connection) -> String {
    with.send(&std::process::id()).unwrap();
    with.recv().unwrap_or_default()
}

pub fn never_ends() {
    loop {
        std::thread::park()
    }
}
