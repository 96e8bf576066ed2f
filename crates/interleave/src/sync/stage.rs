//! How far a thing is that is done once: the part that `Once`, `OnceLock` and `LazyLock` share.
//!
//! ```text
//!  New ──▶ Running ──▶ Complete
//!             │ ▲
//!             ▼ │ (by force)
//!           Poisoned
//! ```
//!
//! # Keeps true
//!
//! - What the initialiser did is seen by everybody who is told that it is complete.
//! - Who only asks, as `get` does, may be told an old answer, as an Acquire load may be.

use std::cell::Cell;
use std::sync::atomic::Ordering::{Acquire, Release};

use loom::sync::atomic::AtomicUsize;

use super::atomic::answers_may_be_old;
use super::crowd::{Crowd, at_once, see};
use crate::ending::cannot_follow;
use crate::execution::{self, begin, done};
use crate::pool::{Half, LoomHalf};
use crate::record::{For, Place, Step, Wants, What};
use crate::unwind;

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    New,
    Running,
    Complete,
    Poisoned,
}

/// Half of a thing that is done once.
pub(super) struct Stage {
    at: Cell<At>,
    /// 1 when it is complete: for those who only ask.
    complete: AtomicUsize,
    /// Counts initialisers that panicked: what they did is published here.
    poisons: AtomicUsize,
    crowd: Crowd,
    /// Which threads know that it is complete, a bit each. They never see anything else again, so they ask nobody.
    know: Cell<u8>,
}

impl LoomHalf for Stage {
    fn make() -> Self {
        Stage {
            at: Cell::new(At::New),
            complete: AtomicUsize::new(0),
            poisons: AtomicUsize::new(0),
            crowd: Crowd::make(),
            know: Cell::new(0),
        }
    }

    /// It may have been complete when it was made.
    fn begin(&self, first: u64) {
        if first != 0 {
            self.at.set(At::Complete);
            self.know.set(u8::MAX);
        }
    }
}

impl Stage {
    /// Is it complete, whoever knows it? No step of the schedule: for one who is alone with it, and for printing.
    pub(super) fn is_complete_now(&self) -> bool {
        self.at.get() == At::Complete
    }

    /// Can the running thread see that it is complete? Who goes on to wait, if not, has no use for an old answer.
    fn is_complete(&self, only_asks: bool) -> bool {
        let me = 1 << execution::running();
        if self.know.get() & me != 0 {
            return true;
        }
        if unwind::unwinding() {
            return self.is_complete_now();
        }
        // Acquire: pairs with the Release of `complete`.
        let old = only_asks && answers_may_be_old();
        let complete = if old { self.complete.load(Acquire) } else { see(&self.complete) } == 1;
        if complete {
            self.know.set(self.know.get() | me);
        }
        complete
    }

    /// The running thread is told that it is complete.
    fn tell(&self) {
        see(&self.complete);
        self.know.set(self.know.get() | 1 << execution::running());
    }
}

/// Says whether the running thread can see that it is complete.
pub(super) fn ask(half: &Half<Stage>, place: Place) -> bool {
    begin(place, Wants::Pass, Some(half.id));
    let complete = half.loom.is_complete(true);
    let old = !complete && half.loom.is_complete_now();
    done(place, Some(half.id), What::Step(Step::Asked { complete, old }));
    complete
}

/// What stands in the way of completing: a panic in an earlier initialiser.
pub(super) struct Poisoned;

/// Waits until it is complete, without running anything. Poison is an error, unless `force`.
pub(super) fn wait(half: &Half<Stage>, place: Place, force: bool) -> Result<(), Poisoned> {
    begin(place, Wants::For(For::Value), Some(half.id));
    if !half.loom.is_complete(false) {
        loop {
            step(half, place);
            match half.loom.at.get() {
                At::Complete => break at_once(|| half.loom.tell()),
                At::Poisoned if !force => return Err(poisoned(half, place)),
                _ => half.loom.crowd.sleep(),
            }
        }
    }
    done(place, Some(half.id), What::Step(Step::FoundComplete));
    Ok(())
}

/// Runs `init` unless it is complete; waits for whoever runs one now. `init` is told whether an earlier one panicked;
/// without `force` that is an error.
pub(super) fn complete(half: &Half<Stage>, place: Place, force: bool, init: impl FnOnce(bool)) -> Result<(), Poisoned> {
    let Some(was_poisoned) = take_turn(half, place, force)? else { return Ok(()) };
    half.loom.at.set(At::Running);
    execution::hold(half.id, place);
    done(place, Some(half.id), What::Step(Step::Began));
    let mut turn = Turn { half: half.clone(), place, completes: false };
    init(was_poisoned);
    turn.completes = true;
    Ok(())
}

/// As [`complete`], in one step: `put` runs none of the program's code.
pub(super) fn set(half: &Half<Stage>, place: Place, put: impl FnOnce()) {
    if let Ok(Some(_)) = take_turn(half, place, true) {
        put();
        at_once(|| publish(half));
        done(place, Some(half.id), What::Step(Step::WasSet));
    }
}

/// Waits until it is this thread's turn to complete it (was it poisoned?), or until it is complete (`None`).
fn take_turn(half: &Half<Stage>, place: Place, force: bool) -> Result<Option<bool>, Poisoned> {
    begin(place, Wants::For(For::Value), Some(half.id));
    let mut complete = half.loom.is_complete(false);
    while !complete {
        step(half, place);
        match half.loom.at.get() {
            At::New => return Ok(Some(false)),
            At::Poisoned if !force => return Err(poisoned(half, place)),
            At::Poisoned => {
                at_once(|| see(&half.loom.poisons));
                return Ok(Some(true));
            }
            At::Running => half.loom.crowd.sleep(),
            At::Complete => {
                at_once(|| half.loom.tell());
                complete = true;
            }
        }
    }
    done(place, Some(half.id), What::Step(Step::FoundComplete));
    Ok(None)
}

fn step(half: &Half<Stage>, place: Place) {
    if unwind::unwinding() {
        cannot_follow("a destructor waited while its thread panicked", place);
    }
    half.loom.crowd.touch();
}

fn poisoned(half: &Half<Stage>, place: Place) -> Poisoned {
    at_once(|| see(&half.loom.poisons));
    done(place, Some(half.id), What::Step(Step::FoundPoisoned));
    Poisoned
}

/// It is complete from now on.
fn publish(half: &Half<Stage>) {
    half.loom.at.set(At::Complete);
    half.loom.know.set(half.loom.know.get() | 1 << execution::running());
    // Release: pairs with the Acquire of `is_complete` and of `tell`.
    half.loom.complete.swap(1, Release);
    half.loom.crowd.call_all();
}

/// An initialiser that runs. Dropped, it has ended, one way or the other.
struct Turn {
    half: Half<Stage>,
    place: Place,
    completes: bool,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let (half, place) = (self.half.clone(), self.place);
        if self.completes {
            begin(place, Wants::Pass, Some(half.id));
            half.loom.crowd.touch();
            execution::let_go(half.id);
            at_once(|| publish(&half));
            return done(place, Some(half.id), What::Step(Step::Completed));
        }
        half.loom.at.set(At::Poisoned);
        execution::let_go(half.id);
        unwind::keep(move || {
            half.loom.crowd.touch();
            // Release: pairs with the Acquire of `poisoned` and of `take_turn`.
            at_once(|| half.loom.poisons.fetch_add(1, Release));
            half.loom.crowd.call_all();
            done(place, Some(half.id), What::Step(Step::Poisoned));
        });
    }
}
