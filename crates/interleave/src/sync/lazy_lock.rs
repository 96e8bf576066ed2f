//! `LazyLock`: a value that is made when it is first asked for.

use std::cell::UnsafeCell;
use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use super::stage::{self, Stage};
use crate::late::Late;
use crate::pool::Half;

/// `std::sync::LazyLock`, checked.
pub struct LazyLock<T, F = fn() -> T> {
    pub(crate) late: Late,
    seed: UnsafeCell<ManuallyDrop<State<T, F>>>,
}

enum State<T, F> {
    /// It is still to be made, by this.
    Init(F),
    Made(T),
    /// What was to make it has been taken out. It runs now, or panicked.
    Taken,
}

// SAFETY: the value is written by the one thread that makes it, and read by those who were told so (`stage`); what makes
// it is taken out by that one thread.
unsafe impl<T: Sync + Send, F: Send> Sync for LazyLock<T, F> {}
// SAFETY: whoever has it has the value and what makes it.
unsafe impl<T: Send, F: Send> Send for LazyLock<T, F> {}
impl<T: RefUnwindSafe + UnwindSafe, F: UnwindSafe> RefUnwindSafe for LazyLock<T, F> {}
impl<T: UnwindSafe, F: UnwindSafe> UnwindSafe for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// Makes one whose value `f` will make.
    #[track_caller]
    pub const fn new(f: F) -> Self {
        LazyLock { late: Late::new("LazyLock"), seed: UnsafeCell::new(ManuallyDrop::new(State::Init(f))) }
    }

    /// The value, made if need be. Waits for another thread that makes it now.
    ///
    /// # Panics
    ///
    /// If what makes it panics, or did so before.
    #[track_caller]
    pub fn force(this: &Self) -> &T {
        let make = |_: bool| {
            let state = this.late.value(&this.seed);
            // SAFETY: it points to this execution's state, and only the one thread whose turn it is gets here (`stage`).
            let taken = unsafe { std::mem::replace(&mut *state, State::Taken) };
            let State::Init(init) = taken else { unreachable!("it is made once") };
            let made = State::Made(init());
            // SAFETY: as above.
            unsafe { *state = made }
        };
        if stage::complete(&this.half(), Location::caller(), false, make).is_err() {
            panic!("LazyLock instance has previously been poisoned");
        }
        this.value().expect("a complete LazyLock has its value")
    }

    /// The value through an exclusive borrow, made if need be.
    ///
    /// # Panics
    ///
    /// As [`force`](Self::force).
    #[track_caller]
    pub fn force_mut(this: &mut Self) -> &mut T {
        LazyLock::force(this);
        LazyLock::get_mut(this).expect("it was just made")
    }
}

impl<T, F> LazyLock<T, F> {
    /// The value, if it was made and this thread can know it.
    #[track_caller]
    pub fn get(this: &Self) -> Option<&T> {
        if stage::ask(&this.half(), Location::caller()) { this.value() } else { None }
    }

    /// The value through an exclusive borrow, if it was made.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        // SAFETY: it points to this execution's state, and `&mut` shows that nobody else reaches it.
        match unsafe { &mut *this.late.value(&this.seed) } {
            State::Made(value) => Some(value),
            _ => None,
        }
    }

    fn value(&self) -> Option<&T> {
        // SAFETY: it points to this execution's state, and nobody writes it once it is complete.
        match unsafe { &*self.late.value(&self.seed) } {
            State::Made(value) => Some(value),
            _ => None,
        }
    }

    fn half(&self) -> Half<Stage> {
        self.late.half(0, None)
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        LazyLock::force(self)
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        LazyLock::force_mut(self)
    }
}

impl<T, F> Drop for LazyLock<T, F> {
    fn drop(&mut self) {
        drop(self.late.take(&mut self.seed));
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> Self {
        LazyLock::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Printing is no step of the schedule.
        let made = self.late.used() && self.half().loom.is_complete_now();
        let mut tuple = f.debug_tuple("LazyLock");
        match self.value().filter(|_| made) {
            Some(value) => tuple.field(value),
            None => tuple.field(&format_args!("<uninit>")),
        };
        tuple.finish()
    }
}
