//! Questions. By the time you look at an answer it may be old: another thread may have come, or broken the barrier.

use super::{Barrier, Phase};
use std::fmt;

impl Barrier {
    /// How many threads it takes. Python: `barrier.parties`.
    pub fn parties(&self) -> usize {
        self.parties
    }

    /// How many threads wait now. Python: `barrier.n_waiting`.
    pub fn n_waiting(&self) -> usize {
        let state = self.state();
        if matches!(state.phase, Phase::Filling | Phase::Acting) { state.count } else { 0 }
    }

    /// Whether the barrier is broken. Python: `barrier.broken`.
    pub fn broken(&self) -> bool {
        self.state().phase == Phase::Broken
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Barrier { parties, action: _, timeout, state, changed: _ } = self;
        let debug = &mut f.debug_struct("Barrier");
        debug.field("parties", parties).field("timeout", timeout).field("state", state).finish_non_exhaustive()
    }
}
