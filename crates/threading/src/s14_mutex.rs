//! Step 14: `PyMutex`, a lock in one byte.
//!
//! To lock and to unlock when nobody is in the way, the processor compares the byte and exchanges it, in one instruction that no
//! other thread can come between. Who finds it locked sleeps in the parking lot, and leaves a second bit behind, so that the
//! owner knows that there is somebody to wake.
//!
//! # Keeps true
//!
//! A thread that sleeps on the byte is known to it: `HAS_PARKED` is set, or a thread that was woken is on its way and will
//! look again. `HAS_PARKED` is cleared under the queue's mutex only.
//!
//! ```text
//!    byte  LOCKED  HAS_PARKED
//!      0     no       no        free
//!      1     yes      no        locked: unlocking is one compare-exchange, 1 → 0
//!      2     no       yes       free for whoever comes first, and others sleep or are about to
//!      3     yes      yes       locked: who unlocks must wake the first that sleeps, if one does
//!
//!   A  0 → 1 ─────────────────────────────── not 1 ▶ unpark [3 → 0] ▶ wakes B
//!   B          1 → 3 ▶ park [still 3] ▶ sleeps ······················ ▶ 0 → 1
//! ```
//!
//! # Unlike CPython
//!
//! There, a free-threaded build looks around up to 40 times before it sleeps. With the GIL it does not, and neither does this. And whoever's
//! time is up goes away without another look at the byte.

use crate::error::RuntimeError;
use crate::s13_parking::{Parked, park, unpark_one};
use std::sync::atomic::{
    AtomicU8,
    Ordering::{Acquire, Relaxed, Release},
};
use std::time::{Duration, Instant};

const LOCKED: u8 = 1;
const HAS_PARKED: u8 = 2;

/// Who has waited that long is given the lock, and need not race for it. CPython's number, too.
const TIME_TO_BE_FAIR: Duration = Duration::from_millis(1);

/// A lock that belongs to nobody, as [`Lock`](crate::Lock), in one byte.
///
/// Python: `PyMutex` (3.13: Python/lock.c), which is what a `threading.Lock` holds from 3.13.1 on.
#[derive(Debug, Default)]
pub struct PyMutex {
    bits: AtomicU8,
}

impl PyMutex {
    /// An unlocked lock.
    pub const fn new() -> Self {
        PyMutex { bits: AtomicU8::new(0) }
    }

    /// Waits until the lock is free, and locks it. Waits for ever if this thread has locked it already.
    // ANCHOR: acquire
    pub fn acquire(&self) {
        // Acquire: pairs with the Release of `release` and `wake`, so this thread sees what the last owner wrote.
        if self.bits.compare_exchange(0, LOCKED, Acquire, Relaxed).is_err() {
            self.wait(None);
        }
    }
    // ANCHOR_END: acquire

    /// Locks the lock if it is free; returns whether it did.
    pub fn try_acquire(&self) -> bool {
        // Acquire: as in `acquire`. Relaxed: who does not get it has nothing to see.
        self.bits.fetch_update(Acquire, Relaxed, |bits| (bits & LOCKED == 0).then_some(bits | LOCKED)).is_ok()
    }

    /// As [`acquire`](PyMutex::acquire), but waits for at most `timeout`; returns whether it has locked the lock.
    pub fn acquire_timeout(&self, timeout: Duration) -> bool {
        self.wait(Some(timeout))
    }

    // ANCHOR: wait
    fn wait(&self, timeout: Option<Duration>) -> bool {
        let since = Instant::now();
        let mut left = timeout;
        while !self.try_acquire() {
            // Relaxed: whether the bit is there in time, the queue's mutex decides (see `park`).
            self.bits.fetch_or(HAS_PARKED, Relaxed);
            // Relaxed: once both bits are set, only who holds this queue's mutex clears one.
            let still_locked = || self.bits.load(Relaxed) == LOCKED | HAS_PARKED;
            match park(&self.bits, since, left, still_locked) {
                // It was handed over, and was locked all the time.
                Parked::Woken(true) => return true,
                // Not the clock but the byte decides: the lock may have become free at the very end.
                Parked::TimedOut => return self.try_acquire(),
                Parked::Woken(false) | Parked::Changed => left = timeout.map(|all| all.saturating_sub(since.elapsed())),
            }
        }
        true
    }
    // ANCHOR_END: wait

    /// Unlocks the lock, whoever locked it. If threads wait, it wakes the one that has waited longest, and if that is for more
    /// than 1 ms, hands the lock over to it.
    ///
    /// # Errors
    ///
    /// If the lock is not locked.
    // ANCHOR: release
    pub fn release(&self) -> Result<(), RuntimeError> {
        // Release: pairs with the Acquire of whoever locks it next. Relaxed: nothing was unlocked.
        match self.bits.compare_exchange(LOCKED, 0, Release, Relaxed) {
            Ok(_) => Ok(()),
            Err(_) => self.wake(|since| since.elapsed() > TIME_TO_BE_FAIR).map(drop),
        }
    }
    // ANCHOR_END: release

    /// As [`release`](PyMutex::release), but whoever has waited longest gets the lock, however short that was; returns whether
    /// anybody did. CPython has no such call. It is for a thread that is about to lock the lock again.
    ///
    /// # Errors
    ///
    /// If the lock is not locked.
    pub fn hand_over(&self) -> Result<bool, RuntimeError> {
        self.wake(|_| true)
    }

    // ANCHOR: wake
    fn wake(&self, is_fair: impl FnOnce(Instant) -> bool) -> Result<bool, RuntimeError> {
        let mut handed_over = Err(RuntimeError("release unlocked lock"));
        unpark_one(&self.bits, |sleeper| {
            let more = sleeper.is_some_and(|sleeper| sleeper.more);
            let fair = sleeper.is_some_and(|sleeper| is_fair(sleeper.since));
            let next = if fair { LOCKED } else { 0 } | if more { HAS_PARKED } else { 0 };
            // Release: as in `release`. Is it locked still? A stranger may have released it since this thread looked.
            if self.bits.fetch_update(Release, Relaxed, |bits| (bits & LOCKED != 0).then_some(next)).is_ok() {
                handed_over = Ok(fair);
            }
            handed_over == Ok(true)
        });
        handed_over
    }
    // ANCHOR_END: wake

    /// Whether the lock is locked now. By the time you look at the answer it may be old.
    pub fn locked(&self) -> bool {
        // Relaxed: so nothing may be concluded from it.
        self.bits.load(Relaxed) & LOCKED != 0
    }

    /// Locks the lock until the returned value is dropped. Python: `with lock:`.
    pub fn hold(&self) -> Hold<'_> {
        self.acquire();
        Hold { lock: self }
    }
}

/// A `with lock:` block. Dropping it is the block's end.
#[derive(Debug)]
#[must_use = "dropped at once, it unlocks at once"]
pub struct Hold<'lock> {
    lock: &'lock PyMutex,
}

impl Drop for Hold<'_> {
    /// As in step 1: if a stranger has released the lock meanwhile, the error is ignored.
    fn drop(&mut self) {
        let _ = self.lock.release();
    }
}
