//! Every interleaving, one step at a time, and nothing left out: all of them, or those with few forced switches.

use crate::program::{End, OBJECTS, Program, Step, after, changed};
use std::collections::BTreeSet;

/// How a program can end.
#[derive(Debug, Default, PartialEq)]
pub struct Ends {
    pub ends: BTreeSet<End>,
    /// Whether it can get stuck.
    pub deadlocks: bool,
}

#[derive(Clone)]
struct State {
    /// How many steps each thread has done.
    done: Vec<usize>,
    holder: [Option<usize>; OBJECTS],
    /// Who did the last step. The first thread starts the others, so it is the one that runs at first.
    running: usize,
    /// How often a thread may still be stopped that could go on.
    forced: usize,
    end: End,
}

/// All ends of `program`.
pub fn ends(program: &Program) -> Ends {
    bounded_ends(program, usize::MAX)
}

/// The ends that need at most so many forced switches, each of them before a step that another thread can notice.
///
/// When a thread waits or ends, the one that was started first goes on. Another may, for the price of a forced switch: loom
/// asks that price at the very first choice and once no forced switch is left, and this is what a bound promises.
pub fn bounded_ends(program: &Program, forced: usize) -> Ends {
    let threads = program.threads.len();
    let end = End { noted: vec![Vec::new(); threads], ..End::default() };
    let mut found = Ends::default();
    explore(program, State { done: vec![0; threads], holder: [None; OBJECTS], running: 0, forced, end }, &mut found);
    found
}

fn explore(program: &Program, state: State, found: &mut Ends) {
    let next_step = |thread: usize| program.threads[thread].get(state.done[thread]).copied();
    let can_go_on = |thread| {
        next_step(thread).is_some_and(|step| !matches!(step, Step::Lock(lock) if state.holder[lock].is_some()))
    };
    let mut stuck = true;
    let mut ended = true;
    for thread in 0..program.threads.len() {
        let Some(step) = next_step(thread) else { continue };
        ended = false;
        if !can_go_on(thread) {
            continue;
        }
        let first = std::mem::replace(&mut stuck, false);
        let mut next = state.clone();
        if state.forced != usize::MAX && thread != state.running {
            let stopped = can_go_on(state.running);
            let noticed = next_step(state.running).is_some_and(Step::is_noticed);
            let price = usize::from(stopped || !first);
            if stopped && !noticed || price > state.forced {
                continue;
            }
            next.forced -= price;
        }
        next.running = thread;
        next.run(thread, step);
        if next.done[thread] == program.threads[thread].len() {
            next.let_all_go(thread);
        }
        explore(program, next, found);
    }
    if ended {
        found.ends.insert(state.end);
    } else if stuck {
        found.deadlocks = true;
    }
}

impl State {
    fn run(&mut self, thread: usize, step: Step) {
        self.done[thread] += 1;
        let State { holder, end: End { noted, numbers, atomics }, .. } = self;
        let noted = &mut noted[thread];
        match step {
            Step::Lock(lock) => holder[lock] = Some(thread),
            Step::Unlock(lock) if holder[lock] == Some(thread) => holder[lock] = None,
            Step::Read(lock) if holder[lock] == Some(thread) => noted.push(numbers[lock]),
            Step::Change(lock) if holder[lock] == Some(thread) => numbers[lock] = changed(numbers[lock], thread),
            Step::Unlock(_) | Step::Read(_) | Step::Change(_) => (),
            Step::Add(atomic) => {
                noted.push(atomics[atomic]);
                atomics[atomic] += 1;
            }
            Step::Swap(atomic, value) => noted.push(std::mem::replace(&mut atomics[atomic], value)),
            Step::Load(atomic) => noted.push(atomics[atomic]),
            Step::Store(atomic, value) => atomics[atomic] = value,
            Step::StoreSeen(atomic) => atomics[atomic] = after(noted),
        }
    }

    fn let_all_go(&mut self, thread: usize) {
        for holder in &mut self.holder {
            if *holder == Some(thread) {
                *holder = None;
            }
        }
    }
}
