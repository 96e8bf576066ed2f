//! Every schedule of a program: what can come out, in how many ways, and how.
//!
//! A schedule says which thread makes the next step, step by step. A program has more of them than can be tried one by one (two threads of ten
//! instructions each: 184,756), but most lead through the same states. So the explorer walks from state to state, and what it knows of a
//! state it knows of all schedules that come by:
//!
//! ```text
//!   schedules of two threads, three steps each: 20     their states: 16
//!
//!                                                        ● A ▶ ● ▶ ● ▶ ●
//!      AAABBB  AABABB  AABBAB  AABBBA …                  B     │   │   │
//!                                                        ▼ ─── ● ▶ ● ▶ ●      each crossing is looked at once
//!                                                        ▼ ─── ● ▶ ● ▶ ●
//!                                                        ▼ ─── ● ▶ ● ▶ ●
//! ```
//!
//! ```
//! use gil::explore::{Options, explore};
//! use gil::{listing, vm};
//!
//! let add = "LOAD_CONST (0)\nSTORE_NAME (x)\nLOAD_CONST (None)\nRETURN_VALUE\n\
//!            Disassembly of add:\nLOAD_GLOBAL (x)\nLOAD_CONST (1)\nBINARY_OP (+=)\nSTORE_GLOBAL (x)\nLOAD_CONST (None)\nRETURN_VALUE";
//! let program = listing::read_as(add, (3, 12)).unwrap();
//! let begin = vm::State::functions(&program, &["add", "add"]).unwrap();
//! let explored = explore(&program, &begin, Options::new(vm::Switches::EveryOpcode));
//! assert_eq!(explored.values("x"), [1, 2].into());
//! assert_eq!(explored.schedules().unwrap().to_string(), "924");
//! ```
//!
//! | file | what |
//! |---|---|
//! | `intern` | a number for each thing, so that a state is a few numbers |
//! | `moves` | what a step makes of two such numbers, worked out once |
//! | `state` | a state, and whose turn it may be |
//! | [`reduce`] | which threads need not be tried |
//! | `search` | all states, and which leads to which |
//! | `count` | how many schedules lead there |
//! | `shortest` | one that is easy to follow |
//! | `outcome` | what is told of an end |
//! | `json` | the graph, for the book's labs |
//!
//! # Keeps true
//!
//! - Without a limit that is too low, the outcomes are all that the machine has: with the reduction and without.
//! - What was not decided is never called complete: [`Exploration::decided`] says it, and then nothing is counted.
//! - A thread that holds the GIL goes on until it comes to a place where it may be interrupted ([`Switches::after`]), lets go by itself, waits or ends. Then any
//!   thread that can go on may. Without a GIL any may at any time.
//!
//! # Left out
//!
//! Time. A sleep may be over at once or last longer than everything else, and a switch may come at the first look or at none; how probable a schedule
//! is, nobody knows here. An outcome that no run has ever shown may still be one.

use crate::vm::{Program, Shared, State, Switches, Thread};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

mod intern;

mod moves;

mod state;

pub mod reduce;

mod search;

mod count;

mod shortest;

mod outcome;

mod json;

pub use count::Schedules;
pub use outcome::{Found, Outcome};

use count::Paths;
use intern::Interner;
use moves::Moves;
use reduce::Local;
use search::Graph;
use state::Packed;

/// How to explore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Where a thread may lose the GIL.
    pub switches: Switches,
    /// Whether to leave out schedules that differ only in steps that nobody notices. The outcomes are the same, and sooner found; they are not counted.
    pub reduction: bool,
    /// How many states to look at. If there are more, or they need the memory of more, the exploration is undecided.
    pub limit: usize,
}

impl Options {
    /// With every schedule counted, and at most a million states.
    pub fn new(switches: Switches) -> Self {
        Options { switches, reduction: false, limit: 1_000_000 }
    }
}

/// What was found.
#[derive(Debug)]
pub struct Exploration {
    found: Vec<Found>,
    schedules: Option<Schedules>,
    /// The states that are an end, and the place in `found` of what they are the end of.
    ends: FxHashMap<u32, usize>,
    graph: Graph,
    shared: Interner<Shared>,
    threads: Interner<Thread>,
    program: Program,
    bytes: usize,
}

/// Runs every schedule of `program` from `begin` on.
pub fn explore(program: &Program, begin: &State, options: Options) -> Exploration {
    explore_with(program, begin, options, reduce::is_local)
}

/// The same with another idea of which steps are local: to see what a wrong one does.
pub fn explore_with(program: &Program, begin: &State, options: Options, local: Local) -> Exploration {
    let mut moves = Moves::new(program, options.switches, local);
    let begin = Packed::begin(&mut moves, begin);
    let graph = Graph::search(&mut moves, begin, options.reduction, options.limit);
    let bytes = graph.bytes() + moves.bytes();
    let (shared, threads) = (moves.shared, moves.threads);

    let mut outcomes = Interner::default();
    let mut ends = FxHashMap::default();
    for (number, state) in graph.numbers().zip(graph.states.iter()) {
        if graph.edges(number).is_some_and(<[_]>::is_empty) {
            ends.insert(number, outcomes.intern(Outcome::new(program, &shared[state.shared])).0 as usize);
        }
    }
    let paths = (graph.complete && !options.reduction).then(|| Paths::count(&graph));
    let mut schedules = vec![Schedules::Number(0); outcomes.len()];
    if let Some(paths) = &paths {
        ends.iter().for_each(|(&end, &outcome)| schedules[outcome] = schedules[outcome].plus(paths.to(end)));
    }
    let shortest = shortest::schedules(&graph, outcomes.len(), |state| ends.get(&state).copied());
    let found = shortest.into_iter().map(|(outcome, shortest)| Found {
        outcome: outcomes[outcome as u32].clone(),
        schedules: paths.as_ref().map(|_| schedules[outcome]),
        shortest,
    });
    let found: Vec<_> = found.collect();
    ends.values_mut().for_each(|place| {
        let outcome = &outcomes[*place as u32];
        *place = found.iter().position(|found| found.outcome == *outcome).expect("every end is found again");
    });
    let all = schedules.into_iter().fold(Schedules::Number(0), Schedules::plus);
    let schedules = paths.map(|paths| if paths.cycle() { Schedules::Endless } else { all });
    Exploration { found, schedules, ends, graph, shared, threads, program: program.clone(), bytes }
}

impl Exploration {
    /// The outcomes, each once: those with the fewest switches of thread first.
    pub fn outcomes(&self) -> &[Found] {
        &self.found
    }

    /// Whether these are all. If not, the search stopped at its limit.
    pub fn decided(&self) -> bool {
        self.graph.complete
    }

    /// How many states there are, or were found until the limit.
    pub fn states(&self) -> usize {
        self.graph.states.len()
    }

    /// The memory that the tables had taken at the end of the search, divided by the number of states.
    pub fn bytes_per_state(&self) -> usize {
        self.bytes.div_ceil(self.states())
    }

    /// How many schedules there are; `None` as in [`Found::schedules`].
    pub fn schedules(&self) -> Option<Schedules> {
        self.schedules
    }

    /// The whole numbers that a global variable can have at the end.
    pub fn values(&self, global: &str) -> BTreeSet<i64> {
        let texts = self.found.iter().filter_map(|found| found.outcome.globals.get(global));
        texts.filter_map(|text| text.parse().ok()).collect()
    }
}
