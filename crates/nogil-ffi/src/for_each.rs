//! C that calls back into Rust: what becomes of a panic there.

use crate::boundary::{call, out_to_c};
use crate::error::Error;
use crate::s1_attach::Attached;
use std::ffi::{c_int, c_void};
use std::ops::Range;

// SAFETY: as declared in `c/unlocked_c.h`, with which the C half was built.
unsafe extern "C" {
    fn UlC_ForEach(
        start: i64,
        stop: i64,
        callback: extern "C" fn(i64, *mut c_void) -> c_int,
        data: *mut c_void,
    ) -> c_int;
}

/// Has C call `body` with each of `numbers`, until one call fails.
///
/// # Errors
///
/// What `body` returned, or [`Error::Panic`] if it panicked: the panic ends where C begins, and so does the loop.
///
/// # Panics
///
/// If this thread is detached.
// ANCHOR: for_each
pub fn for_each<F: FnMut(i64) -> Result<(), Error>>(
    py: Attached<'_>,
    numbers: Range<i64>,
    mut body: F,
) -> Result<(), Error> {
    extern "C" fn callback<F: FnMut(i64) -> Result<(), Error>>(number: i64, data: *mut c_void) -> c_int {
        out_to_c(-1, || {
            // SAFETY: `for_each` gives its own `body`, which nobody else has while C runs, and C passes it on unchanged.
            let body = unsafe { &mut *data.cast::<F>() };
            body(number).map(|()| 0)
        })
    }
    let data = (&raw mut body).cast();
    // SAFETY: `data` is what `callback` takes it for, and outlives the call.
    call(py, || unsafe { UlC_ForEach(numbers.start, numbers.end, callback::<F>, data) }).map(drop)
}
// ANCHOR_END: for_each
