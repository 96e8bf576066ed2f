//! `AtomicBool`.

use std::panic::Location;
use std::sync::atomic::Ordering;

use super::checked::Atomic;
use super::shared::shared;
use crate::late::Late;
use crate::record::Value;

/// `std::sync::atomic::AtomicBool`, checked.
pub struct AtomicBool {
    pub(crate) late: Late,
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
