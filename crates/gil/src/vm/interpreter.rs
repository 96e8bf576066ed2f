//! A GIL, and what it guards.
//!
//! Globals and reference counts are plain data. What makes that right is a rule, *touch them only while you hold the GIL*, and here the compiler
//! knows the rule: the only way to them asks for the guard of the lock, and borrows it for as long as they are touched.
//!
//! # Keeps true
//!
//! - Who has a `&mut Shared` of an interpreter holds its GIL.
//! - It has none any more when it lets go: to poll, to wait or to end needs the guard, which is borrowed.
//!
//! ```text
//!   held ──▶ interpreter.shared(&mut held) ──▶ &mut Shared     as long as it lives, `held` can neither poll nor be dropped
//! ```
//!
//! In C the rule is in the manual. PyO3 has a token, `Python<'py>`, to the same end, and crate nogil-ffi builds one.
//!
//! A GIL belongs to an interpreter here, as it may in CPython since 3.12 (PEP 684): two interpreters run at the same time, and share nothing.

use crate::s6_statistics::{Watched, WatchedHeld};
use crate::vm::{Program, Shared};
use std::cell::UnsafeCell;
use std::fmt;

// ANCHOR: interpreter
/// One interpreter: globals and objects, and the GIL that guards them.
pub struct Interpreter {
    gil: Watched,
    shared: UnsafeCell<Shared>,
}
// ANCHOR_END: interpreter

// SAFETY: the cell is reached in `shared` only, by the one thread that holds the GIL, and the lock orders each holder after the one before.
// `Shared` may go from thread to thread: it is `Send`.
unsafe impl Sync for Interpreter {}

impl Interpreter {
    /// An interpreter in this state, under this GIL, which nobody holds.
    pub fn new(gil: Watched, shared: Shared) -> Self {
        Interpreter { gil, shared: UnsafeCell::new(shared) }
    }

    /// An interpreter that has run nothing yet of `program`.
    pub fn of(program: &Program, gil: Watched) -> Self {
        Interpreter::new(gil, Shared::new(program))
    }

    /// Its GIL.
    pub fn gil(&self) -> &Watched {
        &self.gil
    }

    // ANCHOR: shared
    /// What the threads of this interpreter share, for who holds its GIL.
    ///
    /// A count cannot be touched once the GIL may be gone:
    ///
    /// ```compile_fail,E0499
    /// # use gil::vm::{Interpreter, Shared, Value};
    /// # let interpreter = Interpreter::new(gil::Watched::new(gil::SWITCH_INTERVAL), Shared::default());
    /// let mut held = interpreter.gil().take();
    /// let shared = interpreter.shared(&mut held);
    /// held.poll();
    /// shared.heap.incref(Value::None);
    /// ```
    ///
    /// # Panics
    ///
    /// If `held` is of another interpreter's GIL.
    pub fn shared<'a>(&'a self, held: &'a mut WatchedHeld<'_>) -> &'a mut Shared {
        assert!(std::ptr::eq(held.watched, &self.gil), "this is the GIL of another interpreter");
        // SAFETY: of the guards of this GIL one holds it, and this is it: one that has let go (in `poll`, in `allow_threads`) is borrowed until it
        // holds again, and so is not here. It stays borrowed as long as the reference lives.
        unsafe { &mut *self.shared.get() }
    }
    // ANCHOR_END: shared

    /// What its threads have left behind.
    pub fn into_shared(self) -> Shared {
        self.shared.into_inner()
    }
}

impl fmt::Debug for Interpreter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interpreter").field("gil", &self.gil).finish_non_exhaustive()
    }
}
