//! `AtomicPtr`.
//!
//! Provenance is exposed: a pointer that was stored and loaded again points to what it pointed to.

use std::fmt;
use std::panic::Location;
use std::sync::atomic::Ordering;

use super::checked::Atomic;
use super::shared::shared;
use crate::late::Late;
use crate::record::{Place, Value};

/// `std::sync::atomic::AtomicPtr`, checked.
pub struct AtomicPtr<T> {
    pub(crate) late: Late,
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

    /// Moves it on by `count` values; returns the old pointer.
    #[track_caller]
    #[inline]
    pub fn fetch_ptr_add(&self, count: usize, order: Ordering) -> *mut T {
        self.change(order, Location::caller(), |old| old.wrapping_add(count.wrapping_mul(size_of::<T>())))
    }

    /// Moves it back by `count` values; returns the old pointer.
    #[track_caller]
    #[inline]
    pub fn fetch_ptr_sub(&self, count: usize, order: Ordering) -> *mut T {
        self.change(order, Location::caller(), |old| old.wrapping_sub(count.wrapping_mul(size_of::<T>())))
    }

    /// Moves it on by `count` bytes; returns the old pointer.
    #[track_caller]
    #[inline]
    pub fn fetch_byte_add(&self, count: usize, order: Ordering) -> *mut T {
        self.change(order, Location::caller(), |old| old.wrapping_add(count))
    }

    /// Moves it back by `count` bytes; returns the old pointer.
    #[track_caller]
    #[inline]
    pub fn fetch_byte_sub(&self, count: usize, order: Ordering) -> *mut T {
        self.change(order, Location::caller(), |old| old.wrapping_sub(count))
    }

    /// Bitwise or of its address; returns the old pointer.
    #[track_caller]
    #[inline]
    pub fn fetch_or(&self, bits: usize, order: Ordering) -> *mut T {
        self.change(order, Location::caller(), |old| old | bits)
    }

    /// Bitwise and of its address; returns the old pointer.
    #[track_caller]
    #[inline]
    pub fn fetch_and(&self, bits: usize, order: Ordering) -> *mut T {
        self.change(order, Location::caller(), |old| old & bits)
    }

    /// Bitwise exclusive or of its address; returns the old pointer.
    #[track_caller]
    #[inline]
    pub fn fetch_xor(&self, bits: usize, order: Ordering) -> *mut T {
        self.change(order, Location::caller(), |old| old ^ bits)
    }

    #[inline]
    fn change(&self, order: Ordering, place: Place, change: impl Fn(usize) -> usize) -> *mut T {
        let old = self.atomic().update(order, place, |old| change(old as usize) as u64);
        std::ptr::with_exposed_provenance_mut(old as usize)
    }

    #[inline]
    fn atomic(&self) -> Atomic<'_> {
        // Relaxed: it changes only under `&mut`.
        let first = self.first.load(Ordering::Relaxed).expose_provenance() as u64;
        Atomic { late: &self.late, first, print: |bits| Value::Pointer(bits as usize) }
    }
}

impl<T> fmt::Pointer for AtomicPtr<T> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Printing is no step of the schedule.
        let newest = std::ptr::with_exposed_provenance::<T>(self.atomic().newest() as usize);
        fmt::Pointer::fmt(&newest, f)
    }
}

impl<T> Default for AtomicPtr<T> {
    #[track_caller]
    #[inline]
    fn default() -> Self {
        AtomicPtr::new(std::ptr::null_mut())
    }
}
