//! The steps on real threads: what a model cannot follow, a panic over an attach and a token that was smuggled, and the errors.

use interleave::proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};
use nogil_ffi::{Attached, Error, Interpreter, NativeMutex, Py};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;
use std::thread;

/// Runs `body`, which ends in a panic; returns its words.
fn panics(body: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(body)).expect_err("the body was meant to panic");
    let words = panic.downcast_ref::<&str>().map(ToString::to_string);
    words.or_else(|| panic.downcast_ref::<String>().cloned()).expect("a panic with words")
}

/// Another thread can attach: hangs here if somebody keeps the GIL.
fn is_free(python: &Interpreter) {
    thread::scope(|scope| scope.spawn(|| python.attach(|_| ()).unwrap()).join().unwrap());
}

#[test]
fn a_panic_inside_of_attach_lets_go() {
    let python = Interpreter::new();
    panics(|| python.attach(|_| resume_unwind(Box::new("an exception nobody caught"))).unwrap());
    is_free(&python);
    python.finalize().unwrap();
}

#[test]
fn a_panic_inside_of_detach_attaches_again() {
    let python = Interpreter::new();
    python
        .attach(|py| {
            let object = py.object(1);
            panics(|| py.detach(|| resume_unwind(Box::new("an exception nobody caught"))));
            // Panics if this thread is still detached.
            assert_eq!(object.get(), 1);
        })
        .unwrap();
    is_free(&python);
}

#[test]
fn attach_after_the_end_says_so_and_does_not_hang() {
    let python = Interpreter::new();
    let kept = python.attach(|py| py.object(1).unbind()).unwrap();
    python.finalize().unwrap();
    let answer = python.attach(|_| unreachable!("it has ended"));
    assert_eq!(answer, Err(Error::Ended));
    assert_eq!(Error::Ended.to_string(), "the interpreter has ended: nothing can attach to it any more");
    // What outlives the end does no harm, and a second end is the same one.
    drop(kept);
    python.finalize().unwrap();
}

#[test]
fn the_end_does_not_wait_for_the_thread_that_asks_for_it() {
    let python = Interpreter::new();
    let answer = python.attach(|py| py.detach(|| python.finalize())).unwrap();
    assert_eq!(answer, Err(Error::StillInside));
    python.finalize().unwrap();
}

#[test]
fn two_interpreters_have_two_locks_and_a_thread_is_inside_of_one() {
    let (one, other) = (Interpreter::new(), Interpreter::new());
    one.attach(|py| {
        assert_eq!(other.attach(|_| ()), Err(Error::OtherInterpreter));
        assert_eq!(py.detach(|| other.attach(|_| ())), Err(Error::OtherInterpreter));
        is_free(&other);
    })
    .unwrap();
    other.attach(|_| ()).unwrap();
}

#[test]
fn an_object_of_another_interpreter_is_refused() {
    let (one, other) = (Interpreter::new(), Interpreter::new());
    let object = one.attach(|py| py.object(1).unbind()).unwrap();
    let said = panics(|| other.attach(|py| _ = object.borrow(py).get()).unwrap());
    assert_eq!(said, "this object belongs to another interpreter");
}

/// As `send_wrapper` has it: sent anywhere, and opened only on the thread that made it. That is sound, and lets a token into `detach`.
struct SendWrapper<T>(T, thread::ThreadId);

// SAFETY: `open` looks which thread this is.
unsafe impl<T> Send for SendWrapper<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for SendWrapper<T> {}

impl<T> SendWrapper<T> {
    fn new(value: T) -> Self {
        SendWrapper(value, thread::current().id())
    }

    fn open(&self) -> &T {
        assert_eq!(self.1, thread::current().id());
        &self.0
    }
}

#[test]
fn a_token_that_was_smuggled_into_detach_panics() {
    const SAID: &str =
        "a token was used while its thread is detached: take what you need before `detach`, or attach again inside";
    let python = Interpreter::new();
    python
        .attach(|py| {
            let object = SendWrapper::new(py.object(1));
            let token = SendWrapper::new(py);
            assert_eq!(panics(|| py.detach(|| _ = object.open().get())), SAID);
            assert_eq!(panics(|| py.detach(|| drop(token.open().object(2)))), SAID);
            assert_eq!(panics(|| py.detach(|| drop(token.open().poll()))), SAID);
            assert_eq!(panics(|| py.detach(|| token.open().detach(|| ()))), SAID);
            // The same is right where the thread is attached again.
            py.detach(|| python.attach(|_| assert_eq!(object.open().get(), 1)).unwrap());
            assert_eq!(object.open().get(), 1);
        })
        .unwrap();
}

#[test]
fn a_freed_place_is_used_again_and_the_counts_add_up() {
    let python = Interpreter::new();
    python
        .attach(|py| {
            let one = py.object(1);
            let again = one.clone();
            assert_eq!((one.borrow().references(), again.get()), (2, 1));
            again.set(5);
            drop(again);
            assert_eq!((one.borrow().references(), one.get()), (1, 5));
            drop(one);
            assert_eq!(py.object(2).get(), 2);
        })
        .unwrap();
}

#[test]
fn a_native_mutex_survives_a_panic_of_its_holder() {
    let (python, cache) = (Interpreter::new(), NativeMutex::new(1));
    python
        .attach(|py| {
            panics(|| {
                let mut cached = cache.lock(py);
                *cached = 2;
                resume_unwind(Box::new("an exception nobody caught"));
            });
            assert_eq!(*cache.lock(py), 2);
        })
        .unwrap();
}

/// One thread is detached and waits for the other, which polls in a loop: it must let the first one in.
#[test]
fn poll_lets_the_other_thread_in() {
    let python = Interpreter::new();
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        python
            .attach(|py| {
                scope.spawn(|| python.attach(|_| tell.send(()).unwrap()).unwrap());
                while told.try_recv().is_err() {
                    py.poll().unwrap();
                }
            })
            .unwrap();
    });
}

/// What a thread does next in the property below.
fn step(py: Attached<'_>, object: &Py, step: u8) {
    match step {
        0 => object.borrow(py).set(object.borrow(py).get() + 1),
        1 => drop(object.borrow(py).to_bound()),
        2 => py.detach(|| ()),
        3 => py.poll().unwrap(),
        4 => py.interpreter().attach(|py| object.borrow(py).set(object.borrow(py).get() + 1)).unwrap(),
        5 => py.detach(|| py_again(object)),
        _ => drop(object.borrow(py).to_bound().unbind()),
    }
}

fn py_again(object: &Py) {
    object.interpreter().attach(|py| object.borrow(py).set(object.borrow(py).get() + 1)).unwrap();
}

proptest! {
    // Each case starts threads, so a few must do. Found failures are printed, not stored: there is no seed to keep
    // for what the operating system's scheduler decided.
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_threads_do_no_step_and_no_count_is_lost(
        threads in interleave::proptest::collection::vec(interleave::proptest::collection::vec(0..7_u8, 0..40), 1..5)
    ) {
        let python = Interpreter::new();
        let object = python.attach(|py| py.object(0).unbind()).unwrap();
        thread::scope(|scope| {
            for steps in &threads {
                scope.spawn(|| python.attach(|py| steps.iter().for_each(|&n| step(py, &object, n))).unwrap());
            }
        });
        let added = threads.iter().flatten().filter(|step| [0, 4, 5].contains(step)).count();
        let (value, references) = python.attach(|py| (object.borrow(py).get(), object.borrow(py).references())).unwrap();
        prop_assert_eq!((value, references), (added as i64, 1));
        python.finalize().unwrap();
    }
}
