//! Step 2, and two ways to get it wrong.

use super::program::{Plain, Room, caught, on_threads};
use interleave::failure::Kind;
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;
use threading_model::{Lock, RLock};

/// A is in twice → A leaves once → B must still wait → A leaves → B comes in. Two threads, up to 3 forced switches.
#[test]
fn who_has_left_once_of_two_times_is_still_in() {
    interleave::model(|| {
        on_threads((RLock::new(), Room::default()), 2, |(lock, room), _| {
            lock.acquire();
            lock.acquire();
            lock.release().unwrap();
            room.visit(1);
            lock.release().unwrap();
        });
    });
}

/// A writes, one level down → A leaves both → B acquires → B writes. Three threads, up to 2 forced switches.
#[test]
fn the_next_owner_sees_what_the_last_one_wrote() {
    interleave::model(|| {
        on_threads((RLock::new(), Plain::default()), 3, |(lock, number), _| {
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
        let lock = Arc::new(RLock::new());
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

/// What the broken copies below are made of.
#[derive(Default)]
struct Parts {
    block: Lock,
    owner: Mutex<Option<ThreadId>>,
}

impl Parts {
    fn acquire(&self) {
        if *self.owner.lock().unwrap() != Some(thread::current().id()) {
            self.block.acquire();
            *self.owner.lock().unwrap() = Some(thread::current().id());
        }
    }
}

/// A is in twice → A leaves once, and unlocks → B comes in.
#[test]
fn unlocking_at_the_first_release_is_caught() {
    caught(Kind::Assertion, || {
        on_threads((Parts::default(), Room::default()), 2, |(lock, room), _| {
            lock.acquire();
            lock.acquire();
            *lock.owner.lock().unwrap() = None;
            lock.block.release().unwrap();
            room.visit(1);
        });
    });
}

/// A unlocks, and its name still stands there → B acquires, and writes its own → A strikes B's name out → B waits for itself.
#[test]
fn striking_out_the_owner_after_unlocking_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 2, |lock, _| {
            lock.acquire();
            lock.acquire();
            lock.block.release().unwrap();
            *lock.owner.lock().unwrap() = None;
        });
    });
}
