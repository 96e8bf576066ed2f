//! Step 4: the same for C.
//!
//! C has no lifetimes and no closures. So each function of `include/unlocked.h` looks for itself whether its caller may do what it asks,
//! and says no where CPython would crash: the header says of each who may call it. They are CPython's, with `Ul` for `Py`.
//!
//! # Keeps true
//!
//! - A call that its thread may not make changes nothing, returns -1, and sets the thread's error.
//! - A thread closes what it opened in the opposite order, and nothing that somebody else did. So a token of Rust's is still true when
//!   the C code that was called from there returns.
//! - No panic crosses to C.
//!
//! ```text
//!   Rust  attach ▶ py ── call ──────────────────────────────────── ▶ py is true again
//!   C                     SaveThread … Ensure … Release … RestoreThread
//! ```
//!
//! # Not yet
//!
//! Something that is worth the calls: steps 5 and 6.

#![allow(non_snake_case)] // C's names, which are CPython's

use crate::boundary::{self, Open, out_to_c};
use crate::error::Error;
use crate::places::Handle;
use crate::s1_attach::{Attached, Interpreter};
use crate::thread_state::{ThreadState, Visit, current};
use std::ffi::{CStr, c_char, c_int};
use std::rc::Rc;

pub use crate::boundary::call;

/// The interpreter behind a pointer that C has.
fn interpreter<'a>(pointer: *const Interpreter) -> Result<&'a Interpreter, Error> {
    // SAFETY: the header asks for NULL or a pointer of `UlInterpreter_New` (or of Rust's `&Interpreter`) that is still good.
    unsafe { pointer.as_ref() }.ok_or_else(|| Error::Said("the pointer to the interpreter is NULL".to_owned()))
}

/// This thread's state, if it is attached.
fn attached() -> Result<Rc<ThreadState>, Error> {
    current().filter(|thread| thread.is_attached()).ok_or(Error::NotAttached)
}

/// Generation and place in one number; a generation is never 0, and so is no object.
fn number(handle: Handle) -> u64 {
    u64::from(handle.generation) << 32 | u64::from(handle.place)
}

fn handle(number: u64) -> Handle {
    Handle { place: number as u32, generation: (number >> 32) as u32 }
}

#[unsafe(no_mangle)]
extern "C" fn UlInterpreter_New() -> *mut Interpreter {
    out_to_c(std::ptr::null_mut(), || Ok(Box::into_raw(Box::new(Interpreter::new()))))
}

#[unsafe(no_mangle)]
extern "C" fn UlInterpreter_Finalize(pointer: *const Interpreter) -> c_int {
    out_to_c(-1, || interpreter(pointer)?.finalize().map(|()| 0))
}

#[unsafe(no_mangle)]
extern "C" fn UlInterpreter_Delete(pointer: *mut Interpreter) {
    if !pointer.is_null() {
        // SAFETY: the header asks for a pointer of `UlInterpreter_New`, and only once.
        drop(unsafe { Box::from_raw(pointer) });
    }
}

// ANCHOR: ensure
#[unsafe(no_mangle)]
extern "C" fn UlGILState_Ensure(pointer: *const Interpreter) -> c_int {
    out_to_c(-1, || {
        let visit = Visit::begin(interpreter(pointer)?)?;
        Ok(boundary::open(Open::Ensured { _visit: visit }) as c_int)
    })
}

#[unsafe(no_mangle)]
extern "C" fn UlGILState_Release(state: c_int) -> c_int {
    out_to_c(-1, || {
        attached()?;
        let is_it = |depth: usize, last: &Open| depth as c_int == state && matches!(last, Open::Ensured { .. });
        boundary::close(is_it).map(|ensured| {
            drop(ensured);
            0
        })
    })
}
// ANCHOR_END: ensure

#[unsafe(no_mangle)]
extern "C" fn UlGILState_Check() -> c_int {
    out_to_c(0, || Ok(attached().is_ok().into()))
}

#[unsafe(no_mangle)]
extern "C" fn UlEval_SaveThread() -> c_int {
    out_to_c(-1, || {
        attached()?.let_go();
        boundary::open(Open::Saved);
        Ok(0)
    })
}

#[unsafe(no_mangle)]
extern "C" fn UlEval_RestoreThread() -> c_int {
    out_to_c(-1, || {
        let thread = current().filter(|thread| !thread.is_attached()).ok_or(Error::Unbalanced)?;
        boundary::close(|_, last| matches!(last, Open::Saved))?;
        thread.take();
        Ok(0)
    })
}

#[unsafe(no_mangle)]
extern "C" fn UlLong_New(value: i64) -> u64 {
    out_to_c(0, || Ok(Attached::of(&*attached()?).places(|places| number(places.make(value)))))
}

#[unsafe(no_mangle)]
extern "C" fn UlLong_Get(object: u64, value: *mut i64) -> c_int {
    out_to_c(-1, || {
        let found =
            Attached::of(&*attached()?).places(|places| places.find(handle(object)).map(|place| place.value))?;
        // SAFETY: the header asks for a pointer to a number.
        unsafe { value.write(found) };
        Ok(0)
    })
}

#[unsafe(no_mangle)]
extern "C" fn Ul_IncRef(object: u64) -> c_int {
    out_to_c(-1, || {
        Attached::of(&*attached()?).places(|places| places.find(handle(object)).map(|place| place.references += 1))?;
        Ok(0)
    })
}

#[unsafe(no_mangle)]
extern "C" fn Ul_DecRef(object: u64) -> c_int {
    out_to_c(-1, || Attached::of(&*attached()?).places(|places| places.decref(handle(object))).map(|()| 0))
}

#[unsafe(no_mangle)]
extern "C" fn Ul_RefCount(object: u64) -> i64 {
    out_to_c(-1, || Attached::of(&*attached()?).places(|places| Ok(places.find(handle(object))?.references as i64)))
}

#[unsafe(no_mangle)]
extern "C" fn UlErr_SetString(words: *const c_char) -> c_int {
    out_to_c(-1, || {
        // SAFETY: the header asks for a C string.
        let words = unsafe { CStr::from_ptr(words) };
        Err(Error::Said(words.to_string_lossy().into_owned()))
    })
}

#[unsafe(no_mangle)]
extern "C" fn UlErr_Occurred() -> c_int {
    out_to_c(0, || Ok(boundary::has_error().into()))
}

#[unsafe(no_mangle)]
extern "C" fn UlErr_Fetch(buffer: *mut c_char, size: usize) -> usize {
    out_to_c(0, || {
        let Some(error) = boundary::take_error() else { return Ok(0) };
        let words = error.to_string();
        if let Some(room) = size.checked_sub(1) {
            let length = words.len().min(room);
            // SAFETY: the header asks for a buffer of `size` bytes, and `length` is less.
            unsafe { buffer.copy_from_nonoverlapping(words.as_ptr().cast(), length) };
            // SAFETY: as above.
            unsafe { buffer.wrapping_add(length).write(0) };
        }
        Ok(words.len())
    })
}

#[unsafe(no_mangle)]
extern "C" fn UlErr_SetInterrupt(pointer: *const Interpreter) -> c_int {
    out_to_c(-1, || {
        interpreter(pointer)?.interrupt();
        Ok(0)
    })
}

#[unsafe(no_mangle)]
extern "C" fn UlErr_CheckSignals() -> c_int {
    out_to_c(-1, || Attached::of(&*attached()?).poll().map(|()| 0))
}

#[unsafe(no_mangle)]
extern "C" fn UlErr_IsInterrupted(pointer: *const Interpreter) -> c_int {
    out_to_c(0, || Ok(interpreter(pointer)?.is_interrupted().into()))
}
