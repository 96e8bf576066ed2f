//! A reference-counted pointer: the last owner frees, and must have seen what all others did.

use std::cell::UnsafeCell;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering, Ordering::*, fence};
use std::thread;

rejected! {
    /// "It only counts down": the last owner must see what the others did.
    dropped_relaxed: DataRace, 1 => || shares(2, Relaxed, Some(Acquire)),
    /// "I am the last, nobody else is there": they were, and freeing needs their order.
    freed_without_a_fence: DataRace, 1 => || shares(2, Release, None),
}

accepted! {
    two_threads => || shares(2, Release, Some(Acquire)),
    three_threads => || shares(3, Release, Some(Acquire)),
}

struct Inner<T> {
    owners: AtomicUsize,
    value: UnsafeCell<T>,
    /// The ordering of a drop (right: Release, pairs with the fence of the last one).
    release: Ordering,
    /// The fence of the last drop (right: Acquire, pairs with all other drops).
    fence: Option<Ordering>,
}

struct Shared<T> {
    inner: NonNull<Inner<T>>,
}

// SAFETY: owners only read the value, and the last one to be dropped frees it.
unsafe impl<T: Send + Sync> Send for Shared<T> {}

impl<T> Shared<T> {
    fn new(value: T, release: Ordering, fence: Option<Ordering>) -> Self {
        let inner = Inner { owners: AtomicUsize::new(1), value: UnsafeCell::new(value), release, fence };
        Shared { inner: NonNull::from(Box::leak(Box::new(inner))) }
    }
}

impl<T> Deref for Shared<T> {
    type Target = Inner<T>;

    fn deref(&self) -> &Inner<T> {
        // SAFETY: this owner counts, so nobody has freed it.
        unsafe { self.inner.as_ref() }
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        // Relaxed: this owner counts already, so the last drop cannot come before.
        self.owners.fetch_add(1, Relaxed);
        Shared { inner: self.inner }
    }
}

impl<T> Drop for Shared<T> {
    fn drop(&mut self) {
        if self.owners.fetch_sub(1, self.release) == 1 {
            self.fence.into_iter().for_each(fence);
            // SAFETY: from `Box::leak`; the last owner is here.
            let inner = unsafe { Box::from_raw(self.inner.as_ptr()) };
            inner.value.with_mut(|_| ()); // freeing is a write
        }
    }
}

fn shares(threads: usize, release: Ordering, fence: Option<Ordering>) {
    let mine = Shared::new(7, release, fence);
    let children: Vec<_> = (1..threads)
        .map(|_| {
            let theirs = mine.clone();
            thread::spawn(move || {
                let again = theirs.clone();
                drop(theirs);
                // SAFETY: an owner reads, and nobody writes while there are owners.
                again.value.with(|value| unsafe { *value })
            })
        })
        .collect();
    drop(mine);
    for child in children {
        assert_eq!(child.join().unwrap(), 7);
    }
}
