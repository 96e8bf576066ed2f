//! The ring between processes: its memory, its bell, and how its two ends travel.
//!
//! The memory is step 9's. The bell is a pair of sockets, one for each end; a ring of it is one byte. An end travels as an argument of a
//! `Process` or in a message, and takes both along as luggage (step 3).
//!
//! # Keeps true
//!
//! - There is one sender and one receiver, wherever they are. An end that has travelled is gone here: to use it is an error, and the
//!   process that sent it keeps nothing open of it.
//! - When a process dies, its bell is closed. (A child made by fork has a copy of each descriptor of its parent's; while it
//!   lives, the death of the parent's end goes unnoticed.)
//!
//! Python has nothing of the kind: there you would put together `SharedMemory`, a `Semaphore` or two, and your own two numbers.

use super::doorbell::{Bell, Gone, Receiver, Sender};
use super::{CONTROL, Corrupt, LEAST, Memory, RingError, Word};
use crate::os::{Handle, pair};
use crate::s3_luggage::{cannot_give, give, take_as};
use crate::s9_shared::SharedMemory;
use rustix::io::{Errno, retry_on_intr};
use rustix::net::{RecvFlags, SendFlags, recv, send};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cell::RefCell;
use std::io;
use std::os::fd::AsFd;
use std::sync::atomic::AtomicU64;

impl Memory for SharedMemory {
    fn control(&self) -> &[AtomicU64] {
        &self[..CONTROL]
    }

    fn data(&self) -> &[Word] {
        &self[CONTROL..]
    }
}

impl Bell for Handle {
    fn ring(&self) -> Result<(), Gone> {
        #[cfg(not(target_vendor = "apple"))]
        let flags = SendFlags::DONTWAIT | SendFlags::NOSIGNAL;
        #[cfg(target_vendor = "apple")]
        let flags = SendFlags::DONTWAIT;
        match retry_on_intr(|| send(self, &[1], flags)) {
            // No room for one more ring: then there are enough to wake it.
            Ok(_) | Err(Errno::WOULDBLOCK) => Ok(()),
            Err(_) => Err(Gone),
        }
    }

    fn wait(&self) -> Result<(), Gone> {
        match retry_on_intr(|| recv(self, &mut [0; 1], RecvFlags::empty())) {
            Ok((1, _)) => Ok(()),
            _ => Err(Gone),
        }
    }
}

// ANCHOR: ring
/// A ring with room for at least `size` bytes, a message's length (8 bytes) included: its two ends, for two processes.
///
/// # Errors
///
/// If the system has no room for the memory, or no descriptors left.
pub fn ring(size: usize) -> io::Result<(RingSender, RingReceiver)> {
    let words = size.div_ceil(8).max(LEAST);
    let memory = SharedMemory::new((CONTROL + words).saturating_mul(8))?;
    let (one, other) = pair()?;
    let sender = Sender::new(memory.try_clone()?, one).map_err(io::Error::other)?;
    let receiver = Receiver::new(memory, other).map_err(io::Error::other)?;
    Ok((RingSender(RefCell::new(Some(sender))), RingReceiver(RefCell::new(Some(receiver)))))
}
// ANCHOR_END: ring

/// The sending end.
#[derive(Debug)]
pub struct RingSender(RefCell<Option<Sender<SharedMemory, Handle>>>);

/// The receiving end.
#[derive(Debug)]
pub struct RingReceiver(RefCell<Option<Receiver<SharedMemory, Handle>>>);

impl RingSender {
    /// Sends a message, however long. Waits while there is no room.
    ///
    /// # Errors
    ///
    /// If the receiver is gone, or this end has travelled.
    pub fn send_bytes(&mut self, message: &[u8]) -> Result<(), RingError> {
        self.0.get_mut().as_mut().ok_or(RingError::Elsewhere)?.send_bytes(message)
    }

    /// Says that this is all. Who drops this end without it has died, as the receiver sees it: so does whoever panics, and whoever is killed.
    pub fn close(self) {
        self.0.into_inner().into_iter().for_each(Sender::close);
    }
}

impl RingReceiver {
    /// Waits for the next message; `None` if the sender was closed and every message is out.
    ///
    /// # Errors
    ///
    /// If the sender is gone and was not closed, or this end has travelled.
    pub fn recv_bytes(&mut self) -> Result<Option<Vec<u8>>, RingError> {
        self.0.get_mut().as_mut().ok_or(RingError::Elsewhere)?.recv_bytes()
    }
}

// ANCHOR: travel
impl Serialize for RingSender {
    /// Afterwards this end is the other process's, and nothing of it is left here.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut end = self.0.borrow_mut();
        let sender = end.as_ref().ok_or_else(|| cannot_give(io::Error::other(RingError::Elsewhere)))?;
        let packed = pack(&sender.ring.memory, &sender.bell, serializer)?;
        *end = None;
        Ok(packed)
    }
}

impl Serialize for RingReceiver {
    /// As the sender's.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut end = self.0.borrow_mut();
        let receiver = end.as_ref().ok_or_else(|| cannot_give(io::Error::other(RingError::Elsewhere)))?;
        let packed = pack(&receiver.ring.memory, &receiver.bell, serializer)?;
        *end = None;
        Ok(packed)
    }
}
// ANCHOR_END: travel

impl<'de> Deserialize<'de> for RingSender {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        unpack(deserializer, Sender::new).map(|end| RingSender(RefCell::new(Some(end))))
    }
}

impl<'de> Deserialize<'de> for RingReceiver {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        unpack(deserializer, Receiver::new).map(|end| RingReceiver(RefCell::new(Some(end))))
    }
}

fn pack<S: Serializer>(memory: &SharedMemory, bell: &Handle, serializer: S) -> Result<S::Ok, S::Error> {
    (memory, give(bell.as_fd()).map_err(S::Error::custom)?).serialize(serializer)
}

fn unpack<'de, D: Deserializer<'de>, End>(
    deserializer: D,
    end: fn(SharedMemory, Handle) -> Result<End, Corrupt>,
) -> Result<End, D::Error> {
    let (memory, bell) = <(SharedMemory, u32)>::deserialize(deserializer)?;
    take_as(bell, |bell| {
        let end = if memory.len() < CONTROL { Err(Corrupt) } else { end(memory, bell) };
        end.map_err(io::Error::other)
    })
    .map_err(D::Error::custom)
}
