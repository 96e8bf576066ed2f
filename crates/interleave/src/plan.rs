//! Which round comes next.
//!
//! A program that fails is shown in the simplest round in which it does, so they go from plain to odd. One that holds need not pay for
//! all: a wider round contains the narrower ones of its sort. So once the first two, where most failures show, are done, the
//! widest are tried out of their turn. If they hold, all do; if one does not, or has too many schedules, the others come as said.
//!
//! # Keeps true
//!
//! A model passes only when the widest round of each sort that the program has met held: those in which every load sees the newest
//! value, and those in which it need not. Neither sort contains the other: where old values are tried, loom orders stores otherwise.

use crate::model::{Model, Passed};
use crate::search::{Found, Round};

/// The plainest round.
pub(crate) const FIRST: Round = Round { preemptions: 0, early: 0, weak_memory: false };
/// How many schedules a round may have that is tried out of its turn.
pub(crate) const LEAP: usize = 2_000;

/// Which round comes next: plain before early, early before old values, few switches before many.
#[derive(Default)]
pub(crate) struct Plan {
    last: Option<Round>,
}

impl Plan {
    pub(crate) fn next(&mut self, model: &Model, met: &Passed) -> Option<Round> {
        let bound = model.bound(met.threads);
        let early = if met.odd { model.early_returns } else { 0 };
        let next = match self.last {
            // Where nobody asked for an old value, the widest round with old values would be the one before once more.
            Some(last) if last.weak_memory && last.preemptions + 1 >= bound && !met.asked_for_old => return None,
            None => FIRST,
            // A wider bound of the same sort.
            Some(last) if last.preemptions < bound => Round { preemptions: last.preemptions + 1, ..last },
            // All bounds of this sort are done: the next sort, from no forced switch.
            Some(last) if last.early < early => Round { preemptions: 0, early, ..last },
            Some(last) if !last.weak_memory && met.atomics => Round { preemptions: 0, early, weak_memory: true },
            Some(_) => return None,
        };
        self.last = Some(next);
        Some(next)
    }

    /// Whether it is time for the widest rounds: after the first two, or after the first if the second is one of the widest.
    pub(crate) fn leap(&self, model: &Model, met: &Passed) -> Option<Leap> {
        let narrower = model.bound(met.threads).saturating_sub(1);
        let before = Round { preemptions: narrower.min(1), ..FIRST };
        (self.last == Some(before)).then_some(Leap { plain: self.last, weak: None })
    }
}

/// Which of the widest rounds comes next: newest values only, then old ones, too.
pub(crate) struct Leap {
    plain: Option<Round>,
    weak: Option<Round>,
}

impl Leap {
    /// Runs the widest rounds. `None` if one does not hold, or if `holds` cannot tell soon.
    pub(crate) fn over(
        mut self,
        model: &Model,
        mut so_far: Passed,
        mut holds: impl FnMut(Round) -> Option<Found>,
    ) -> Option<Passed> {
        while let Some(next) = self.next(model, &so_far) {
            so_far = model.and(so_far, next, &holds(next)?);
        }
        Some(so_far)
    }

    /// A round may show that there is a wider one. Then that comes.
    fn next(&mut self, model: &Model, met: &Passed) -> Option<Round> {
        let (preemptions, early) = (model.bound(met.threads), if met.odd { model.early_returns } else { 0 });
        let plain = Round { preemptions, early, weak_memory: false };
        if self.plain != Some(plain) {
            self.plain = Some(plain);
            return self.plain;
        }
        if !met.atomics {
            return None;
        }
        let weak = Round { weak_memory: true, ..plain };
        // It costs little, and says whether anybody asks for an old value; if not, the widest would be the one before once more.
        let narrower = Round { preemptions: preemptions.saturating_sub(1), ..weak };
        let next = match self.weak {
            Some(last) if last == weak || (last == narrower && !met.asked_for_old) => return None,
            Some(last) if last == narrower => weak,
            _ => narrower,
        };
        self.weak = Some(next);
        self.weak
    }
}
