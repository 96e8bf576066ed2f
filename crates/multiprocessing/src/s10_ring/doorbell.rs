//! The ring's doorbell: who finds it full or empty sleeps, and the other side rings.
//!
//! Looking again and again would keep a core busy. A bell for every message would cost the system call that the ring is there to
//! save. So a side that goes to sleep leaves a note, and the other rings only if it finds one.
//!
//! # Keeps true
//!
//! Nobody sleeps who could go on, and each note that is taken away is answered by one ring. The danger is the wake-up that gets lost:
//!
//! ```text
//!   consumer  looks: empty ··························▶ leaves a note ▶ sleeps for ever
//!   producer                 pushes ▶ finds no note
//! ```
//!
//! So the note comes first, and then another look. But a store may still be on its way when the same thread's next load is done, and
//! then each side misses what the other has just written. Only a SeqCst fence between the two, on both sides, rules that out.
//!
//! # Who dies
//!
//! The bell is a pair of sockets. When the other process is gone, whatever the reason, the kernel closes its end, and who sleeps wakes with
//! [`Gone`]. A producer that has sent all says so in the memory first ([`Sender::close`]); so the consumer can tell an end from a death.

use super::error::{Corrupt, RingError};
use super::{CONTROL, Consumer, Memory, Producer, TAIL};
use std::sync::atomic::{
    AtomicU64,
    Ordering::{Relaxed, SeqCst},
    fence,
};

/// What wakes the other side, and notices that it is gone.
pub trait Bell {
    /// Wakes the other side, now or when it next waits. Does not wait.
    ///
    /// # Errors
    ///
    /// If it is gone.
    fn ring(&self) -> Result<(), Gone>;

    /// Waits for a ring, and uses it up.
    ///
    /// # Errors
    ///
    /// If the other side is gone, and every ring is used up.
    fn wait(&self) -> Result<(), Gone>;
}

/// The other side is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone;

/// Where a consumer leaves its note (1, else 0), among the control words.
const CONSUMER_SLEEPS: usize = 32;
/// Where a producer does.
const PRODUCER_SLEEPS: usize = 48;
/// 1 once the producer has said that this is all. Beside `tail`, since it has the same writer.
const CLOSED: usize = TAIL + 1;

/// The longest message, in bytes: as long as a pipe's (step 2).
const LIMIT: usize = 1 << 29;

const _: () = assert!(PRODUCER_SLEEPS + 16 == CONTROL);

/// Before the last look. Relaxed: the fence orders it.
// ANCHOR: leave
fn leave(note: &AtomicU64) {
    note.store(1, Relaxed);
    fence(SeqCst); // pairs with the one in `wake`: they find the note, or we find what they did before
}
// ANCHOR_END: leave

/// When the last look says that there is no need to sleep. False if the other side has the note already: then a ring is on its way,
/// and must be used up. Relaxed: a swap works on the newest value.
fn take_back(note: &AtomicU64) -> bool {
    note.swap(0, Relaxed) == 1
}

/// After something has changed that the other side may wait for: takes its note, if it left one, and rings.
// ANCHOR: wake
fn wake(note: &AtomicU64, bell: &impl Bell) -> Result<(), Gone> {
    fence(SeqCst); // pairs with the one in `leave`
    // Relaxed: see the fence. To look first spares the other side a miss each time.
    if note.load(Relaxed) == 1 && take_back(note) { bell.ring() } else { Ok(()) }
}
// ANCHOR_END: wake

/// The end that sends whole messages, and sleeps while the ring is full.
#[derive(Debug)]
pub struct Sender<M, B> {
    pub(super) ring: Producer<M>,
    pub(super) bell: B,
}

impl<M: Memory, B: Bell> Sender<M, B> {
    /// The sending end of the ring in `memory`.
    ///
    /// # Errors
    ///
    /// If no ring can look like that.
    pub fn new(memory: M, bell: B) -> Result<Self, Corrupt> {
        Ok(Sender { ring: Producer::new(memory)?, bell })
    }

    /// Sends a message, however long: what takes more than half of the ring goes in parts, while the consumer takes them
    /// out. Waits while there is no room.
    ///
    /// # Errors
    ///
    /// If the consumer is gone. That shows when it must be woken or waited for; until then the ring accepts what it has room for, as
    /// a pipe does.
    pub fn send_bytes(&mut self, message: &[u8]) -> Result<(), RingError> {
        if message.len() > LIMIT {
            return Err(RingError::TooLong { limit: LIMIT });
        }
        let mut rest = message;
        loop {
            let part = rest.split_off(..rest.len().min(self.ring.most())).expect("no longer than what is left");
            self.push(part, !rest.is_empty())?;
            if rest.is_empty() {
                return Ok(());
            }
        }
    }

    /// Says that this is all. Who is dropped without it has died: so does whoever panics, and whoever is killed.
    pub fn close(self) {
        // Relaxed: who reads it has seen the end of the bell, which comes after this, as `self` is dropped.
        self.ring.memory.control()[CLOSED].store(1, Relaxed);
    }

    fn push(&mut self, part: &[u8], more: bool) -> Result<(), RingError> {
        while !self.ring.try_push(part, more)? {
            leave(note(&self.ring.memory, PRODUCER_SLEEPS));
            let can_go_on = self.ring.has_room_for(part)?;
            if !(can_go_on && take_back(note(&self.ring.memory, PRODUCER_SLEEPS))) {
                self.bell.wait().map_err(|Gone| RingError::ConsumerGone)?;
            }
        }
        wake(note(&self.ring.memory, CONSUMER_SLEEPS), &self.bell).map_err(|Gone| RingError::ConsumerGone)
    }
}

/// The end that receives whole messages, and sleeps while the ring is empty.
#[derive(Debug)]
pub struct Receiver<M, B> {
    pub(super) ring: Consumer<M>,
    pub(super) bell: B,
}

impl<M: Memory, B: Bell> Receiver<M, B> {
    /// The receiving end of the ring in `memory`.
    ///
    /// # Errors
    ///
    /// If no ring can look like that.
    pub fn new(memory: M, bell: B) -> Result<Self, Corrupt> {
        Ok(Receiver { ring: Consumer::new(memory)?, bell })
    }

    /// Waits for the next message; `None` if the sender was closed and every message is out.
    ///
    /// # Errors
    ///
    /// If the sender is gone without that.
    pub fn recv_bytes(&mut self) -> Result<Option<Vec<u8>>, RingError> {
        let mut message = Vec::new();
        let mut parts = 0;
        loop {
            match self.pop(&mut message)? {
                // No sender of ours goes on and on.
                Some(true) if message.len() > LIMIT => return Err(RingError::Corrupt),
                Some(true) => parts += 1,
                Some(false) => return Ok(Some(message)),
                None if parts == 0 => return Ok(None),
                None => return Err(RingError::ProducerDied),
            }
        }
    }

    fn pop(&mut self, message: &mut Vec<u8>) -> Result<Option<bool>, RingError> {
        loop {
            if let Some(more) = self.ring.try_pop(message)? {
                self.give_room();
                return Ok(Some(more));
            }
            leave(note(&self.ring.memory, CONSUMER_SLEEPS));
            let can_go_on = !self.ring.is_empty()?;
            let woken = (can_go_on && take_back(note(&self.ring.memory, CONSUMER_SLEEPS))) || self.bell.wait().is_ok();
            // It may have been killed between its last push and the ring for it.
            if !woken && self.ring.is_empty()? {
                return self.has_ended();
            }
        }
    }

    /// Wakes a producer that sleeps, once half of the ring is free. At the first free word it would push one part and sleep
    /// again, at two system calls a part. A Unix socket of Linux does likewise, and waits until three quarters are free
    /// (`unix_writable`, net/unix/af_unix.c).
    fn give_room(&self) {
        if self.ring.known() <= self.ring.memory.data().len() as u64 / 2 {
            // If it is gone, what it has pushed is here all the same; we shall know when nothing is left.
            let _ = wake(note(&self.ring.memory, PRODUCER_SLEEPS), &self.bell);
        }
    }

    fn has_ended(&self) -> Result<Option<bool>, RingError> {
        // Relaxed: see `close`.
        let closed = self.ring.memory.control()[CLOSED].load(Relaxed) == 1;
        if closed { Ok(None) } else { Err(RingError::ProducerDied) }
    }
}

fn note(memory: &impl Memory, place: usize) -> &AtomicU64 {
    &memory.control()[place]
}
