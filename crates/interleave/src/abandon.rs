//! How a search is left in the middle of an operation of the program.
//!
//! To unwind from there by a panic would run the program's destructors, and these would lock, wait and notify in a world that
//! has ended: they hang, or panic again and abort. So nothing of the program unwinds. loom runs each thread of a model on a
//! stack of its own, and resumes them in a loop that stands on the stack of the search. Control is given back to that loop
//! so that the *loop* panics: its frames unwind, the stacks of the threads are given back to the system as they are, and what
//! stands on them is forgotten.
//!
//! loom has no call for it. The loop panics if no thread can run although some have not ended, as after a deadlock, and if
//! it cannot make the stack of a new thread. So one is asked for that is larger than any memory.
//!
//! # Keeps true
//!
//! After a search was left no destructor of the program runs, neither of a local variable nor of what this crate keeps for it.
//!
//! # Not covered
//!
//! - What the forgotten variables own on the heap is not given back, so a failing model costs some memory.
//! - loom has room for five threads only. Where all five were started and no deadlock ended them, the loop cannot be made to panic, and
//!   the operating-system thread falls asleep with all its stacks (see `worker`).
//! - A *real* scoped thread, started inside of a model, that still borrows from a thread of the model when the model fails.

use std::cell::RefCell;
use std::panic::{catch_unwind, resume_unwind};

use crate::worker::{self, End};
use crate::{local, unwind};

/// In words of memory. Half of all addresses: there is no system that has so much for one stack.
const TOO_LARGE: usize = usize::MAX / 2 / size_of::<usize>();

thread_local! {
    /// How the search that is being left here has ended.
    static LEFT: RefCell<Option<End>> = const { RefCell::new(None) };
}

/// Leaves the search that runs here.
pub(crate) fn leave(end: End) -> ! {
    LEFT.set(Some(end));
    forget();
    if !generator::is_generator() {
        // On the search's own stack there is no frame of the program.
        resume_unwind(Box::new("the search was left"));
    }
    // Where it fails, the loop panics anyway (after a deadlock), or cannot be left (five threads).
    let _ = catch_unwind(|| loom::thread::Builder::new().stack_size(TOO_LARGE).spawn(|| ()).map(drop));
    // Back to the loop. It comes here again only if it did not panic.
    #[allow(deprecated)] // loom uses no other; its replacement needs a scope, which loom keeps for itself.
    let _ = catch_unwind(|| generator::yield_with(()));
    worker::sleep(take().expect("set above"))
}

/// Is the search that runs here being left? Then a panic is its loop's, and means nothing.
pub(crate) fn is_leaving() -> bool {
    LEFT.with_borrow(Option::is_some)
}

/// How the search ended that was left, if one was.
pub(crate) fn take() -> Option<End> {
    LEFT.take()
}

/// Forgets what this crate keeps of the program's: it may have destructors.
fn forget() {
    local::forget();
    unwind::forget();
}
