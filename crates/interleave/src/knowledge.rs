//! What a search has learnt about the program, and must know from its first schedule on.
//!
//! Some facts show up late: that an atomic meets a read-modify-write, that a mutex is tried, that an object is first used
//! by a child. A schedule that was run without knowing them counts for nothing. So the search is ended, and begins
//! again with what it learnt.
//!
//! # Keeps true
//!
//! Knowledge only grows while a model is checked, and a program has finitely much of it: the search ends.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::rc::Rc;

use crate::abandon;
use crate::record::Place;
use crate::worker::End;

/// How to make loom's half of an object.
pub(crate) type Make = fn() -> Rc<dyn Any>;

/// See the fields.
#[derive(Default)]
pub(crate) struct Knowledge {
    /// How many objects of each sort are first used after a spawn, and how to make one. In a fixed order, so that every
    /// execution is the same.
    pub(crate) spares: Vec<(TypeId, usize, Make)>,
    /// Where atomics are made that meet read-modify-writes.
    pub(crate) updated: Vec<Place>,
    /// Where atomics are made that were stored to plainly.
    pub(crate) stored: Vec<Place>,
    /// Where atomics are made that are written SeqCst. `None`: there is a SeqCst fence.
    pub(crate) strong: Vec<Option<Place>>,
    /// Some mutex is tried, or asked whether it is poisoned.
    pub(crate) tries_locks: bool,
    /// Some thread is asked whether it has ended.
    pub(crate) asks_for_ends: bool,
    /// The execution, counted from the search's first, in which something first seemed to be left behind.
    pub(crate) suspected: usize,
}

thread_local! {
    static KNOWLEDGE: RefCell<Knowledge> = RefCell::default();
}

/// Reads or changes what this search knows.
pub(crate) fn with<R>(f: impl FnOnce(&mut Knowledge) -> R) -> R {
    KNOWLEDGE.with(|knowledge| f(&mut knowledge.borrow_mut()))
}

/// Something new was learnt: the search ends here, and begins again.
pub(crate) fn begin_again() -> ! {
    abandon::leave(End::Again)
}
