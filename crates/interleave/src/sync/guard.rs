//! What all three guards do when a lock is let go.

use std::cell::Cell;

use crate::data::Look;
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
    /// At the data that the lock guards.
    look: Look,
    /// Was the data borrowed to write?
    written: bool,
}

impl<L: Poison + 'static, G: 'static> Held<L, G> {
    /// The running thread has just taken the lock at `place`.
    pub(super) fn new(half: Half<L>, guard: G, mode: Mode, place: Place, look: Look) -> Self {
        execution::hold(half.id, place);
        Held { half, guard: Some(guard), mode, place, look, written: false }
    }

    /// The operation that took it is done: its data goes into the record.
    pub(super) fn see(&self) {
        // SAFETY: the lock is held, so the data is there and nobody else writes to it. The running thread, which could,
        // is here: it has just taken the lock, or gives it back and has no borrow of the data any more.
        execution::seen(self.half.id, self.written, || unsafe { self.look.now() });
    }

    /// The data is borrowed to write.
    pub(super) fn will_write(&mut self) {
        self.written = true;
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

    /// That change is done. The readers that come from now on find what was written until then.
    pub(super) fn downgraded(&mut self) {
        self.see();
        self.written = false;
    }

    /// What is held, in the record.
    pub(super) fn id(&self) -> usize {
        self.half.id
    }

    /// Lets go without a word, as the first half of a wait, which is done.
    pub(super) fn let_go_silently(mut self) {
        self.see();
        self.half.loom.before_unlock();
        execution::let_go(self.half.id);
        self.guard = None;
    }

    fn let_go(mut self, at_once: bool) {
        self.half.loom.before_unlock();
        execution::let_go(self.half.id);
        execution::done(self.place, Some(self.half.id), What::Unlocked(self.mode));
        if at_once {
            self.see();
        } else {
            execution::unseen(self.half.id);
        }
        self.guard = None;
    }

    /// A guard is dropped.
    pub(super) fn end(self) {
        if !unwind::unwinding() {
            return self.let_go(true);
        }
        // A reader changed nothing, so its panic poisons nothing.
        if self.mode != Mode::Read {
            self.half.loom.poisoned().set(true);
        }
        // By then the lock may be gone, and its data with it.
        unwind::keep(move || self.let_go(false));
    }
}
