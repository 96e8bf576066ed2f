//! `Barrier`: everybody waits for the last one.
//!
//! # Keeps true
//!
//! What every thread of a round did before it came is seen by every thread of that round when it goes on, and by nobody
//! of an earlier one.

use std::cell::Cell;
use std::fmt;
use std::panic::Location;
use std::sync::atomic::Ordering::AcqRel;

use loom::sync::atomic::AtomicUsize;

use super::crowd::{Crowd, at_once};
use crate::ending::cannot_follow;
use crate::execution::{begin, done};
use crate::late::Late;
use crate::pool::{Half, LoomHalf};
use crate::record::{For, Step, Wants, What};
use crate::unwind;

/// `std::sync::Barrier`, checked.
pub struct Barrier {
    pub(crate) late: Late,
    of: usize,
}

struct Rounds {
    /// How many have come in this round.
    here: Cell<usize>,
    /// Counts those who came: what they did is published here, for the last of a round.
    came: AtomicUsize,
    crowd: Crowd,
}

impl LoomHalf for Rounds {
    fn make() -> Self {
        Rounds { here: Cell::new(0), came: AtomicUsize::new(0), crowd: Crowd::make() }
    }
}

impl Barrier {
    /// Makes one for `n` threads.
    #[track_caller]
    #[must_use]
    pub const fn new(n: usize) -> Self {
        Barrier { late: Late::new("Barrier"), of: n }
    }

    /// Waits until as many threads as it was made for wait here; one of them is told that it leads.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let place = Location::caller();
        if unwind::unwinding() {
            cannot_follow("a destructor waited while its thread panicked", place);
        }
        let half: Half<Rounds> = self.late.half(0, None);
        begin(place, Wants::For(For::Others { of: self.of }), Some(half.id));
        half.loom.crowd.touch();
        // Release: pairs with the Acquire of the round's last one, in this very place; what it has seen it hands on by waking
        // the others.
        at_once(|| half.loom.came.fetch_add(1, AcqRel));
        let here = half.loom.here.get() + 1;
        let leads = here >= self.of;
        half.loom.here.set(if leads { 0 } else { here });
        done(place, Some(half.id), What::Step(Step::Arrived { place: here, of: self.of }));
        if leads {
            half.loom.crowd.call_all();
        } else {
            begin(place, Wants::For(For::Others { of: self.of }), Some(half.id));
            half.loom.crowd.sleep();
        }
        done(place, Some(half.id), What::Step(Step::Left { leads }));
        BarrierWaitResult { is_leader: leads }
    }
}

impl Drop for Barrier {
    fn drop(&mut self) {
        self.late.forget();
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Barrier { .. }")
    }
}

/// `std::sync::BarrierWaitResult`, checked.
#[derive(Debug)]
pub struct BarrierWaitResult {
    is_leader: bool,
}

impl BarrierWaitResult {
    /// Is it the one of its round that leads?
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.is_leader
    }
}
