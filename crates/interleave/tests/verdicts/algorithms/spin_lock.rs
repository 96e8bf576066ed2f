//! A spin lock: a flag that is tried until it was down.

use crate::shared::crowd;
use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering, Ordering::*};

rejected! {
    /// "Down is down": the next holder must see what this one did.
    unlocked_relaxed: DataRace, 0 => || counts(2, by_exchange, Acquire, Relaxed),
    /// "The exchange is atomic": taking must see what the last holder did.
    locked_relaxed: DataRace, 0 => || counts(2, by_exchange, Relaxed, Release),
    /// "A swap orders everything": not the store that it reads from.
    unlocked_relaxed_by_swap: DataRace, 0 => || counts(2, by_swap, Acquire, Relaxed),
    /// "A swap is stronger than a load": Relaxed, it acquires nothing.
    locked_relaxed_by_swap: DataRace, 0 => || counts(2, by_swap, Relaxed, Release),
    /// "It was down when I looked."
    looked_then_stored: DataRace, 1 => || counts(2, by_load_and_store, Acquire, Release),
    /// "It spins, so it waits": a loop that does not say so keeps the processor from the holder.
    without_spin_loop: Spin, 1 => || counts(2, without_a_pause, Acquire, Release),
}

accepted! {
    two_threads => || counts(2, by_exchange, Acquire, Release),
    three_threads => || counts(3, by_exchange, Acquire, Release),
    two_threads_by_weak_exchange => || counts(2, by_weak_exchange, Acquire, Release),
    two_threads_by_swap => || counts(2, by_swap, Acquire, Release),
    three_threads_by_swap => || counts(3, by_swap, Acquire, Release),
}

struct SpinLock<T> {
    taken: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: `value` is only touched by the one who has set `taken`; that this is so is what the rows are about.
unsafe impl<T: Send> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// Takes the lock by `take`, runs `work`, and unlocks with `release` (right: Release, pairs with the next take).
    fn with<R>(&self, take: impl FnOnce(&AtomicBool), release: Ordering, work: impl FnOnce(&mut T) -> R) -> R {
        take(&self.taken);
        // SAFETY: see `Sync`.
        let result = self.value.with_mut(|value| work(unsafe { &mut *value }));
        self.taken.store(false, release);
        result
    }
}

/// How a lock is taken. The ordering is right as Acquire, and pairs with the store that unlocks.
type Take = fn(&AtomicBool, Ordering);

fn by_exchange(taken: &AtomicBool, acquire: Ordering) {
    while taken.compare_exchange(false, true, acquire, Relaxed).is_err() {
        hint::spin_loop();
    }
}

fn by_weak_exchange(taken: &AtomicBool, acquire: Ordering) {
    while taken.compare_exchange_weak(false, true, acquire, Relaxed).is_err() {
        hint::spin_loop();
    }
}

fn by_swap(taken: &AtomicBool, acquire: Ordering) {
    while taken.swap(true, acquire) {
        hint::spin_loop();
    }
}

/// "It was down when I looked."
fn by_load_and_store(taken: &AtomicBool, acquire: Ordering) {
    while taken.load(acquire) {
        hint::spin_loop();
    }
    taken.store(true, Relaxed);
}

/// "It spins, so it waits": a loop that does not say so keeps the processor from the holder.
fn without_a_pause(taken: &AtomicBool, acquire: Ordering) {
    while taken.compare_exchange(false, true, acquire, Relaxed).is_err() {}
}

fn counts(threads: usize, take: Take, acquire: Ordering, release: Ordering) {
    let count = SpinLock { taken: AtomicBool::new(false), value: UnsafeCell::new(0) };
    crowd(threads, |_| count.with(|taken| take(taken, acquire), release, |count| *count += 1));
    assert_eq!(count.value.into_inner(), threads);
}
