//! `std::cell`, with an `UnsafeCell` that knows who reads and who writes.

use std::fmt;
use std::mem::ManuallyDrop;
use std::panic::Location;

use crate::execution::{begin, done};
use crate::late::Late;
use crate::pool::{Half, LoomHalf};
use crate::record::{Wants, What};
use crate::unwind;

#[doc(no_inline)]
pub use std::cell::*;

/// `std::cell::UnsafeCell`, checked: two accesses that nothing orders, one of them a write, fail the model.
///
/// loom keeps the race detector, the data is beside it.
pub struct UnsafeCell<T> {
    pub(crate) late: Late,
    seed: std::cell::UnsafeCell<ManuallyDrop<T>>,
}

// SAFETY: as for std's: to reach the value takes `unsafe`, whose writer answers for it.
unsafe impl<T: Send> Send for UnsafeCell<T> {}

pub(crate) struct Detector(pub(crate) loom::cell::UnsafeCell<()>);

impl LoomHalf for Detector {
    fn make() -> Self {
        Detector(loom::cell::UnsafeCell::new(()))
    }
}

impl<T> UnsafeCell<T> {
    /// Makes one.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        UnsafeCell { late: Late::new("UnsafeCell"), seed: std::cell::UnsafeCell::new(ManuallyDrop::new(value)) }
    }

    /// A pointer to the value. It counts as a write here and now, for it may be written through, and the model sees
    /// neither when nor whether.
    #[track_caller]
    pub fn get(&self) -> *mut T {
        self.with_mut(|value| value)
    }

    /// As [`get`](Self::get), from a pointer to the cell. Unlike std's it must point to a cell that was made and not dropped: a
    /// model's cell is more than its value.
    #[allow(clippy::not_unsafe_ptr_arg_deref)] // std's is safe, too
    #[track_caller]
    pub fn raw_get(this: *const Self) -> *mut T {
        // SAFETY: the caller of std's may only use the pointer while the cell is there; that it was made is asked for above.
        let this = unsafe { &*this };
        this.get()
    }

    /// Not part of a model.
    #[doc(hidden)]
    pub fn from_mut(_value: &mut T) -> &mut Self
    where
        for<'a> &'a Self: crate::refused::NoCellAround,
    {
        unreachable!("refused when it is compiled")
    }

    /// Calls `read` with a pointer to read through. Two at once are no race.
    #[track_caller]
    pub fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
        let place = Location::caller();
        let value = self.late.value(&self.seed);
        if unwind::unwinding() {
            return read(value);
        }
        let half = self.half();
        begin(place, Wants::Pass, Some(half.id));
        half.loom.0.with(|_| {
            done(place, Some(half.id), What::CellRead);
            read(value)
        })
    }

    /// Calls `write` with a pointer to write through.
    #[track_caller]
    pub fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
        let place = Location::caller();
        let value = self.late.value(&self.seed);
        if unwind::unwinding() {
            return write(value);
        }
        let half = self.half();
        begin(place, Wants::Pass, Some(half.id));
        half.loom.0.with_mut(|_| {
            done(place, Some(half.id), What::CellWritten);
            write(value)
        })
    }

    /// The value, through an exclusive borrow.
    pub fn get_mut(&mut self) -> &mut T {
        // SAFETY: it points to this execution's value, and `&mut self` shows that nobody else reaches it.
        unsafe { &mut *self.late.value(&self.seed) }
    }

    /// The value; the cell is gone.
    pub fn into_inner(self) -> T {
        let mut this = ManuallyDrop::new(self);
        let UnsafeCell { late, seed } = &mut *this;
        late.take(seed)
    }

    fn half(&self) -> Half<Detector> {
        self.late.half(0, None)
    }
}

impl<T> Drop for UnsafeCell<T> {
    fn drop(&mut self) {
        drop(self.late.take(&mut self.seed));
    }
}

impl<T: Default> Default for UnsafeCell<T> {
    #[track_caller]
    fn default() -> Self {
        UnsafeCell::new(T::default())
    }
}

impl<T> From<T> for UnsafeCell<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        UnsafeCell::new(value)
    }
}

impl<T> fmt::Debug for UnsafeCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnsafeCell { .. }")
    }
}
