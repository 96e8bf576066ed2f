//! What m05 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::exercise::{Consumer, Memory, Producer, Slot};
use super::real;
use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use interleave::real::sync::atomic::AtomicU64 as RealWord;
use std::cell::UnsafeCell;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use std::thread;

/// A memory with these slots, in which every word is 0.
fn memory<S>(slots: Vec<S>) -> Memory<S> {
    let words: Vec<_> = (0..slots.len() + 2).map(|_| AtomicU64::new(0)).collect();
    for (n, word) in words.iter().enumerate() {
        interleave::name(word, &format!("words[{n}]"));
    }
    Memory { words, slots }
}

/// The two ends of a ring with these slots.
fn ring<S: Slot>(slots: Vec<S>) -> (Producer<S>, Consumer<S>) {
    let memory = Arc::new(memory(slots));
    (Producer::new(Arc::clone(&memory)), Consumer::new(memory))
}

/// Slots that are memory and nothing else.
fn plain(slots: usize) -> Vec<AtomicU64> {
    (0..slots).map(|_| AtomicU64::new(0)).collect()
}

/// One thread, five times round: what goes in comes out, and then nothing is left.
#[test]
fn what_is_pushed_is_popped() {
    interleave::sequential(|| {
        let (mut producer, mut consumer) = ring(plain(2));
        for item in 1..=10 {
            assert_eq!(consumer.pop(), None, "nothing was pushed");
            assert!(producer.push(item), "the ring was empty, and yet it had no room");
            assert_eq!(consumer.pop(), Some(item), "another item than was pushed");
        }
    });
}

/// One thread, three times round: the ring is filled until it refuses, and emptied.
#[test]
fn a_full_ring_refuses_and_keeps_what_it_has() {
    interleave::sequential(|| {
        let (mut producer, mut consumer) = ring(plain(3));
        for round in 1..=3 {
            let items: Vec<_> = (10 * round..10 * round + 4).take_while(|item| producer.push(*item)).collect();
            assert!(
                (2..=3).contains(&items.len()),
                "3 slots have room for 3 items, or for 2, but not for {}",
                items.len()
            );
            for item in items {
                assert_eq!(consumer.pop(), Some(item), "another item than the oldest one");
            }
            assert_eq!(consumer.pop(), None, "more was popped than was pushed");
        }
    });
}

/// One thread: what is in the ring lies in its slots, from the first one on.
#[test]
fn the_numbers_lie_in_the_slots() {
    interleave::sequential(|| {
        let memory = Arc::new(memory(plain(3)));
        let mut producer = Producer::new(Arc::clone(&memory));
        for item in [7, 8] {
            assert!(producer.push(item), "the ring was not full, and yet it had no room");
        }
        let slots: Vec<_> = memory.slots[..2].iter().map(Slot::read).collect();
        assert_eq!(slots, [7, 8], "7 and 8 were pushed, and this lies in the first two slots");
    });
}

/// One thread: what two processes have to tell each other stands in their memory, and nowhere else.
#[test]
fn two_rings_know_nothing_of_each_other() {
    interleave::sequential(|| {
        let ((mut producer, mut consumer), (mut other, mut another)) = (ring(plain(3)), ring(plain(3)));
        assert!(producer.push(1), "the first ring was empty, and yet it had no room");
        assert_eq!(another.pop(), None, "it was pushed into the first ring, and popped from the second one");
        assert!(other.push(2), "the second ring was empty, and yet it had no room");
        assert_eq!((consumer.pop(), another.pop()), (Some(1), Some(2)), "another item than was pushed");
    });
}

/// One thread: while one ring is at a slot, another ring is used. A lock in a `static` is one lock for both, so it never comes free;
/// and two processes would have one each.
#[test]
fn a_ring_does_not_wait_for_another_one() {
    /// A slot that goes through the other ring whenever it is touched.
    struct Through(AtomicU64, Arc<Mutex<(Producer<AtomicU64>, Consumer<AtomicU64>)>>);
    impl Through {
        fn the_other_ring(&self) {
            let (producer, consumer) = &mut *self.1.lock().unwrap();
            assert!(producer.push(5), "the other ring was empty, and yet it had no room");
            assert_eq!(consumer.pop(), Some(5), "another item than was pushed into the other ring");
        }
    }
    impl Slot for Through {
        fn write(&self, item: u64) {
            self.the_other_ring();
            self.0.write(item);
        }
        fn read(&self) -> u64 {
            self.the_other_ring();
            self.0.read()
        }
    }
    interleave::sequential(|| {
        let other = Arc::new(Mutex::new(ring(plain(3))));
        let slots = plain(3).into_iter().map(|slot| Through(slot, Arc::clone(&other)));
        let (mut producer, mut consumer) = ring(slots.collect());
        assert!(producer.push(1), "the ring was empty, and yet it had no room");
        assert_eq!(consumer.pop(), Some(1), "another item than was pushed");
    });
}

/// A slot that tells the model who touches it.
#[derive(Default)]
struct Watched(UnsafeCell<u64>);

// SAFETY: that two accesses are in order is what the tests are about: the model stops at the first one for which they are not.
unsafe impl Sync for Watched {}

impl Slot for Watched {
    fn write(&self, item: u64) {
        // SAFETY: see `Sync`.
        self.0.with_mut(|slot| unsafe { *slot = item });
    }

    fn read(&self) -> u64 {
        // SAFETY: see `Sync`.
        self.0.with(|slot| unsafe { *slot })
    }
}

// ANCHOR: rule
/// The producer pushes so many items through a ring of two slots, and the consumer pops them.
fn through_two_slots(items: u64) {
    let slots = [Watched::default(), Watched::default()];
    (0..2).for_each(|n| interleave::name(&slots[n].0, &format!("slots[{n}]")));
    let (mut producer, mut consumer) = ring(slots.into());
    interleave::name_thread("producer");
    let other = thread::spawn(move || {
        interleave::name_thread("consumer");
        for item in 1..=items {
            let popped = loop {
                match consumer.pop() {
                    Some(popped) => break popped,
                    None => thread::yield_now(),
                }
            };
            assert_eq!(popped, item, "another item than the oldest one");
        }
    });
    for item in 1..=items {
        while !producer.push(item) {
            thread::yield_now();
        }
    }
    other.join().unwrap();
}

/// The producer writes the slot → says so → the consumer sees that → reads the slot. Two threads, up to 3 forced switches.
#[test]
fn an_item_is_written_before_it_is_read() {
    interleave::model(|| through_two_slots(1));
}

/// The consumer reads the slot → gives it back → the producer sees that → writes it again. Two threads, up to 2 forced switches.
#[test]
fn a_slot_is_read_before_it_is_written_again() {
    interleave::Model::new().preemptions(2).run(|| through_two_slots(3));
}
// ANCHOR_END: rule

/// The two ends of a ring of so many slots, on the real std.
fn real_ring(slots: usize) -> (real::Producer<RealWord>, real::Consumer<RealWord>) {
    let words = |many| (0..many).map(|_| RealWord::new(0)).collect();
    let memory = Arc::new(real::Memory { words: words(slots + 2), slots: words(slots) });
    (real::Producer::new(Arc::clone(&memory)), real::Consumer::new(memory))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Any calls, in one thread: the ring is a queue with a limit.
    #[test]
    fn the_ring_is_a_queue_with_a_limit(slots in 2..6_usize, calls in vec(any::<bool>(), 0..60)) {
        let (mut producer, mut consumer) = real_ring(slots);
        let mut queue = std::collections::VecDeque::new();
        for (item, push) in calls.into_iter().enumerate() {
            if push {
                let pushed = producer.push(item as u64);
                prop_assert!(queue.len() + 1 >= slots || pushed, "there was room, and it was refused");
                prop_assert!(queue.len() < slots || !pushed, "there was no room, and it was accepted");
                queue.extend(pushed.then_some(item as u64));
            } else {
                prop_assert_eq!(consumer.pop(), queue.pop_front());
            }
        }
    }
}

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_pass_ten_thousand_items() {
    use interleave::real::thread;

    let (mut producer, mut consumer) = real_ring(4);
    thread::scope(|scope| {
        scope.spawn(move || {
            for item in 0..10_000 {
                while !producer.push(item) {
                    thread::yield_now();
                }
            }
        });
        for item in 0..10_000 {
            let popped = loop {
                match consumer.pop() {
                    Some(popped) => break popped,
                    None => thread::yield_now(),
                }
            };
            assert_eq!(popped, item, "another item than the oldest one");
        }
    });
}
