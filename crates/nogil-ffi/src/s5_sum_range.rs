//! Step 5: a computation in C that lets go.
//!
//! The document's `sum_range` adds in a C `int`, which overflows from n = 65,537 on, and cannot be stopped. This one adds in 128 bits, and
//! says so if 64 do not hold the result; it looks now and then whether somebody asked it to stop; and there are three ways to call it,
//! of which only two let others run:
//!
//! | | holds the GIL | cores |
//! |---|---|---|
//! | [`sum_range_holding`] | to the end | one |
//! | [`sum_range_releasing`] | no: the two macros, in C | one |
//! | [`sum_range`] | no: [`detach`](Attached::detach) | all |
//!
//! # Keeps true
//!
//! - The answer is the sum, or an error: the same one on every number of cores.
//! - An [`interrupt`](crate::Interpreter::interrupt) ends it, and is taken by the call that it ended.
//!
//! # Not yet
//!
//! Which grain is worth a release: a call of some hundred numbers is over before the GIL could be let go and taken again.

use crate::boundary::call;
use crate::error::Error;
use crate::s1_attach::{Attached, Interpreter};
use std::ffi::c_int;
use std::ops::Range;
use std::thread;

/// `UlSum`: 128 bits, two's complement.
#[repr(C)]
#[derive(Default)]
struct Sum {
    low: u64,
    high: i64,
}

impl Sum {
    fn value(&self) -> i128 {
        i128::from(self.high) << 64 | i128::from(self.low)
    }
}

// SAFETY: as declared in `c/unlocked_c.h`, with which the C half was built.
#[allow(improper_ctypes)] // to C the interpreter is a pointer, which it hands back and never looks behind
unsafe extern "C" {
    fn UlC_SumRange(interpreter: *const Interpreter, start: i64, stop: i64, sum: *mut Sum) -> c_int;
    fn UlC_SumRangeReleasing(interpreter: *const Interpreter, start: i64, stop: i64, sum: *mut Sum) -> c_int;
}

/// The sum of `numbers`, in C, on all cores and detached. Python: `sum(range(start, stop))`.
///
/// # Errors
///
/// [`Error::Overflow`] if the sum does not fit, and [`Error::Interrupted`].
///
/// # Panics
///
/// If this thread is detached, as the other two.
// ANCHOR: all_cores
pub fn sum_range(py: Attached<'_>, numbers: Range<i64>) -> Result<i64, Error> {
    let interpreter = py.interpreter();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let sums: Vec<Option<i128>> = py.detach(|| {
        thread::scope(|scope| {
            let parts: Vec<_> =
                parts(&numbers, cores as i128).map(|part| scope.spawn(move || sum_part(interpreter, &part))).collect();
            parts.into_iter().map(|part| part.join().expect("C does not panic")).collect()
        })
    });
    answer(py, sums.into_iter().sum())
}
// ANCHOR_END: all_cores

/// The same, in C and on one core, with the GIL held to the end: nobody else runs Python code meanwhile.
///
/// # Errors
///
/// As [`sum_range`].
pub fn sum_range_holding(py: Attached<'_>, numbers: Range<i64>) -> Result<i64, Error> {
    answer(py, sum_part(py.interpreter(), &numbers))
}

/// The same, in C and on one core, which lets go of the GIL by itself.
///
/// # Errors
///
/// As [`sum_range`].
pub fn sum_range_releasing(py: Attached<'_>, numbers: Range<i64>) -> Result<i64, Error> {
    let mut sum = Sum::default();
    let interpreter = std::ptr::from_ref(py.interpreter());
    let interrupted = call(py, || {
        // SAFETY: the interpreter outlives the call, `sum` is one; `call` has seen that this thread is attached.
        unsafe { UlC_SumRangeReleasing(interpreter, numbers.start, numbers.end, &raw mut sum) }
    })?;
    answer(py, (interrupted == 0).then(|| sum.value()))
}

/// The sum of a part, or `None` if it was interrupted.
fn sum_part(interpreter: &Interpreter, part: &Range<i64>) -> Option<i128> {
    let mut sum = Sum::default();
    // SAFETY: the interpreter outlives the call, and `sum` is one; any thread may call it.
    let interrupted = unsafe { UlC_SumRange(interpreter, part.start, part.end, &raw mut sum) };
    (interrupted == 0).then(|| sum.value())
}

/// So many parts of nearly the same length, which are all of `numbers`.
fn parts(numbers: &Range<i64>, count: i128) -> impl Iterator<Item = Range<i64>> {
    let (start, stop) = (i128::from(numbers.start), i128::from(numbers.end.max(numbers.start)));
    // In 128 bits, since a range of 64-bit numbers may have more of them than fit. Each bound lies between the two, and so fits.
    let bound = move |part| (start + (stop - start) * part / count) as i64;
    (0..count).map(move |part| bound(part)..bound(part + 1))
}

fn answer(py: Attached<'_>, sum: Option<i128>) -> Result<i64, Error> {
    match sum {
        Some(sum) => i64::try_from(sum).map_err(|_| Error::Overflow),
        // Takes the interrupt, so that the next one who looks is not stopped by it, too.
        None => Err(py.poll().err().unwrap_or(Error::Interrupted)),
    }
}
