//! The steps on real threads. No proof of anything, but a look at the real thing, and at what a model cannot follow: a panic
//! under a lock.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};
use threading::s13_parking::{Parked, park, unpark_all, unpark_one};
use threading::{Barrier, Condition, Lock, PyMutex, PyRLock, Queue, RLock, Semaphore, Thread, ValueError};

/// Reads and writes in two steps, so that an update is lost where two threads are at it.
fn count_one(count: &AtomicU32) {
    // Relaxed: the lock under test orders the two, or an update is lost, which is what the caller looks for.
    let before = count.load(Relaxed);
    count.store(before + 1, Relaxed);
}

fn count(step: impl Fn(&AtomicU32) + Sync) -> u32 {
    let count = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..10_000).for_each(|_| step(&count)));
        }
    });
    count.into_inner()
}

#[test]
fn no_update_is_lost_under_a_lock() {
    let lock = Lock::new();
    let counted = count(|count| {
        let _with = lock.hold();
        count_one(count);
    });
    assert_eq!(counted, 40_000);
}

#[test]
fn no_update_is_lost_under_an_rlock_held_twice() {
    let lock = RLock::new();
    let counted = count(|count| {
        let _outer = lock.hold();
        let _inner = lock.hold();
        count_one(count);
    });
    assert_eq!(counted, 40_000);
}

#[test]
fn no_update_is_lost_under_a_semaphore_of_one() {
    let semaphore = Semaphore::new(1);
    let counted = count(|count| {
        semaphore.acquire();
        count_one(count);
        semaphore.release(1).unwrap();
    });
    assert_eq!(counted, 40_000);
}

#[test]
fn a_panic_under_a_lock_unlocks_it_and_poisons_nothing() {
    let (lock, rlock) = (Lock::new(), RLock::new());
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let _with = (lock.hold(), rlock.hold());
        resume_unwind(Box::new("an exception"));
    }));
    assert!(panicked.is_err());
    assert!(lock.try_acquire() && rlock.try_acquire());
}

#[test]
fn a_thread_that_panics_can_be_joined_as_often_as_one_likes() {
    let thread = Thread::new(|| resume_unwind(Box::new("an exception")));
    thread.start().unwrap();
    thread.join().unwrap();
    thread.join().unwrap();
    assert!(!thread.is_alive());
}

#[test]
fn a_thread_that_is_dropped_while_it_runs_runs_on() {
    let (go, done) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let thread = {
        let (go, done) = (Arc::clone(&go), Arc::clone(&done));
        Thread::new(move || {
            go.acquire();
            done.release(1).unwrap();
        })
    };
    thread.start().unwrap();
    drop(thread);
    go.release(1).unwrap();
    done.acquire();
}

#[test]
fn a_thread_may_have_any_name() {
    let thread = Thread::named("a\0b", || ());
    thread.start().unwrap();
    thread.join().unwrap();
    assert_eq!(thread.name(), "a\0b");
}

#[test]
fn a_hundred_threads_meet_a_hundred_times() {
    let barrier = Barrier::new(100).unwrap();
    let came = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..100 {
            scope.spawn(|| {
                for round in 1..=100 {
                    // Relaxed: the barrier orders it.
                    came.fetch_add(1, Relaxed);
                    barrier.wait().unwrap();
                    assert!(came.load(Relaxed) >= 100 * round);
                }
            });
        }
    });
}

#[test]
fn who_has_waited_longest_is_notified_first() {
    let condition = Condition::new(Arc::new(Lock::new()));
    let (came, went) = (Queue::default(), Queue::default());
    thread::scope(|scope| {
        for n in 0..5 {
            let (condition, came, went) = (&condition, &came, &went);
            scope.spawn(move || {
                let _with = condition.lock().hold();
                came.put(n).unwrap();
                condition.wait().unwrap();
                went.put(n).unwrap();
            });
            assert_eq!(came.get(), Ok(n));
            // It holds the lock when it says that it came, and lets go of it once it is on the list.
            drop(condition.lock().hold());
        }
        for n in 0..5 {
            let with = condition.lock().hold();
            condition.notify(1).unwrap();
            drop(with);
            assert_eq!(went.get(), Ok(n));
        }
    });
}

#[test]
fn every_item_comes_out_once_and_each_producers_in_order() {
    let queue = Queue::new(3);
    let got = thread::scope(|scope| {
        for producer in 0..4 {
            let queue = &queue;
            scope.spawn(move || (0..5_000).for_each(|n| queue.put((producer, n)).unwrap()));
        }
        let getter = || scope.spawn(|| (0..10_000).map(|_| queue.get().unwrap()).collect::<Vec<_>>());
        [getter(), getter()].map(|getter| getter.join().unwrap())
    });
    for got in &got {
        for producer in 0..4 {
            let of_one: Vec<_> = got.iter().filter(|item| item.0 == producer).map(|item| item.1).collect();
            assert!(of_one.is_sorted(), "producer {producer}'s items were mixed up");
        }
    }
    let mut all = got.concat();
    all.sort_unstable();
    assert_eq!(all, (0..4).flat_map(|producer| (0..5_000).map(move |n| (producer, n))).collect::<Vec<_>>());
}

#[test]
fn a_thread_has_ended_though_what_it_panicked_with_panics_as_it_is_dropped() {
    struct Grenade;
    impl Drop for Grenade {
        fn drop(&mut self) {
            resume_unwind(Box::new("dropped"));
        }
    }
    let thread = Thread::new(|| resume_unwind(Box::new(Grenade)));
    thread.start().unwrap();
    // Hangs here if the end is said after the payload is dropped.
    thread.join().unwrap();
}

#[test]
fn who_waits_for_no_time_still_lets_go_of_the_lock_once() {
    let condition = Condition::new(Arc::new(Lock::new()));
    assert!(condition.wait_for_timeout(Duration::ZERO, || false).is_err(), "the lock is not held");
    let (came, ready) = (Semaphore::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        let with = condition.lock().hold();
        scope.spawn(|| {
            came.release(1).unwrap();
            let _with = condition.lock().hold();
            // Relaxed: the lock orders it.
            ready.store(1, Relaxed);
        });
        came.acquire();
        // Hangs here if the lock is never free.
        while !condition.wait_for_timeout(Duration::ZERO, || ready.load(Relaxed) == 1).unwrap() {}
        drop(with);
    });
}

#[test]
fn a_semaphore_refuses_more_permits_than_it_can_count_and_goes_on() {
    let semaphore = Semaphore::new(1);
    let error = ValueError("Semaphore released too many times");
    assert_eq!(semaphore.release(usize::MAX), Err(error));
    assert_eq!(semaphore.release(usize::MAX - 1), Ok(()));
    assert_eq!(semaphore.release(1), Err(error));
    assert!(semaphore.try_acquire());
    assert_eq!(semaphore.release(1), Ok(()));
}

#[test]
fn an_item_that_cannot_be_shown_spoils_no_queue() {
    struct Shy;
    impl std::fmt::Debug for Shy {
        fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            resume_unwind(Box::new("not shown"))
        }
    }
    let queue = Queue::default();
    queue.put(Shy).unwrap();
    let _shown = catch_unwind(AssertUnwindSafe(|| format!("{queue:?}")));
    assert!(queue.get_nowait().is_ok());
}

#[test]
fn no_update_is_lost_under_a_lock_of_one_byte() {
    let lock = PyMutex::new();
    let counted = count(|count| {
        let _with = lock.hold();
        count_one(count);
    });
    assert_eq!(counted, 40_000);
    assert_eq!(size_of::<PyMutex>(), 1);
}

#[test]
fn no_update_is_lost_under_a_recursive_lock_of_one_byte_held_twice() {
    let lock = PyRLock::new();
    let counted = count(|count| {
        let _outer = lock.hold();
        let _inner = lock.hold();
        count_one(count);
    });
    assert_eq!(counted, 40_000);
}

#[test]
fn a_panic_under_a_lock_of_one_byte_leaves_no_mark() {
    let lock = PyMutex::new();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let _with = lock.hold();
        resume_unwind(Box::new("on purpose"));
    }));
    assert!(outcome.is_err() && lock.try_acquire());
}

#[test]
fn a_panic_in_the_parking_lot_leaves_nobody_asleep() {
    let word = AtomicU32::new(0);
    thread::scope(|scope| {
        let sleeper = scope.spawn(|| park(&word, Instant::now(), None, || word.load(Relaxed) == 0));
        let mut found = false;
        while !found {
            let panics = || {
                unpark_one(
                    &word,
                    |sleeper| if sleeper.is_some() { resume_unwind(Box::new("on purpose")) } else { false },
                )
            };
            found = catch_unwind(AssertUnwindSafe(panics)).is_err();
            thread::yield_now();
        }
        assert_eq!(unpark_all(&word), 1, "it stood in line still");
        assert_eq!(sleeper.join().unwrap(), Parked::Woken(false));
    });
}
