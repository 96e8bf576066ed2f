//! A shortest schedule to each outcome: one with the fewest switches.
//!
//! Every schedule to an outcome has about the same number of steps: what the program does must be done. What makes one easy to follow is that few threads take
//! turns. So going on with the thread that ran last costs nothing, another thread costs one, and the search takes what is free first (a breadth-first search
//! with costs 0 and 1). Who ran last is part of where it stands, so each state is met once for each thread.
//!
//! # Keeps true
//!
//! - Places are done in the order of their cost, and the place before one was done earlier. So a way back from a place ends at the beginning.

use super::search::Graph;

/// A state, and the thread that came there.
type Place = (u32, u8);

/// Finds a schedule for each kind of end. `kind` says what kind of end a state is, from 0 to `kinds` − 1; `None` for a state that is no end.
/// The schedules come in the order in which they are found, each with its kind: the fewest switches first.
pub(super) fn schedules(graph: &Graph, kinds: usize, kind: impl Fn(u32) -> Option<usize>) -> Vec<(usize, Vec<usize>)> {
    let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
    if let Some(kind) = kind(0) {
        return vec![(kind, Vec::new())];
    }
    let mut ways = Ways::new(graph);
    let (mut now, mut later): (Vec<Place>, Vec<Place>) = (Vec::new(), Vec::new());
    for edge in graph.edges_of(0) {
        ways.come((edge.to(), edge.thread()), None);
        now.push((edge.to(), edge.thread()));
    }
    while !now.is_empty() {
        let mut at = 0;
        while let Some(&place) = now.get(at) {
            at += 1;
            if !ways.is_first_visit(place) {
                continue;
            }
            if let Some(kind) = kind(place.0)
                && found.iter().all(|&(known, _)| known != kind)
            {
                found.push((kind, ways.back(place)));
                if found.len() == kinds {
                    return found;
                }
            }
            for edge in graph.edges_of(place.0) {
                let to = (edge.to(), edge.thread());
                if ways.is_done(to) {
                    continue;
                }
                if edge.thread() == place.1 {
                    ways.come(to, Some(place));
                    now.push(to);
                } else if !ways.is_seen(to) {
                    ways.come(to, Some(place));
                    later.push(to);
                }
            }
        }
        now = std::mem::take(&mut later);
    }
    found
}

/// For each place, the one before it.
struct Ways {
    threads: usize,
    before: Vec<u32>,
    done: Vec<bool>,
}

/// Nobody came there yet.
const UNSEEN: u32 = u32::MAX;
/// The first step of a schedule leads there.
const BEGIN: u32 = u32::MAX - 1;

impl Ways {
    fn new(graph: &Graph) -> Self {
        let threads = graph.states.iter().map(|state| state.started()).max().unwrap_or(0);
        let places = graph.states.len() * threads;
        Ways { threads, before: vec![UNSEEN; places], done: vec![false; places] }
    }

    fn come(&mut self, place: Place, from: Option<Place>) {
        let at = self.at(place);
        self.before[at] = from.map_or(BEGIN, |from| self.at(from) as u32);
    }

    fn is_seen(&self, place: Place) -> bool {
        self.before[self.at(place)] != UNSEEN
    }

    fn is_done(&self, place: Place) -> bool {
        self.done[self.at(place)]
    }

    fn is_first_visit(&mut self, place: Place) -> bool {
        let at = self.at(place);
        !std::mem::replace(&mut self.done[at], true)
    }

    /// The threads that made the steps from the beginning to this place.
    fn back(&self, place: Place) -> Vec<usize> {
        let mut at = self.at(place);
        let mut threads = vec![at % self.threads];
        while self.before[at] != BEGIN {
            at = self.before[at] as usize;
            threads.push(at % self.threads);
        }
        threads.reverse();
        threads
    }

    fn at(&self, (state, last): Place) -> usize {
        state as usize * self.threads + usize::from(last)
    }
}
