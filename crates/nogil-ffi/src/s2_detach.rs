//! Step 2: letting go in the middle.
//!
//! A thread that computes for long, or waits, should not keep the GIL. [`Attached::detach`] lets go, runs your closure, and takes the
//! GIL again before it returns. In C these are two macros around a block, `Py_BEGIN_ALLOW_THREADS` and `Py_END_ALLOW_THREADS`, and the
//! rule for what stands between them is in the manual: touch nothing of Python's. Here the rule is a bound: the closure must be
//! [`Send`]. A token is not `Send`, so neither is anything that holds one, and so the compiler refuses a closure that brings one along.
//!
//! # Keeps true
//!
//! - While the closure of `detach` runs, its thread does not hold the GIL, unless it attaches again for a while.
//! - When `detach` returns or unwinds, its thread holds the GIL again.
//! - A token is not used while its thread is detached: it is a compile error, or else a panic (see below).
//!
//! ```text
//!   A  holds ── detach ▶ computes, touches nothing ── waits ▶ holds
//!   B         waits ··· ▶ holds ──────────────── end ▶
//! ```
//!
//! # Where the bound leaks
//!
//! `Send` means *may go to another thread*, not *may be used while detached*, and the difference shows. A wrapper such as
//! `send_wrapper::SendWrapper` is `Send` for any value, since it checks that it is opened on the thread that made it; `detach` runs on that
//! very thread. A scoped thread-local is not even captured. PyO3 has the same bound under the name `Ungil`, says so, and cannot mend it on
//! stable Rust (PyO3 issues 2141 and 3640, both open); there it is undefined behaviour. Here each use of a token also looks whether the
//! thread is attached, which is one comparison, and panics if not. The bound refuses too much, too: an `Rc` may not go into `detach`,
//! although it would do no harm.
//!
//! # Not yet
//!
//! Objects: what a token lets you touch (step 3).

use crate::error::Error;
use crate::s1_attach::{Attached, Interpreter};
use crate::thread_state::ThreadState;
use std::sync::atomic::Ordering::Relaxed;

impl<'py> Attached<'py> {
    /// Runs `body` while this thread is detached: others may hold the GIL. `Py_BEGIN_ALLOW_THREADS` and `Py_END_ALLOW_THREADS`;
    /// PyO3's `Python::detach`.
    ///
    /// ```compile_fail,E0277
    /// # let interpreter = nogil_ffi::Interpreter::new();
    /// interpreter.attach(|py| {
    ///     let object = py.object(1);
    ///     py.detach(|| object.get()); // an object is touched while others may change it
    /// });
    /// ```
    ///
    /// # Panics
    ///
    /// If this thread is detached already, as in `detach` inside of `detach`; and as `body` does, once the GIL is held again.
    // ANCHOR: detach
    pub fn detach<R>(self, body: impl FnOnce() -> R + Send) -> R {
        self.must_be_attached();
        self.thread.let_go();
        let _on_every_way_out = TakesAgain(self.thread);
        body()
    }
    // ANCHOR_END: detach

    // ANCHOR: poll
    /// Lets others have the GIL for a turn, if somebody asked; then looks whether somebody asked this thread to stop. CPython does
    /// both between bytecodes, and C code that works for long does the second with `PyErr_CheckSignals`.
    ///
    /// # Errors
    ///
    /// [`Error::Interrupted`], once after [`interrupt`](Interpreter::interrupt), however often that was called meanwhile.
    ///
    /// # Panics
    ///
    /// If this thread is detached.
    pub fn poll(self) -> Result<(), Error> {
        self.must_be_attached();
        self.thread.poll();
        // Relaxed: only that it was asked counts, and nothing is read through it.
        if self.thread.interpreter.shared.interrupt.swap(false, Relaxed) { Err(Error::Interrupted) } else { Ok(()) }
    }
    // ANCHOR_END: poll

    /// The interpreter that this thread is attached to.
    pub fn interpreter(self) -> &'py Interpreter {
        &self.thread.interpreter
    }

    /// Stops a token that the bound of `detach` let through.
    pub(crate) fn must_be_attached(self) {
        assert!(
            self.thread.is_attached(),
            "a token was used while its thread is detached: take what you need before `detach`, or attach again inside"
        );
    }
}

impl Interpreter {
    /// Asks whoever polls next to stop. Callable by any thread, attached or not. `PyErr_SetInterrupt`.
    pub fn interrupt(&self) {
        // Relaxed: see `poll`.
        self.shared.interrupt.store(true, Relaxed);
    }

    /// Whether somebody was asked to stop and has not seen it yet. Callable by any thread, attached or not, so detached code can
    /// look without the price of the GIL. CPython has no such public function: there, C code attaches to call `PyErr_CheckSignals`.
    pub fn is_interrupted(&self) -> bool {
        // Relaxed: see `poll`.
        self.shared.interrupt.load(Relaxed)
    }
}

/// Takes the GIL when it is dropped, by a panic too.
struct TakesAgain<'a>(&'a ThreadState);

impl Drop for TakesAgain<'_> {
    fn drop(&mut self) {
        self.0.take();
    }
}
