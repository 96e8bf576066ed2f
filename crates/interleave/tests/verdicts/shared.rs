//! What many programs share: threads that run together, a value that nothing guards, and a flag to wait for.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread;

/// Runs `child` in a new thread and `parent` in this one, waits for both, and returns what each returned.
pub fn together<C: Send, P>(child: impl FnOnce() -> C + Send, parent: impl FnOnce() -> P) -> (C, P) {
    thread::scope(|scope| {
        let child = scope.spawn(child);
        let parent = parent();
        (child.join().unwrap(), parent)
    })
}

/// Runs `work` in `threads` threads, of which this one is number 0, and waits for all.
pub fn crowd(threads: usize, work: impl Fn(usize) + Sync) {
    thread::scope(|scope| {
        let work = &work;
        for me in 1..threads {
            scope.spawn(move || work(me));
        }
        work(0);
    });
}

/// Two threads meet at a lock: for programs that have nothing to order themselves, and would be checked in one schedule.
pub fn meet() {
    let lock = Mutex::new(0);
    crowd(2, |_| *lock.lock().unwrap() += 1);
}

/// Two threads store 1 and then 2, each beginning with another atomic.
pub fn both_write_both((x, y): (&AtomicUsize, &AtomicUsize), order: Ordering) {
    together(
        || {
            x.store(1, order);
            y.store(2, order);
        },
        || {
            y.store(1, order);
            x.store(2, order);
        },
    );
}

/// A value that neither a lock nor an atomic guards: if nothing orders two accesses to it, the model must say so.
#[derive(Debug)]
pub struct Plain<T>(UnsafeCell<T>);

// SAFETY: a model runs one thread at a time, and ends at the first access that nothing orders.
unsafe impl<T: Send> Sync for Plain<T> {}

impl<T: Copy> Plain<T> {
    pub const fn new(value: T) -> Self {
        Plain(UnsafeCell::new(value))
    }

    #[track_caller]
    pub fn get(&self) -> T {
        // SAFETY: see `Sync`.
        self.0.with(|value| unsafe { *value })
    }

    #[track_caller]
    pub fn set(&self, new: T) {
        // SAFETY: see `Sync`.
        self.0.with_mut(|value| unsafe { *value = new });
    }
}

impl Plain<u32> {
    #[track_caller]
    pub fn increment(&self) {
        // SAFETY: see `Sync`.
        self.0.with_mut(|value| unsafe { *value += 1 });
    }
}

/// A flag under a mutex, and the bell that is rung when it goes up. Right as it is; the rows misuse its parts.
#[derive(Debug)]
pub struct Flag {
    pub up: Mutex<bool>,
    pub bell: Condvar,
}

impl Flag {
    pub const fn new() -> Self {
        Flag { up: Mutex::new(false), bell: Condvar::new() }
    }

    pub fn raise(&self) {
        *self.up.lock().unwrap() = true;
        self.bell.notify_one();
    }

    pub fn wait(&self) -> MutexGuard<'_, bool> {
        self.bell.wait_while(self.up.lock().unwrap(), |up| !*up).unwrap()
    }
}
