//! Step 15, and three ways to get it wrong.

use super::program::{Plain, Room, caught, on_threads};
use interleave::Model;
use interleave::failure::Kind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;
use threading_model::{PyMutex, PyRLock};

/// A is in twice → A leaves once → B must still wait → A leaves → B comes in. Two threads, up to 3 forced switches.
#[test]
fn who_has_left_once_of_two_times_is_still_in() {
    interleave::model(|| {
        on_threads((PyRLock::new(), Room::default()), 2, |(lock, room), _| {
            lock.acquire();
            lock.acquire();
            lock.release().unwrap();
            room.visit(1);
            lock.release().unwrap();
        });
    });
}

/// A is in and leaves → B has the byte → A comes back, and must wait. Two threads, up to 2 forced switches.
#[test]
fn who_comes_back_waits_like_anybody() {
    Model::new().preemptions(2).run(|| {
        on_threads((PyRLock::new(), Room::default()), 2, |(lock, room), n| {
            for _ in 0..2 - n {
                lock.acquire();
                room.visit(1);
                lock.release().unwrap();
            }
            assert!(!lock.is_owned());
        });
    });
}

/// A writes, one level down → A leaves both → B acquires → B writes. Two threads, up to 3 forced switches.
#[test]
fn the_next_owner_sees_what_the_last_one_wrote() {
    interleave::model(|| {
        on_threads((PyRLock::new(), Plain::default()), 2, |(lock, number), _| {
            let _outer = lock.hold();
            let _inner = lock.hold();
            number.add();
        });
    });
}

/// A is in → B tries, waits a while, and releases: it is not in, and is told so. Two threads, up to 3 forced switches.
#[test]
fn a_stranger_may_not_release() {
    interleave::model(|| {
        let lock = Arc::new(PyRLock::new());
        lock.acquire();
        let stranger = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || {
                assert!(!lock.try_acquire() && !lock.acquire_timeout(Duration::from_millis(1)));
                assert!(!lock.is_owned() && lock.release().is_err());
            })
        };
        stranger.join().unwrap();
        assert!(lock.is_owned());
        lock.release().unwrap();
        assert!(lock.release().is_err());
    });
}

/// What the broken copies below are made of; `me` is 1 or 2.
#[derive(Default)]
struct Parts {
    byte: PyMutex,
    owner: AtomicUsize,
}

impl Parts {
    fn acquire(&self, me: usize) {
        if self.owner.load(Relaxed) != me {
            self.byte.acquire();
            self.owner.store(me, Relaxed);
        }
    }
}

/// A unlocks → B is in, and writes its name → A takes the name away → B asks again, and waits for itself.
#[test]
fn taking_the_name_away_after_unlocking_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 2, |lock, n| {
            lock.acquire(n + 1);
            lock.acquire(n + 1);
            lock.byte.release().unwrap();
            lock.owner.store(0, Relaxed);
        });
    });
}

/// A unlocks, and its name stays → B has the byte, and has not written its name yet → A takes itself for the owner.
#[test]
fn leaving_the_name_behind_is_caught() {
    caught(Kind::Assertion, || {
        on_threads((Parts::default(), Room::default()), 2, |(lock, room), n| {
            for _ in 0..2 {
                lock.acquire(n + 1);
                room.visit(1);
                // An error, if it was never locked this time.
                let _ = lock.byte.release();
            }
        });
    });
}

/// A is in twice → A leaves once, and unlocks → B comes in.
#[test]
fn unlocking_at_the_first_release_is_caught() {
    caught(Kind::Assertion, || {
        on_threads((Parts::default(), Room::default()), 2, |(lock, room), n| {
            lock.acquire(n + 1);
            lock.acquire(n + 1);
            lock.owner.store(0, Relaxed);
            lock.byte.release().unwrap();
            room.visit(1);
        });
    });
}
