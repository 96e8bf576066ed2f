//! A mutex of one word: 0 is free, 1 is taken, 2 is taken and somebody may sleep.

use super::futex::Futex;
use crate::shared::crowd;
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU32, Ordering, Ordering::*};

rejected! {
    /// "An unlock only gives back a number."
    unlocked_relaxed: DataRace, 0 => || counts(2, Futex::wait, 2, Relaxed),
    /// "Taken is taken": the word must say that somebody sleeps, or nobody wakes them.
    sleeper_not_noted: Deadlock, 1 => || counts(2, Futex::wait, 1, Release),
    /// "It was taken, so I sleep": it was given back before this thread lay down.
    asleep_without_a_look: Deadlock, 2 => || counts(2, Futex::wait_without_a_look, 2, Release),
    /// "I am awake, so I am out of the queue": woken for no reason, it is still in it, and is woken in another's place.
    left_in_the_queue: Deadlock, 2 early => || counts(3, Futex::wait_and_stay_in_the_queue, 2, Release),
}

accepted! {
    two_threads => || counts(2, Futex::wait, 2, Release),
    three_threads => || counts(3, Futex::wait, 2, Release),
}

struct FutexMutex<T> {
    word: AtomicU32,
    sleepers: Futex,
    value: UnsafeCell<T>,
}

// SAFETY: `value` is only touched by the one who has made `word` something else than 0.
unsafe impl<T: Send> Sync for FutexMutex<T> {}

impl<T> FutexMutex<T> {
    /// Locks, runs `work` and unlocks.
    ///
    /// `wait` is how to sleep, `waiting` what the word says meanwhile (right: 2), and `release` the ordering of the
    /// unlock (right: Release, pairs with the exchange and the swap of the next one).
    fn with(&self, wait: fn(&Futex, &AtomicU32, u32), waiting: u32, release: Ordering, work: impl FnOnce(&mut T)) {
        // Acquire, here and in the swap: pairs with the unlock.
        if self.word.compare_exchange(0, 1, Acquire, Relaxed).is_err() {
            while self.word.swap(waiting, Acquire) != 0 {
                wait(&self.sleepers, &self.word, waiting);
            }
        }
        // SAFETY: see `Sync`.
        self.value.with_mut(|value| work(unsafe { &mut *value }));
        if self.word.swap(0, release) == 2 {
            self.sleepers.wake_one();
        }
    }
}

fn counts(threads: usize, wait: fn(&Futex, &AtomicU32, u32), waiting: u32, release: Ordering) {
    let count = FutexMutex { word: AtomicU32::new(0), sleepers: Futex::default(), value: UnsafeCell::new(0) };
    crowd(threads, |_| count.with(wait, waiting, release, |count| *count += 1));
    assert_eq!(count.value.into_inner(), threads);
}
