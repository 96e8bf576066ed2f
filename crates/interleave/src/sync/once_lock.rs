//! `OnceLock`: a cell that gets its value once.

use std::cell::UnsafeCell;
use std::fmt;
use std::mem::ManuallyDrop;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use super::stage::{self, Stage};
use crate::late::Late;
use crate::pool::Half;

/// `std::sync::OnceLock`, checked.
pub struct OnceLock<T> {
    pub(crate) late: Late,
    seed: UnsafeCell<ManuallyDrop<Option<T>>>,
}

// SAFETY: the value is written by the one thread that completes it, and read by those who were told so (`stage`).
unsafe impl<T: Sync + Send> Sync for OnceLock<T> {}
// SAFETY: whoever has the cell has the value.
unsafe impl<T: Send> Send for OnceLock<T> {}
impl<T: RefUnwindSafe + UnwindSafe> RefUnwindSafe for OnceLock<T> {}
impl<T: UnwindSafe> UnwindSafe for OnceLock<T> {}

impl<T> OnceLock<T> {
    /// Makes one without a value.
    #[track_caller]
    #[must_use]
    pub const fn new() -> Self {
        OnceLock::with(None)
    }

    #[track_caller]
    const fn with(value: Option<T>) -> Self {
        OnceLock { late: Late::new("OnceLock"), seed: UnsafeCell::new(ManuallyDrop::new(value)) }
    }

    /// The value, if there is one and this thread can know it.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        if stage::ask(&self.half(), Location::caller()) { self.value() } else { None }
    }

    /// The value, through an exclusive borrow.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        // SAFETY: it points to this execution's value, and `&mut self` shows that nobody else reaches it.
        unsafe { &mut *self.late.value(&self.seed) }.as_mut()
    }

    /// Waits until some thread has set it.
    #[track_caller]
    pub fn wait(&self) -> &T {
        // By force there is no error.
        let _ = stage::wait(&self.half(), Location::caller(), true);
        self.value().expect("a complete cell has a value")
    }

    /// Gives it its value.
    ///
    /// # Errors
    ///
    /// `value`, if it has one.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        stage::set(&self.half(), Location::caller(), || self.put(value.take()));
        value.map_or(Ok(()), Err)
    }

    /// The value; if there is none, first what `init` makes. Waits for another thread that makes it now.
    #[track_caller]
    pub fn get_or_init(&self, init: impl FnOnce() -> T) -> &T {
        // By force there is no error: an `init` that panicked has left nothing.
        let _ = stage::complete(&self.half(), Location::caller(), true, |_| self.put(Some(init())));
        self.value().expect("a complete cell has a value")
    }

    /// The value; the cell is gone.
    pub fn into_inner(self) -> Option<T> {
        let mut this = ManuallyDrop::new(self);
        let OnceLock { late, seed } = &mut *this;
        late.take(seed)
    }

    /// The value; the cell has none any more.
    pub fn take(&mut self) -> Option<T> {
        let value = self.late.take(&mut self.seed);
        // It has been taken out: what lies here is not dropped.
        self.seed = UnsafeCell::new(ManuallyDrop::new(None));
        value
    }

    fn put(&self, value: Option<T>) {
        // SAFETY: it points to this execution's value, and only the one thread whose turn it is gets here (`stage`).
        unsafe { *self.late.value(&self.seed) = value }
    }

    fn value(&self) -> Option<&T> {
        // SAFETY: it points to this execution's value, and nobody writes it once it is complete.
        unsafe { &*self.late.value(&self.seed) }.as_ref()
    }

    fn half(&self) -> Half<Stage> {
        // SAFETY: the seed is only changed through `&mut self`.
        let full = unsafe { &*self.seed.get() }.is_some();
        self.late.half(full.into(), None)
    }

    /// The value, whoever knows it: printing is no step of the schedule.
    fn peek(&self) -> Option<&T> {
        if self.late.used() && !self.half().loom.is_complete_now() { None } else { self.value() }
    }
}

impl<T> Drop for OnceLock<T> {
    fn drop(&mut self) {
        drop(self.late.take(&mut self.seed));
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> Self {
        OnceLock::new()
    }
}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        OnceLock::with(Some(value))
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        OnceLock::with(self.get().cloned())
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    #[track_caller]
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceLock<T> {}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("OnceLock");
        match self.peek() {
            Some(value) => tuple.field(value),
            None => tuple.field(&format_args!("<uninit>")),
        };
        tuple.finish()
    }
}
