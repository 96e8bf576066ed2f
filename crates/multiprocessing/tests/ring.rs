//! The ring in real shared memory: two mappings of it in one process, each end on its own.
//!
//! Any sequence of calls in one thread beside a plain queue, any messages between two threads, and a neighbour who writes nonsense.
//! What two processes do is in `ring_processes.rs`.
#![cfg(unix)]

use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};
use interleave::proptest::prop_oneof;
use multiprocessing::s10_ring::{CONTROL, Consumer, Corrupt, HEAD, Producer, RingError, TAIL};
use multiprocessing::{SharedMemory, ring};
use std::collections::VecDeque;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

/// Memory for a ring of so many words, seen twice.
fn two_mappings(capacity: usize) -> (SharedMemory, SharedMemory) {
    let memory = SharedMemory::new((CONTROL + capacity) * 8).unwrap();
    (memory.try_clone().unwrap(), memory)
}

#[derive(Debug, Clone)]
enum Call {
    Push(Vec<u8>, bool),
    Pop,
}

/// Calls for a ring whose parts have at most `most` bytes.
fn calls(most: usize) -> impl Strategy<Value = Vec<Call>> {
    let push = (vec(any::<u8>(), 0..=most), any::<bool>()).prop_map(|(part, more)| Call::Push(part, more));
    vec(prop_oneof![push, Just(Call::Pop)], 0..60)
}

/// A number that a neighbour may have written: any, or one that is nearly right.
fn nonsense() -> impl Strategy<Value = u64> {
    prop_oneof![any::<u64>(), 0..40_u64, (0..40_u64).prop_map(|less| u64::MAX - less)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The numbers begin anywhere, also where they are about to begin again at 0.
    #[test]
    fn a_ring_is_a_queue_with_room_for_so_many_words(
        (capacity, calls) in (4..24_usize).prop_flat_map(|capacity| (Just(capacity), calls((capacity / 2 - 1) * 8))),
        begins in prop_oneof![Just(0), (0..60_u64).prop_map(|less| u64::MAX - less)],
    ) {
        // 2^64 is divided by such a capacity only: the places follow each other there, too.
        let capacity = if begins == 0 { capacity } else { capacity.next_power_of_two() };
        let (one, other) = two_mappings(capacity);
        for number in [HEAD, TAIL] {
            one[number].store(begins, Relaxed);
        }
        let (mut producer, mut consumer) = (Producer::new(one).unwrap(), Consumer::new(other).unwrap());
        let (mut queue, mut used) = (VecDeque::new(), 0);
        let words = |part: &Vec<u8>| 1 + part.len().div_ceil(8);
        for call in calls {
            match call {
                Call::Push(part, more) => {
                    let fits = used + words(&part) <= capacity;
                    prop_assert_eq!(producer.try_push(&part, more), Ok(fits));
                    if fits {
                        used += words(&part);
                        queue.push_back((part, more));
                    }
                }
                Call::Pop => {
                    let mut message = b"before".to_vec();
                    let more = consumer.try_pop(&mut message).unwrap();
                    let expected = queue.pop_front();
                    prop_assert_eq!(more, expected.as_ref().map(|(_, more)| *more));
                    let part = expected.map_or(Vec::new(), |(part, _)| part);
                    prop_assert_eq!(&message, &[b"before", &part[..]].concat());
                    used -= if more.is_some() { words(&part) } else { 0 };
                }
            }
        }
    }

    /// Also those that are many times longer than the ring.
    #[test]
    fn any_messages_come_out_whole_and_in_order(size in 0..600_usize, messages in vec(vec(any::<u8>(), 0..900), 0..20)) {
        let (mut sender, mut receiver) = ring(size).unwrap();
        thread::scope(|scope| {
            let messages = &messages;
            scope.spawn(move || {
                messages.iter().for_each(|message| sender.send_bytes(message).unwrap());
                sender.close();
            });
            for message in messages {
                assert_eq!(&receiver.recv_bytes().unwrap().unwrap(), message);
            }
            assert_eq!(receiver.recv_bytes(), Ok(None));
        });
    }

    /// Nonsense in every word, and again between any two calls: an answer or an error, and never more than the ring holds.
    #[test]
    fn a_neighbour_who_writes_nonsense_does_no_harm(
        words in vec(nonsense(), 12),
        numbers in vec((nonsense(), nonsense()), 1..6),
    ) {
        let (one, other) = two_mappings(words.len());
        let neighbour = one.try_clone().unwrap();
        for (word, nonsense) in neighbour[CONTROL..].iter().zip(&words) {
            word.store(*nonsense, Relaxed);
        }
        let mut ends = None;
        for (head, tail) in numbers {
            neighbour[HEAD].store(head, Relaxed);
            neighbour[TAIL].store(tail, Relaxed);
            let (producer, consumer) = (Producer::new(one.try_clone().unwrap()), Consumer::new(other.try_clone().unwrap()));
            prop_assert_eq!(producer.is_ok(), tail.wrapping_sub(head) <= words.len() as u64);
            if let (None, Ok(producer), Ok(consumer)) = (&ends, producer, consumer) {
                ends = Some((producer, consumer));
            }
            let Some((producer, consumer)) = &mut ends else { continue };
            let mut message = Vec::new();
            for _ in 0..4 {
                let _ = producer.try_push(b"a part", false);
                let before = message.len();
                let _ = consumer.try_pop(&mut message);
                prop_assert!(message.len() - before <= words.len() * 8);
            }
        }
    }
}

#[test]
fn a_producer_whose_neighbour_takes_back_or_takes_too_much_is_told() {
    for nonsense in [0, 7, u64::MAX] {
        let (one, other) = two_mappings(4);
        let neighbour = one.try_clone().unwrap();
        let (mut producer, mut consumer) = (Producer::new(one).unwrap(), Consumer::new(other).unwrap());
        assert_eq!(producer.try_push(b"one", false), Ok(true));
        assert_eq!(consumer.try_pop(&mut Vec::new()), Ok(Some(false)));
        for _ in 0..2 {
            assert_eq!(producer.try_push(b"two", false), Ok(true));
        }
        neighbour[HEAD].store(nonsense, Relaxed);
        assert_eq!(producer.try_push(b"three", false), Err(Corrupt), "{nonsense} words popped, of 6, after 2");
    }
}

#[test]
fn a_consumer_is_told_of_a_number_or_a_length_beyond_what_was_pushed() {
    for (tail, length) in [(5, 0), (u64::MAX, 0), (2, 9), (4, 25), (4, u64::MAX >> 1)] {
        let (one, other) = two_mappings(4);
        let mut consumer = Consumer::new(other).unwrap();
        one[CONTROL].store(length << 1, Relaxed);
        one[TAIL].store(tail, Relaxed);
        assert_eq!(consumer.try_pop(&mut Vec::new()), Err(Corrupt), "{tail} words pushed, {length} bytes announced");
    }
}

#[test]
fn an_end_of_the_ring_that_nobody_holds_any_more_is_noticed() {
    let (mut sender, receiver) = ring(64).unwrap();
    drop(receiver);
    let sent = (0..9).map(|_| sender.send_bytes(b"one")).find(Result::is_err);
    assert_eq!(sent, Some(Err(RingError::ConsumerGone)));

    let (sender, mut receiver) = ring(64).unwrap();
    sender.close();
    assert_eq!(receiver.recv_bytes(), Ok(None));
}

#[test]
fn a_panic_is_no_good_end() {
    let (mut sender, mut receiver) = ring(64).unwrap();
    let panicked = thread::spawn(move || {
        sender.send_bytes(b"one").unwrap();
        std::panic::resume_unwind(Box::new("a panic in the middle of the work"));
    });
    assert!(panicked.join().is_err());
    assert_eq!(receiver.recv_bytes().unwrap().as_deref(), Some(&b"one"[..]));
    assert_eq!(receiver.recv_bytes(), Err(RingError::ProducerDied));
}
