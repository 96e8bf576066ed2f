//! loom's objects, made by the main thread before any other starts.
//!
//! std's `Mutex::new` is a `const fn`, and a static is made by nobody. loom's objects are made in a running execution,
//! and loom takes the making for a write by the thread that makes. So a shadow object carries only a number, and loom's
//! half of it is looked up here. If it is first used after a spawn, making it then would be reported as a race that the
//! program does not have. The search starts again instead, with such an object made by main before anything else.
//!
//! # Keeps true
//!
//! The table is emptied when an execution begins: no object of one schedule is seen by another, and tests that run side
//! by side on other operating-system threads do not meet.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use crate::execution;
use crate::knowledge::{self, Make};

/// loom's half of a shadow object.
pub(crate) trait LoomHalf: 'static {
    /// Makes one, for any object of its sort.
    fn make() -> Self;

    /// An object takes it for this execution; its first value, if it is an atomic, is `first`.
    fn begin(&self, first: u64) {
        let _ = first;
    }
}

/// A share in loom's half of an object. loom's own clean-up must not run after an execution has failed, hence
/// `ManuallyDrop`: the memory goes, the destructor does not run.
pub(crate) struct Half<L> {
    /// The object's number in the record.
    pub(crate) id: usize,
    pub(crate) loom: Rc<ManuallyDrop<L>>,
}

impl<L> Clone for Half<L> {
    fn clone(&self) -> Self {
        Half { id: self.id, loom: Rc::clone(&self.loom) }
    }
}

type Made = Rc<dyn Any>;
#[derive(Default)]
struct Pool {
    /// By the shadow object's own number: its number in the record, and loom's half.
    table: HashMap<u64, (usize, Made)>,
    /// Made by main at the beginning of this execution, not yet given to an object.
    spare: HashMap<TypeId, Vec<Made>>,
}

thread_local! {
    static POOL: RefCell<Pool> = RefCell::default();
}

/// Empties the table and makes what was found to be needed. Called by main, before the closure.
pub(crate) fn new_execution() {
    POOL.with(|pool| *pool.borrow_mut() = Pool::default());
    for (sort, count, make) in knowledge::with(|knowledge| knowledge.spares.clone()) {
        let made = (0..count).map(|_| make()).collect();
        POOL.with(|pool| pool.borrow_mut().spare.insert(sort, made));
    }
}

/// The half of the object with this number; `number_it` gives the number for the record if it is new.
pub(crate) fn half<L: LoomHalf>(object: u64, first: u64, number_it: impl FnOnce() -> usize) -> Half<L> {
    if let Some((id, made)) = find(object) {
        return Half { id, loom: typed(made) };
    }
    let id = number_it();
    let made = take_or_make(TypeId::of::<L>(), || Rc::new(ManuallyDrop::new(L::make())));
    POOL.with(|pool| pool.borrow_mut().table.insert(object, (id, Rc::clone(&made))));
    let half = Half::<L> { id, loom: typed(made) };
    half.loom.begin(first);
    half
}

fn typed<L: LoomHalf>(made: Made) -> Rc<ManuallyDrop<L>> {
    made.downcast().expect("an object keeps its type")
}

/// Has this execution used the object?
pub(crate) fn knows(object: u64) -> bool {
    // The table may be gone when a thread-local is dropped late.
    POOL.try_with(|pool| pool.borrow().table.contains_key(&object)).unwrap_or(false)
}

/// Its number in the record, if this execution has used it.
pub(crate) fn id_of(object: u64) -> Option<usize> {
    POOL.with(|pool| pool.borrow().table.get(&object).map(|(id, _)| *id))
}

/// The object is gone, or starts anew.
pub(crate) fn forget(object: u64) {
    let _ = POOL.try_with(|pool| pool.borrow_mut().table.remove(&object));
}

/// The numbers of the objects that this execution used and that are not gone, with their numbers in the record.
pub(crate) fn alive() -> Vec<(u64, usize)> {
    POOL.with(|pool| pool.borrow().table.iter().map(|(object, (id, _))| (*object, *id)).collect())
}

// Not generic, so that it is compiled here, with this crate's optimisation.
fn find(object: u64) -> Option<(usize, Made)> {
    POOL.with(|pool| pool.borrow().table.get(&object).cloned())
}

fn take_or_make(sort: TypeId, make: Make) -> Made {
    let alone = execution::with(|execution| execution.threads.len() == 1);
    if alone {
        return make();
    }
    if let Some(made) = POOL.with(|pool| pool.borrow_mut().spare.get_mut(&sort).and_then(Vec::pop)) {
        return made;
    }
    knowledge::with(|knowledge| match knowledge.spares.iter_mut().find(|(known, ..)| *known == sort) {
        Some((_, count, _)) => *count += 1,
        None => knowledge.spares.push((sort, 1, make)),
    });
    knowledge::begin_again()
}
