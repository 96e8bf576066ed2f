//! Whether anybody is still there: a terminal can be closed at any moment.
//!
//! # Keeps true
//!
//! When the terminal is closed, or this process is asked to end, it ends within a moment, and its tests with it. crossterm would
//! read from a closed terminal for ever, so the loop looks before it asks for keys, and a thread stands by in case that was too early.

use crate::interrupt::Interrupt;
use crate::problem::INTERRUPTED;
use std::io;
use std::thread;
use std::time::Duration;

/// How long the loop has to end by itself, and the runner to end its tests.
const GRACE: Duration = Duration::from_secs(1);
/// How often the standing thread looks.
const LOOK: Duration = Duration::from_millis(500);

/// Ends this process if it goes on although it was asked to end.
pub fn stand_by(interrupt: &Interrupt) {
    let interrupt = interrupt.clone();
    thread::spawn(move || {
        while !interrupt.is_raised() {
            thread::sleep(LOOK);
        }
        thread::sleep(GRACE);
        std::process::exit(i32::from(INTERRUPTED));
    });
}

/// Looks whether the terminal is there.
///
/// # Errors
///
/// When it was closed.
#[cfg(unix)]
pub fn check() -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let mut asked = [PollFd::new(&stdin, PollFlags::IN)];
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    // A signal in between is no answer; the next look comes soon.
    let _ = poll(&mut asked, Some(&now));
    if asked[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}

/// Windows ends a program together with its console.
///
/// # Errors
///
/// Never.
#[cfg(windows)]
pub fn check() -> io::Result<()> {
    Ok(())
}
