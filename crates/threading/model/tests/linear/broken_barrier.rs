//! A barrier with numbered rounds, right as it stands, and with one mistake each.

use crate::barrier::{Answer, Call, Rounds, programs};
use crate::explain::{Simple, Step};
use crate::run::{Object, Verdict, all_schedules, is_rejected};
use std::sync::{Condvar, Mutex};
use threading_model::Barrier;

/// What somebody got wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mistake {
    None,
    /// There are no rounds: whoever comes back is counted on.
    OneRound,
    /// Who comes back early is counted in the round that others have not left.
    ComesInTooEarly,
    /// `abort` tells nobody.
    AbortWakesNobody,
    /// `reset` sets the count back, and leaves those inside who were counted.
    ResetForgetsWhoWaits,
    /// Who waits is told how many are there when it leaves.
    IndexOnLeaving,
    /// `reset` also breaks a round that is complete.
    ResetBreaksWhatIsWhole,
}

/// A barrier with numbered rounds.
struct Copy {
    mistake: Mistake,
    parties: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    round: usize,
    came: usize,
    broken: bool,
    /// The rounds whose threads get an error if they are still inside.
    sent_away: Vec<usize>,
}

impl Copy {
    fn wait(&self) -> Answer {
        let mut state = self.state.lock().unwrap();
        if state.broken {
            return Answer::BrokenBarrierError;
        }
        let (round, index) = (state.round, state.came);
        state.came += 1;
        if index + 1 == self.parties {
            if self.mistake != Mistake::OneRound {
                (state.round, state.came) = (round + 1, 0);
            }
            self.changed.notify_all();
            return Answer::Index(index);
        }
        let (parties, mistake) = (self.parties, self.mistake);
        state = self
            .changed
            .wait_while(state, |state| {
                let incomplete = match mistake {
                    Mistake::OneRound => state.came < parties,
                    Mistake::ComesInTooEarly => state.came != 0 && !state.broken,
                    _ => state.round == round,
                };
                incomplete && !state.broken
            })
            .unwrap();
        if state.broken || state.sent_away.contains(&round) {
            return Answer::BrokenBarrierError;
        }
        Answer::Index(if mistake == Mistake::IndexOnLeaving { state.came } else { index })
    }
}

impl Object for Copy {
    type Simple = Rounds;
    fn call(&self, call: &Call) -> Answer {
        if *call == Call::Wait {
            return self.wait();
        }
        let mut state = self.state.lock().unwrap();
        match call {
            Call::Broken => return Answer::Truth(state.broken),
            Call::Waiting => return Answer::Number(if state.broken { 0 } else { state.came }),
            Call::Abort => {
                state.broken = true;
                let round = state.round;
                // All: also who has not left an earlier one.
                state.sent_away.extend(0..=round);
                if self.mistake != Mistake::AbortWakesNobody {
                    self.changed.notify_all();
                }
            }
            _ => {
                let round = state.round;
                if self.mistake == Mistake::ResetBreaksWhatIsWhole {
                    state.sent_away.extend(0..round);
                }
                if self.mistake != Mistake::ResetForgetsWhoWaits {
                    state.sent_away.push(round);
                    state.round += 1;
                }
                (state.came, state.broken) = (0, false);
                self.changed.notify_all();
            }
        }
        Answer::Done
    }
}

fn rejected(most: usize, mistake: Mistake) -> bool {
    is_rejected(most, programs(), |(parties, program)| {
        let new = move || Copy { mistake, parties, state: Mutex::default(), changed: Condvar::new() };
        all_schedules(&program, &Rounds::new(parties), new)
    })
}

/// A barrier where a complete round is whole for all who were inside it, whatever comes later. CPython's is none.
#[derive(Clone)]
struct WholeForAll(Rounds);

impl Simple for WholeForAll {
    type Call = Call;
    type Answer = Answer;
    fn step(&mut self, thread: usize, call: &Call) -> Step<Answer> {
        // A reset sends those away who wait, and nobody else.
        let step = self.0.step(thread, if *call == Call::Abort { &Call::Reset } else { call });
        self.0.broken |= *call == Call::Abort;
        step
    }
}

struct BesideWholeForAll(Barrier);

impl Object for BesideWholeForAll {
    type Simple = WholeForAll;
    fn call(&self, call: &Call) -> Answer {
        self.0.call(call)
    }
}

/// A waits → B completes the round, and leaves → B aborts → A, which has not left yet, gets an error.
#[test]
fn an_abort_may_break_a_round_that_was_whole_for_another() {
    let beside = |program: [Vec<Call>; 2]| {
        let new = || BesideWholeForAll(Barrier::new(2).unwrap());
        all_schedules(&program.to_vec(), &WholeForAll(Rounds::new(2)), new)
    };
    let verdict = beside([vec![Call::Wait], vec![Call::Wait, Call::Abort]]);
    assert!(matches!(verdict, Verdict::Not(_)), "{verdict:?}");
    let verdict = beside([vec![Call::Wait], vec![Call::Wait, Call::Reset]]);
    assert!(matches!(verdict, Verdict::Explained), "{verdict:?}");
}

#[test]
fn the_copy_without_a_mistake_passes() {
    assert!(!rejected(50, Mistake::None));
}

#[test]
fn a_barrier_with_one_round_is_rejected() {
    assert!(rejected(150, Mistake::OneRound));
}

#[test]
fn to_come_in_too_early_is_rejected() {
    assert!(rejected(150, Mistake::ComesInTooEarly));
}

#[test]
fn an_abort_that_wakes_nobody_is_rejected() {
    assert!(rejected(150, Mistake::AbortWakesNobody));
}

#[test]
fn a_reset_that_forgets_who_waits_is_rejected() {
    assert!(rejected(150, Mistake::ResetForgetsWhoWaits));
}

#[test]
fn a_reset_that_breaks_what_is_whole_is_rejected() {
    assert!(rejected(150, Mistake::ResetBreaksWhatIsWhole));
}

#[test]
fn to_ask_for_the_index_on_leaving_is_rejected() {
    assert!(rejected(150, Mistake::IndexOnLeaving));
}
