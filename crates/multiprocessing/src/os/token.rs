//! A number in a pipe: who has read it is inside, and writes it back. For systems without robust mutexes: macOS.
//!
//! # Keeps true
//!
//! There is one number. It is in the pipe, or somebody is between [`Gate::wait`] and [`Gate::open`].
//!
//! # Not here
//!
//! A holder that is killed takes the number with it, and the others wait for ever, as they do with CPython's lock on every system.
//! Only a panic is told of. And a thread that waits for itself is not noticed.

use crate::s3_luggage::{give, take as unpacked};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, FdFlags, fcntl_setfd, ioctl_fionbio, read, write};
use rustix::pipe::pipe;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// The pipe, and the number while this process has it.
#[derive(Debug)]
pub struct Gate {
    take: OwnedFd,
    put_back: OwnedFd,
    inside: AtomicU32,
}

impl Gate {
    /// A new pipe, with the number in it.
    pub fn new() -> io::Result<Gate> {
        let (take, put_back) = pipe()?;
        fcntl_setfd(&take, FdFlags::CLOEXEC)?;
        fcntl_setfd(&put_back, FdFlags::CLOEXEC)?;
        // Two may be woken by one number. The second one shall not wait inside `read`, where it has no time limit.
        ioctl_fionbio(&take, true)?;
        let gate = Gate { take, put_back, inside: AtomicU32::new(0) };
        gate.open();
        Ok(gate)
    }

    /// Waits until nobody is inside, and goes in; with a limit, says whether that came about in time.
    pub fn wait(&self, limit: Option<Duration>) -> io::Result<bool> {
        let until = limit.and_then(|limit| Instant::now().checked_add(limit));
        while !self.try_wait()? {
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Ok(false);
            }
            let left = left.and_then(|left| Timespec::try_from(left).ok());
            match poll(&mut [PollFd::new(&self.take, PollFlags::IN)], left.as_ref()) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(why) => return Err(why.into()),
            }
        }
        Ok(true)
    }

    /// Goes in if nobody is inside; says whether it did.
    pub fn try_wait(&self) -> io::Result<bool> {
        let mut number = [0; 4];
        match read(&self.take, &mut number) {
            Ok(_) => {
                // Relaxed: only who is inside reads or writes it here, and the pipe orders one after the other.
                self.inside.store(u32::from_ne_bytes(number), Relaxed);
                Ok(true)
            }
            Err(Errno::AGAIN | Errno::INTR) => Ok(false),
            Err(why) => Err(why.into()),
        }
    }

    /// Lets the next one in. Called by the thread that is inside.
    pub fn open(&self) {
        // Relaxed: as in `try_wait`. So few bytes are written at once, and there is always room for them.
        let _ = write(&self.put_back, &self.inside.load(Relaxed).to_ne_bytes());
    }

    /// The process that went in last, 0 if it came out.
    pub fn inside(&self) -> &AtomicU32 {
        &self.inside
    }
}

impl Serialize for Gate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let take = give(self.take.as_fd()).map_err(S::Error::custom)?;
        (take, give(self.put_back.as_fd()).map_err(S::Error::custom)?).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Gate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (take, put_back) = <(u32, u32)>::deserialize(deserializer)?;
        let take = unpacked(take).map_err(D::Error::custom)?;
        let put_back = unpacked(put_back).map_err(D::Error::custom)?;
        Ok(Gate { take, put_back, inside: AtomicU32::new(0) })
    }
}
