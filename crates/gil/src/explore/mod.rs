//! Every schedule of a program: what can come out, in how many ways, and how.

use crate::vm::{Program, Shared, State, Switches, Thread};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

pub mod intern;

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
    /// How many states to look at. If there are more, the exploration is undecided.
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
