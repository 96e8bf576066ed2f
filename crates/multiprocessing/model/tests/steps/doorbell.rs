//! The ring's doorbell, and the ways to lose a wake-up.

use super::shared::{Channel, Shared, bells, caught, ring, side_by_side};
use interleave::Model;
use interleave::failure::Kind;
use multiprocessing_model::s10_ring::doorbell::{Bell, Receiver};
use multiprocessing_model::s10_ring::{Producer, RingError};
use std::sync::Arc;
use std::sync::atomic::{
    AtomicU64,
    Ordering::{Acquire, Relaxed, Release, SeqCst},
    fence,
};

/// The ring is empty → the consumer leaves its note and sleeps → the producer pushes, finds it, and rings → the consumer pops.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_consumer_that_sleeps_is_woken() {
    interleave::model(|| {
        let (mut sender, mut receiver) = ring(8);
        side_by_side(
            move || sender.send_bytes(b"one").unwrap(),
            || assert_eq!(receiver.recv_bytes().unwrap().unwrap(), b"one"),
        );
    });
}

/// The ring is full → the producer leaves its note and sleeps → the consumer pops, finds it, and rings → the producer pushes.
///
/// Two threads, up to 3 forced switches; a ring of four words, and parts of two.
#[test]
fn a_producer_that_sleeps_is_woken() {
    interleave::model(|| {
        let (mut sender, mut receiver) = ring(4);
        for message in [b"one", b"two"] {
            sender.send_bytes(message).unwrap();
        }
        side_by_side(
            move || sender.send_bytes(b"three").unwrap(),
            || {
                for expected in [&b"one"[..], b"two", b"three"] {
                    assert_eq!(receiver.recv_bytes().unwrap().unwrap(), expected);
                }
            },
        );
    });
}

/// A message of three parts, of which two fit → the producer sleeps in the middle → the consumer puts it together.
///
/// Two threads, up to 2 forced switches.
#[test]
fn a_message_longer_than_the_ring_comes_out_whole() {
    Model::new().preemptions(2).run(|| {
        let (mut sender, mut receiver) = ring(4);
        side_by_side(
            move || sender.send_bytes(b"longer than the ring").unwrap(),
            || assert_eq!(receiver.recv_bytes().unwrap().unwrap(), b"longer than the ring"),
        );
    });
}

/// The producer pushes → says that this is all → its bell is gone → the consumer has the message, then the end.
///
/// Two threads, up to 3 forced switches.
#[test]
fn what_was_sent_before_the_end_is_received_before_the_end() {
    interleave::model(|| {
        let (mut sender, mut receiver) = ring(8);
        side_by_side(
            move || {
                sender.send_bytes(b"last").unwrap();
                sender.close();
            },
            || {
                assert_eq!(receiver.recv_bytes().unwrap().as_deref(), Some(&b"last"[..]));
                assert_eq!(receiver.recv_bytes(), Ok(None));
            },
        );
    });
}

/// The ring is full → the producer sleeps → the consumer goes → the producer wakes and hears of it.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_producer_whose_consumer_goes_is_told() {
    interleave::model(|| {
        let (mut sender, receiver) = ring(4);
        side_by_side(
            move || {
                let sent: Vec<_> = (0..3).map(|_| sender.send_bytes(b"one")).collect();
                assert_eq!(sent[2], Err(RingError::ConsumerGone), "there is no room for a third");
            },
            || drop(receiver),
        );
    });
}

/// The ring is full → the producer sleeps → the consumer pops half of it, and no more → the producer goes on.
///
/// Two threads, up to 3 forced switches.
#[test]
fn half_of_the_room_is_enough_to_go_on() {
    interleave::model(|| {
        let (mut sender, mut receiver) = ring(8);
        for message in [b"one", b"two", b"six", b"ten"] {
            sender.send_bytes(message).unwrap();
        }
        side_by_side(
            move || sender.send_bytes(b"more").unwrap(),
            || {
                receiver.recv_bytes().unwrap();
                receiver.recv_bytes().unwrap();
            },
        );
    });
}

/// The consumer sleeps → the producer pushes → it is killed before it rings → the consumer has the message, and hears of the death.
///
/// Two threads, up to 3 forced switches.
#[test]
fn who_is_killed_before_it_rings_has_pushed_all_the_same() {
    interleave::model(|| {
        let (memory, (one, other)) = (Shared::new(8), bells());
        let mut producer = Producer::new(memory.clone()).unwrap();
        let mut receiver = Receiver::new(memory, other).unwrap();
        side_by_side(
            move || {
                assert!(producer.try_push(b"last", false).unwrap());
                drop(one);
            },
            || {
                assert_eq!(receiver.recv_bytes().unwrap().as_deref(), Some(&b"last"[..]));
                assert_eq!(receiver.recv_bytes(), Err(RingError::ProducerDied));
            },
        );
    });
}

/// What the broken copies are made of: a number that one side makes 1 and the other waits for.
struct Door {
    number: AtomicU64,
    note: AtomicU64,
    how: How,
}

/// What can be done wrongly. [`RIGHT`] is right.
#[derive(Clone, Copy)]
struct How {
    fence_before_the_last_look: bool,
    fence_before_looking_for_a_note: bool,
    note_before_the_last_look: bool,
    /// Whether who takes a note away makes sure that nobody else has it.
    swaps: bool,
}

const RIGHT: How = How {
    fence_before_the_last_look: true,
    fence_before_looking_for_a_note: true,
    note_before_the_last_look: true,
    swaps: true,
};

impl Door {
    /// Waits until the number is `least` or more.
    fn wait_for(&self, least: u64, bell: &Channel) {
        while self.number.load(Acquire) < least {
            if self.how.note_before_the_last_look {
                self.note.store(1, Relaxed);
                if self.how.fence_before_the_last_look {
                    fence(SeqCst);
                }
            }
            let can_go_on = self.number.load(Acquire) >= least;
            if !self.how.note_before_the_last_look {
                self.note.store(1, Relaxed);
                fence(SeqCst);
            }
            if !(can_go_on && self.take_note()) {
                bell.wait().unwrap();
            }
        }
    }

    /// Makes the number one more.
    fn step(&self, bell: &Channel) {
        self.number.store(self.number.load(Relaxed) + 1, Release);
        if self.how.fence_before_looking_for_a_note {
            fence(SeqCst);
        }
        if self.note.load(Relaxed) == 1 && self.take_note() {
            bell.ring().unwrap();
        }
    }

    fn take_note(&self) -> bool {
        if self.how.swaps {
            return self.note.swap(0, Relaxed) == 1;
        }
        self.note.store(0, Relaxed);
        true
    }
}

/// One side takes two steps, the other waits for each.
fn two_steps(how: How) {
    let door = Arc::new(Door { number: AtomicU64::new(0), note: AtomicU64::new(0), how });
    let (theirs, (one, other)) = (Arc::clone(&door), bells());
    side_by_side(
        move || {
            theirs.step(&one);
            theirs.step(&one);
            // Who is gone would wake the other side, too.
            one.wait().unwrap();
        },
        || {
            door.wait_for(1, &other);
            door.wait_for(2, &other);
            assert!(other.try_wait().is_err(), "a ring was left over: it would wake somebody for nothing");
            other.ring().unwrap();
        },
    );
}

/// Or the copies below would be caught for something else.
#[test]
fn what_the_broken_copies_are_made_of_is_right() {
    interleave::model(|| two_steps(RIGHT));
}

/// The consumer looks: nothing → the producer pushes, and finds no note → the consumer leaves one, and sleeps.
#[test]
fn a_note_after_the_last_look_is_caught() {
    caught(Kind::Deadlock, || two_steps(How { note_before_the_last_look: false, ..RIGHT }));
}

/// The note is still on its way as the consumer looks: nothing → the producer finds no note.
#[test]
fn no_fence_before_the_last_look_is_caught() {
    caught(Kind::Deadlock, || two_steps(How { fence_before_the_last_look: false, ..RIGHT }));
}

/// The number is still on its way as the producer looks for a note: none → the consumer finds no number.
#[test]
fn no_fence_before_looking_for_a_note_is_caught() {
    caught(Kind::Deadlock, || two_steps(How { fence_before_looking_for_a_note: false, ..RIGHT }));
}

/// The producer takes the note → the consumer takes it, too, and goes on → the ring comes for nothing.
#[test]
fn a_note_that_both_take_is_caught() {
    caught(Kind::Assertion, || two_steps(How { swaps: false, ..RIGHT }));
}
