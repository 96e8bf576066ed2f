//! All states that a program can come to, and which leads to which.
//!
//! # Keeps true
//!
//! - Each state is expanded once, however many schedules come by.
//! - Without a reduction there is an edge for every thread that may go on, so each schedule is a path from the first state, and each path a schedule.
//! - A state without edges is an end: every thread has ended, or none can go on.
//!
//! The search goes wide first: what it meets was mostly met a moment ago and is still in the processor's cache. A program with more states than its limit would be
//! left in its middle that way, so the last tenth is spent on going deep, to see at least some ends.

use super::intern::Interner;
use super::moves::Moves;
use super::state::Packed;
use std::collections::VecDeque;

/// The number of edges of a state that was not expanded.
const UNKNOWN: u8 = u8::MAX;

/// How many bits of an edge are for the state; the other three are for the thread.
const STATE_BITS: u32 = 29;

/// How many bytes a state may take beside the tables, on average. An output or a list that grows in a loop takes more with each turn, and would
/// fill the memory long before there are many states.
const BYTES_A_STATE: usize = 400;

/// How many states a graph can have at most, since their numbers stand in edges; the last one that is expanded may add a few.
const MOST_STATES: usize = (1 << STATE_BITS) - 8;

/// The thread that goes on, and the number of the state it leads to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge(u32);

/// The states, the first with number 0, and their edges.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub states: Interner<Packed>,
    edges: Vec<Edge>,
    /// Where the edges of each state begin, and how many they are.
    first: Vec<u32>,
    degrees: Vec<u8>,
    /// Whether every state was expanded.
    pub complete: bool,
}

impl Graph {
    /// Searches from `begin`, until all is found, or more than `limit` states are, or what they take is too much for so many.
    pub fn search(moves: &mut Moves<'_>, begin: Packed, reduction: bool, limit: usize) -> Self {
        let mut graph = Graph { complete: true, ..Graph::default() };
        let most_bytes = limit.saturating_mul(BYTES_A_STATE);
        let limit = limit.min(MOST_STATES);
        let wide = limit - limit / 10;
        let mut open = VecDeque::from([graph.number(begin).0]);
        while let Some(number) = if graph.states.len() > wide { open.pop_back() } else { open.pop_front() } {
            let state = graph.states[number];
            let alone = if reduction { alone(moves, state) } else { None };
            let mut choices = [None; 8];
            let mut degree = 0;
            for (thread, next) in state.choices(moves) {
                if alone.is_none_or(|alone| alone == thread) {
                    choices[degree] = Some((thread, next));
                    degree += 1;
                }
            }
            graph.first[number as usize] = u32::try_from(graph.edges.len()).expect("memory ends before the numbers do");
            graph.degrees[number as usize] = degree as u8;
            for (thread, next) in choices.into_iter().flatten() {
                let (to, new) = graph.number(state.after(moves, thread, next));
                graph.edges.push(Edge::new(thread, to));
                if new {
                    open.push_back(to);
                }
            }
            if graph.states.len() > limit || moves.held > most_bytes {
                graph.complete = open.is_empty();
                break;
            }
        }
        graph
    }

    /// The edges of a state; `None` if the search stopped before it.
    pub fn edges(&self, state: u32) -> Option<&[Edge]> {
        let (first, degree) = (self.first[state as usize] as usize, self.degrees[state as usize]);
        (degree != UNKNOWN).then(|| &self.edges[first..first + usize::from(degree)])
    }

    /// The edges of a state; none if the search stopped before it.
    pub fn edges_of(&self, state: u32) -> &[Edge] {
        self.edges(state).unwrap_or_default()
    }

    /// All numbers of states.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + use<> {
        (0..).take(self.states.len())
    }

    /// The bytes of the tables.
    pub fn bytes(&self) -> usize {
        self.states.bytes()
            + (self.edges.capacity() + self.first.capacity()) * size_of::<u32>()
            + self.degrees.capacity()
    }

    fn number(&mut self, state: Packed) -> (u32, bool) {
        let (number, new) = self.states.intern(state);
        if new {
            self.first.push(0);
            self.degrees.push(UNKNOWN);
        }
        (number, new)
    }
}

impl Edge {
    fn new(thread: u8, to: u32) -> Self {
        Edge(u32::from(thread) << STATE_BITS | to)
    }

    pub fn thread(self) -> u8 {
        (self.0 >> STATE_BITS) as u8
    }

    pub fn to(self) -> u32 {
        self.0 & ((1 << STATE_BITS) - 1)
    }
}

/// A thread whose next steps nobody can notice, see [`reduce`](super::reduce): it is enough to let it go on.
fn alone(moves: &mut Moves<'_>, state: Packed) -> Option<u8> {
    if state.must.is_some() {
        return None;
    }
    state
        .choices(moves)
        .map(|(number, _)| number)
        .collect::<Vec<_>>()
        .into_iter()
        .find(|&number| moves.nobody_notices(state.shared, state.threads[usize::from(number)]))
}
