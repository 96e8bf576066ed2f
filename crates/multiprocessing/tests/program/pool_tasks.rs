//! What the workers of the pools' tests run. The tests and their program share this module, so that they can start each other.

use multiprocessing::s4_task::Entry;
use multiprocessing::{Connection, tasks};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The list for the guard.
pub fn all() -> Vec<Entry> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has rude tasks"))]
    let mut all = tasks![
        square,
        sum,
        worker,
        panics,
        panics_with_a_bomb,
        panics_at,
        panics_at_three,
        exits,
        stays,
        prints,
        scribbles,
        cannot_be_written,
        cannot_be_read
    ];
    #[cfg(unix)]
    all.extend(tasks![
        unix::closes_all_it_has_and_stays,
        unix::becomes_another_program,
        unix::writes_half_a_message_everywhere_and_stays
    ]);
    all
}

pub fn square(number: u64) -> u64 {
    number * number
}

pub fn sum(one: u64, other: u64) -> u64 {
    one + other
}

/// The number of the process that this runs in.
pub fn worker() -> u32 {
    std::process::id()
}

pub fn panics() {
    panic!("out of stilton")
}

/// Panics once more when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("the bomb went off")
    }
}

pub fn panics_with_a_bomb() {
    std::panic::panic_any(Bomb)
}

pub fn exits(code: i32) {
    std::process::exit(code)
}

/// Panics at this one of many, and gives the others back.
pub fn panics_at(bad: u64, number: u64) -> u64 {
    assert!(bad != number, "{number} is bad");
    number
}

pub fn panics_at_three(number: u64) -> u64 {
    panics_at(3, number)
}

/// Says in which process it is, and stays until it is told what to return, or nobody is left to tell.
pub fn stays(with: Connection) -> String {
    with.send(&std::process::id()).unwrap();
    with.recv().unwrap_or_default()
}

/// A piece of a line.
pub fn prints(words: String) {
    print!("{words}")
}

/// Writes these bytes into each pipe that this process has, and dies if it is told to.
#[cfg(unix)]
pub fn scribbles(bytes: Vec<u8>, dies: bool) {
    for number in 3..100 {
        // SAFETY: whatever is open under this number stays open; nothing else is done with it.
        let handle = unsafe { std::os::fd::BorrowedFd::borrow_raw(number) };
        // An error says that it is no pipe.
        let _ = rustix::net::send(handle, &bytes, rustix::net::SendFlags::empty());
    }
    if dies {
        rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL).unwrap();
    }
}

#[cfg(not(unix))]
pub fn scribbles(_: Vec<u8>, _: bool) {}

/// A value whose bytes are no value of its type.
#[derive(Debug)]
pub struct Liar;

impl Serialize for Liar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(7)
    }
}

impl<'de> Deserialize<'de> for Liar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u64::deserialize(deserializer)?;
        Err(D::Error::custom("no bytes are a liar"))
    }
}

pub fn cannot_be_read() -> Liar {
    Liar
}

/// A value that has no bytes.
#[derive(Debug, Deserialize)]
pub struct Secret;

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("it is a secret"))
    }
}

pub fn cannot_be_written() -> Secret {
    Secret
}

#[cfg(unix)]
pub mod unix {
    //! What only a rude task does.

    use super::{Connection, scribbles};
    use std::os::unix::process::CommandExt as _;

    fn stays() -> ! {
        loop {
            std::thread::park()
        }
    }

    pub fn closes_all_it_has_and_stays() {
        for number in 3..100 {
            // SAFETY: what is open under this number is used by nobody here any more: this process does nothing from now on.
            unsafe { libc::close(number) };
        }
        stays()
    }

    /// One that waits ten minutes.
    pub fn becomes_another_program() {
        panic!("{}", std::process::Command::new("sleep").arg("600").exec())
    }

    /// Into the connection last of all, since that is the newest.
    pub fn writes_half_a_message_everywhere_and_stays(_with: Connection) {
        scribbles(b"\0\0\x01\0abc".to_vec(), false);
        stays()
    }
}
