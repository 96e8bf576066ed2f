//! What the children of the tests run. The tests and their program share this module, so that they can start each other.

use multiprocessing::s4_task::Entry;
use multiprocessing::{Connection, tasks};

/// The list for the guard.
pub fn all() -> Vec<Entry> {
    tasks![nothing, panics, exits, sends_square, adds, echoes, waits]
}

pub fn nothing() {}

pub fn panics() {
    panic!("out of stilton")
}

pub fn exits(code: i32) {
    std::process::exit(code)
}

pub fn sends_square(to: Connection, number: u64) {
    to.send(&(number * number)).unwrap()
}

pub fn adds(to: Connection, one: u64, other: f64, word: String) {
    to.send(&(word, one as f64 + other)).unwrap()
}

/// Sends each message back.
pub fn echoes(with: Connection) {
    while let Ok(bytes) = with.recv_bytes() {
        with.send_bytes(&bytes).unwrap()
    }
}

/// Says that it is here, and stays until the other end is closed.
pub fn waits(with: Connection) {
    with.send("here").unwrap();
    let _ = with.recv_bytes();
}
