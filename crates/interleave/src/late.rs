//! Objects with a `const fn new`, whose half in loom is made late.
//!
//! # Keeps true
//!
//! - An object gets its number when it is first used, and keeps it: a static has the same number in all executions.
//! - A static starts with its first value in every execution. That value lies in the program and may not be changed, so
//!   each execution works on a copy of its bytes. A value in a `const` owns no heap, and a local object's own bytes are
//!   not read again once there is a copy; so nothing is ever owned twice.
//!
//! # Not covered
//!
//! Heap that a static's value grew is not given back when an execution ends. An object made outside of the model and
//! used in it looks like a static. `Mutex<dyn Trait>`: the bytes of an unsized value cannot be copied.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::cell::{Cell, RefCell, UnsafeCell};
use std::collections::HashMap;
use std::mem::ManuallyDrop;
use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::execution;
use crate::knowledge;
use crate::pool::{self, Half, LoomHalf};
use crate::record::{Place, Value};

/// The next number. Relaxed everywhere: a number must be new, and orders nothing.
static NEXT: AtomicU64 = AtomicU64::new(1);

thread_local! {
    static VALUES: RefCell<HashMap<u64, Bytes>> = RefCell::default();
    /// The first number given in this execution, and how many executions this search has begun.
    static BEGAN: Cell<(u64, usize)> = const { Cell::new((0, 0)) };
}

/// A search begins.
pub(crate) fn new_search() {
    BEGAN.set((0, 0));
}

pub(crate) fn new_execution() {
    VALUES.with(|values| values.borrow_mut().clear());
    BEGAN.set((NEXT.load(Relaxed), BEGAN.get().1 + 1));
}

/// The objects (their numbers in the record) that were made in the execution that just ended and are not gone.
///
/// A static looks just so in the first execution that uses it. It keeps its number, so when the search is run again from
/// its beginning only what was really made there is new.
pub(crate) fn left_behind() -> Option<Vec<usize>> {
    let (first, execution) = BEGAN.get();
    let mut left: Vec<usize> =
        pool::alive().into_iter().filter(|(object, _)| *object >= first).map(|(_, id)| id).collect();
    // What a static came to own lives for ever, as it does in std, and what owns what cannot be seen.
    let a_static_may_own_it =
        VALUES.with(|values| values.borrow().iter().any(|(object, value)| *object < first && value.owns));
    if left.is_empty() || a_static_may_own_it {
        return None;
    }
    if knowledge::with(|knowledge| std::mem::replace(&mut knowledge.suspected, execution)) == execution {
        left.sort_unstable();
        return Some(left);
    }
    knowledge::begin_again()
}

/// The part that every shadow object has: its number, what it is, and where it was made.
pub(crate) struct Late {
    number: AtomicU64,
    kind: &'static str,
    made: Place,
}

impl Late {
    #[track_caller]
    pub(crate) const fn new(kind: &'static str) -> Self {
        Late { number: AtomicU64::new(0), kind, made: Location::caller() }
    }

    /// Where it was made.
    pub(crate) fn made(&self) -> Place {
        self.made
    }

    /// loom's half of it in this execution.
    pub(crate) fn half<L: LoomHalf>(&self, first: u64, value: Option<Value>) -> Half<L> {
        let number = self.number();
        pool::half(number, first, || execution::add_object(self.kind, self.made, number, value))
    }

    /// This execution's value, which began as a copy of `seed`.
    pub(crate) fn value<T>(&self, seed: &UnsafeCell<ManuallyDrop<T>>) -> *mut T {
        value(self.number(), seed.get().cast(), Layout::new::<T>(), std::mem::needs_drop::<T>()).cast()
    }

    /// What a local object holds at its end. It is forgotten: the next use would make it anew.
    pub(crate) fn take<T>(&mut self, seed: &mut UnsafeCell<ManuallyDrop<T>>) -> T {
        let number = *self.number.get_mut();
        self.forget();
        let copy = VALUES.try_with(|values| values.borrow_mut().remove(&number)).ok().flatten();
        match copy {
            // SAFETY: the bytes are those of a `T` (`value` copied them and gave them out as one), and they are out of the
            // table, so nobody reads them again.
            Some(bytes) => unsafe { bytes.start.cast::<T>().read() },
            // SAFETY: `take` is called once, at the object's end (its callers drop or consume it), and without a copy
            // the seed is still the value.
            None => unsafe { ManuallyDrop::take(seed.get_mut()) },
        }
    }

    /// It is gone, or starts anew.
    pub(crate) fn forget(&mut self) {
        let number = std::mem::take(self.number.get_mut());
        if number != 0 {
            pool::forget(number);
        }
    }

    /// Has this execution used it?
    pub(crate) fn used(&self) -> bool {
        let number = self.number.load(Relaxed);
        number != 0 && pool::knows(number)
    }

    pub(crate) fn number(&self) -> u64 {
        match self.number.load(Relaxed) {
            0 => {
                let new = NEXT.fetch_add(1, Relaxed);
                // A static may be met by two tests at once: the first number stays.
                self.number.compare_exchange(0, new, Relaxed, Relaxed).map_or_else(|first| first, |_| new)
            }
            number => number,
        }
    }
}

/// Memory for one value.
struct Bytes {
    start: *mut u8,
    layout: Layout,
    /// Can it own something?
    owns: bool,
}

impl Drop for Bytes {
    fn drop(&mut self) {
        if self.layout.size() > 0 {
            // SAFETY: `copy_of` allocated it with this layout.
            unsafe { dealloc(self.start, self.layout) }
        }
    }
}

// Not generic, so that it is compiled here, with this crate's optimisation.
fn value(object: u64, seed: *const u8, layout: Layout, owns: bool) -> *mut u8 {
    VALUES.with(|values| values.borrow_mut().entry(object).or_insert_with(|| copy_of(seed, layout, owns)).start)
}

fn copy_of(seed: *const u8, layout: Layout, owns: bool) -> Bytes {
    if layout.size() == 0 {
        return Bytes { start: std::ptr::without_provenance_mut(layout.align()), layout, owns };
    }
    // SAFETY: the size is not zero.
    let start = unsafe { alloc(layout) };
    if start.is_null() {
        handle_alloc_error(layout);
    }
    // SAFETY: `seed` points to a value of this layout (`Late::value`), `start` was just allocated with it, and the two
    // do not overlap.
    unsafe { std::ptr::copy_nonoverlapping(seed, start, layout.size()) };
    Bytes { start, layout, owns }
}
