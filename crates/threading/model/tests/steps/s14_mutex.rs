//! Step 14, and six ways to get it wrong.

use super::program::{Plain, Room, caught, on_threads};
use interleave::Model;
use interleave::failure::Kind;
use std::sync::Arc;
use std::sync::atomic::{
    AtomicU8,
    Ordering::{self, Acquire, Relaxed, Release},
};
use std::thread;
use std::time::{Duration, Instant};
use threading_model::PyMutex;
use threading_model::s13_parking::{Parked, park, unpark_all, unpark_one};

/// A releases → B is woken → C acquires first → B looks again and sleeps again.
///
/// Three threads, up to 2 forced switches.
#[test]
fn one_thread_at_a_time_is_in() {
    interleave::model(|| {
        on_threads((PyMutex::new(), Room::default()), 3, |(lock, room), _| {
            lock.acquire();
            room.visit(1);
            lock.release().unwrap();
        });
    });
}

/// A writes → A releases → B acquires → B writes. Two threads, up to 3 forced switches.
#[test]
fn the_next_one_sees_what_the_last_one_wrote() {
    interleave::model(|| {
        on_threads((PyMutex::new(), Plain::default()), 2, |(lock, number), _| {
            let _with = lock.hold();
            number.add();
        });
    });
}

/// A writes → A hands over to B → A asks again at once: it gets it back only when B has been in. Two threads, up to 3 forced
/// switches.
#[test]
fn who_is_handed_the_lock_is_the_next_and_in_alone() {
    // Outside of the model: what some schedule did.
    let handed_over = Arc::new(interleave::real::sync::atomic::AtomicBool::new(false));
    let noted = Arc::clone(&handed_over);
    interleave::model(move || {
        let shared = Arc::new((PyMutex::new(), Plain::default()));
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let _with = shared.0.hold();
                shared.1.add();
            })
        };
        let (lock, number) = &*shared;
        lock.acquire();
        number.add();
        let handed_over = lock.hand_over().unwrap();
        if lock.try_acquire() {
            assert!(!handed_over || number.read() == 2, "it was told that somebody else has it");
            number.add();
            lock.release().unwrap();
        }
        noted.fetch_or(handed_over, Relaxed);
        other.join().unwrap();
    });
    assert!(handed_over.load(Relaxed), "in no schedule was it handed over");
}

/// A hands over to B → C waits on → B wakes it. Three threads, up to 2 forced switches.
#[test]
fn the_others_in_line_are_not_forgotten() {
    interleave::model(|| {
        on_threads((PyMutex::new(), Room::default()), 3, |(lock, room), n| {
            lock.acquire();
            room.visit(1);
            let released = if n == 0 { lock.hand_over().map(drop) } else { lock.release() };
            released.unwrap();
        });
    });
}

/// A waits → A's time is up, or B releases, or hands over: A is in, or it is not, and says which. Two threads, up to 3 forced
/// switches.
#[test]
fn who_waits_with_a_time_limit_is_in_or_says_that_it_is_not() {
    interleave::model(|| {
        on_threads((PyMutex::new(), Room::default()), 2, |(lock, room), n| {
            if lock.acquire_timeout(Duration::from_millis(1)) {
                room.visit(1);
                let released = if n == 0 { lock.hand_over().map(drop) } else { lock.release() };
                released.unwrap();
            }
        });
    });
}

/// B's time is up → A releases, and finds nobody: the bit goes, too. Two threads, up to 3 forced switches.
#[test]
fn a_time_out_leaves_nothing_behind() {
    interleave::model(|| {
        let lock = Arc::new(PyMutex::new());
        lock.acquire();
        let other = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || {
                if lock.acquire_timeout(Duration::from_millis(1)) {
                    lock.release().unwrap();
                }
            })
        };
        lock.release().unwrap();
        other.join().unwrap();
        assert!(lock.try_acquire());
        lock.release().unwrap();
        assert!(!lock.locked());
    });
}

/// A acquires → B releases → A, which waits for its second turn, goes on. Two threads, up to 3 forced switches.
#[test]
fn a_stranger_may_release() {
    interleave::model(|| {
        let lock = Arc::new(PyMutex::new());
        lock.acquire();
        let stranger = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || lock.release().unwrap())
        };
        lock.acquire();
        stranger.join().unwrap();
    });
}

/// It was locked once, and C waits → A and B release it → one is told that it was not locked, or C was in between. Three threads,
/// up to 2 forced switches.
#[test]
fn of_two_who_release_one_lock_one_is_told() {
    interleave::model(|| {
        let lock = Arc::new(PyMutex::new());
        lock.acquire();
        let waiter = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || lock.acquire_timeout(Duration::from_millis(1)))
        };
        let stranger = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || lock.release().is_ok())
        };
        let mine = lock.release().is_ok();
        let released = u8::from(mine) + u8::from(stranger.join().unwrap());
        let acquired = 1 + u8::from(waiter.join().unwrap());
        assert_eq!(acquired - released, u8::from(lock.locked()));
    });
}

/// Nobody holds it → A hands it over all the same, and is told → B, which sleeps on the same byte, is not told that it is the owner.
/// Two threads, up to 3 forced switches.
#[test]
fn a_lock_that_is_not_locked_is_given_to_nobody() {
    interleave::model(|| {
        on_threads((PyMutex::new(), AtomicU8::new(0)), 2, |(lock, done), n| {
            if n == 0 {
                assert!(lock.hand_over().is_err());
                done.store(1, Relaxed); // ordered by the queue's mutex
                unpark_all(lock);
            } else {
                // A lock is at the address of its byte.
                let parked = park(lock, Instant::now(), None, || done.load(Relaxed) == 0);
                assert_ne!(parked, Parked::Woken(true));
            }
        });
    });
}

const LOCKED: u8 = 1;
const HAS_PARKED: u8 = 2;

/// A lock, from which each broken copy leaves something out.
#[derive(Default)]
struct Parts {
    bits: AtomicU8,
}

impl Parts {
    fn try_acquire(&self, order: Ordering) -> bool {
        self.bits.fetch_update(order, Relaxed, |bits| (bits & LOCKED == 0).then_some(bits | LOCKED)).is_ok()
    }

    fn acquire(&self) {
        while !self.try_acquire(Acquire) {
            self.sleep(|| self.bits.load(Relaxed) == LOCKED | HAS_PARKED);
        }
    }

    fn sleep(&self, still: impl FnOnce() -> bool) {
        self.bits.fetch_or(HAS_PARKED, Relaxed);
        park(&self.bits, Instant::now(), None, still);
    }

    fn release(&self, order: Ordering) {
        if self.bits.compare_exchange(LOCKED, 0, order, Relaxed).is_err() {
            self.wake(|more| self.bits.store(if more { HAS_PARKED } else { 0 }, order));
        }
    }

    fn wake(&self, unlock: impl FnOnce(bool)) {
        unpark_one(&self.bits, |sleeper| {
            unlock(sleeper.is_some_and(|sleeper| sleeper.more));
            false
        });
    }
}

/// Without the faults below it is a lock. Three threads, one forced switch.
#[test]
fn the_parts_of_the_broken_copies_are_whole() {
    Model::new().preemptions(1).run(|| {
        on_threads((Parts::default(), Plain::default()), 3, |(lock, number), _| {
            lock.acquire();
            number.add();
            lock.release(Release);
        });
    });
}

/// B sets the bit → A unlocks, and wakes nobody, since nobody is in the queue → B, which has looked already, sleeps.
#[test]
fn going_to_sleep_without_another_look_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 2, |lock, _| {
            while !lock.try_acquire(Acquire) {
                lock.sleep(|| true);
            }
            lock.release(Release);
        });
    });
}

/// B sets the bit, and sleeps → A unlocks by a store, and never looks at the bit.
#[test]
fn unlocking_without_a_look_at_the_bit_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 2, |lock, _| {
            lock.acquire();
            lock.bits.store(0, Release);
        });
    });
}

/// B and C sleep → A wakes B, and clears the bit, though C still sleeps → B unlocks, and wakes nobody.
#[test]
fn clearing_the_bit_while_others_sleep_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 3, |lock, _| {
            lock.acquire();
            if lock.bits.compare_exchange(LOCKED, 0, Release, Relaxed).is_err() {
                lock.wake(|_| lock.bits.store(0, Release));
            }
        });
    });
}

/// A takes B out of the queue, the last one → C sets the bit, looks, and sleeps → A clears the bit.
#[test]
fn clearing_the_bit_outside_of_the_queue_s_mutex_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 3, |lock, _| {
            lock.acquire();
            if lock.bits.compare_exchange(LOCKED, 0, Release, Relaxed).is_err() {
                let mut more = false;
                lock.wake(|others| more = others);
                lock.bits.store(if more { HAS_PARKED } else { 0 }, Release);
            }
        });
    });
}

/// A writes → A unlocks, and publishes nothing → B locks, and writes, too.
#[test]
fn unlocking_without_publishing_is_caught() {
    caught(Kind::DataRace, || {
        on_threads((Parts::default(), Plain::default()), 2, |(lock, number), _| {
            lock.acquire();
            number.add();
            lock.release(Relaxed);
        });
    });
}

/// A writes → A unlocks → B locks, and looks at nothing that A has published → B writes, too.
#[test]
fn locking_without_looking_is_caught() {
    caught(Kind::DataRace, || {
        on_threads((Parts::default(), Plain::default()), 2, |(lock, number), _| {
            while !lock.try_acquire(Relaxed) {
                lock.sleep(|| lock.bits.load(Relaxed) == LOCKED | HAS_PARKED);
            }
            number.add();
            lock.release(Release);
        });
    });
}
