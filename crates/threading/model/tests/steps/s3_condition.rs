//! Step 3, and three ways to get it wrong.

use super::program::{Plain, caught, on_threads};
use interleave::failure::Kind;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use threading_model::{Condition, Lock, RLock};

/// A sees that it is not true, and waits → B makes it true and notifies → A looks again. Two threads, up to 3 forced switches.
#[test]
fn who_waits_hears_the_notify() {
    interleave::model(|| {
        // Relaxed, here and below: the condition's lock orders it.
        on_threads((<Condition>::default(), AtomicBool::new(false)), 2, |(condition, ready), n| {
            let _with = condition.lock().hold();
            if n == 0 {
                condition.wait_for(|| ready.load(Relaxed)).unwrap();
            } else {
                ready.store(true, Relaxed);
                condition.notify(1).unwrap();
            }
        });
    });
}

/// A is in twice → A waits and gives both back → B comes in, and notifies → A is in twice again.
///
/// Two threads, up to 3 forced switches.
#[test]
fn waiting_gives_back_every_level_and_takes_it_again() {
    interleave::model(|| {
        on_threads((<Condition>::default(), AtomicBool::new(false)), 2, |(condition, ready), n| {
            let lock: &RLock = condition.lock();
            let _outer = lock.hold();
            if n == 0 {
                let inner = lock.hold();
                condition.wait_for(|| ready.load(Relaxed)).unwrap();
                drop(inner);
                assert!(lock.is_owned(), "one of the two levels was lost");
            } else {
                ready.store(true, Relaxed);
                condition.notify_all().unwrap();
            }
        });
    });
}

/// A and B wait → C notifies both → both go on, one after the other. Three threads, up to 2 forced switches.
#[test]
fn everybody_hears_a_notify_for_all_and_one_at_a_time_goes_on() {
    interleave::model(|| {
        let shared = (Condition::new(Arc::new(Lock::new())), AtomicBool::new(false), Plain::default());
        on_threads(shared, 3, |(condition, ready, number), n| {
            let _with = condition.lock().hold();
            if n == 0 {
                ready.store(true, Relaxed);
                condition.notify_all().unwrap();
            } else {
                condition.wait_for(|| ready.load(Relaxed)).unwrap();
            }
            number.add();
        });
    });
}

/// A waits with a time limit → B notifies one, so A, whatever the clock says → A says that it was notified.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_notify_is_not_lost_on_a_waiter_whose_time_is_up() {
    interleave::model(|| on_threads(Notify::new(Condition::wait_timeout_of), 2, Notify::play));
}

/// One thread waits with a time limit, the other one notifies; each leaves a note under the lock.
struct Notify {
    condition: Condition<Lock>,
    /// The broken way of waiting has its list here.
    waiters: Mutex<VecDeque<Arc<Lock>>>,
    wait: fn(&Notify) -> bool,
    waits: AtomicBool,
    told: AtomicBool,
}

trait WaitTimeoutOf {
    fn wait_timeout_of(notify: &Notify) -> bool;
}

impl WaitTimeoutOf for Condition<Lock> {
    fn wait_timeout_of(notify: &Notify) -> bool {
        notify.condition.wait_timeout(Duration::from_millis(1)).unwrap()
    }
}

impl Notify {
    fn new(wait: fn(&Notify) -> bool) -> Self {
        let condition = Condition::new(Arc::new(Lock::new()));
        let (waits, told) = (AtomicBool::new(false), AtomicBool::new(false));
        Notify { condition, waiters: Mutex::default(), wait, waits, told }
    }

    /// Relaxed: the condition's lock orders all of it.
    fn play(&self, n: usize) {
        let _with = self.condition.lock().hold();
        if n == 0 {
            self.waits.store(true, Relaxed);
            let notified = (self.wait)(self);
            self.waits.store(false, Relaxed);
            assert_eq!(notified, self.told.load(Relaxed), "it was notified, and says that it was not");
        } else {
            self.condition.notify(1).unwrap();
            if let Some(waiter) = self.waiters.lock().unwrap().pop_front() {
                waiter.release().unwrap();
            }
            self.told.store(self.waits.load(Relaxed), Relaxed);
        }
    }

    /// As Lib/threading.py does it up to 3.14: what the clock said is what is returned.
    fn believe_the_clock(&self) -> bool {
        let waiter = Arc::new(Lock::new());
        waiter.acquire();
        self.waiters.lock().unwrap().push_back(Arc::clone(&waiter));
        self.condition.lock().release().unwrap();
        let notified = waiter.acquire_timeout(Duration::from_millis(1));
        self.condition.lock().acquire();
        self.waiters.lock().unwrap().retain(|other| !Arc::ptr_eq(other, &waiter));
        notified
    }
}

/// A's time is up → B notifies A → A says that nobody did.
#[test]
fn believing_the_clock_is_caught() {
    caught(Kind::Assertion, || on_threads(Notify::new(Notify::believe_the_clock), 2, Notify::play));
}

/// A lets go of the lock → B makes it true, and notifies an empty list → A comes onto the list, and sleeps.
#[test]
fn coming_onto_the_list_after_letting_go_is_caught() {
    caught(Kind::Deadlock, || {
        let shared = (Lock::new(), Mutex::new(VecDeque::new()), AtomicBool::new(false));
        on_threads(shared, 2, |(lock, waiters, ready), n| {
            lock.acquire();
            if n == 0 {
                while !ready.load(Relaxed) {
                    lock.release().unwrap();
                    let waiter = Arc::new(Lock::new());
                    waiter.acquire();
                    waiters.lock().unwrap().push_back(Arc::clone(&waiter));
                    waiter.acquire();
                    lock.acquire();
                }
            } else {
                ready.store(true, Relaxed);
                if let Some(waiter) = waiters.lock().unwrap().pop_front() {
                    waiter.release().unwrap();
                }
            }
            lock.release().unwrap();
        });
    });
}

/// A waits → B notifies, and changes nothing → A goes on as if it were true.
#[test]
fn not_looking_again_is_caught() {
    caught(Kind::Assertion, || {
        on_threads((<Condition>::default(), AtomicBool::new(false)), 2, |(condition, ready), n| {
            let _with = condition.lock().hold();
            if n > 0 {
                condition.notify(1).unwrap();
                ready.store(true, Relaxed);
            } else if !ready.load(Relaxed) {
                condition.wait_timeout(Duration::from_millis(1)).unwrap();
                assert!(ready.load(Relaxed), "it was woken, and it is not true");
            }
        });
    });
}
