//! Step 5: a thread that waits for the world lets others run.
//!
//! A holder that reads from a socket polls nothing until the bytes are there. Others ask, and nobody hears them. So code
//! that may block lets go before, and takes the GIL again after. C code brackets the call with two macros,
//! `Py_BEGIN_ALLOW_THREADS` and `Py_END_ALLOW_THREADS` (Include/ceval.h; they call `PyEval_SaveThread` and
//! `PyEval_RestoreThread`, Python/ceval_gil.c, until 3.11 Python/ceval.c). That is why threads do help a program that waits, with the GIL and all.
//!
//! # Keeps true
//!
//! - While the closure runs, its thread does not hold the GIL; the guard that it came from cannot be used there.
//! - When [`allow_threads`](Held::allow_threads) is over, its thread holds the GIL: also if the closure panics.
//!
//! ```text
//!   A  holds ▶ lets go ── reads from a socket ── ▶ waits ▶ holds
//!   B  waits ·········▶ holds ─── poll ─── poll ▶ asked: lets go ▶
//! ```
//!
//! # What it does not see to
//!
//! The closure must touch nothing that the GIL protects. Here nothing stops it: what is protected, and how, is not this
//! lock's affair. Crate nogil-ffi ties objects to a token; its `detach` has this body, but uses the token up, and refuses
//! a closure that brings one along.
//!
//! C keeps a thread's last error in a variable, `errno`, and reads it after `Py_END_ALLOW_THREADS`. Taking the GIL may make
//! system calls, which change it; so `take_gil` saves it at its start and puts it back at its end. In Rust the error is a value: let the
//! closure return its `io::Result`, or call `io::Error::last_os_error()` inside, and there is nothing to save.
//!
//! # Not yet
//!
//! How long a thread has waited (step 6). And it is not free: for a call that is over in less time than it takes to let
//! go and take again, keep the GIL.

use crate::s4_forced_switching::{Gil, Held};

impl Held<'_> {
    // ANCHOR: allow_threads
    /// Lets go, runs `outside`, and waits for the next turn.
    ///
    /// If somebody had asked, `outside` begins after another thread has taken the GIL (step 4).
    ///
    /// ```
    /// let gil = gil::Gil::default();
    /// let mut held = gil.take();
    /// // Here another thread could hold it, or this one again.
    /// let answer = held.allow_threads(|| drop(gil.take()));
    /// ```
    ///
    /// The holder's rights stay outside:
    ///
    /// ```compile_fail,E0499
    /// # let gil = gil::Gil::default();
    /// # let mut held = gil.take();
    /// held.allow_threads(|| held.poll());
    /// ```
    ///
    /// # Panics
    ///
    /// As `outside` does, once the GIL is held again.
    pub fn allow_threads<R>(&mut self, outside: impl FnOnce() -> R) -> R {
        self.gil.let_go();
        let _on_every_way_out = TakesAgain(self.gil);
        outside()
    }
    // ANCHOR_END: allow_threads
}

/// The end of the bracket. A line after `outside()` would not be reached by a panic.
struct TakesAgain<'gil>(&'gil Gil);

impl Drop for TakesAgain<'_> {
    fn drop(&mut self) {
        self.0.wait_for_turn(|_| ());
    }
}
