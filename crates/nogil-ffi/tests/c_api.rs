//! The C API, called as C code calls it, right and wrong: each wrong call must be an error, and change nothing.

use nogil_ffi::s4_c_api::call;
use nogil_ffi::{Error, Interpreter, for_each};
use std::ffi::{c_char, c_int};
use std::ptr::{from_ref, null};
use std::thread;

// SAFETY: as declared in `include/unlocked.h`; `safe` are those that take no pointer.
#[allow(improper_ctypes)] // to C the interpreter is a pointer that it never looks behind
unsafe extern "C" {
    fn UlInterpreter_New() -> *mut Interpreter;
    fn UlInterpreter_Finalize(interpreter: *const Interpreter) -> c_int;
    fn UlInterpreter_Delete(interpreter: *mut Interpreter);
    fn UlGILState_Ensure(interpreter: *const Interpreter) -> c_int;
    safe fn UlGILState_Release(state: c_int) -> c_int;
    safe fn UlGILState_Check() -> c_int;
    safe fn UlEval_SaveThread() -> c_int;
    safe fn UlEval_RestoreThread() -> c_int;
    safe fn UlLong_New(value: i64) -> u64;
    fn UlLong_Get(object: u64, value: *mut i64) -> c_int;
    safe fn Ul_IncRef(object: u64) -> c_int;
    safe fn Ul_DecRef(object: u64) -> c_int;
    safe fn Ul_RefCount(object: u64) -> i64;
    fn UlErr_SetString(words: *const c_char) -> c_int;
    safe fn UlErr_Occurred() -> c_int;
    fn UlErr_Fetch(buffer: *mut c_char, size: usize) -> usize;
    fn UlErr_SetInterrupt(interpreter: *const Interpreter) -> c_int;
    safe fn UlErr_CheckSignals() -> c_int;
    fn UlErr_IsInterrupted(interpreter: *const Interpreter) -> c_int;
}

fn ensure(python: &Interpreter) -> c_int {
    // SAFETY: the interpreter is there.
    unsafe { UlGILState_Ensure(from_ref(python)) }
}

fn get(object: u64) -> Result<i64, c_int> {
    let mut value = 0;
    // SAFETY: `value` is a number.
    let answer = unsafe { UlLong_Get(object, &raw mut value) };
    if answer == 0 { Ok(value) } else { Err(answer) }
}

/// This thread's error, as a C program reads it.
fn error() -> String {
    let mut buffer = [0_u8; 300];
    // SAFETY: the buffer has as many bytes.
    let length = unsafe { UlErr_Fetch(buffer.as_mut_ptr().cast(), buffer.len()) };
    assert_eq!(buffer[length], 0, "C strings end with a NUL");
    String::from_utf8(buffer[..length].to_vec()).unwrap()
}

/// The call failed, for this reason.
fn refused(answer: impl Into<i64>, why: &Error) {
    assert_eq!(answer.into(), -1);
    assert_eq!((UlErr_Occurred(), error()), (1, why.to_string()));
    assert_eq!(UlErr_Occurred(), 0, "fetched, and still there");
}

#[test]
fn a_c_program_from_the_first_call_to_the_last() {
    // SAFETY: nothing to keep.
    let python = unsafe { UlInterpreter_New() };
    // SAFETY: it was made above, as in all that follow.
    let state = unsafe { UlGILState_Ensure(python) };
    let object = UlLong_New(42);
    assert_eq!((get(object), Ul_RefCount(object)), (Ok(42), 1));
    assert_eq!((Ul_IncRef(object), Ul_RefCount(object), Ul_DecRef(object), Ul_DecRef(object)), (0, 2, 0, 0));
    assert_eq!((UlErr_CheckSignals(), UlGILState_Release(state), UlGILState_Check()), (0, 0, 0));
    // SAFETY: as above.
    assert_eq!(unsafe { UlInterpreter_Finalize(python) }, 0);
    // SAFETY: as above.
    refused(unsafe { UlGILState_Ensure(python) }, &Error::Ended);
    // SAFETY: as above, and the last use.
    unsafe { UlInterpreter_Delete(python) };
}

#[test]
fn ensure_nests_and_each_release_restores_what_was_before() {
    let python = Interpreter::new();
    let outer = ensure(&python);
    let inner = ensure(&python);
    assert!(0 < outer && outer < inner);
    assert_eq!((UlGILState_Release(inner), UlGILState_Check()), (0, 1), "the inner one lets go of nothing");
    assert_eq!((UlEval_SaveThread(), UlGILState_Check()), (0, 0));
    let inside = ensure(&python);
    assert_eq!((UlGILState_Check(), UlGILState_Release(inside), UlGILState_Check()), (1, 0, 0));
    assert_eq!((UlEval_RestoreThread(), UlGILState_Check()), (0, 1));
    assert_eq!((UlGILState_Release(outer), UlGILState_Check()), (0, 0));
}

#[test]
fn detach_without_attach_and_what_else_needs_the_gil_is_refused_without_it() {
    let python = Interpreter::new();
    let try_all = || {
        refused(UlEval_SaveThread(), &Error::NotAttached);
        refused(UlErr_CheckSignals(), &Error::NotAttached);
        refused(Ul_IncRef(1 << 32), &Error::NotAttached);
        refused(Ul_DecRef(1 << 32), &Error::NotAttached);
        refused(Ul_RefCount(1 << 32), &Error::NotAttached);
        refused(get(1 << 32).unwrap_err(), &Error::NotAttached);
        assert_eq!((UlLong_New(1), error()), (0, Error::NotAttached.to_string()));
        refused(UlGILState_Release(1), &Error::NotAttached);
    };
    try_all();
    let state = ensure(&python);
    let object = UlLong_New(1);
    UlEval_SaveThread();
    try_all();
    UlEval_RestoreThread();
    assert_eq!(
        (Ul_RefCount(object), Ul_DecRef(object), UlGILState_Release(state)),
        (1, 0, 0),
        "a refused call did something"
    );
}

#[test]
fn an_object_freed_twice_is_an_error_and_its_successor_is_safe() {
    let python = Interpreter::new();
    let state = ensure(&python);
    let object = UlLong_New(1);
    assert_eq!(Ul_DecRef(object), 0);
    refused(Ul_DecRef(object), &Error::NoSuchObject);
    // It stands where the first one stood.
    let successor = UlLong_New(2);
    assert_eq!(successor as u32, object as u32);
    refused(Ul_DecRef(object), &Error::NoSuchObject);
    refused(Ul_IncRef(object), &Error::NoSuchObject);
    refused(get(object).unwrap_err(), &Error::NoSuchObject);
    assert_eq!((get(successor), Ul_RefCount(successor)), (Ok(2), 1));
    refused(Ul_DecRef(0), &Error::NoSuchObject);
    refused(Ul_DecRef(u64::MAX), &Error::NoSuchObject);
    assert_eq!((Ul_DecRef(successor), UlGILState_Release(state)), (0, 0));
}

#[test]
fn what_does_not_pair_is_refused() {
    let python = Interpreter::new();
    refused(UlEval_RestoreThread(), &Error::Unbalanced);
    let outer = ensure(&python);
    let inner = ensure(&python);
    refused(UlGILState_Release(outer), &Error::Unbalanced);
    refused(UlGILState_Release(-1), &Error::Unbalanced);
    refused(UlEval_RestoreThread(), &Error::Unbalanced);
    UlEval_SaveThread();
    refused(UlGILState_Release(inner), &Error::NotAttached);
    UlEval_RestoreThread();
    assert_eq!((UlGILState_Release(inner), UlGILState_Release(outer)), (0, 0));
    refused(UlGILState_Release(outer), &Error::NotAttached);
}

#[test]
fn ensure_refuses_another_interpreter_and_null() {
    let (one, other) = (Interpreter::new(), Interpreter::new());
    let state = ensure(&one);
    refused(ensure(&other), &Error::OtherInterpreter);
    // SAFETY: NULL is looked for.
    refused(unsafe { UlGILState_Ensure(null()) }, &Error::Said("the pointer to the interpreter is NULL".into()));
    // SAFETY: the interpreter is there.
    refused(unsafe { UlInterpreter_Finalize(from_ref(&one)) }, &Error::StillInside);
    UlGILState_Release(state);
}

#[test]
fn a_foreign_thread_that_ends_inside_leaves_the_gil_and_the_interpreter() {
    let python = Interpreter::new();
    thread::scope(|scope| {
        scope.spawn(|| {
            ensure(&python);
            ensure(&python);
        });
        scope.spawn(|| {
            ensure(&python);
            UlEval_SaveThread();
        });
    });
    // Hang here if it does not.
    python.attach(|_| ()).unwrap();
    python.finalize().unwrap();
}

#[test]
fn c_code_that_leaves_something_open_is_an_error_and_the_token_stays_true() {
    let python = Interpreter::new();
    let and_then = |c_code: fn(&Interpreter) -> c_int| {
        python
            .attach(|py| {
                let object = py.object(1);
                assert_eq!(call(py, || c_code(py.interpreter())), Err(Error::Unbalanced));
                assert_eq!((UlGILState_Check(), object.get()), (1, 1));
            })
            .unwrap();
        assert_eq!(UlGILState_Check(), 0);
    };
    and_then(|_| UlEval_SaveThread());
    and_then(|python| ensure(python).min(0));
    and_then(|python| UlEval_SaveThread() + ensure(python).min(0) + UlEval_SaveThread());
    and_then(|_| UlEval_RestoreThread());
}

#[test]
fn c_code_cannot_close_what_its_caller_opened() {
    let python = Interpreter::new();
    let state = ensure(&python);
    python.attach(|py| assert_eq!(call(py, || UlGILState_Release(state)), Err(Error::Unbalanced))).unwrap();
    assert_eq!(UlGILState_Release(state), 0);
}

#[test]
fn a_callback_that_panics_is_an_error_and_c_stops() {
    let python = Interpreter::new();
    python
        .attach(|py| {
            let mut called = 0;
            let answer = for_each(py, 0..10, |number| {
                called += 1;
                assert!(number < 3, "three is too many");
                Ok(())
            });
            assert_eq!((answer, called), (Err(Error::Panic("three is too many".into())), 4));
            let answer = for_each(py, 0..10, |number| if number < 2 { Ok(()) } else { Err(Error::Overflow) });
            assert_eq!(answer, Err(Error::Overflow));
            assert_eq!(for_each(py, 5..5, |_| Err(Error::Overflow)), Ok(()));
            assert_eq!(py.object(1).get(), 1);
        })
        .unwrap();
}

#[test]
fn an_error_that_c_sets_arrives_in_its_words() {
    let python = Interpreter::new();
    python
        .attach(|py| {
            // SAFETY: a C string.
            let answer = call(py, || unsafe { UlErr_SetString(c"no spam today".as_ptr()) });
            assert_eq!(answer, Err(Error::Said("no spam today".into())));
            assert_eq!(call(py, || -1), Err(Error::Said("C code failed, and did not say why".into())));
            assert_eq!(call(py, || 7), Ok(7));
        })
        .unwrap();
}

#[test]
fn an_error_longer_than_its_buffer_is_cut_and_ends_with_a_nul() {
    let mut buffer = [7_u8; 4];
    // SAFETY: a C string.
    unsafe { UlErr_SetString(c"abcdef".as_ptr()) };
    // SAFETY: the buffer has three bytes and one more.
    assert_eq!(unsafe { UlErr_Fetch(buffer.as_mut_ptr().cast(), 3) }, 6);
    assert_eq!(buffer, *b"ab\0\x07");
    // SAFETY: as above.
    unsafe { UlErr_SetString(c"abcdef".as_ptr()) };
    // SAFETY: of size 0 nothing is written.
    assert_eq!(unsafe { UlErr_Fetch(std::ptr::null_mut(), 0) }, 6);
    assert_eq!(UlErr_Occurred(), 0);
}

#[test]
fn an_interrupt_is_seen_by_who_is_detached_and_taken_by_who_is_attached() {
    let python = Interpreter::new();
    let pointer = from_ref(&python);
    // SAFETY: the interpreter is there, as in all that follow.
    assert_eq!(unsafe { UlErr_SetInterrupt(pointer) }, 0);
    // SAFETY: as above.
    assert_eq!(unsafe { UlErr_IsInterrupted(pointer) }, 1);
    let state = ensure(&python);
    refused(UlErr_CheckSignals(), &Error::Interrupted);
    assert_eq!(UlErr_CheckSignals(), 0);
    UlGILState_Release(state);
    // SAFETY: as above.
    assert_eq!(unsafe { UlErr_IsInterrupted(pointer) }, 0);
}
