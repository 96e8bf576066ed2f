//! What all three guards do when a lock is let go.

use std::cell::Cell;

use crate::execution;
use crate::pool::Half;
use crate::record::{Mode, Place, What};
use crate::unwind;

/// A lock half of loom's that a panic can poison.
pub(super) trait Poison {
    /// Did a thread panic while it could write?
    fn poisoned(&self) -> &Cell<bool>;

    /// Called before it is let go.
    fn before_unlock(&self) {}
}

/// A lock that is held: loom's guard, and what is said when it goes.
pub(super) struct Held<L: Poison + 'static, G: 'static> {
    half: Half<L>,
    /// loom's guard borrows from the half; both are here, and it goes first. `None` once it is gone.
    guard: Option<G>,
    mode: Mode,
    place: Place,
}

impl<L: Poison + 'static, G: 'static> Held<L, G> {
    /// The running thread has just taken the lock at `place`.
    pub(super) fn new(half: Half<L>, guard: G, mode: Mode, place: Place) -> Self {
        execution::hold(half.id, place);
        Held { half, guard: Some(guard), mode, place }
    }

    pub(super) fn is_poisoned(&self) -> bool {
        self.half.loom.poisoned().get()
    }

    /// Where it was taken.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// It is held for reading from now on, which `change` tells loom.
    pub(super) fn downgrade(&mut self, change: impl FnOnce(&mut G)) {
        if let Some(guard) = &mut self.guard {
            change(guard);
        }
        self.mode = Mode::Read;
    }

    /// What is held, in the record.
    pub(super) fn id(&self) -> usize {
        self.half.id
    }

    /// Lets go without a word, as the first half of a wait.
    pub(super) fn let_go_silently(mut self) {
        self.half.loom.before_unlock();
        execution::let_go(self.half.id);
        self.guard = None;
    }

    fn let_go(mut self) {
        self.half.loom.before_unlock();
        execution::let_go(self.half.id);
        execution::done(self.place, Some(self.half.id), What::Unlocked(self.mode));
        self.guard = None;
    }

    /// A guard is dropped.
    pub(super) fn end(self) {
        if !unwind::unwinding() {
            return self.let_go();
        }
        // A reader changed nothing, so its panic poisons nothing.
        if self.mode != Mode::Read {
            self.half.loom.poisoned().set(true);
        }
        unwind::keep(move || self.let_go());
    }
}
