//! What a thread is to the interpreter that it is inside of: how [`s1_attach`](crate::s1_attach) comes in and leaves.
//!
//! # Keeps true
//!
//! A thread has a state exactly while it is inside; the state is counted among the guests, and says whether the thread holds the GIL.
//!
//! ```text
//!            begin ──────────▶           let_go ──────────▶
//!   outside           attached (held: Some)        detached (held: None)
//!           ◀────────── drop             ◀──────────── take
//! ```

use crate::error::Error;
use crate::s1_attach::{Attached, Interpreter};
use gil::{Gil, Held};
use std::cell::RefCell;
use std::rc::Rc;

/// What a thread is to the interpreter that it is inside of. Made when it comes in, gone when it leaves.
pub(crate) struct ThreadState {
    /// The GIL, while this thread holds it.
    held: RefCell<Option<Held<'static>>>,
    pub(crate) interpreter: Interpreter,
}

thread_local! {
    /// The state of the thread that asks, while it is inside. `PyThreadState_GetUnchecked`.
    static CURRENT: RefCell<Option<Rc<ThreadState>>> = const { RefCell::new(None) };
}

/// The state of this thread, if it is inside.
pub(crate) fn current() -> Option<Rc<ThreadState>> {
    // A thread that is ending, and has no thread-locals any more, is not inside.
    CURRENT.try_with(|current| current.borrow().clone()).ok().flatten()
}

impl ThreadState {
    /// Whether this thread holds the GIL.
    pub(crate) fn is_attached(&self) -> bool {
        self.held.borrow().is_some()
    }

    /// Takes the GIL.
    pub(crate) fn take(&self) {
        let gil = std::ptr::from_ref(&self.interpreter.shared.gil);
        // SAFETY: it stands behind the `Arc` in `interpreter`, which is here as long as `held` is: see `drop`.
        let gil: &'static Gil = unsafe { &*gil };
        // Not while `held` is borrowed: who waits for the GIL may be asked whether it has it.
        let held = gil.take();
        self.held.replace(Some(held));
    }

    /// Lets go of the GIL.
    pub(crate) fn let_go(&self) {
        drop(self.held.take());
    }

    /// Lets others have the GIL for a turn, if somebody asked.
    pub(crate) fn poll(&self) {
        if let Some(held) = &mut *self.held.borrow_mut() {
            held.poll();
        }
    }
}

impl Drop for ThreadState {
    fn drop(&mut self) {
        // Here, and so before the interpreter that the GIL is in.
        self.let_go();
        let mut guests = self.interpreter.guests();
        guests.inside -= 1;
        if guests.ended && guests.inside == 0 {
            // All: more than one may have called `finalize`.
            self.interpreter.shared.all_out.notify_all();
        }
    }
}

/// From the beginning of an `attach` to its end.
pub(crate) struct Visit {
    pub(crate) thread: Rc<ThreadState>,
    before: Before,
}

/// What the thread was before a visit, and is again after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Outside,
    Detached,
    Attached,
}

impl Visit {
    // ANCHOR: begin
    pub(crate) fn begin(interpreter: &Interpreter) -> Result<Visit, Error> {
        if let Some(thread) = current() {
            if !thread.interpreter.is(interpreter) {
                return Err(Error::OtherInterpreter);
            }
            let before = if thread.is_attached() { Before::Attached } else { Before::Detached };
            if before == Before::Detached {
                thread.take();
            }
            return Ok(Visit { thread, before });
        }
        let mut guests = interpreter.guests();
        if guests.ended {
            return Err(Error::Ended);
        }
        // From here on the end waits for this thread, also while it waits for the GIL.
        guests.inside += 1;
        drop(guests);
        let thread = Rc::new(ThreadState { held: RefCell::default(), interpreter: interpreter.clone() });
        thread.take();
        CURRENT.set(Some(Rc::clone(&thread)));
        interpreter.shared.objects.take_back(Attached::of(&thread));
        Ok(Visit { thread, before: Before::Outside })
    }
    // ANCHOR_END: begin
}

impl Drop for Visit {
    fn drop(&mut self) {
        match self.before {
            Before::Attached => (),
            Before::Detached => self.thread.let_go(),
            // Gone already if a thread of C's ends inside; then its destructor has done this.
            Before::Outside => drop(CURRENT.try_with(|current| current.take())),
        }
    }
}
