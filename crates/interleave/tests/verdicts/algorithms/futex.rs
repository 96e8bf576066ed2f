//! Wait and wake on the value of an atomic, as a kernel does it for a mutex.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread::{self, Thread};

/// The threads that wait for one atomic.
#[derive(Debug, Default)]
pub struct Futex {
    sleepers: Mutex<VecDeque<Thread>>,
}

impl Futex {
    /// Sleeps unless `word` has changed from `expected`. May come back early: the caller looks again.
    pub fn wait(&self, word: &AtomicU32, expected: u32) {
        if self.lie_down(word, expected) {
            thread::park();
            // Whoever comes back early must not be left in the queue, where it would be woken in another's place.
            self.sleepers.lock().unwrap().retain(|sleeper| sleeper.id() != thread::current().id());
        }
    }

    /// The same by somebody who forgets that a park may end for no reason.
    pub fn wait_and_stay_in_the_queue(&self, word: &AtomicU32, expected: u32) {
        if self.lie_down(word, expected) {
            thread::park();
        }
    }

    /// The same by somebody who does not look again once in the queue's lock.
    pub fn wait_without_a_look(&self, _word: &AtomicU32, _expected: u32) {
        self.sleepers.lock().unwrap().push_back(thread::current());
        thread::park();
        self.sleepers.lock().unwrap().retain(|sleeper| sleeper.id() != thread::current().id());
    }

    /// Joins the queue if `word` is still `expected`.
    fn lie_down(&self, word: &AtomicU32, expected: u32) -> bool {
        let mut sleepers = self.sleepers.lock().unwrap();
        // Relaxed: who changes the word wakes afterwards, under this lock, and so finds this thread in the queue.
        let unchanged = word.load(Relaxed) == expected;
        if unchanged {
            sleepers.push_back(thread::current());
        }
        unchanged
    }

    /// Wakes the one who has waited longest. Called after the word was changed.
    pub fn wake_one(&self) {
        let sleeper = self.sleepers.lock().unwrap().pop_front();
        if let Some(sleeper) = sleeper {
            sleeper.unpark();
        }
    }

    /// Wakes everybody who waits now. Called after the word was changed.
    pub fn wake_all(&self) {
        let sleepers = std::mem::take(&mut *self.sleepers.lock().unwrap());
        for sleeper in sleepers {
            sleeper.unpark();
        }
    }
}
