//! Step 10 without its bell, and the ways to get it wrong.

use super::shared::{Shared, caught, side_by_side};
use interleave::failure::Kind;
use multiprocessing_model::s10_ring::{Consumer, Producer};
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering, Ordering::*};
use std::thread;

/// Pushes each part, and gives way while there is no room.
fn push_all(ring: &mut Producer<Shared>, parts: &[&[u8]]) {
    for part in parts {
        while !ring.try_push(part, false).unwrap() {
            thread::yield_now();
        }
    }
}

/// Pops the next part, and gives way while there is none.
fn pop(ring: &mut Consumer<Shared>) -> Vec<u8> {
    let mut part = Vec::new();
    while ring.try_pop(&mut part).unwrap().is_none() {
        thread::yield_now();
    }
    part
}

/// Writes the words → stores `tail` → loads `tail` → reads the words → stores `head` → loads `head` → writes them again.
///
/// Two threads, up to 3 forced switches; a ring of four words, so that the third part lies where the first one lay.
#[test]
fn what_is_pushed_is_popped_whole_and_in_order() {
    interleave::model(|| {
        let memory = Shared::new(4);
        let (mut producer, mut consumer) = (Producer::new(memory.clone()).unwrap(), Consumer::new(memory).unwrap());
        side_by_side(
            move || push_all(&mut producer, &[b"one", b"", b"three"]),
            || assert_eq!([pop(&mut consumer), pop(&mut consumer), pop(&mut consumer)], [&b"one"[..], b"", b"three"]),
        );
    });
}

/// What the broken copies are made of: a ring of two words, each of which is a message.
struct Ring {
    data: [UnsafeCell<u64>; 2],
    tail: AtomicU64,
    head: AtomicU64,
    how: How,
}

/// What can be done wrongly. [`RIGHT`] is right.
#[derive(Clone, Copy)]
struct How {
    /// With which order `tail` is stored and loaded.
    tail: (Ordering, Ordering),
    /// With which order `head` is stored and loaded.
    head: (Ordering, Ordering),
    /// Whether the number is stored before the word is written or read.
    too_early: bool,
    /// How many words a full ring holds.
    full: u64,
}

const RIGHT: How = How { tail: (Release, Acquire), head: (Release, Acquire), too_early: false, full: 2 };

// SAFETY: a word belongs to the consumer from `tail` until `head` has passed it, and to the producer otherwise. That this is so is what the tests look
// for; the model stops at the first access for which it is not.
unsafe impl Sync for Ring {}

impl Ring {
    fn word(&self, number: u64) -> &UnsafeCell<u64> {
        &self.data[(number % 2) as usize]
    }

    fn try_push(&self, message: u64) -> bool {
        let tail = self.tail.load(Relaxed); // this side's own
        if tail - self.head.load(self.how.head.1) == self.how.full {
            return false;
        }
        let publish = || self.tail.store(tail + 1, self.how.tail.0);
        if self.how.too_early {
            publish();
        }
        // SAFETY: see `Sync`.
        self.word(tail).with_mut(|word| unsafe { *word = message });
        if !self.how.too_early {
            publish();
        }
        true
    }

    fn try_pop(&self) -> Option<u64> {
        let head = self.head.load(Relaxed); // this side's own
        if self.tail.load(self.how.tail.1) == head {
            return None;
        }
        // SAFETY: see `Sync`.
        let message = self.word(head).with(|word| unsafe { *word });
        self.head.store(head + 1, self.how.head.0);
        Some(message)
    }
}

/// Three messages through the ring.
fn three(how: How) {
    let data = [const { UnsafeCell::new(0) }; 2];
    let ring = Arc::new(Ring { data, tail: AtomicU64::new(0), head: AtomicU64::new(0), how });
    let theirs = Arc::clone(&ring);
    side_by_side(
        move || {
            for message in 1..=3 {
                while !theirs.try_push(message) {
                    thread::yield_now();
                }
            }
        },
        || {
            for expected in 1..=3 {
                let message = loop {
                    match ring.try_pop() {
                        Some(message) => break message,
                        None => thread::yield_now(),
                    }
                };
                assert_eq!(message, expected);
            }
        },
    );
}

/// Or the copies below would be caught for something else.
#[test]
fn what_the_broken_copies_are_made_of_is_right() {
    interleave::model(|| three(RIGHT));
}

/// "One process writes it, so it needs no order": the words are not there yet.
#[test]
fn a_relaxed_store_of_the_tail_is_caught() {
    caught(Kind::DataRace, || three(How { tail: (Relaxed, Acquire), ..RIGHT }));
}

/// "The other side has published it, so I only look": what was read before is not what was published.
#[test]
fn a_relaxed_load_of_the_tail_is_caught() {
    caught(Kind::DataRace, || three(How { tail: (Release, Relaxed), ..RIGHT }));
}

/// "The consumer only reads, so it gives nothing back": the producer writes what is still being read.
#[test]
fn a_relaxed_store_of_the_head_is_caught() {
    caught(Kind::DataRace, || three(How { head: (Relaxed, Acquire), ..RIGHT }));
}

/// The same, at the producer's end.
#[test]
fn a_relaxed_load_of_the_head_is_caught() {
    caught(Kind::DataRace, || three(How { head: (Release, Relaxed), ..RIGHT }));
}

/// The number says that the word is there → the consumer reads → the producer writes.
#[test]
fn a_number_before_its_word_is_caught() {
    caught(Kind::DataRace, || three(How { too_early: true, ..RIGHT }));
}

/// The ring is full, and one more is pushed: it lies where the oldest lay, which nobody has read.
#[test]
fn one_more_than_fits_is_caught() {
    caught(Kind::Assertion, || three(How { full: 3, ..RIGHT }));
}
