//! What the children of the tests run. The tests and their program share this module, so that they can start each other.

use multiprocessing::s4_task::Entry;
use multiprocessing::{Connection, tasks};
use std::io::Read as _;

#[cfg(unix)]
#[path = "sharing.rs"]
pub mod sharing;

#[cfg(unix)]
#[path = "ring_tasks.rs"]
pub mod ring;

/// The list for the guard.
pub fn all() -> Vec<Entry> {
    let mut all = tasks![nothing, panics, exits, sends_square, adds, echoes, waits, spins];
    all.extend(tasks![counts_stdin, passes_on, has_a_child, has_a_child_that_waits, tells_its_name, takes]);
    #[cfg(unix)]
    all.extend(sharing::all());
    #[cfg(unix)]
    all.extend(tasks![unix::dies_inside_a_frame, unix::writes_garbage, unix::tells_its_parent]);
    #[cfg(unix)]
    all.extend(ring::all());
    #[cfg(target_os = "linux")]
    all.extend(tasks![unix::counts_descriptors]);
    all
}

pub fn nothing() {}

pub fn takes(_words: String) {}

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

/// Says that it is here, and never ends.
pub fn spins(with: Connection) {
    with.send("here").unwrap();
    loop {
        std::hint::spin_loop();
    }
}

/// How many bytes it finds in stdin.
pub fn counts_stdin(to: Connection) {
    to.send(&std::io::stdin().read_to_end(&mut Vec::new()).unwrap()).unwrap()
}

/// Receives a connection through a connection, and sends a word through that.
pub fn passes_on(from: Connection) {
    let to: Connection = from.recv().unwrap();
    to.send("through two").unwrap()
}

/// Tries to start a process of its own; says how that went.
pub fn has_a_child(to: Connection) {
    let child = multiprocessing::Process::new(exits, (3,));
    let went = child.start().and_then(|()| child.join()).map_err(|why| why.to_string());
    to.send(&went).unwrap()
}

/// Its child says that it is here.
pub fn has_a_child_that_waits(with: Connection) {
    let child = multiprocessing::Process::new(waits, (with,));
    child.start().unwrap();
    child.join().unwrap();
}

pub fn tells_its_name(to: Connection) {
    to.send(multiprocessing::current_process_name()).unwrap()
}

#[cfg(unix)]
pub mod unix {
    //! What only a rude neighbour does.

    use super::Connection;
    use rustix::process::{Signal, getpid, kill_process};

    /// Writes these bytes, which are part of a message, and is killed.
    pub fn dies_inside_a_frame(to: Connection, part: Vec<u8>) {
        rustix::io::write(&to, &part).unwrap();
        kill_process(getpid(), Signal::KILL).unwrap();
        unreachable!("nobody survives SIGKILL")
    }

    /// Writes these bytes, which are no message.
    pub fn writes_garbage(to: Connection, garbage: Vec<u8>) {
        rustix::io::write(&to, &garbage).unwrap();
    }

    /// Tells who its parent is, and waits for a message.
    pub fn tells_its_parent(to: Connection) {
        to.send(&rustix::process::getppid().unwrap().as_raw_nonzero().get()).unwrap();
        to.recv_bytes().unwrap();
    }

    /// How many descriptors its parent has, when it is asked.
    #[cfg(target_os = "linux")]
    pub fn counts_descriptors(to: Connection) {
        to.recv_bytes().unwrap();
        let parent = rustix::process::getppid().unwrap().as_raw_nonzero();
        to.send(&std::fs::read_dir(format!("/proc/{parent}/fd")).unwrap().count()).unwrap()
    }
}
