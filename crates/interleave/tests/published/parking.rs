//! A mutex whose waiters park. They stand in a list that a spin lock guards.

use std::cell::UnsafeCell;
use std::hint;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread::{self, Thread};

pub struct ParkingMutex<T> {
    /// Guards `state`.
    spin: AtomicBool,
    state: UnsafeCell<State>,
    value: UnsafeCell<T>,
}

struct State {
    held: bool,
    waiters: Vec<Thread>,
}

// SAFETY: the lock hands the value to one thread at a time.
unsafe impl<T: Send> Send for ParkingMutex<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for ParkingMutex<T> {}

pub struct Guard<'a, T>(&'a ParkingMutex<T>);

impl<T> ParkingMutex<T> {
    pub const fn new(value: T) -> Self {
        let state = State { held: false, waiters: Vec::new() };
        ParkingMutex { spin: AtomicBool::new(false), state: UnsafeCell::new(state), value: UnsafeCell::new(value) }
    }

    pub fn lock(&self) -> Guard<'_, T> {
        while !self.with_state(State::take) {
            thread::park();
        }
        Guard(self)
    }

    fn with_state<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        // Acquire: pairs with the Release below.
        while self.spin.compare_exchange_weak(false, true, Acquire, Relaxed).is_err() {
            hint::spin_loop();
        }
        // SAFETY: `spin` is set, by this thread.
        let result = work(unsafe { &mut *self.state.get() });
        // Release: pairs with the Acquire above.
        self.spin.store(false, Release);
        result
    }
}

impl State {
    fn take(&mut self) -> bool {
        let me = thread::current();
        self.waiters.retain(|waiter| waiter.id() != me.id());
        if self.held {
            self.waiters.push(me);
            return false;
        }
        self.held = true;
        true
    }
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this thread holds the lock.
        unsafe { &*self.0.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this thread holds the lock.
        unsafe { &mut *self.0.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        let next = self.0.with_state(|state| {
            state.held = false;
            state.waiters.pop()
        });
        if let Some(next) = next {
            next.unpark();
        }
    }
}
