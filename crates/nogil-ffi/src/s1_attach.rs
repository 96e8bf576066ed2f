//! Step 1: a token that says that this thread is attached.
//!
//! C trusts you to hold the GIL where you must. Rust can know it: [`Interpreter::attach`] takes the GIL, and hands your closure a
//! value that exists nowhere else. Whatever needs the GIL asks for that value. PyO3 calls it `Python<'py>`; the lifetime `'py` is
//! the time in which this thread is inside. The token is a reference to the thread's state, of which there is one a thread, as in
//! CPython (`PyThreadState`). So it cannot go to another thread, and the compiler will not let it outlive the closure.
//!
//! # Keeps true
//!
//! - Who has a token is inside of `attach`, on the very thread that called it, and holds the GIL, but for the times in which it has
//!   let go on purpose (step 2).
//! - To attach again on the same thread costs no lock, and its end lets go of nothing.
//! - Once [`finalize`](Interpreter::finalize) has returned, nobody is inside, and nobody gets in: attaching is an error at once.
//!
//! ```text
//!   A  attach ▶ inside, holds ───────────── end ▶ outside
//!   B      attach ▶ inside, waits ················ ▶ holds ── end ▶ outside
//!   C            finalize ▶ nobody new gets in ··················· ▶ all are out: the end
//!   D                attach ▶ Err(Ended)
//! ```
//!
//! # How CPython ends
//!
//! It waits for Python's threads that are no daemons, and for no native one. A thread that comes back for the GIL of an interpreter
//! that is ending used to be killed (`pthread_exit`), and hangs for ever since 3.13.8 and 3.14 (gh-87135); PyO3's `attach` panics, and
//! its `try_attach` returns `None`. PEP 788, in 3.15, gives C what is built here: who is inside holds a guard, for which the end waits.
//!
//! # Not yet
//!
//! A thread that is inside keeps the GIL to the end (step 2), and there is nothing yet that it could touch (step 3).

use crate::error::Error;
use crate::s3_objects::Objects;
use crate::thread_state::{self, ThreadState, Visit};
use gil::Gil;
use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};

/// An interpreter: one GIL, and what it guards. A clone is the same interpreter.
#[derive(Clone, Default)]
pub struct Interpreter {
    pub(crate) shared: Arc<Shared>,
}

/// What all threads share.
#[derive(Default)]
pub(crate) struct Shared {
    pub(crate) gil: Gil,
    guests: Mutex<Guests>,
    /// Notified when the last guest leaves an interpreter that has ended.
    pub(crate) all_out: Condvar,
    /// Step 2.
    pub(crate) interrupt: AtomicBool,
    /// Step 3.
    pub(crate) objects: Objects,
}

/// Who is inside.
#[derive(Default)]
pub(crate) struct Guests {
    /// How many threads.
    pub(crate) inside: usize,
    /// Nobody new gets in.
    pub(crate) ended: bool,
}

// ANCHOR: token
/// This thread is attached: it may touch the interpreter. Python's C API has no name for it, PyO3 calls it `Python<'py>`.
///
/// A copy is as good. It can neither be sent to another thread nor kept after `attach` has returned.
#[derive(Clone, Copy)]
pub struct Attached<'py> {
    /// A raw pointer is not `Send`, so neither is the token; the compiler's error then begins with this name and not with a part of
    /// the thread's state.
    not_send: PhantomData<*mut Attached<'static>>,
    pub(crate) thread: &'py ThreadState,
}
// ANCHOR_END: token

impl<'py> Attached<'py> {
    /// The token of this thread's state.
    pub(crate) fn of(thread: &'py ThreadState) -> Self {
        Attached { not_send: PhantomData, thread }
    }
}

impl Interpreter {
    /// An interpreter that nobody is attached to. `Py_Initialize`.
    pub fn new() -> Self {
        Interpreter::default()
    }

    /// Runs `body` while this thread is attached, which may mean to wait for the GIL first. `PyGILState_Ensure` and
    /// `PyGILState_Release`; PyO3's `Python::attach`.
    ///
    /// # Errors
    ///
    /// [`Error::Ended`] once the end has begun, unless this thread is inside already. [`Error::OtherInterpreter`] inside of
    /// another interpreter. Then `body` was not called.
    // ANCHOR: attach
    pub fn attach<R>(&self, body: impl FnOnce(Attached<'_>) -> R) -> Result<R, Error> {
        let visit = Visit::begin(self)?;
        Ok(body(Attached::of(&visit.thread)))
    }
    // ANCHOR_END: attach

    /// Ends the interpreter: nobody new gets in, and it waits until all who are inside have left. A second call waits for the same.
    /// `Py_FinalizeEx`, which waits for no native thread.
    ///
    /// # Errors
    ///
    /// [`Error::StillInside`] if this thread is inside itself.
    pub fn finalize(&self) -> Result<(), Error> {
        if thread_state::current().is_some_and(|thread| thread.interpreter.is(self)) {
            return Err(Error::StillInside);
        }
        let mut guests = self.guests();
        guests.ended = true;
        drop(self.shared.all_out.wait_while(guests, |guests| guests.inside > 0).expect("see `guests`"));
        Ok(())
    }

    /// Whether both are the same interpreter.
    pub(crate) fn is(&self, other: &Interpreter) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    pub(crate) fn guests(&self) -> MutexGuard<'_, Guests> {
        self.shared.guests.lock().expect("nothing panics while this mutex is held")
    }
}

impl fmt::Debug for Interpreter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Interpreter")
    }
}

impl fmt::Debug for Attached<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attached")
    }
}
