//! Step 4, and three ways to get it wrong.

use super::program::{Room, caught, on_threads};
use interleave::failure::Kind;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;
use threading_model::{BoundedSemaphore, Semaphore};

/// A and B are in → C waits → A leaves → C comes in. Three threads, up to 2 forced switches.
#[test]
fn as_many_are_in_as_there_are_permits() {
    interleave::model(|| {
        on_threads((Semaphore::new(2), Room::default()), 3, |(semaphore, room), _| {
            semaphore.acquire();
            room.visit(2);
            semaphore.release(1).unwrap();
        });
    });
}

/// B and C wait → A gives two permits back at once → both go on. Three threads, up to 2 forced switches.
#[test]
fn two_permits_wake_two_threads() {
    interleave::model(|| {
        on_threads(
            Semaphore::new(0),
            3,
            |semaphore, n| {
                if n == 0 { semaphore.release(2).unwrap() } else { semaphore.acquire() }
            },
        );
    });
}

/// B's time is up as A's permit comes: B has it, or it is still there. Two threads, up to 3 forced switches.
#[test]
fn a_time_out_loses_no_permit() {
    interleave::model(|| {
        let semaphore = Arc::new(Semaphore::new(0));
        let waiter = {
            let semaphore = Arc::clone(&semaphore);
            thread::spawn(move || semaphore.acquire_timeout(Duration::from_millis(1)))
        };
        semaphore.release(1).unwrap();
        let got_it = waiter.join().unwrap();
        assert_eq!(semaphore.try_acquire(), !got_it, "a permit was lost, or was there twice");
    });
}

/// A and B give one permit each back, and there is room for one. Two threads, up to 3 forced switches.
#[test]
fn one_release_too_many_is_refused_whoever_comes_second() {
    interleave::model(|| {
        let shared = Arc::new(BoundedSemaphore::new(1));
        shared.acquire();
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.release(1).is_err())
        };
        let refused = shared.release(1).is_err();
        assert!(refused != other.join().unwrap(), "of two releases for one permit, one is too many");
        assert!(shared.try_acquire() && !shared.try_acquire());
    });
}

/// What the broken copies below are made of.
#[derive(Default)]
struct Parts {
    value: Mutex<usize>,
    available: Condvar,
}

impl Parts {
    fn acquire(&self) {
        let value = self.value.lock().unwrap();
        *self.available.wait_while(value, |value| *value == 0).unwrap() -= 1;
    }
}

/// A gives a permit back → B is woken → C takes it → B takes one that is not there.
#[test]
fn looking_only_once_is_caught() {
    caught(Kind::Assertion, || {
        on_threads(Parts::default(), 3, |semaphore, n| {
            if n > 0 {
                let mut value = semaphore.value.lock().unwrap();
                if *value == 0 {
                    value = semaphore.available.wait(value).unwrap();
                }
                assert!(*value > 0, "it takes a permit that is not there");
                *value -= 1;
                drop(value);
            }
            *semaphore.value.lock().unwrap() += 1;
            semaphore.available.notify_one();
        });
    });
}

/// B and C wait → A gives two permits back and wakes one.
#[test]
fn two_permits_and_one_notify_are_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 3, |semaphore, n| {
            if n == 0 {
                *semaphore.value.lock().unwrap() += 2;
                semaphore.available.notify_one();
            } else {
                semaphore.acquire();
            }
        });
    });
}

/// A looks, and there is room → B looks, and there is room → both give their permit back.
#[test]
fn looking_at_the_bound_outside_the_lock_is_caught() {
    caught(Kind::Assertion, || {
        on_threads(Parts::default(), 2, |semaphore, _| {
            let room = *semaphore.value.lock().unwrap() == 0;
            if room {
                let mut value = semaphore.value.lock().unwrap();
                *value += 1;
                assert!(*value <= 1, "there are more permits than at first");
            }
        });
    });
}
