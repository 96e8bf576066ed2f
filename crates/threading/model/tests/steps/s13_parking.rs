//! Step 13, and three ways to get it wrong.

use super::program::{Plain, caught, on_threads};
use interleave::failure::Kind;
use std::sync::atomic::{
    AtomicU8,
    Ordering::{Acquire, Relaxed, Release},
};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use threading_model::Semaphore;
use threading_model::s13_parking::{Parked, park, unpark_all, unpark_one};

/// Sleeps on `word` for as long as it is 0.
fn wait_for(word: &AtomicU8, timeout: Option<Duration>) -> Parked {
    // Relaxed: the queue's mutex orders it.
    park(word, Instant::now(), timeout, || word.load(Relaxed) == 0)
}

/// B looks → A writes, changes the word, unparks → B sees the change, or is woken; either way it sees what A wrote. Two threads, up
/// to 3 forced switches.
#[test]
fn who_was_not_asleep_yet_sees_the_change() {
    interleave::model(|| {
        on_threads((AtomicU8::new(0), Plain::default()), 2, |(word, number), n| {
            if n == 0 {
                number.add();
                word.store(1, Release); // seen by the load below
                unpark_one(word, |_| false);
            } else {
                while word.load(Acquire) == 0 {
                    wait_for(word, None);
                }
                number.read();
            }
        });
    });
}

/// Two words, one queue: A wakes who sleeps on its own word, and nobody else. Three threads, up to 2 forced switches.
#[test]
fn each_is_woken_on_its_own_word() {
    interleave::model(|| {
        on_threads([const { AtomicU8::new(0) }; 2], 3, |words, n| {
            if n == 0 {
                for word in words {
                    word.store(1, Relaxed);
                    unpark_one(word, |_| true);
                }
            } else if wait_for(&words[n - 1], None) == Parked::Woken(true) {
                assert_eq!(words[n - 1].load(Relaxed), 1, "woken for another word");
            }
        });
    });
}

/// A changes the word → A wakes all, however many had gone to sleep. Three threads, up to 2 forced switches.
#[test]
fn everybody_is_woken() {
    interleave::model(|| {
        on_threads(AtomicU8::new(0), 3, |word, n| {
            if n == 0 {
                word.store(1, Relaxed);
                assert!(unpark_all(word) <= 2);
            } else {
                wait_for(word, None);
            }
        });
    });
}

/// B's time is up → A unparks: either B is out of the queue, and A finds nobody, or B gets A's message. Two threads, up to 3
/// forced switches.
#[test]
fn a_message_is_not_lost_to_the_clock() {
    interleave::model(|| {
        let word = Arc::new(AtomicU8::new(0));
        let other = {
            let word = Arc::clone(&word);
            thread::spawn(move || wait_for(&word, Some(Duration::from_millis(1))))
        };
        let told = unpark_one(&*word, |found| found.is_some());
        assert_eq!(told, other.join().unwrap() == Parked::Woken(true));
    });
}

/// A unparks twice: it is told that more sleep if, and only if, the second time it finds somebody who came before the first.
/// Three threads, up to 2 forced switches.
#[test]
fn who_unparks_is_told_whether_more_sleep() {
    interleave::model(|| {
        on_threads(AtomicU8::new(0), 3, |word, n| {
            if n == 0 {
                let mut more = false;
                unpark_one(word, |found| {
                    more = found.is_some_and(|found| found.more);
                    word.store(1, Relaxed);
                    false
                });
                // Nobody can have come meanwhile, as the word is not 0 any more.
                assert_eq!(unpark_one(word, |_| false), more);
            } else {
                wait_for(word, None);
            }
        });
    });
}

/// The parking lot without its table: one queue.
#[derive(Default)]
struct Queue {
    sleepers: Mutex<Vec<Arc<Semaphore>>>,
    word: AtomicU8,
}

impl Queue {
    fn sleep(&self) {
        let wake = Arc::new(Semaphore::new(0));
        self.sleepers.lock().unwrap().push(Arc::clone(&wake));
        wake.acquire();
    }

    fn wake_all(&self) {
        let sleepers = std::mem::take(&mut *self.sleepers.lock().unwrap());
        sleepers.iter().for_each(|wake| wake.release(1).unwrap());
    }
}

/// B looks, and it is 0 → A changes it and finds nobody → B stands in line, and sleeps.
#[test]
fn looking_before_locking_the_queue_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Queue::default(), 2, |queue, n| {
            if n == 0 {
                queue.word.store(1, Relaxed);
                queue.wake_all();
            } else if queue.word.load(Relaxed) == 0 {
                queue.sleep();
            }
        });
    });
}

/// B stands in line → A finds it → A changes the word only now → C looks, and it is still 0 → C sleeps.
#[test]
fn waking_before_changing_the_word_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(AtomicU8::new(0), 3, |word, n| {
            if n == 0 {
                unpark_all(word);
                word.store(1, Relaxed);
            } else {
                wait_for(word, None);
            }
        });
    });
}

/// B's time is up → A has taken B out of the queue, and gives it something → B says that it has nothing.
#[test]
fn leaving_without_asking_whether_one_was_woken_is_caught() {
    caught(Kind::Assertion, || {
        let queue = Arc::new(Queue::default());
        let other = {
            let queue = Arc::clone(&queue);
            thread::spawn(move || {
                let wake = Arc::new(Semaphore::new(0));
                queue.sleepers.lock().unwrap().push(Arc::clone(&wake));
                let woken = wake.acquire_timeout(Duration::from_millis(1));
                queue.sleepers.lock().unwrap().retain(|other| !Arc::ptr_eq(other, &wake));
                woken
            })
        };
        let found = queue.sleepers.lock().unwrap().pop();
        if let Some(wake) = &found {
            wake.release(1).unwrap();
        }
        assert_eq!(found.is_some(), other.join().unwrap(), "it was given something, and does not know");
    });
}
