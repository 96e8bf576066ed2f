//! Every schedule of a program: what can come out, in how many ways, and how.

use crate::vm::{Program, State, Switches};
use std::collections::BTreeSet;

pub mod intern;

mod moves;

mod state;

pub mod reduce;

mod search;

mod count;

mod shortest;

mod outcome;

pub use count::Schedules;
pub use outcome::{Found, Outcome};

use count::Paths;
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
    decided: bool,
    states: usize,
    bytes: usize,
    schedules: Option<Schedules>,
}

/// Runs every schedule of `program` from `begin` on.
pub fn explore(program: &Program, begin: &State, options: Options) -> Exploration {
    explore_with(program, begin, options, if options.reduction { reduce::nothing } else { reduce::nothing })
}

/// The same with another idea of which steps are local: to see what a wrong one does.
pub fn explore_with(program: &Program, begin: &State, options: Options, local: Local) -> Exploration {
    let mut moves = Moves::new(program, options.switches, local);
    let begin = Packed::begin(&mut moves, begin);
    let graph = Graph::search(&mut moves, begin, options.reduction, options.limit);
    let paths = (graph.complete && !options.reduction).then(|| Paths::count(&graph));

    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut ends = rustc_hash::FxHashMap::default();
    for state in graph.numbers().filter(|&state| graph.edges(state).is_some_and(<[_]>::is_empty)) {
        let outcome = Outcome::new(program, &moves.shared[graph.states[state].shared]);
        let kind = outcomes.iter().position(|known| *known == outcome).unwrap_or_else(|| {
            outcomes.push(outcome);
            outcomes.len() - 1
        });
        ends.insert(state, kind);
    }
    let count = |kind: Option<usize>| {
        let ends = ends.iter().filter(|&(_, of)| kind.is_none_or(|kind| kind == *of));
        paths.as_ref().map(|paths| ends.fold(Schedules::Number(0), |sum, (&end, _)| sum.plus(paths.to(end))))
    };
    let shortest = shortest::schedules(&graph, outcomes.len(), |state| ends.get(&state).copied());
    let found = shortest.into_iter().map(|(kind, shortest)| Found {
        outcome: outcomes[kind].clone(),
        schedules: count(Some(kind)),
        shortest,
    });
    let schedules =
        if paths.as_ref().is_some_and(|paths| paths.cycle) { Some(Schedules::Endless) } else { count(None) };
    Exploration {
        found: found.collect(),
        decided: graph.complete,
        states: graph.states.len(),
        bytes: graph.bytes() + moves.bytes(),
        schedules,
    }
}

impl Exploration {
    /// The outcomes, each once: those with the fewest switches of thread first.
    pub fn outcomes(&self) -> &[Found] {
        &self.found
    }

    /// Whether these are all. If not, the search stopped at its limit.
    pub fn decided(&self) -> bool {
        self.decided
    }

    /// How many states there are, or were found until the limit.
    pub fn states(&self) -> usize {
        self.states
    }

    /// The memory that the tables had taken at the end of the search, divided by the number of states.
    pub fn bytes_per_state(&self) -> usize {
        self.bytes.div_ceil(self.states)
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
