//! Step 1, and three ways to get it wrong.

use super::program::{Plain, Room, caught, on_threads};
use interleave::failure::Kind;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;
use threading_model::Lock;

/// A releases → B is woken → C acquires first → B looks again and sleeps again.
///
/// Three threads, up to 2 forced switches.
#[test]
fn one_thread_at_a_time_is_in() {
    interleave::model(|| {
        on_threads((Lock::new(), Room::default()), 3, |(lock, room), _| {
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
        on_threads((Lock::new(), Plain::default()), 2, |(lock, number), _| {
            let _with = lock.hold();
            number.add();
        });
    });
}

/// A waits → A's time is up, or B releases: A is in, or it is not, and says which. Two threads, up to 3 forced switches.
#[test]
fn who_waits_with_a_time_limit_is_in_or_says_that_it_is_not() {
    interleave::model(|| {
        on_threads((Lock::new(), Room::default()), 2, |(lock, room), _| {
            if lock.acquire_timeout(Duration::from_millis(1)) {
                room.visit(1);
                lock.release().unwrap();
            }
        });
    });
}

/// B's time is up → A releases: the note that B waits is gone, and the lock is whole. Two threads, up to 3 forced switches.
#[test]
fn a_time_out_leaves_nothing_behind() {
    interleave::model(|| {
        on_threads(Lock::new(), 2, |lock, n| {
            if n == 0 {
                lock.acquire();
                lock.release().unwrap();
            } else if lock.acquire_timeout(Duration::from_millis(1)) {
                lock.release().unwrap();
            }
            if lock.try_acquire() {
                lock.release().unwrap();
            }
        });
    });
}

/// A acquires → B releases → A, which waits for its second turn, goes on. Two threads, up to 3 forced switches.
#[test]
fn a_stranger_may_release() {
    interleave::model(|| {
        let lock = Arc::new(Lock::new());
        lock.acquire();
        let stranger = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || lock.release().unwrap())
        };
        lock.acquire();
        stranger.join().unwrap();
    });
}

/// What the broken copies below are made of.
#[derive(Default)]
struct Parts {
    locked: Mutex<bool>,
    freed: Condvar,
}

impl Parts {
    fn acquire(&self) {
        *self.freed.wait_while(self.locked.lock().unwrap(), |locked| *locked).unwrap() = true;
    }

    fn release(&self) {
        *self.locked.lock().unwrap() = false;
        self.freed.notify_one();
    }
}

/// A releases → B is woken → C acquires → B goes on.
#[test]
fn looking_only_once_is_caught() {
    caught(Kind::Assertion, || {
        on_threads((Parts::default(), Room::default()), 3, |(lock, room), _| {
            let mut locked = lock.locked.lock().unwrap();
            if *locked {
                locked = lock.freed.wait(locked).unwrap();
            }
            *locked = true;
            drop(locked);
            room.visit(1);
            lock.release();
        });
    });
}

/// A locks → B sleeps → A unlocks and tells nobody.
#[test]
fn a_release_that_tells_nobody_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 2, |lock, _| {
            lock.acquire();
            *lock.locked.lock().unwrap() = false;
        });
    });
}

/// B looks, and it is locked → A unlocks, and nobody is noted as waiting → B notes that it waits, and sleeps.
#[test]
fn saying_too_late_that_one_waits_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads((Parts::default(), Mutex::new(0)), 2, |(lock, waiting), _| {
            let locked = lock.locked.lock().unwrap();
            let must_wait = *locked;
            drop(locked);
            *waiting.lock().unwrap() += u32::from(must_wait);
            lock.acquire();
            *waiting.lock().unwrap() -= u32::from(must_wait);

            *lock.locked.lock().unwrap() = false;
            if *waiting.lock().unwrap() > 0 {
                lock.freed.notify_one();
            }
        });
    });
}
