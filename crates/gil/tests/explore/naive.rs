//! The explorer without a thought: every schedule is walked from its beginning to its end, on copies of the whole state.

use gil::explore::Outcome;
use gil::vm::{Op, Program, State, Step, Switches};
use std::collections::BTreeMap;

/// A state, and who may go on.
#[derive(Debug, Clone)]
pub struct Walk {
    pub state: State,
    /// The thread that nobody may interrupt.
    must: Option<usize>,
    /// Who has waited for the lock of a `with` block, and has not entered it yet.
    waited: [bool; 5],
}

impl Walk {
    pub fn new(begin: &State) -> Self {
        Walk { state: begin.clone(), must: None, waited: [false; 5] }
    }

    /// The threads that may make the next step.
    pub fn choices(&mut self, program: &Program, switches: Switches) -> Vec<usize> {
        let can: Vec<_> = (0..self.state.threads.len()).map(|thread| self.clone().state.can(program, thread)).collect();
        if let Some(must) = self.must.filter(|&must| can[must]) {
            return vec![must];
        }
        for (thread, can) in can.iter().enumerate() {
            let enters = self.state.threads[thread].next(program) == Some(Op::BeforeWith);
            self.waited[thread] |= switches == Switches::Breaker && enters && !can;
        }
        (0..can.len()).filter(|&thread| can[thread]).collect()
    }

    /// The thread makes its next step, which it can.
    pub fn step(&mut self, program: &Program, switches: Switches, thread: usize) {
        let op = self.state.threads[thread].next(program).unwrap();
        let pc = self.state.threads[thread].frames.last().unwrap().pc;
        let step = self.state.step(program, thread);
        let open = matches!(step, Step::LetGo | Step::Ended) || switches.after(op, pc, program.version);
        let waited = std::mem::take(&mut self.waited[thread]);
        self.must = (!open && !waited).then_some(thread);
    }
}

trait Can {
    fn can(self, program: &Program, thread: usize) -> bool;
}

impl Can for State {
    /// Whether a thread can make a step; it is tried on a copy.
    fn can(mut self, program: &Program, thread: usize) -> bool {
        self.threads[thread].next(program).is_some() && self.step(program, thread) != Step::Blocked
    }
}

/// How many schedules lead to each outcome. `look` sees every state of every schedule.
pub fn outcomes(
    program: &Program,
    begin: &State,
    switches: Switches,
    look: &mut impl FnMut(&State),
) -> BTreeMap<Outcome, u128> {
    let mut found = BTreeMap::new();
    follow(program, switches, Walk::new(begin), look, &mut found);
    found
}

fn follow(
    program: &Program,
    switches: Switches,
    mut walk: Walk,
    look: &mut impl FnMut(&State),
    found: &mut BTreeMap<Outcome, u128>,
) {
    look(&walk.state);
    let choices = walk.choices(program, switches);
    if choices.is_empty() {
        *found.entry(Outcome::new(program, &walk.state.shared)).or_default() += 1;
    }
    for thread in choices {
        let mut next = walk.clone();
        next.step(program, switches, thread);
        follow(program, switches, next, look, found);
    }
}
