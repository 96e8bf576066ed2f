//! `AtomicBool` and `AtomicPtr`.

use std::fmt;
use std::panic::Location;
use std::sync::atomic::Ordering;

use super::checked::Atomic;
use crate::late::Late;
use crate::record::{Place, Value};

/// The methods that the two share; `$to` makes bits of a value and `$from` a value of bits.
macro_rules! shared {
    ([$($generics:tt)*] $name:ty, $value:ty, $to:expr, $from:expr) => {
        impl<$($generics)*> $name {
            /// Reads it.
            ///
            /// # Panics
            ///
            /// If `order` is Release or AcqRel.
            #[track_caller]
            #[inline]
            pub fn load(&self, order: Ordering) -> $value {
                ($from)(self.atomic().load(order, Location::caller()))
            }

            /// Writes it.
            ///
            /// # Panics
            ///
            /// If `order` is Acquire or AcqRel.
            #[track_caller]
            #[inline]
            pub fn store(&self, value: $value, order: Ordering) {
                self.atomic().store(($to)(value), order, Location::caller());
            }

            /// Writes it and returns the old value.
            #[track_caller]
            #[inline]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                ($from)(self.atomic().update(order, Location::caller(), |_| ($to)(value)))
            }

            /// Writes `new` if it is `current`.
            ///
            /// # Errors
            ///
            /// What it is instead.
            #[track_caller]
            #[inline]
            pub fn compare_exchange(&self, current: $value, new: $value, success: Ordering, failure: Ordering) -> Result<$value, $value> {
                self.exchange(current, new, (success, failure), false, Location::caller())
            }

            /// As `compare_exchange`, and may fail for no reason.
            ///
            /// # Errors
            ///
            /// What it is; perhaps `current`.
            #[track_caller]
            #[inline]
            pub fn compare_exchange_weak(&self, current: $value, new: $value, success: Ordering, failure: Ordering) -> Result<$value, $value> {
                self.exchange(current, new, (success, failure), true, Location::caller())
            }

            /// Loads it and writes what `change` makes of it, until nobody came in between.
            ///
            /// # Errors
            ///
            /// What it is, when `change` says `None`.
            #[track_caller]
            #[inline]
            pub fn fetch_update(&self, set: Ordering, fetch: Ordering, mut change: impl FnMut($value) -> Option<$value>) -> Result<$value, $value> {
                let place = Location::caller();
                let mut old = ($from)(self.atomic().load(fetch, place));
                while let Some(new) = change(old) {
                    match self.exchange(old, new, (set, fetch), true, place) {
                        Ok(old) => return Ok(old),
                        Err(found) => old = found,
                    }
                }
                Err(old)
            }

            /// The value, through an exclusive borrow: no atomic operation is needed.
            #[inline]
            pub fn get_mut(&mut self) -> &mut $value {
                let newest = ($from)(self.atomic().alone());
                // Whatever is written through the borrow is the first value of what looks like a new atomic.
                self.late.forget();
                let value = self.first.get_mut();
                *value = newest;
                value
            }

            /// The value; the atomic is gone.
            #[inline]
            pub fn into_inner(self) -> $value {
                ($from)(self.atomic().alone())
            }

            #[track_caller]
            #[inline]
            fn exchange(&self, current: $value, new: $value, orders: (Ordering, Ordering), weak: bool, place: Place) -> Result<$value, $value> {
                let outcome = self.atomic().exchange((($to)(current), ($to)(new)), orders, weak, place);
                outcome.map($from).map_err($from)
            }
        }

        impl<$($generics)*> Drop for $name {
            #[inline]
            fn drop(&mut self) {
                self.late.forget();
            }
        }

        impl<$($generics)*> From<$value> for $name {
            #[track_caller]
            #[inline]
            fn from(value: $value) -> Self {
                <$name>::new(value)
            }
        }

        impl<$($generics)*> fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                // Printing is no step of the schedule.
                fmt::Debug::fmt(&($from)(self.atomic().newest()), f)
            }
        }
    };
}

/// `std::sync::atomic::AtomicBool`, checked.
pub struct AtomicBool {
    late: Late,
    first: std::sync::atomic::AtomicBool,
}

shared!([] AtomicBool, bool, |value: bool| value as u64, |bits: u64| bits != 0);

impl AtomicBool {
    /// Makes one.
    #[track_caller]
    #[inline]
    pub const fn new(value: bool) -> Self {
        AtomicBool { late: Late::new("AtomicBool"), first: std::sync::atomic::AtomicBool::new(value) }
    }

    /// Logical and; returns the old value.
    #[track_caller]
    #[inline]
    pub fn fetch_and(&self, value: bool, order: Ordering) -> bool {
        self.atomic().update(order, Location::caller(), |old| old & value as u64) != 0
    }

    /// Logical not-and; returns the old value.
    #[track_caller]
    #[inline]
    pub fn fetch_nand(&self, value: bool, order: Ordering) -> bool {
        self.atomic().update(order, Location::caller(), |old| (old & value as u64) ^ 1) != 0
    }

    /// Logical or; returns the old value.
    #[track_caller]
    #[inline]
    pub fn fetch_or(&self, value: bool, order: Ordering) -> bool {
        self.atomic().update(order, Location::caller(), |old| old | value as u64) != 0
    }

    /// Logical exclusive or; returns the old value.
    #[track_caller]
    #[inline]
    pub fn fetch_xor(&self, value: bool, order: Ordering) -> bool {
        self.atomic().update(order, Location::caller(), |old| old ^ value as u64) != 0
    }

    /// Logical not; returns the old value.
    #[track_caller]
    #[inline]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.atomic().update(order, Location::caller(), |old| old ^ 1) != 0
    }

    #[inline]
    fn atomic(&self) -> Atomic<'_> {
        // Relaxed: it changes only under `&mut`.
        let first = self.first.load(Ordering::Relaxed) as u64;
        Atomic { late: &self.late, first, print: |bits| Value::Bool(bits != 0) }
    }
}

impl Default for AtomicBool {
    #[track_caller]
    #[inline]
    fn default() -> Self {
        AtomicBool::new(false)
    }
}

/// `std::sync::atomic::AtomicPtr`, checked.
pub struct AtomicPtr<T> {
    late: Late,
    first: std::sync::atomic::AtomicPtr<T>,
}

shared!([T] AtomicPtr<T>, *mut T, |value: *mut T| value.expose_provenance() as u64, |bits: u64| {
    std::ptr::with_exposed_provenance_mut::<T>(bits as usize)
});

impl<T> AtomicPtr<T> {
    /// Makes one.
    #[track_caller]
    #[inline]
    pub const fn new(value: *mut T) -> Self {
        AtomicPtr { late: Late::new("AtomicPtr"), first: std::sync::atomic::AtomicPtr::new(value) }
    }

    #[inline]
    fn atomic(&self) -> Atomic<'_> {
        // Relaxed: it changes only under `&mut`.
        let first = self.first.load(Ordering::Relaxed).expose_provenance() as u64;
        Atomic { late: &self.late, first, print: |bits| Value::Pointer(bits as usize) }
    }
}

impl<T> Default for AtomicPtr<T> {
    #[track_caller]
    #[inline]
    fn default() -> Self {
        AtomicPtr::new(std::ptr::null_mut())
    }
}
