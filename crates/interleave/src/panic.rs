//! `std::panic`, with a `catch_unwind` that catches the program's panics and lets the engine's pass.

#[doc(no_inline)]
pub use std::panic::*;

/// Runs `f` and catches its panic.
///
/// # Errors
///
/// What it panicked with.
pub fn catch_unwind<R>(f: impl FnOnce() -> R + UnwindSafe) -> std::thread::Result<R> {
    crate::unwind::catching(f)
}

/// Raises a caught panic again.
///
/// # Panics
///
/// With `payload`.
pub fn resume_unwind(payload: Box<dyn std::any::Any + Send>) -> ! {
    crate::unwind::resume(payload)
}
