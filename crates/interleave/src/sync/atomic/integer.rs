//! The ten integer atomics: each a number of std's, an [`Atomic`] to the model.
//!
//! Everything is `#[inline]`: what a program does not call is then not compiled, and there are two hundred methods.

use std::fmt;
use std::panic::Location;
use std::sync::atomic::Ordering;

use super::checked::Atomic;
use crate::late::Late;
use crate::record::Value;

macro_rules! integer {
    ($($name:ident: $int:ty,)*) => { $(
        #[doc = concat!("`std::sync::atomic::", stringify!($name), "`, checked.")]
        pub struct $name {
            pub(crate) late: Late,
            /// The first value; and the place that `get_mut` lends out.
            first: std::sync::atomic::$name,
        }

        impl $name {
            /// Makes one.
            #[track_caller]
            #[inline]
            pub const fn new(value: $int) -> Self {
                $name { late: Late::new(stringify!($name)), first: std::sync::atomic::$name::new(value) }
            }

            /// Reads it.
            ///
            /// # Panics
            ///
            /// If `order` is Release or AcqRel.
            #[track_caller]
            #[inline]
            pub fn load(&self, order: Ordering) -> $int {
                self.atomic().load(order, Location::caller()) as $int
            }

            /// Writes it.
            ///
            /// # Panics
            ///
            /// If `order` is Acquire or AcqRel.
            #[track_caller]
            #[inline]
            pub fn store(&self, value: $int, order: Ordering) {
                self.atomic().store(value as u64, order, Location::caller());
            }

            /// Writes it and returns the old value.
            #[track_caller]
            #[inline]
            pub fn swap(&self, value: $int, order: Ordering) -> $int {
                self.atomic().update(order, Location::caller(), |_| value as u64) as $int
            }

            /// Writes `new` if it is `current`.
            ///
            /// # Errors
            ///
            /// What it is instead.
            #[track_caller]
            #[inline]
            pub fn compare_exchange(&self, current: $int, new: $int, success: Ordering, failure: Ordering) -> Result<$int, $int> {
                self.exchange(current, new, (success, failure), false, Location::caller())
            }

            /// As `compare_exchange`, and may fail for no reason.
            ///
            /// # Errors
            ///
            /// What it is; perhaps `current`.
            #[track_caller]
            #[inline]
            pub fn compare_exchange_weak(&self, current: $int, new: $int, success: Ordering, failure: Ordering) -> Result<$int, $int> {
                self.exchange(current, new, (success, failure), true, Location::caller())
            }

            /// Loads it and writes what `change` makes of it, until nobody came in between.
            ///
            /// # Errors
            ///
            /// What it is, when `change` says `None`.
            #[track_caller]
            #[inline]
            pub fn fetch_update(&self, set: Ordering, fetch: Ordering, mut change: impl FnMut($int) -> Option<$int>) -> Result<$int, $int> {
                let place = Location::caller();
                let mut old = self.atomic().load(fetch, place) as $int;
                while let Some(new) = change(old) {
                    match self.exchange(old, new, (set, fetch), true, place) {
                        Ok(old) => return Ok(old),
                        Err(found) => old = found,
                    }
                }
                Err(old)
            }

            /// As `fetch_update`.
            ///
            /// # Errors
            ///
            /// What it is, when `change` says `None`.
            #[track_caller]
            #[inline]
            pub fn try_update(&self, set: Ordering, fetch: Ordering, change: impl FnMut($int) -> Option<$int>) -> Result<$int, $int> {
                self.fetch_update(set, fetch, change)
            }

            /// Loads it and writes what `change` makes of it, until nobody came in between. Returns the old value.
            #[track_caller]
            #[inline]
            pub fn update(&self, set: Ordering, fetch: Ordering, mut change: impl FnMut($int) -> $int) -> $int {
                match self.fetch_update(set, fetch, |old| Some(change(old))) {
                    Ok(old) | Err(old) => old,
                }
            }

            integer!(@update $int, fetch_add, "Adds; wraps around.", |old, value| old.wrapping_add(value));
            integer!(@update $int, fetch_sub, "Subtracts; wraps around.", |old, value| old.wrapping_sub(value));
            integer!(@update $int, fetch_and, "Bitwise and.", |old, value| old & value);
            integer!(@update $int, fetch_nand, "Bitwise not-and.", |old, value| !(old & value));
            integer!(@update $int, fetch_or, "Bitwise or.", |old, value| old | value);
            integer!(@update $int, fetch_xor, "Bitwise exclusive or.", |old, value| old ^ value);
            integer!(@update $int, fetch_max, "The larger of the two.", |old, value| old.max(value));
            integer!(@update $int, fetch_min, "The smaller of the two.", |old, value| old.min(value));

            /// Not part of a model.
            #[doc(hidden)]
            #[inline]
            pub fn as_ptr(&self) -> *mut $int
            where
                for<'a> &'a Self: $crate::refused::NoPointerPast,
            {
                self.first.as_ptr()
            }

            /// The value, through an exclusive borrow: no atomic operation is needed.
            #[inline]
            pub fn get_mut(&mut self) -> &mut $int {
                let newest = self.atomic().alone() as $int;
                // Whatever is written through the borrow is the first value of what looks like a new atomic.
                self.late.forget();
                let value = self.first.get_mut();
                *value = newest;
                value
            }

            /// The value; the atomic is gone.
            #[inline]
            pub fn into_inner(self) -> $int {
                self.atomic().alone() as $int
            }

            #[track_caller]
            #[inline]
            fn exchange(&self, current: $int, new: $int, orders: (Ordering, Ordering), weak: bool, place: crate::record::Place) -> Result<$int, $int> {
                let outcome = self.atomic().exchange((current as u64, new as u64), orders, weak, place);
                outcome.map(|old| old as $int).map_err(|found| found as $int)
            }

            #[inline]
            fn atomic(&self) -> Atomic<'_> {
                // Relaxed: it changes only under `&mut`.
                let first = self.first.load(Ordering::Relaxed) as u64;
                Atomic { late: &self.late, first, print: |bits| Value::Int(bits as $int as i128) }
            }
        }

        impl Drop for $name {
            #[inline]
            fn drop(&mut self) {
                self.late.forget();
            }
        }

        impl Default for $name {
            #[track_caller]
            #[inline]
            fn default() -> Self {
                $name::new(0)
            }
        }

        impl From<$int> for $name {
            #[track_caller]
            #[inline]
            fn from(value: $int) -> Self {
                $name::new(value)
            }
        }

        impl fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                // Printing is no step of the schedule.
                fmt::Debug::fmt(&(self.atomic().newest() as $int), f)
            }
        }
    )* };
    (@update $int:ty, $name:ident, $does:literal, $change:expr) => {
        #[doc = $does]
        /// Returns the old value.
        #[track_caller]
        #[inline]
        pub fn $name(&self, value: $int, order: Ordering) -> $int {
            let change: fn($int, $int) -> $int = $change;
            self.atomic().update(order, Location::caller(), |old| change(old as $int, value) as u64) as $int
        }
    };
}

integer! {
    AtomicU8: u8,
    AtomicU16: u16,
    AtomicU32: u32,
    AtomicU64: u64,
    AtomicUsize: usize,
    AtomicI8: i8,
    AtomicI16: i16,
    AtomicI32: i32,
    AtomicI64: i64,
    AtomicIsize: isize,
}
