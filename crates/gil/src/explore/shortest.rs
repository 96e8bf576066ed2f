//! A shortest schedule to each outcome: one with the fewest switches.
//!
//! Every schedule to an outcome has about the same number of steps: what the program does must be done. What makes one easy to follow is that few threads take
//! turns. So going on with the thread that ran last costs nothing, another thread costs one, and the search takes what is free first (a breadth-first search
//! with costs 0 and 1). Who ran last is part of where it stands, so each state is met once for each thread.
//!
//! # Keeps true
//!
//! - Places are taken in the order of their cost, and the place before one was taken earlier. So a way back from a place ends at the beginning.
//! - A state is met at its least cost only. Whoever comes there at a higher one could as well have come at the least and then switched.

use super::search::Graph;

/// A state, and the thread that came there.
type Place = (u32, u8);

/// Finds a schedule for each kind of end. `kind` says what kind of end a state is, from 0 to `kinds` − 1, and is asked for ends only.
/// The schedules come in the order in which they are found, each with its kind: the fewest switches first.
pub(super) fn schedules(graph: &Graph, kinds: usize, kind: impl Fn(u32) -> Option<usize>) -> Vec<(usize, Vec<usize>)> {
    let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
    if let Some(kind) = kind(0) {
        return vec![(kind, Vec::new())];
    }
    let mut ways = Ways::new(graph);
    let mut later: Vec<(Place, Option<Place>)> = Vec::new();
    later.extend(graph.edges_of(0).iter().map(|edge| ((edge.to(), edge.thread()), None)));
    for cost in 0.. {
        let mut now: Vec<Place> = Vec::new();
        for (place, from) in std::mem::take(&mut later) {
            now.extend(ways.come(place, from, cost));
        }
        if now.is_empty() {
            break;
        }
        let mut at = 0;
        while let Some(&(state, last)) = now.get(at) {
            at += 1;
            let edges = graph.edges_of(state);
            if edges.is_empty()
                && let Some(kind) = kind(state)
                && found.iter().all(|&(known, _)| known != kind)
            {
                found.push((kind, ways.back((state, last))));
                if found.len() == kinds {
                    return found;
                }
            }
            for edge in edges {
                let to = (edge.to(), edge.thread());
                if edge.thread() == last {
                    now.extend(ways.come(to, Some((state, last)), cost));
                } else if ways.costs[edge.to() as usize] > cost {
                    later.push((to, Some((state, last))));
                }
            }
        }
    }
    found
}

/// How each place was reached.
struct Ways {
    threads: usize,
    /// For each place, the one before it.
    before: Vec<u32>,
    /// For each state, the fewest switches on a way there; the largest number if nobody came there yet.
    costs: Vec<u32>,
}

/// Nobody came there yet.
const UNSEEN: u32 = u32::MAX;
/// The first step of a schedule leads there.
const BEGIN: u32 = u32::MAX - 1;

impl Ways {
    fn new(graph: &Graph) -> Self {
        let threads = graph.states.iter().map(|state| state.started()).max().unwrap_or(0);
        let places = graph.states.len() * threads;
        Ways { threads, before: vec![UNSEEN; places], costs: vec![u32::MAX; graph.states.len()] }
    }

    /// Comes to a place at that cost; the place, if it is to be gone on from.
    fn come(&mut self, place: Place, from: Option<Place>, cost: u32) -> Option<Place> {
        let at = self.at(place);
        let known = &mut self.costs[place.0 as usize];
        if *known < cost || self.before[at] != UNSEEN {
            return None;
        }
        *known = cost;
        self.before[at] = from.map_or(BEGIN, |(state, last)| state << 3 | u32::from(last));
        Some(place)
    }

    /// The threads that made the steps from the beginning to this place.
    fn back(&self, mut place: Place) -> Vec<usize> {
        let mut threads = vec![usize::from(place.1)];
        loop {
            let before = self.before[self.at(place)];
            if before == BEGIN {
                break;
            }
            place = (before >> 3, (before & 7) as u8);
            threads.push(usize::from(place.1));
        }
        threads.reverse();
        threads
    }

    fn at(&self, (state, last): Place) -> usize {
        state as usize * self.threads + usize::from(last)
    }
}
