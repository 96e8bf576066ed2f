//! The explorer's states, as the map has them: points that are reached by whole steps.
//!
//! ```text
//!   the explorer:  ● RESUME ▶ ● LOAD_GLOBAL x ▶ ○ LOAD_CONST 1 ▶ ○ BINARY_OP ▶ ○ STORE_GLOBAL x ▶ ○ RETURN_CONST ▶ ●      ○ nobody may come in here
//!   the map:       ● enter add ▶ ● load x, store x ────────────────────────────────────────────────────────────────▶ ●
//! ```
//!
//! # Keeps true
//!
//! - A step goes from one place where the scheduler has a choice to the next. So there is a path for each of the explorer's schedules, and no other.
//! - A node is a state, and how many steps each thread has made on the way there: what the map has for coordinates.

use std::collections::HashMap;

use anyhow::{Context as _, Result, ensure};
use gil::vm::{State, replay};
use serde::Deserialize;

use super::locks::Locks;
use super::played::{Played, Verdict};
use super::recipe::Recipe;
use super::words::{Step, step};

/// All nodes; the first is the beginning.
#[derive(Debug)]
pub struct Graph {
    /// The nodes, in the order of their distance.
    pub nodes: Vec<Node>,
}

/// A state on the map.
#[derive(Debug)]
pub struct Node {
    /// How many steps each thread has made.
    pub at: [usize; 2],
    /// What the machine looks like.
    pub state: State,
    /// Who has which lock.
    pub locks: Locks,
    /// What each thread has in hand, as the explorer tells it.
    pub hands: [String; 2],
    /// The node after a step of each thread, and the step.
    pub next: [Option<(usize, Step)>; 2],
    /// What it is the end of, by the explorer's numbers.
    pub outcome: Option<usize>,
    /// Whether every schedule from here on has a bad end.
    pub doomed: bool,
}

/// The part of the explorer's JSON that is needed here, see `explore/json.rs`.
#[derive(Deserialize)]
struct Json {
    threads: Vec<JsonThread>,
    states: Vec<JsonState>,
}

#[derive(Deserialize)]
struct JsonThread {
    calls: Vec<JsonCall>,
}

#[derive(Deserialize)]
struct JsonCall {
    locals: serde_json::Map<String, serde_json::Value>,
    stack: Vec<String>,
}

#[derive(Deserialize)]
struct JsonState {
    threads: Vec<usize>,
    must: Option<usize>,
    next: Option<Vec<Option<usize>>>,
    outcome: Option<usize>,
    ways: Option<Vec<String>>,
}

impl Graph {
    /// Walks through the explorer's states.
    ///
    /// # Errors
    ///
    /// The explorer's states and the machine do not agree; that would be a bug.
    pub fn of(played: &Played, recipe: &Recipe) -> Result<Self> {
        let json: Json =
            serde_json::from_str(&played.explored.json()).context("the explorer's JSON has another form")?;
        let outcomes = played.explored.outcomes();
        let right: Vec<bool> = outcomes.iter().map(|it| recipe.verdict(&it.outcome) == Verdict::Right).collect();
        let node = |number: usize, at, state: State, locks| {
            let it = &json.states[number];
            let ways = it.ways.as_deref().unwrap_or_default();
            Node {
                at,
                state,
                locks,
                hands: [1, 2].map(|thread| hand(&json.threads[it.threads[thread]])),
                next: [None, None],
                outcome: it.outcome,
                doomed: ways.iter().zip(&right).all(|(ways, right)| !right || ways == "0"),
            }
        };
        let locks = Locks::of(&played.program, &played.begin.shared);
        let mut numbers = vec![0];
        let mut nodes = vec![node(0, [0, 0], played.begin.clone(), locks)];
        let mut known = HashMap::from([((0, [0, 0]), 0)]);
        let mut from = 0;
        while from < nodes.len() {
            for thread in [0, 1] {
                let Some((number, made)) = json.step(numbers[from], thread + 1) else { continue };
                let mut at = nodes[from].at;
                at[thread] += 1;
                let schedule = vec![thread + 1; made];
                let (rows, state) =
                    replay(&played.program, &nodes[from].state, &schedule).context("the machine refuses")?;
                let locks = nodes[from].locks.after(thread, &played.program, &state.shared);
                let step = step(&rows, &nodes[from].locks, &locks, &state, played, thread);
                let to = *known.entry((number, at)).or_insert_with(|| {
                    numbers.push(number);
                    nodes.push(node(number, at, state, locks));
                    nodes.len() - 1
                });
                nodes[from].next[thread] = Some((to, step));
            }
            ensure!(nodes[from].outcome.is_some() == nodes[from].next.iter().all(Option::is_none), "an end is no end");
            from += 1;
        }
        Ok(Graph { nodes })
    }

    /// How many steps each thread makes at most.
    #[must_use]
    pub fn size(&self) -> [usize; 2] {
        [0, 1].map(|thread| self.nodes.iter().map(|node| node.at[thread]).max().unwrap_or(0))
    }

    /// A schedule of the explorer in letters: one for each step of the map.
    #[must_use]
    pub fn letters(&self, schedule: &[usize]) -> String {
        let (mut node, mut rest, mut letters) = (0, schedule, String::new());
        while let Some(&thread) = rest.first() {
            let Some((to, step)) = &self.nodes[node].next[thread - 1] else { break };
            letters.push(if thread == 1 { 'A' } else { 'B' });
            (node, rest) = (*to, &rest[step.rows.len()..]);
        }
        letters
    }
}

impl Json {
    /// The state after a whole step of a thread, and how many instructions it takes.
    fn step(&self, from: usize, thread: usize) -> Option<(usize, usize)> {
        let next = |state: usize| self.states[state].next.as_ref()?.get(thread).copied().flatten();
        let (mut to, mut made) = (next(from)?, 1);
        while self.states[to].must == Some(thread) {
            let Some(further) = next(to) else { break };
            (to, made) = (further, made + 1);
        }
        Some((to, made))
    }
}

/// The values that only this thread knows: what its innermost call works on.
fn hand(thread: &JsonThread) -> String {
    let Some(call) = thread.calls.last() else { return String::new() };
    let plain = |text: &&str| !text.starts_with('<') && *text != "None";
    let stack = thread.calls.iter().flat_map(|call| &call.stack).map(String::as_str).filter(plain).map(str::to_owned);
    let locals = call.locals.iter().filter_map(|(name, value)| Some(format!("{name} = {}", value.as_str()?)));
    stack.chain(locals).collect::<Vec<_>>().join(", ")
}
