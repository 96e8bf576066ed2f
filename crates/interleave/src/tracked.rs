//! `Tracked`: a payload that says when it is used after its drop, or at the same time.
//!
//! # Keeps true
//!
//! - Making it and dropping it count as writes, `&` of it as a read, `&mut` as a write; nothing that orders two of them, one a
//!   write, is a data race.
//! - What was dropped is known for the rest of the schedule, so that a later use is seen even where it is ordered.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::cell::Detector;
use crate::ending::fail;
use crate::execution::{begin, done, must_be_inside};
use crate::failure::Kind;
use crate::late::Late;
use crate::pool::Half;
use crate::record::{Place, Step, Wants, What};
use crate::unwind;

/// A value whose use after its drop, or beside its making or its drop, fails the model.
///
/// Put it where memory is managed by hand: inside your own `Arc`, channel or list. A count that is given back without
/// Release, or a last owner who frees without Acquire, lets one thread drop what another still uses.
///
/// ```should_panic
/// # #[macro_use] extern crate interleave as std;
/// # fn main() {
/// use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
/// use std::thread;
///
/// /// Two owners; the last one frees.
/// struct Shared {
///     owners: AtomicUsize,
///     value: interleave::Tracked<u32>,
/// }
///
/// #[derive(Clone, Copy)]
/// struct Owner(*mut Shared);
/// unsafe impl Send for Owner {}
///
/// impl Owner {
///     fn use_and_go(self) {
///         let shared = unsafe { &*self.0 };
///         assert_eq!(*shared.value, 7);
///         // Relaxed: the last one does not know that the other has ended its use. It must be AcqRel.
///         if shared.owners.fetch_sub(1, Relaxed) == 1 {
///             drop(unsafe { Box::from_raw(self.0) });
///         }
///     }
/// }
///
/// interleave::model(|| {
///     let value = interleave::Tracked::new(7);
///     let owner = Owner(Box::into_raw(Box::new(Shared { owners: AtomicUsize::new(2), value })));
///     let other = thread::spawn(move || owner.use_and_go());
///     owner.use_and_go();
///     other.join().unwrap();
/// });
/// # }
/// ```
pub struct Tracked<T> {
    number: u64,
    /// The number's complement: memory that was freed and given out again does not look like a `Tracked`.
    check: u64,
    value: T,
}

/// What is known of one, wherever its memory is.
struct Known {
    late: Late,
    half: Half<Detector>,
    dropped: bool,
}

thread_local! {
    static KNOWN: RefCell<HashMap<u64, Known>> = RefCell::default();
}

pub(crate) fn new_execution() {
    KNOWN.take();
}

impl<T> Tracked<T> {
    /// Makes one: inside a model only.
    #[track_caller]
    pub fn new(value: T) -> Self {
        /// The next number. Relaxed: a number must be new, and orders nothing.
        static NEXT: AtomicU64 = AtomicU64::new(1);

        let place = Location::caller();
        must_be_inside("Tracked", place);
        let number = NEXT.fetch_add(1, Relaxed);
        let late = Late::new("Tracked");
        let half: Half<Detector> = late.half(0, None);
        if !unwind::unwinding() {
            begin(place, Wants::Pass, Some(half.id));
            half.loom.0.with_mut(|_| done(place, Some(half.id), What::CellWritten));
        }
        KNOWN.with_borrow_mut(|known| known.insert(number, Known { late, half, dropped: false }));
        Tracked { number, check: !number, value }
    }

    /// The value; it is tracked no longer.
    #[track_caller]
    pub fn into_inner(self) -> T {
        self.access(Location::caller(), true);
        let mut this = std::mem::ManuallyDrop::new(self);
        this.go(None);
        // SAFETY: `this` is never used or dropped again, so the value is moved out once.
        unsafe { std::ptr::read(&raw mut this.value) }
    }

    /// Its half, and whether it was dropped; `None` if this is no `Tracked` of this schedule.
    fn known(&self) -> Option<(Half<Detector>, bool)> {
        let is_one = self.check == !self.number;
        KNOWN
            .with_borrow(|known| known.get(&self.number).map(|known| (known.half.clone(), known.dropped)))
            .filter(|_| is_one)
    }

    fn access(&self, place: Place, writes: bool) {
        if unwind::unwinding() {
            return;
        }
        must_be_inside("Tracked", place);
        let Some((half, dropped)) = self.known() else {
            fail(Kind::Panic, "a Tracked is used after it was freed", place)
        };
        begin(place, Wants::Pass, Some(half.id));
        if writes {
            half.loom.0.with_mut(|_| done(place, Some(half.id), What::CellWritten));
        } else {
            half.loom.0.with(|_| done(place, Some(half.id), What::CellRead));
        }
        if dropped {
            fail(Kind::Panic, "a Tracked is used after it was dropped", place);
        }
    }

    /// Its end: a write, without a place of its own.
    fn go(&mut self, step: Option<Step>) {
        let Some((half, dropped)) = self.known() else { return };
        let made = KNOWN.with_borrow_mut(|known| {
            let known = known.get_mut(&self.number)?;
            known.dropped = true;
            known.late.forget();
            Some(known.late.made())
        });
        let Some(made) = made else { return };
        let Some(step) = step else { return };
        let write = move || {
            begin(made, Wants::Drop, Some(half.id));
            half.loom.0.with_mut(|_| done(None::<Place>, Some(half.id), What::Step(step)));
        };
        if unwind::unwinding() {
            return unwind::keep(write);
        }
        write();
        if dropped {
            fail(Kind::Panic, "a Tracked is dropped twice", made);
        }
    }
}

impl<T> Deref for Tracked<T> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        self.access(Location::caller(), false);
        &self.value
    }
}

impl<T> DerefMut for Tracked<T> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        self.access(Location::caller(), true);
        &mut self.value
    }
}

impl<T> Drop for Tracked<T> {
    fn drop(&mut self) {
        self.go(Some(Step::Dropped));
    }
}

impl<T: fmt::Debug> fmt::Debug for Tracked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Printing is no step of the schedule.
        f.debug_tuple("Tracked").field(&self.value).finish()
    }
}
