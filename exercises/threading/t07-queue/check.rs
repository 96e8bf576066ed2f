//! What t07 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::exercise::{DoneTooOften, Queue};
use super::real;
use interleave::Model;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread;

/// Something that can be handed over, and not copied.
#[derive(Debug, PartialEq, Eq)]
struct Order(usize);

/// One thread, no rival: what is there is got at once, and where there is room it is put at once.
#[test]
fn the_first_one_in_is_the_first_one_out() {
    interleave::sequential(|| {
        let queue = Queue::new(3);
        queue.put(Order(1));
        queue.put(Order(2));
        queue.put(Order(3));
        assert_eq!(queue.get(), Order(1), "the order that was put first");
        queue.put(Order(4));
        let rest = [queue.get(), queue.get(), queue.get()];
        assert_eq!(rest, [Order(2), Order(3), Order(4)], "the others, in the order in which they were put");
    });
}

/// One thread: as often as something was put, whether it was got or not.
#[test]
fn a_task_done_too_many_is_refused_and_changes_nothing() {
    interleave::sequential(|| {
        let queue = Queue::new(2);
        assert_eq!(queue.task_done(), Err(DoneTooOften), "nothing was put");
        queue.join();
        queue.put(Order(1));
        queue.put(Order(2));
        queue.get();
        queue.get();
        assert_eq!(queue.task_done(), Ok(()), "two were put, and none was done");
        assert_eq!(queue.task_done(), Ok(()), "two were put, and one was done");
        assert_eq!(queue.task_done(), Err(DoneTooOften), "two were put, and both were done");
        queue.join();
        queue.put(Order(3));
        assert_eq!(Queue::<Order>::new(2).task_done(), Err(DoneTooOften), "nothing was put into this one");
        assert_eq!(queue.task_done(), Ok(()), "one more was put");
        queue.join();
    });
}

/// Runs `body` on each of `threads` threads, this one included; `body` is told which of them it is.
fn on_threads<T: Send + Sync + 'static>(shared: T, threads: usize, body: fn(&T, usize)) {
    let shared = Arc::new(shared);
    let others: Vec<_> = (1..threads)
        .map(|n| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || body(&shared, n))
        })
        .collect();
    body(&shared, 0);
    for other in others {
        other.join().unwrap();
    }
}

/// A puts 1, which fills it → A waits → B gets 1 → A puts 2 → B gets 2. Two threads, up to 2 forced switches.
#[test]
fn a_full_queue_waits_for_room() {
    Model::new().preemptions(2).run(|| {
        // Relaxed: a note that must order nothing, or it would do the queue's work.
        on_threads((Queue::new(1), AtomicBool::new(false)), 2, |(queue, two), n| {
            if n == 0 {
                queue.put(Order(1));
                queue.put(Order(2));
                two.store(true, Relaxed);
            } else {
                assert!(!two.load(Relaxed), "two items were put into a queue with one place, and none was got");
                assert_eq!([queue.get(), queue.get()], [Order(1), Order(2)], "each item, in order");
            }
        });
    });
}

/// Three are inside → A waits → B gets one → A puts one more. Two threads, up to 2 forced switches.
#[test]
fn three_places_are_three() {
    Model::new().preemptions(2).run(|| {
        let queue = Queue::new(3);
        (1..=3).for_each(|n| queue.put(Order(n)));
        // Relaxed: a note that must order nothing, or it would do the queue's work.
        on_threads((queue, AtomicBool::new(false)), 2, |(queue, four), n| {
            if n == 0 {
                queue.put(Order(4));
                four.store(true, Relaxed);
            } else {
                assert!(!four.load(Relaxed), "four items were put into a queue with three places, and none was got");
                assert_eq!(queue.get(), Order(1), "the order that was put first");
            }
        });
    });
}

/// A and B say that the only item is done → one of them is refused. Two threads, up to 2 forced switches.
#[test]
fn of_two_who_say_it_for_one_item_one_is_refused() {
    Model::new().preemptions(2).run(|| {
        let queue = Queue::new(1);
        queue.put(Order(1));
        // Relaxed: a count, which orders nothing.
        on_threads((queue, AtomicUsize::new(0)), 2, |(queue, refused), _| {
            if queue.task_done().is_err() {
                assert_eq!(refused.fetch_add(1, Relaxed), 0, "one item was put, and could not be done");
            }
            queue.join();
        });
    });
}

/// For three threads and four: up to 1 forced switch where nothing else is said, and nobody wakes for no reason, which the models of two threads try.
fn three_or_four() -> Model {
    Model::new().preemptions(1).early_returns(0)
}

// ANCHOR: one_place
/// A and B wait for an item → C puts one, and waits for room → A gets it, and wakes C, not B → C puts the other one.
///
/// Three threads and one place, up to 2 forced switches.
#[test]
fn who_wants_room_hears_of_room() {
    three_or_four().preemptions(2).run(|| {
        on_threads(Queue::new(1), 3, |queue, n| {
            if n == 2 {
                queue.put(Order(1));
                queue.put(Order(2));
            } else {
                queue.get();
            }
        });
    });
}
// ANCHOR_END: one_place

/// The queue is full: A joins, and B waits for room → C gets, and wakes B → C waits for an item → B puts one, and wakes C.
///
/// Three threads and one place, up to 1 forced switch.
#[test]
fn who_joins_takes_no_wake_up_from_the_others() {
    three_or_four().run(|| {
        let queue = Queue::new(1);
        queue.put(Order(1));
        on_threads(queue, 3, |queue, n| match n {
            0 => queue.join(),
            1 => queue.put(Order(2)),
            _ => {
                assert_eq!([queue.get(), queue.get()], [Order(1), Order(2)], "each item, in order");
                queue.task_done().unwrap();
                queue.task_done().unwrap();
            }
        });
    });
}

/// A sees room → B sees the same room → one of them puts, and the other one waits until C has got. Three threads and one place, up to 1 forced switch.
#[test]
fn room_for_one_is_not_room_for_two() {
    three_or_four().run(|| {
        // Relaxed: a note that must order nothing, or it would do the queue's work.
        on_threads((Queue::new(1), AtomicUsize::new(0)), 3, |(queue, noted), n| {
            if n == 2 {
                assert!(noted.load(Relaxed) < 2, "two items were put into a queue with one place, and none was got");
                assert_ne!(queue.get(), queue.get(), "one item was got twice");
            } else {
                queue.put(Order(n));
                noted.fetch_add(1, Relaxed);
            }
        });
    });
}

/// A and B wait for an item → C puts one, and another before either has woken → both go on.
///
/// Three threads and two places, up to 1 forced switch.
#[test]
fn each_item_wakes_somebody() {
    three_or_four().run(|| {
        on_threads(Queue::new(2), 3, |queue, n| {
            if n == 2 {
                queue.put(Order(1));
                queue.put(Order(2));
            } else {
                queue.get();
            }
        });
    });
}

/// A and B wait for room → C gets an item, and another before either has woken → both go on.
///
/// Three threads and two places, up to 1 forced switch.
#[test]
fn each_place_wakes_somebody() {
    three_or_four().run(|| {
        let queue = Queue::new(2);
        queue.put(Order(3));
        queue.put(Order(4));
        on_threads(queue, 3, |queue, n| {
            if n == 2 {
                assert_eq!([queue.get(), queue.get()], [Order(3), Order(4)], "each item, in order");
            } else {
                queue.put(Order(n));
            }
        });
    });
}

/// Two put and two get, with one place, and everybody comes to an end. Four threads, up to 1 forced switch.
#[test]
fn two_who_put_and_two_who_get() {
    three_or_four().run(|| {
        on_threads(Queue::new(1), 4, |queue, n| if n < 2 { queue.put(Order(n)) } else { assert!(queue.get().0 < 2) });
    });
}

/// A plain value that the queue hands over and brings back.
#[derive(Default)]
struct Parcel(UnsafeCell<u32>);

// SAFETY: A touches it before it puts and after it has joined, B between its get and its task_done. That these are in order is
// what the test is about: the model stops at the first access for which they are not.
unsafe impl Sync for Parcel {}

// ANCHOR: parcel
/// All was done once before. A packs → A puts → B gets → B repacks → B says that it is done → A, which has joined, unpacks.
///
/// Two threads, up to 3 forced switches.
#[test]
fn who_has_joined_sees_the_work_done() {
    interleave::model(|| {
        let queue = Queue::new(1);
        queue.put(Order(0));
        queue.get();
        queue.task_done().unwrap();
        on_threads((queue, Parcel::default()), 2, |(queue, parcel), n| {
            if n == 0 {
                // SAFETY: B waits for the put below (see `Sync`).
                parcel.0.with_mut(|parcel| unsafe { *parcel = 7 });
                queue.put(Order(1));
                queue.join();
                // SAFETY: B was done after its last access (see `Sync`).
                assert_eq!(parcel.0.with(|parcel| unsafe { *parcel }), 8, "join returned before the work was done");
            } else {
                queue.get();
                // SAFETY: A has put after its last access, and joins before its next (see `Sync`).
                parcel.0.with_mut(|parcel| unsafe { *parcel += 1 });
                assert_eq!(queue.task_done(), Ok(()), "one item was put and got, and could not be done");
            }
        });
    });
}
// ANCHOR_END: parcel

/// A and B join → C says that the only item is done → both go on. Three threads, up to 1 forced switch.
#[test]
fn all_who_join_go_on() {
    three_or_four().run(|| {
        let queue = Queue::new(1);
        queue.put(Order(1));
        on_threads(queue, 3, |queue, n| if n == 2 { queue.task_done().unwrap() } else { queue.join() });
    });
}

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_hand_over_each_item_once() {
    use interleave::real::{
        sync::atomic::{AtomicUsize, Ordering::Relaxed},
        thread,
    };

    const EACH: usize = 1_000;
    let queue = real::Queue::new(4);
    let (got, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..EACH {
                    // Relaxed, here and below: the queue orders it.
                    got.fetch_add(queue.get(), Relaxed);
                    finished.fetch_add(1, Relaxed);
                    queue.task_done().unwrap();
                }
            });
        }
        let producers: Vec<_> = (0..3)
            .map(|n| {
                let queue = &queue;
                scope.spawn(move || (0..EACH).for_each(|i| queue.put(n * EACH + i)))
            })
            .collect();
        for producer in producers {
            producer.join().unwrap();
        }
        queue.join();
        assert_eq!(finished.load(Relaxed), 3 * EACH, "join returned while work was unfinished");
    });
    assert_eq!(got.load(Relaxed), (0..3 * EACH).sum::<usize>(), "each item is got once");
    assert_eq!(queue.task_done(), Err(real::DoneTooOften), "each item was done");
}
