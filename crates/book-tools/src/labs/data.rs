//! What the script of a lab plays: the graph in few characters.
//!
//! # Keeps true
//!
//! - Texts stand once, and a node names them by their place. `lab.js` reads what this writes; nobody else does.
//! - A node says how many schedules lead from it to an end, and how many of these to a bad one: added up along the map, not taken from the explorer. So a
//!   test can compare the two.

use std::collections::{BTreeSet, HashMap};

use gil::vm::CodeId;
use serde_json::{Value, json};

use super::graph::{Graph, Node};
use super::locks::Lock;
use super::played::{Played, Verdict};
use super::recipe::{Predict, Recipe};
use super::words::{self, NAMES, Step};

/// Values, each once.
#[derive(Default)]
struct Table {
    places: HashMap<String, usize>,
    values: Vec<Value>,
}

impl Table {
    fn place(&mut self, value: Value) -> usize {
        let next = self.values.len();
        let place = *self.places.entry(value.to_string()).or_insert(next);
        if place == next {
            self.values.push(value);
        }
        place
    }
}

/// The data of a program. A node is `[steps of A, of B, line of A, of B, shared, in A's hand, in B's, node after A, after B, A's step, B's, end, ways on, bad ones]`;
/// −1 stands for none. `ops` has the instructions of each step, with the lines that they belong to.
pub fn of(recipe: &Recipe, played: &Played, graph: &Graph) -> Value {
    let ways = ways(recipe, played, graph);
    let code = [0, 1].map(|thread| code(played, graph, thread));
    let [mut steps, mut ops, mut states, mut ends] = <[Table; 4]>::default();
    let mut nodes = Vec::new();
    for (node, [all, bad]) in graph.nodes.iter().zip(&ways) {
        let both = [0, 1];
        let end = node.outcome.map(|outcome| {
            let (verdict, text) = words::end(recipe, played, outcome, &node.state, &node.locks);
            ends.place(json!({ "verdict": verdict.name(), "text": text }))
        });
        let next = both.map(|thread| place(node.next[thread].as_ref().map(|(to, _)| *to)));
        let lines = both.map(|thread| place(line(played, node, thread).and_then(|line| find(&code[thread], line))));
        let hands = both.map(|thread| hand(played, node, thread));
        let does = both.map(|thread| {
            place(does(played, node, thread, &code[thread]).map(|does| {
                let place = steps.place(does.clone());
                ops.values.resize(steps.values.len(), Value::Null);
                ops.values[place] = does[1].clone();
                place
            }))
        });
        nodes.push(json!([
            node.at[0],
            node.at[1],
            lines[0],
            lines[1],
            states.place(json!(shared(played, node))),
            hands[0],
            hands[1],
            next[0],
            next[1],
            does[0],
            does[1],
            place(end),
            all,
            bad
        ]));
    }
    let steps: Vec<Value> = steps.values.into_iter().map(|step| step[0].clone()).collect();
    json!({
        "title": recipe.title, "right": recipe.right, "wrong": recipe.wrong, "stuck": recipe.stuck, "why": recipe.why.replace('`', ""),
        "predict": if recipe.predict == Predict::Number { "number" } else { "choice" },
        "size": graph.size(), "total": ways[0][0], "bad": ways[0][1], "code": code.map(|lines| lines.into_iter().map(|(_, text)| text).collect::<Vec<_>>()),
        "steps": steps, "ops": ops.values, "states": states.values, "ends": ends.values, "nodes": nodes,
    })
}

fn find(code: &[(Option<usize>, String)], line: usize) -> Option<usize> {
    code.iter().position(|(number, _)| *number == Some(line))
}

fn place(place: Option<usize>) -> i64 {
    place.map_or(-1, |place| i64::try_from(place).expect("a lab is small"))
}

/// For each node: how many schedules lead on from it, and how many of them to a bad end. A step leads to a node behind it in the list.
fn ways(recipe: &Recipe, played: &Played, graph: &Graph) -> Vec<[u64; 2]> {
    let mut ways = vec![[0, 0]; graph.nodes.len()];
    for (number, node) in graph.nodes.iter().enumerate().rev() {
        ways[number] = match node.outcome {
            Some(outcome) => {
                let verdict = recipe.verdict(&played.explored.outcomes()[outcome].outcome);
                [1, u64::from(verdict != Verdict::Right)]
            }
            None => {
                node.next.iter().flatten().fold([0, 0], |[all, bad], (to, _)| [all + ways[*to][0], bad + ways[*to][1]])
            }
        };
    }
    ways
}

/// `[text, instructions]` of what a thread does next, or would do if it did not wait.
fn does(played: &Played, node: &Node, thread: usize, code: &[(Option<usize>, String)]) -> Option<Value> {
    if let Some((_, Step { label, rows })) = &node.next[thread] {
        let place = |line: u32| place(find(code, line as usize));
        let rows: Vec<_> = rows.iter().map(|(line, instruction)| json!([place(*line), instruction])).collect();
        return Some(json!([label, rows]));
    }
    let runs = &node.state.threads[thread + 1];
    let (op, frame) = (runs.next(&played.program)?, runs.frames.last()?);
    let lock = node.locks.wanted(frame, op).map_or("it", |lock| lock.name.as_str());
    Some(json!([format!("take {lock}"), []]))
}

/// What all can see, in a line.
fn shared(played: &Played, node: &Node) -> String {
    let found = gil::explore::Outcome::new(&played.program, &node.state.shared);
    let values = found.globals.iter().map(|(name, value)| format!("{name} = {value}"));
    values
        .chain(node.locks.iter().map(|lock| format!("{}: {}", lock.name, owner(lock))))
        .collect::<Vec<_>>()
        .join(" · ")
}

fn owner(lock: &Lock) -> String {
    match (lock.locked, lock.owner) {
        (false, _) => "free".to_owned(),
        (true, Some(owner)) => format!("{} has it", NAMES[owner]),
        (true, None) => "locked".to_owned(),
    }
}

/// What only this thread knows: what it waits for, or its values.
fn hand(played: &Played, node: &Node, thread: usize) -> String {
    words::waits(&played.program, &node.state, &node.locks, thread).unwrap_or_else(|| node.hands[thread].clone())
}

/// The line of the file at which a thread is.
fn line(played: &Played, node: &Node, thread: usize) -> Option<usize> {
    let frame = node.state.threads[thread + 1].frames.last()?;
    let until = &played.program.code(frame.code).instructions[..=usize::from(frame.pc)];
    until.iter().rev().map(|it| it.line as usize).find(|&line| line > 0)
}

/// The functions that a thread runs: their lines, each with its number in the file. An empty one between two functions has none.
fn code(played: &Played, graph: &Graph, thread: usize) -> Vec<(Option<usize>, String)> {
    let frames = graph.nodes.iter().flat_map(|node| &node.state.threads[thread + 1].frames);
    let codes: BTreeSet<_> = frames.map(|frame| frame.code.0).collect();
    let instructions = |code| played.program.code(CodeId(code)).instructions.iter();
    let mut ranges = BTreeSet::new();
    for code in codes {
        let lines = instructions(code).map(|it| it.line as usize).filter(|&line| line > 0);
        let (mut first, last) = lines.fold((usize::MAX, 1), |(first, last), line| (first.min(line), last.max(line)));
        while first > 1 && !played.source[first - 1].starts_with("def ") {
            first -= 1;
        }
        ranges.insert((first, last));
    }
    let mut lines = Vec::new();
    for (first, last) in ranges {
        if !lines.is_empty() {
            lines.push((None, String::new()));
        }
        lines.extend((first..=last).map(|line| (Some(line), played.source[line - 1].clone())));
    }
    lines
}
