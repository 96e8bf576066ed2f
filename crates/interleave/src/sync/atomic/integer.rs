//! The ten integer atomics: each a number of std's, an [`Atomic`] to the model.

use std::panic::Location;
use std::sync::atomic::Ordering;

use super::checked::Atomic;
use super::shared::shared;
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

        shared!([] $name, $int, |value: $int| value as u64, |bits: u64| bits as $int);

        impl $name {
            /// Makes one.
            #[track_caller]
            #[inline]
            pub const fn new(value: $int) -> Self {
                $name { late: Late::new(stringify!($name)), first: std::sync::atomic::$name::new(value) }
            }

            integer!(@update $int, fetch_add, "Adds; wraps around.", |old, value| old.wrapping_add(value));
            integer!(@update $int, fetch_sub, "Subtracts; wraps around.", |old, value| old.wrapping_sub(value));
            integer!(@update $int, fetch_and, "Bitwise and.", |old, value| old & value);
            integer!(@update $int, fetch_nand, "Bitwise not-and.", |old, value| !(old & value));
            integer!(@update $int, fetch_or, "Bitwise or.", |old, value| old | value);
            integer!(@update $int, fetch_xor, "Bitwise exclusive or.", |old, value| old ^ value);
            integer!(@update $int, fetch_max, "The larger of the two.", |old, value| old.max(value));
            integer!(@update $int, fetch_min, "The smaller of the two.", |old, value| old.min(value));

            #[inline]
            fn atomic(&self) -> Atomic<'_> {
                // Relaxed: it changes only under `&mut`.
                let first = self.first.load(Ordering::Relaxed) as u64;
                Atomic { late: &self.late, first, print: |bits| Value::Int(bits as $int as i128) }
            }
        }

        impl Default for $name {
            #[track_caller]
            #[inline]
            fn default() -> Self {
                $name::new(0)
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
