//! How many schedules lead to each state: paths, counted without walking each.
//!
//! As many schedules lead to a state as lead to the states before it, taken together. So the states are taken in an order in which all that come before a
//! state have been counted when its turn comes (a topological order, found as Kahn did). A state that has no turn lies behind a
//! cycle: a loop in which threads may wait for each other as long as they like. Without end many schedules come by there.
//!
//! # Keeps true
//!
//! - A schedule is the sequence of threads that make the next step. Where one thread must go on, there is no choice, and nothing is multiplied.
//! - A number is exact, or says that it is too small.

use super::search::Graph;
use std::fmt;

/// How many schedules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Schedules {
    /// So many.
    Number(u128),
    /// More than 2¹²⁸ − 1.
    TooMany,
    /// A loop on the way can go round as often as the scheduler likes.
    Endless,
}

impl Schedules {
    /// Both together.
    pub fn plus(self, other: Schedules) -> Schedules {
        match (self, other) {
            (Schedules::Number(a), Schedules::Number(b)) => {
                a.checked_add(b).map_or(Schedules::TooMany, Schedules::Number)
            }
            (a, b) => a.max(b),
        }
    }
}

impl fmt::Display for Schedules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Schedules::Number(number) => write!(f, "{number}"),
            Schedules::TooMany => write!(f, "more than {}", u128::MAX),
            Schedules::Endless => write!(f, "endless"),
        }
    }
}

/// For each state, the number of paths that lead there.
#[derive(Debug)]
pub(super) struct Paths {
    /// The largest number stands for itself and all above it.
    counts: Vec<u128>,
    turns: Turns,
}

impl Paths {
    /// Counts the paths from the first state. Every state must have been expanded.
    pub fn count(graph: &Graph) -> Self {
        let turns = Turns::of(graph);
        let mut counts = vec![0_u128; graph.states.len()];
        counts[0] = 1;
        for &state in &turns.order {
            for edge in graph.edges_of(state) {
                let count = counts[edge.to() as usize].saturating_add(counts[state as usize]);
                counts[edge.to() as usize] = count;
            }
        }
        Paths { counts, turns }
    }

    /// How many lead to this state.
    pub fn to(&self, state: u32) -> Schedules {
        if self.turns.missing[state as usize] > 0 { Schedules::Endless } else { number(self.counts[state as usize]) }
    }

    /// Whether some path can be followed for ever.
    pub fn cycle(&self) -> bool {
        self.turns.order.len() < self.counts.len()
    }
}

/// For each state, how many paths lead from there to each kind of end, see [`shortest`](super::shortest). `None` if a path can be followed for ever.
pub(super) fn ways(graph: &Graph, kinds: usize, kind: impl Fn(u32) -> Option<usize>) -> Option<Vec<Vec<Schedules>>> {
    let order = Turns::of(graph).order;
    let mut ways = vec![vec![0_u128; kinds]; graph.states.len()];
    for &state in order.iter().rev() {
        let mut sums = vec![0_u128; kinds];
        if let Some(kind) = kind(state) {
            sums[kind] = 1;
        }
        for edge in graph.edges_of(state) {
            sums.iter_mut().zip(&ways[edge.to() as usize]).for_each(|(sum, more)| *sum = sum.saturating_add(*more));
        }
        ways[state as usize] = sums;
    }
    let numbers = ways.into_iter().map(|ways| ways.into_iter().map(number).collect());
    (order.len() == graph.states.len()).then(|| numbers.collect())
}

/// The states in an order in which each comes after all that lead to it.
#[derive(Debug)]
struct Turns {
    /// Without those behind a cycle.
    order: Vec<u32>,
    /// How many edges lead to each state from states without a turn.
    missing: Vec<u32>,
}

impl Turns {
    fn of(graph: &Graph) -> Self {
        let mut missing = vec![0; graph.states.len()];
        graph.numbers().flat_map(|state| graph.edges_of(state)).for_each(|edge| missing[edge.to() as usize] += 1);
        // Every other state has an edge that leads to it: it was found by that.
        let mut order: Vec<u32> = (0..1).filter(|_| missing[0] == 0).collect();
        let mut at = 0;
        while let Some(&state) = order.get(at) {
            at += 1;
            for edge in graph.edges_of(state) {
                missing[edge.to() as usize] -= 1;
                if missing[edge.to() as usize] == 0 {
                    order.push(edge.to());
                }
            }
        }
        Turns { order, missing }
    }
}

fn number(count: u128) -> Schedules {
    if count == u128::MAX { Schedules::TooMany } else { Schedules::Number(count) }
}
