//! What a step and a state are called.
//!
//! # Keeps true
//!
//! Everything said here was seen in the machine: the rows of the replay, the locks before and after, the values.

use gil::vm::{Program, Row, State};

use super::locks::{Lock, Locks};
use super::played::{Played, Verdict};
use super::recipe::Recipe;

/// The threads' names.
pub const NAMES: [&str; 2] = ["A", "B"];

/// A step of the map.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Step {
    /// In few words: `load x, store x`.
    pub label: String,
    /// Its instructions, each with the line of the file that it is compiled from.
    pub rows: Vec<(u32, String)>,
}

/// The words for a step of `thread`, which these rows are of.
#[must_use]
pub fn step(rows: &[Row], before: &Locks, after: &Locks, made: &State, played: &Played, thread: usize) -> Step {
    let changed = |locked: bool| {
        let pairs = before.iter().zip(after.iter());
        pairs.filter(move |(was, is)| was.locked != is.locked && is.locked == locked).map(|(_, is)| &is.name)
    };
    let mut events: Vec<String> = changed(true).map(|name| format!("take {name}")).collect();
    events.extend(rows.iter().filter(|row| row.shared).filter_map(|row| {
        let (verb, what) = row.instruction.split_once(' ')?;
        match verb {
            "LOAD_GLOBAL" | "LOAD_NAME" => Some(format!("load {what}")),
            "STORE_GLOBAL" | "STORE_NAME" => Some(format!("store {what}")),
            // Of a lock, what changed is said.
            _ if ["acquire()", "release()", "exit()"].iter().any(|lock| what.ends_with(lock)) => None,
            _ if what.ends_with("()") => Some(what.to_owned()),
            _ => None,
        }
    }));
    let call = rows.last().filter(|row| !row.shared).and_then(|row| row.instruction.strip_prefix("CALL "));
    events.extend(call.map(|call| format!("call {}", call.trim_end_matches("()"))));
    merge(&mut events);
    events.extend(changed(false).map(|name| format!("free {name}")));
    events.extend(wanted(&played.program, made, after, thread).map(|lock| format!("wait for {}", lock.name)));
    let instructions: Vec<(u32, String)> = rows.iter().map(|row| (row.line, row.instruction.clone())).collect();
    let label = match (rows, &events[..]) {
        ([row], []) if !row.instruction.starts_with("RESUME") => row.instruction.clone(),
        (_, []) => plain(rows, made, played, thread),
        _ => events.join(", "),
    };
    Step { label, rows: instructions }
}

/// `load x`, `store x` becomes `load, store x`.
fn merge(events: &mut Vec<String>) {
    for place in (1..events.len()).rev() {
        if let (Some(load), Some(store)) =
            (events[place - 1].strip_prefix("load "), events[place].strip_prefix("store "))
            && load == store
        {
            events[place - 1] = format!("load, store {load}");
            events.remove(place);
        }
    }
}

/// A step that nobody else can notice.
fn plain(rows: &[Row], made: &State, played: &Played, thread: usize) -> String {
    let code = made.threads[thread + 1].frames.last().map(|frame| played.program.code(frame.code).name.as_str());
    match code {
        None => "end".to_owned(),
        Some(code) if rows.first().is_some_and(|row| row.instruction.starts_with("RESUME")) => format!("enter {code}"),
        Some(code) => format!("go on in {code}"),
    }
}

/// The lock that a thread is going to wait for.
fn wanted<'a>(program: &Program, state: &State, locks: &'a Locks, thread: usize) -> Option<&'a Lock> {
    let (op, frame) = (state.threads[thread + 1].next(program)?, state.threads[thread + 1].frames.last()?);
    locks.wanted(frame, op).filter(|lock| lock.locked)
}

/// What a thread waits for, and who has it.
#[must_use]
pub fn waits(program: &Program, state: &State, locks: &Locks, thread: usize) -> Option<String> {
    let lock = wanted(program, state, locks, thread)?;
    let owner = match lock.owner {
        Some(owner) if owner == thread => ", which it has itself".to_owned(),
        Some(owner) => format!(", which {} has", NAMES[owner]),
        None => String::new(),
    };
    Some(format!("waits for {}{owner}", lock.name))
}

/// What an end is, in half a sentence. What it is called stands in the recipe.
#[must_use]
pub fn end(recipe: &Recipe, played: &Played, outcome: usize, state: &State, locks: &Locks) -> (Verdict, String) {
    let outcome = &played.explored.outcomes()[outcome].outcome;
    let value = |name: &str| outcome.globals.get(name).map_or("unknown", String::as_str);
    let verdict = recipe.verdict(outcome);
    let text = match verdict {
        Verdict::Right => {
            let values: Vec<_> = recipe.good.keys().map(|name| format!("{name} is {}", value(name))).collect();
            if values.is_empty() { recipe.right.clone() } else { values.join(", ") }
        }
        Verdict::Wrong => {
            let wrong = recipe.good.iter().filter(|(name, good)| value(name) != good.as_str());
            let values: Vec<_> = wrong.map(|(name, good)| format!("{name} is {}, not {good}", value(name))).collect();
            values.join(", ")
        }
        Verdict::Dies => {
            let end = |thread: usize| match outcome.ends.get(thread + 1) {
                Some(Some(gil::vm::End::Died(error))) => Some(format!("{} dies: {error}", NAMES[thread])),
                _ => None,
            };
            [0, 1].into_iter().filter_map(end).collect::<Vec<_>>().join("; ")
        }
        Verdict::Stuck => {
            let wait = |thread| Some(format!("{} {}", NAMES[thread], waits(&played.program, state, locks, thread)?));
            [0, 1].into_iter().filter_map(wait).collect::<Vec<_>>().join("; ")
        }
    };
    (verdict, text)
}
