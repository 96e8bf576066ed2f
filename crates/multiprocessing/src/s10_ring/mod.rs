//! Step 10: a ring in shared memory, for one process that pushes and one that pops.
//!
//! A pipe copies each message into the kernel and out again, at a system call each. Here a message is written once into memory that
//! both sides have, and two numbers say what lies there: `tail`, how many words were ever pushed, and `head`, how many were popped.
//!
//! ```text
//!                 head              tail             a word's place: its number % capacity
//!    ┊  free      ┊ 5 │ hello...  ┊     free  ┊      a part: its length, then its bytes
//!                   └ one part  ┘
//! ```
//!
//! # Keeps true
//!
//! - `tail − head` is how many words lie in the ring: 0 if it is empty, `capacity` if it is full. The numbers only grow and are
//!   never put back to 0, so full and empty do not look alike.
//! - Only the producer stores `tail`, after it has written the words before it; only the consumer stores `head`, after it
//!   has read them. So each word belongs to one side at a time, and the other waits for the number.
//!
//! ```text
//!   producer  writes the words ▶ tail, Release ╮                   ╭ head, Acquire ▶ writes them again
//!   consumer                                   ╰ tail, Acquire ▶ reads the words ▶ head, Release
//! ```
//!
//! # Trusts nobody
//!
//! The other side is another process, and may have written anything. So each side keeps its own number to itself, asks of the other
//! one that it makes sense, and of a length that so much was pushed; else the answer is [`Corrupt`]. Nothing is read or written outside of the
//! ring, and no more is allocated than lies in it. What such a process still can do is send you nonsense.
//!
//! # Not yet
//!
//! Who finds the ring full or empty is told so and has to ask again. Sleeping is the next idea: [`doorbell`]. And nothing here makes
//! memory, or knows what a process is: `ends`.

pub mod doorbell;
#[cfg(all(unix, not(feature = "model")))]
pub mod ends;
mod error;
mod word;

pub use error::{Corrupt, RingError};
pub use word::Word;

use std::sync::atomic::{
    AtomicU64,
    Ordering::{Acquire, Release},
};

/// Memory for a ring: the control words, and those in which the parts lie. All are 0 at first.
pub trait Memory {
    /// The first [`CONTROL`] words: numbers that both sides look at.
    fn control(&self) -> &[AtomicU64];
    /// The rest. Both sides must see the same number of them.
    fn data(&self) -> &[Word];
}

/// How many words come before the data. What different sides write is kept 128 bytes apart, or each store would cost the other side a
/// miss for words that have not changed.
pub const CONTROL: usize = 64;
/// Where the producer's number is, among the control words.
pub const TAIL: usize = 0;
/// Where the consumer's number is.
pub const HEAD: usize = 16;

/// The smallest ring, in words: half of it holds a part with one word of bytes.
const LEAST: usize = 4;

/// Both numbers, if they make sense. Acquire: pairs with the stores in `try_push` and `try_pop`, of whoever had this end before.
fn numbers(memory: &impl Memory) -> Result<(u64, u64), Corrupt> {
    let (head, tail) = (memory.control()[HEAD].load(Acquire), memory.control()[TAIL].load(Acquire));
    let capacity = memory.data().len();
    if capacity < LEAST || tail.wrapping_sub(head) > capacity as u64 { Err(Corrupt) } else { Ok((head, tail)) }
}

/// The words from this number on: to the end of the memory, and then from its beginning.
fn from(memory: &impl Memory, number: u64) -> [&[Word]; 2] {
    let data = memory.data();
    let (second, first) = data.split_at((number % data.len() as u64) as usize);
    [first, second]
}

/// The end that pushes. There must be one.
#[derive(Debug)]
pub struct Producer<M> {
    memory: M,
    /// This side's own number; what stands in the memory is for the other side.
    tail: u64,
    /// The other side's number when we last looked. It may have grown since.
    head: u64,
}

impl<M: Memory> Producer<M> {
    /// The pushing end of the ring in `memory`.
    ///
    /// # Errors
    ///
    /// If no ring can look like that.
    pub fn new(memory: M) -> Result<Self, Corrupt> {
        let (head, tail) = numbers(&memory)?;
        Ok(Producer { memory, tail, head })
    }

    /// How many bytes a part may have: with its length it takes at most half of the ring, so that one can be written while
    /// another is read.
    pub fn most(&self) -> usize {
        (self.memory.data().len() / 2 - 1) * 8
    }

    /// Pushes a part of a message, if there is room for all of it; `more` says that the message goes on.
    ///
    /// # Errors
    ///
    /// If the consumer's number makes no sense.
    ///
    /// # Panics
    ///
    /// If the part is longer than [`most`](Producer::most).
    // ANCHOR: push
    pub fn try_push(&mut self, part: &[u8], more: bool) -> Result<bool, Corrupt> {
        assert!(part.len() <= self.most(), "a part of {} bytes, and at most {} fit", part.len(), self.most());
        if !self.has_room_for(part)? {
            return Ok(false);
        }
        let length = part.len() as u64;
        let [first, second] = from(&self.memory, self.tail);
        word::write(&first[0], length << 1 | u64::from(more));
        word::copy_in([&first[1..], second], part);
        self.tail = self.tail.wrapping_add(1 + word::words(length));
        // Release: pairs with the load in `Consumer::is_empty`.
        // Who sees the number sees the words before it.
        self.memory.control()[TAIL].store(self.tail, Release);
        Ok(true)
    }
    // ANCHOR_END: push

    /// Whether `part` fits now. Looks at the consumer's number only if it must.
    fn has_room_for(&mut self, part: &[u8]) -> Result<bool, Corrupt> {
        let (capacity, needed) = (self.memory.data().len() as u64, 1 + word::words(part.len() as u64));
        if capacity - self.tail.wrapping_sub(self.head) < needed {
            // Acquire: pairs with the store in `try_pop`. The consumer has read the words before this number; we may write there.
            let head = self.memory.control()[HEAD].load(Acquire);
            // It only grows, and not beyond ours.
            if head.wrapping_sub(self.head) > self.tail.wrapping_sub(self.head) {
                return Err(Corrupt);
            }
            self.head = head;
        }
        Ok(capacity - self.tail.wrapping_sub(self.head) >= needed)
    }
}

/// The end that pops. There must be one.
#[derive(Debug)]
pub struct Consumer<M> {
    memory: M,
    /// This side's own number; what stands in the memory is for the other side.
    head: u64,
    /// The other side's number when we last looked. It may have grown since.
    tail: u64,
}

impl<M: Memory> Consumer<M> {
    /// The popping end of the ring in `memory`.
    ///
    /// # Errors
    ///
    /// If no ring can look like that.
    pub fn new(memory: M) -> Result<Self, Corrupt> {
        let (head, tail) = numbers(&memory)?;
        Ok(Consumer { memory, head, tail })
    }

    /// Appends the oldest part to `message`, and says whether the message goes on; `None` if the ring is empty.
    ///
    /// # Errors
    ///
    /// If the producer's number or the part's length makes no sense.
    // ANCHOR: pop
    pub fn try_pop(&mut self, message: &mut Vec<u8>) -> Result<Option<bool>, Corrupt> {
        if self.is_empty()? {
            return Ok(None);
        }
        let [first, second] = from(&self.memory, self.head);
        let header = word::read(&first[0]);
        let (length, more) = (header >> 1, header & 1 == 1);
        let words = 1 + word::words(length);
        if words > self.tail.wrapping_sub(self.head) {
            return Err(Corrupt);
        }
        let before = message.len();
        message.resize(before + length as usize, 0);
        word::copy_out([&first[1..], second], &mut message[before..]);
        self.head = self.head.wrapping_add(words);
        // Release: pairs with the load in `Producer::has_room_for`.
        // Our reading is over before the words are written again.
        self.memory.control()[HEAD].store(self.head, Release);
        Ok(Some(more))
    }
    // ANCHOR_END: pop

    /// Whether nothing is there now. Looks at the producer's number only if it must.
    fn is_empty(&mut self) -> Result<bool, Corrupt> {
        if self.head == self.tail {
            // Acquire: pairs with the store in `try_push`. The words before this number are written.
            let tail = self.memory.control()[TAIL].load(Acquire);
            if tail.wrapping_sub(self.head) > self.memory.data().len() as u64 {
                return Err(Corrupt);
            }
            self.tail = tail;
        }
        Ok(self.head == self.tail)
    }

    /// How many words are known to lie there. Perhaps there are more by now.
    fn known(&self) -> u64 {
        self.tail.wrapping_sub(self.head)
    }
}
