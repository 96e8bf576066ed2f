//! `std::sync::atomic`, checked.

mod boolean;
mod checked;
mod integer;
mod pointer;
mod shared;
mod stores;
mod word;

pub use std::sync::atomic::{Ordering, compiler_fence};

pub use boolean::AtomicBool;
pub use integer::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize,
};
pub use pointer::AtomicPtr;

pub(crate) use stores::{answers_may_be_old, set_newest_only};

use crate::execution::done;
use crate::record::What;
use crate::unwind;

/// The order of a `compare_and_swap` that finds another value: std takes the strongest that a load can have.
fn failing(order: Ordering) -> Ordering {
    match order {
        Ordering::Release => Ordering::Relaxed,
        Ordering::AcqRel => Ordering::Acquire,
        order => order,
    }
}

/// Lets others run, as [`yield_now`](crate::thread::yield_now) does.
#[deprecated(since = "1.51.0", note = "use `hint::spin_loop` instead")]
#[track_caller]
pub fn spin_loop_hint() {
    crate::thread::yield_now();
}

/// `std::sync::atomic::fence`, checked.
///
/// # Panics
///
/// If `order` is Relaxed: there is no such fence.
#[track_caller]
pub fn fence(order: Ordering) {
    assert!(order != Ordering::Relaxed, "there is no such thing as a relaxed fence");
    if unwind::unwinding() {
        return;
    }
    if order == Ordering::SeqCst {
        stores::step_before_strong_fence();
    }
    loom::sync::atomic::fence(order);
    done(std::panic::Location::caller(), None, What::Fenced(order));
}
