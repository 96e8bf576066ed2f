//! `RwLock`: a lock built from loom's atomics (`read_write`), and this execution's value.

use std::cell::UnsafeCell;
use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

use super::guard::{Held, Poison};
use super::read_write::{self, ReadWrite, Taken};
use crate::data::Look;
use crate::ending::cannot_follow;
use crate::execution::{self, begin, done};
use crate::late::Late;
use crate::pool::Half;
use crate::record::{Mode, Step, Wants, What};
use crate::unwind;

/// `std::sync::RwLock`, checked.
pub struct RwLock<T> {
    pub(crate) late: Late,
    seed: UnsafeCell<ManuallyDrop<T>>,
}

// SAFETY: the value is reached through the lock only, or by `&mut`.
unsafe impl<T: Send> Send for RwLock<T> {}
// SAFETY: as above; readers share the value, so it must be `Sync`.
unsafe impl<T: Send + Sync> Sync for RwLock<T> {}

impl<T> RwLock<T> {
    /// Makes one.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        RwLock { late: Late::new("RwLock"), seed: UnsafeCell::new(ManuallyDrop::new(value)) }
    }

    /// The value, through an exclusive borrow: no lock is needed.
    ///
    /// # Errors
    ///
    /// If it is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.late.used() && self.half().loom.poisoned().get();
        if self.late.used() {
            execution::unseen(self.half().id);
        }
        // SAFETY: it points to this execution's value, and `&mut self` shows that nobody else reaches it.
        let value = unsafe { &mut *self.late.value(&self.seed) };
        if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
    }

    /// The value; the lock is gone.
    ///
    /// # Errors
    ///
    /// If it is poisoned.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.late.used() && self.half().loom.poisoned().get();
        let mut this = ManuallyDrop::new(self);
        let RwLock { late, seed } = &mut *this;
        let value = late.take(seed);
        if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
    }

    /// Did a thread panic while it held it for writing?
    pub fn is_poisoned(&self) -> bool {
        if !unwind::unwinding() {
            read_write::look(&self.half());
        }
        self.late.used() && self.half().loom.poisoned().get()
    }

    /// Forgets that a thread panicked.
    pub fn clear_poison(&self) {
        if self.late.used() {
            if !unwind::unwinding() {
                read_write::look(&self.half());
            }
            self.half().loom.poisoned().set(false);
        }
    }

    fn half(&self) -> Half<ReadWrite> {
        self.late.half(0, None)
    }
}

/// One way to hold the lock: the two methods that take it, and the guard.
macro_rules! way {
    ($mode:expr, $guard:ident, $take:ident, $try_take:ident, $to:literal, $who:literal) => {
        impl<T> RwLock<T> {
            #[doc = concat!("Waits until ", $who, ", then holds it for ", $to, ".")]
            ///
            /// # Errors
            ///
            /// If a writer panicked; the error has the guard.
            #[track_caller]
            pub fn $take(&self) -> LockResult<$guard<'_, T>> {
                let place = Location::caller();
                let value = self.late.value(&self.seed);
                if unwind::unwinding() {
                    cannot_follow("a destructor took a lock while its thread panicked", place);
                }
                let half = self.half();
                begin(place, Wants::Lock($mode), Some(half.id));
                let taken = read_write::take(&half, $mode);
                done(place, Some(half.id), What::Locked($mode));
                let held = Held::new(half.clone(), taken, $mode, place, Look::at(value));
                held.see();
                $guard { _lock: self, value, held: Some(held) }.or_poisoned()
            }

            #[doc = concat!("Holds it for ", $to, " if ", $who, ".")]
            ///
            /// # Errors
            ///
            /// `WouldBlock` if it would have to wait; `Poisoned` if a writer panicked.
            #[track_caller]
            pub fn $try_take(&self) -> TryLockResult<$guard<'_, T>> {
                let place = Location::caller();
                if unwind::unwinding() {
                    cannot_follow("a destructor tried a lock while its thread panicked", place);
                }
                let half = self.half();
                begin(place, Wants::Pass, Some(half.id));
                let taken = read_write::try_take(&half, $mode);
                done(place, Some(half.id), What::TriedLock { mode: $mode, got: taken.is_some() });
                let Some(taken) = taken else { return Err(TryLockError::WouldBlock) };
                let value = self.late.value(&self.seed);
                let held = Held::new(half.clone(), taken, $mode, place, Look::at(value));
                held.see();
                let guard = $guard { _lock: self, value, held: Some(held) };
                guard.or_poisoned().map_err(TryLockError::Poisoned)
            }
        }

        #[doc = concat!("`std::sync::", stringify!($guard), "`, checked.")]
        #[must_use = "dropped at once, it unlocks at once"]
        pub struct $guard<'a, T> {
            _lock: &'a RwLock<T>,
            /// The execution's value of the lock, which lives longer than the guard.
            value: *mut T,
            /// `None` only while the guard is dropped.
            held: Option<Held<ReadWrite, Taken>>,
        }

        // SAFETY: a shared guard gives out `&T` and nothing else.
        unsafe impl<T: Sync> Sync for $guard<'_, T> {}

        impl<'a, T> $guard<'a, T> {
            fn or_poisoned(self) -> LockResult<$guard<'a, T>> {
                if self.held.as_ref().is_some_and(Held::is_poisoned) { Err(PoisonError::new(self)) } else { Ok(self) }
            }
        }

        impl<T> Deref for $guard<'_, T> {
            type Target = T;

            fn deref(&self) -> &T {
                // SAFETY: the lock is held, so nobody writes to the value.
                unsafe { &*self.value }
            }
        }

        impl<T> Drop for $guard<'_, T> {
            fn drop(&mut self) {
                if let Some(held) = self.held.take() {
                    held.end();
                }
            }
        }

        impl<T: RefUnwindSafe> UnwindSafe for $guard<'_, T> {}
        impl<T: RefUnwindSafe> RefUnwindSafe for $guard<'_, T> {}

        impl<T: fmt::Display> fmt::Display for $guard<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: fmt::Debug> fmt::Debug for $guard<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }
    };
}

way!(Mode::Read, RwLockReadGuard, read, try_read, "reading", "no other thread writes");
way!(Mode::Write, RwLockWriteGuard, write, try_write, "writing", "no other thread holds it");

impl<T> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.held.as_mut().expect("it holds the lock").will_write();
        // SAFETY: the lock is held for writing, so nobody else reaches the value.
        unsafe { &mut *self.value }
    }
}

impl<'a, T> RwLockWriteGuard<'a, T> {
    /// Goes on as a reader; no other writer comes in between.
    #[track_caller]
    pub fn downgrade(mut guard: Self) -> RwLockReadGuard<'a, T> {
        let place = Location::caller();
        if unwind::unwinding() {
            cannot_follow("a destructor changed a lock while its thread panicked", place);
        }
        let mut held = guard.held.take().expect("a guard holds its lock");
        begin(place, Wants::Pass, Some(held.id()));
        held.downgrade(Taken::downgrade);
        done(place, Some(held.id()), What::Step(Step::Downgraded));
        held.downgraded();
        RwLockReadGuard { _lock: guard._lock, value: guard.value, held: Some(held) }
    }
}

impl<T> UnwindSafe for RwLock<T> {}
impl<T> RefUnwindSafe for RwLock<T> {}

impl<T> Drop for RwLock<T> {
    fn drop(&mut self) {
        drop(self.late.take(&mut self.seed));
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> Self {
        RwLock::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        RwLock::new(value)
    }
}

impl<T> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RwLock { .. }")
    }
}
