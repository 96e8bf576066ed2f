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
    /// As far as they were counted; the largest number stands for itself and all above it.
    counts: Vec<u128>,
    /// How many edges to each state were not counted yet.
    missing: Vec<u32>,
    /// Whether some path can be followed for ever.
    pub cycle: bool,
}

impl Paths {
    /// Counts the paths from the first state. Every state must have been expanded.
    pub fn count(graph: &Graph) -> Self {
        let mut missing = vec![0; graph.states.len()];
        let edges = |state| graph.edges(state).expect("a complete graph");
        graph.numbers().flat_map(edges).for_each(|edge| missing[edge.to() as usize] += 1);
        let mut counts = vec![0_u128; graph.states.len()];
        counts[0] = 1;
        let mut ready = if missing[0] == 0 { vec![0] } else { Vec::new() };
        let mut taken = 0;
        while let Some(state) = ready.pop() {
            taken += 1;
            for to in edges(state).iter().map(|edge| edge.to() as usize) {
                counts[to] = counts[to].saturating_add(counts[state as usize]);
                missing[to] -= 1;
                if missing[to] == 0 {
                    ready.push(to as u32);
                }
            }
        }
        Paths { counts, missing, cycle: taken < graph.states.len() }
    }

    /// How many lead to this state.
    pub fn to(&self, state: u32) -> Schedules {
        match (self.missing[state as usize], self.counts[state as usize]) {
            (1.., _) => Schedules::Endless,
            (0, u128::MAX) => Schedules::TooMany,
            (0, count) => Schedules::Number(count),
        }
    }
}
