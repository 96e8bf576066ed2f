//! `Mutex`: the lock is loom's, the value is this execution's.

use std::cell::{Cell, UnsafeCell};
use std::fmt;
use std::mem::{ManuallyDrop, transmute};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

use super::guard::{Held, Poison};
use super::mutex_guard::{MutexGuard, or_poisoned};
use crate::data::Look;
use crate::ending::cannot_follow;
use crate::execution::{self, begin, done};
use crate::knowledge;
use crate::late::Late;
use crate::pool::{Half, LoomHalf};
use crate::record::{Mode, Place, Wants, What};
use crate::unwind;

/// `std::sync::Mutex`, checked.
pub struct Mutex<T> {
    pub(crate) late: Late,
    seed: UnsafeCell<ManuallyDrop<T>>,
}

// SAFETY: the value is reached through loom's lock only, or by `&mut`.
unsafe impl<T: Send> Send for Mutex<T> {}
// SAFETY: as above: one thread at a time reaches the value.
unsafe impl<T: Send> Sync for Mutex<T> {}

impl<T> UnwindSafe for Mutex<T> {}
impl<T> RefUnwindSafe for Mutex<T> {}

pub(super) struct Lock {
    lock: loom::sync::Mutex<()>,
    /// Touched by `try_lock` and before an unlock. Relaxed: it orders nothing.
    tried: loom::sync::atomic::AtomicUsize,
    poisoned: Cell<bool>,
}

impl LoomHalf for Lock {
    fn make() -> Self {
        Lock {
            lock: loom::sync::Mutex::new(()),
            tried: loom::sync::atomic::AtomicUsize::new(0),
            poisoned: Cell::new(false),
        }
    }
}

impl Poison for Lock {
    fn poisoned(&self) -> &Cell<bool> {
        &self.poisoned
    }

    /// In a model that calls `try_lock` an unlock is a step of the schedule, or nobody would ever find a mutex held by a
    /// thread that does nothing else inside. In others it is none, which leaves fewer schedules.
    fn before_unlock(&self) {
        if knowledge::with(|knowledge| knowledge.tries_locks) {
            self.tried.fetch_add(1, Relaxed);
        }
    }
}

pub(super) type HeldMutex = Held<Lock, loom::sync::MutexGuard<'static, ()>>;

impl<T> Mutex<T> {
    /// Makes one.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        Mutex { late: Late::new("Mutex"), seed: UnsafeCell::new(ManuallyDrop::new(value)) }
    }

    /// Waits until no other thread holds it, then holds it.
    ///
    /// # Errors
    ///
    /// If a thread panicked while it held it; the error has the guard.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let place = Location::caller();
        if unwind::unwinding() {
            cannot_follow("a destructor took a lock while its thread panicked", place);
        }
        begin(place, Wants::Lock(Mode::Mutex), Some(self.half().id));
        let guard = self.take(place);
        done(place, Some(self.half().id), What::Locked(Mode::Mutex));
        guard.see();
        or_poisoned(guard)
    }

    /// Holds it if no other thread does.
    ///
    /// # Errors
    ///
    /// `WouldBlock` if another thread holds it; `Poisoned` as [`lock`](Self::lock).
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let place = Location::caller();
        if unwind::unwinding() {
            cannot_follow("a destructor tried a lock while its thread panicked", place);
        }
        let half = self.half();
        begin(place, Wants::Pass, Some(half.id));
        self.try_step();
        // loom would block a thread that is about to try a mutex when another one locks it: so nobody gets a turn here.
        loom::stop_exploring();
        let taken = half.loom.lock.try_lock().ok();
        loom::explore();
        done(place, Some(half.id), What::TriedLock { mode: Mode::Mutex, got: taken.is_some() });
        match taken {
            Some(taken) => {
                let guard = self.guard(&half, taken, place);
                guard.see();
                or_poisoned(guard).map_err(TryLockError::Poisoned)
            }
            None => Err(TryLockError::WouldBlock),
        }
    }

    /// The value, through an exclusive borrow: no lock is needed.
    ///
    /// # Errors
    ///
    /// If it is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.late.used() && self.half().loom.poisoned.get();
        if self.late.used() {
            execution::unseen(self.half().id);
        }
        // SAFETY: it points to this execution's value, and `&mut self` shows that nobody else reaches it.
        let value = unsafe { &mut *self.late.value(&self.seed) };
        if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
    }

    /// The value; the mutex is gone.
    ///
    /// # Errors
    ///
    /// If it is poisoned.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.late.used() && self.half().loom.poisoned.get();
        let mut this = ManuallyDrop::new(self);
        let Mutex { late, seed } = &mut *this;
        let value = late.take(seed);
        if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
    }

    /// Did a thread panic while it held it?
    pub fn is_poisoned(&self) -> bool {
        if !unwind::unwinding() {
            self.try_step();
        }
        self.late.used() && self.half().loom.poisoned.get()
    }

    /// Forgets that a thread panicked.
    pub fn clear_poison(&self) {
        if self.late.used() {
            if !unwind::unwinding() {
                self.try_step();
            }
            self.half().loom.poisoned.set(false);
        }
    }

    /// A step that depends on whether the mutex is held now.
    fn try_step(&self) {
        if !knowledge::with(|knowledge| std::mem::replace(&mut knowledge.tries_locks, true)) {
            knowledge::begin_again();
        }
        self.half().loom.tried.fetch_add(1, Relaxed);
    }

    /// Takes the lock, without a word in the record.
    pub(super) fn take(&self, place: Place) -> MutexGuard<'_, T> {
        let half = self.half();
        // loom's mutex is poisoned by nobody: its guards are never dropped while a panic unwinds.
        let taken = half.loom.lock.lock().unwrap_or_else(PoisonError::into_inner);
        self.guard(&half, taken, place)
    }

    /// Its number in the record.
    pub(super) fn id(&self) -> usize {
        self.half().id
    }

    fn guard(&self, half: &Half<Lock>, taken: loom::sync::MutexGuard<'_, ()>, place: Place) -> MutexGuard<'_, T> {
        // SAFETY: `Held` keeps a share in the half that loom's guard borrows from, and drops the guard first.
        let taken = unsafe { transmute::<loom::sync::MutexGuard<'_, ()>, loom::sync::MutexGuard<'static, ()>>(taken) };
        let value = self.late.value(&self.seed);
        let held = Held::new(half.clone(), taken, Mode::Mutex, place, Look::at(value));
        MutexGuard::new(self, value, held)
    }

    fn half(&self) -> Half<Lock> {
        self.late.half(0, None)
    }
}

impl<T> Drop for Mutex<T> {
    fn drop(&mut self) {
        drop(self.late.take(&mut self.seed));
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Self {
        Mutex::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Mutex::new(value)
    }
}

impl<T> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // To print the value it would have to be locked, and that would be one more step of the schedule.
        f.write_str("Mutex { .. }")
    }
}
