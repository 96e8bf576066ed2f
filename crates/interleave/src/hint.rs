//! `std::hint`: a spin hint lets others run, or the one that is waited for never would.

#[doc(no_inline)]
pub use std::hint::*;

/// Lets others run, as [`yield_now`](crate::thread::yield_now) does.
#[track_caller]
pub fn spin_loop() {
    crate::thread::yield_now();
}
