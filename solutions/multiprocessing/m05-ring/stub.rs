//! # m05 · Ring
//!
//! Implement · 30 minutes · read first: `cargo book` → *Shared memory*
//!
//! ## Task
//!
//! Two processes have a [`Memory`] in common and nothing else: no lock, no queue, no pointer that would mean anything to the other.
//! One of them pushes numbers, the other pops them. The numbers lie in `slots`, and begin again at the first one after the
//! last. What the two must tell each other stands in `words`. Write `push` and `pop`; you may have other fields than these.
//!
//! ## Keep true
//!
//! - What was pushed is popped once, and in order.
//! - Nothing is written over that was not popped: `push` says `false` if there is no room. In a memory of 3 slots there is
//!   room for 3 numbers; if your design wants one slot to stay empty, 2 will do.
//! - A slot is plain memory. Whoever touches it does so after the other one is done with it, and sees what that one did.
//!
//! ```text
//!   pushed = 5    slots │ 3rd │ 4th │ 2nd │      two lie there: the 3rd and the 4th (we count from 0)
//!   popped = 3             ╰─ popped next
//! ```
//!
//! ## Run
//!
//! `cargo learn check m05`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(dead_code, unused_variables, reason = "nothing uses the fields yet")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What the two processes have in common. At first every number in it is 0.
pub struct Memory<S> {
    /// Both may look at these and change them at any time. There are as many as slots, and two more; use those you need.
    pub words: Vec<AtomicU64>,
    /// Where the items lie.
    pub slots: Vec<S>,
}

/// A place for one item. It orders nothing: whose turn it is, only your words can say.
pub trait Slot {
    /// Writes an item; what stood there is lost.
    fn write(&self, item: u64);
    /// Reads the item.
    fn read(&self) -> u64;
}

/// As it is in shared memory. The check brings a slot of its own, which tells when two touch it and nothing orders them.
impl Slot for AtomicU64 {
    fn write(&self, item: u64) {
        self.store(item, Ordering::Relaxed);
    }

    fn read(&self) -> u64 {
        self.load(Ordering::Relaxed)
    }
}

/// The process that pushes. There is one for each memory, and it is there from the beginning.
pub struct Producer<S> {
    memory: Arc<Memory<S>>,
    /// How many items it has pushed so far. The other process does not see this one.
    pushed: u64,
}

/// The process that pops. There is one for each memory; items may have been pushed before it comes.
pub struct Consumer<S> {
    memory: Arc<Memory<S>>,
    /// How many items it has popped so far. The other process does not see this one.
    popped: u64,
}

impl<S: Slot> Producer<S> {
    /// The producer of `memory`.
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Producer { memory, pushed: 0 }
    }
}

impl<S: Slot> Consumer<S> {
    /// The consumer of `memory`.
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Consumer { memory, popped: 0 }
    }
}

// ── your work starts here ──────────────────────────────────────────────────
impl<S: Slot> Producer<S> {
    /// Pushes `item`, or says `false` if there is no room.
    pub fn push(&mut self, item: u64) -> bool {
        todo!("see whether a slot is free, write the item, and only then tell the other process")
    }
}

impl<S: Slot> Consumer<S> {
    /// Pops the oldest item, or says `None` if there is none.
    pub fn pop(&mut self) -> Option<u64> {
        todo!("see whether an item is there, read it, and only then give the slot back")
    }
}
// ── your work ends here ────────────────────────────────────────────────────
