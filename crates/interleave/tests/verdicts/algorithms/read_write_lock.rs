//! A read-write lock of one word: how many readers there are, or [`WRITER`].

use super::futex::Futex;
use crate::shared::crowd;
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU32, Ordering, Ordering::*};

rejected! {
    /// "A reader writes nothing, so it publishes nothing": the writer must come after the reads.
    reader_leaves_relaxed: DataRace, 1 => || reads_beside_a_write(1, Relaxed, Futex::wake_all),
    /// "Only writers wake": the last reader leaves, and the writer sleeps on.
    reader_leaves_in_silence: Deadlock, 2 => || reads_beside_a_write(1, Release, |_| ()),
}

accepted! {
    one_reader => || reads_beside_a_write(1, Release, Futex::wake_all),
    two_readers => || reads_beside_a_write(2, Release, Futex::wake_all),
}

const WRITER: u32 = u32::MAX;

struct ReadWriteLock<T> {
    word: AtomicU32,
    sleepers: Futex,
    value: UnsafeCell<T>,
}

// SAFETY: `value` is written by the one who has made `word` WRITER, and read by those who count in it.
unsafe impl<T: Send + Sync> Sync for ReadWriteLock<T> {}

impl<T> ReadWriteLock<T> {
    /// Runs `work` as a reader. Leaves with `release` (right: Release, pairs with the exchange in `write`), and the
    /// last one with `wake`.
    fn read(&self, release: Ordering, wake: fn(&Futex), work: impl FnOnce(&T)) {
        loop {
            let seen = self.word.load(Relaxed); // the exchange looks again
            if seen == WRITER {
                self.sleepers.wait(&self.word, WRITER);
            } else if self.word.compare_exchange(seen, seen + 1, Acquire, Relaxed).is_ok() {
                break; // Acquire: pairs with the store in `write`
            }
        }
        // SAFETY: see `Sync`.
        self.value.with(|value| work(unsafe { &*value }));
        if self.word.fetch_sub(1, release) == 1 {
            wake(&self.sleepers);
        }
    }

    /// Runs `work` as the one writer.
    fn write(&self, work: impl FnOnce(&mut T)) {
        // Acquire: pairs with the store below and with `fetch_sub` in `read`.
        while let Err(seen) = self.word.compare_exchange(0, WRITER, Acquire, Relaxed) {
            self.sleepers.wait(&self.word, seen);
        }
        // SAFETY: see `Sync`.
        self.value.with_mut(|value| work(unsafe { &mut *value }));
        self.word.store(0, Release); // pairs with both exchanges
        self.sleepers.wake_all();
    }
}

fn reads_beside_a_write(readers: usize, release: Ordering, wake: fn(&Futex)) {
    let lock = ReadWriteLock { word: AtomicU32::new(0), sleepers: Futex::default(), value: UnsafeCell::new(0) };
    crowd(readers + 1, |me| {
        if me == 0 {
            lock.write(|value| *value += 1);
        } else {
            lock.read(release, wake, |value| assert!(*value <= 1));
        }
    });
    lock.read(Release, Futex::wake_all, |value| assert_eq!(*value, 1));
}
