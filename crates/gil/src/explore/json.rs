//! The state graph as JSON, for whoever wants to walk through it: the book's labs play it in the browser.
//!
//! ```text
//! {
//!   "version": "3.12",
//!   "codes": [{"name": "add", "instructions": [{"line": 4, "text": "LOAD_GLOBAL x"}, …]}, …],     the module is the first
//!   "outcomes": [{"globals": {"x": "2"}, "output": "", "ends": ["returned", "NameError: …", null], "schedules": "56", "shortest": [1, 1, …]}, …],
//!   "shared": [{"globals": {"x": "0"}, "output": ""}, …],                                          each that occurs, once
//!   "threads": [{"calls": [{"code": 1, "pc": 2, "locals": {}, "stack": ["0"]}], "half": false, "waits": false}, …],
//!   "states": [{"shared": 0, "threads": [0, 1, 1], "must": null, "next": [null, 1, 2], "outcome": null, "ways": ["56", "868"]}, …]
//! }
//! ```
//!
//! - A **state** names what is shared and each started thread by their places in the two lists. `next[n]` is the state after a step of thread n, or
//!   `null` if it cannot or may not make one. `must` is the thread that nobody may interrupt there. The first state is the beginning.
//! - `outcome` is the place of the outcome that a state is the end of. `ways[n]` says how many schedules lead from the state to outcome n; so of the
//!   schedules that are left, that is the part which ends so. It is `null` if they were not counted or are endless.
//! - A **thread** has its innermost call last; none once it has ended. `half`: it is in the middle of a `print` or a `sleep`, without the GIL. `waits`:
//!   it waits for a lock or for another thread. A value is written as `repr` writes it.
//! - An **end** is `null` if the thread waits for ever. Numbers of schedules are texts, since they may be larger than JavaScript's numbers are exact.
//!
//! Where the search stopped at its limit, a state that was not looked at has no `next` (`null`).

use super::Exploration;
use super::count::ways;
use super::intern::Interner;
use super::outcome::{Found, Outcome};
use super::state::NOBODY;
use crate::vm::{End, Frame, Program, Shared, Step, Thread, step};
use jzon::{JsonValue, object};

impl Exploration {
    /// The state graph, in the form that stands at the top of `explore/json.rs`. It takes about a hundred bytes a state.
    pub fn json(&self) -> String {
        let program = &self.program;
        let end = |state: u32| self.ends.get(&state).copied();
        let ways = self.schedules.and_then(|_| ways(&self.graph, self.found.len(), end));
        let (mut shareds, mut threads) = (Table::default(), Table::default());
        let mut states = Vec::new();
        for (number, state) in self.graph.numbers().zip(self.graph.states.iter()) {
            let shared = &self.shared[state.shared];
            let own = state.threads.iter().take_while(|&&thread| thread != NOBODY);
            let own: Vec<_> = own.map(|&own| threads.place(thread_json(program, shared, &self.threads[own]))).collect();
            let mut next = vec![None; own.len()];
            for edge in self.graph.edges_of(number) {
                next[usize::from(edge.thread())] = Some(edge.to());
            }
            let ways =
                ways.as_ref().map(|ways| ways[number as usize].iter().map(ToString::to_string).collect::<Vec<_>>());
            states.push(object! {
                shared: shareds.place(shared_json(program, shared)),
                threads: own,
                must: state.must,
                next: self.graph.edges(number).map(|_| next),
                outcome: end(number),
                ways: ways,
            });
        }
        object! {
            version: format!("{}.{}", program.version.0, program.version.1),
            codes: codes(program),
            outcomes: self.found.iter().map(found).collect::<Vec<_>>(),
            shared: shareds.values,
            threads: threads.values,
            states: states,
        }
        .dump()
    }
}

/// Values, each once.
#[derive(Default)]
struct Table {
    texts: Interner<String>,
    values: Vec<JsonValue>,
}

impl Table {
    /// The place of a value.
    fn place(&mut self, value: JsonValue) -> u32 {
        let (place, new) = self.texts.intern(value.dump());
        if new {
            self.values.push(value);
        }
        place
    }
}

fn codes(program: &Program) -> Vec<JsonValue> {
    let code = |code: &crate::vm::Code| {
        let instructions = code.instructions.iter().map(|it| object! { line: it.line, text: it.text.as_str() });
        object! { name: code.name.as_str(), instructions: instructions.collect::<Vec<_>>() }
    };
    program.codes.iter().map(code).collect()
}

fn found(found: &Found) -> JsonValue {
    let end = |end: &Option<End>| match end {
        None => JsonValue::Null,
        Some(End::Returned) => "returned".into(),
        Some(End::Died(error)) => error.to_string().into(),
    };
    object! {
        globals: found.outcome.globals.clone(),
        output: found.outcome.output.as_str(),
        ends: found.outcome.ends.iter().map(end).collect::<Vec<_>>(),
        schedules: found.schedules.map(|schedules| schedules.to_string()),
        shortest: found.shortest.clone(),
    }
}

fn shared_json(program: &Program, shared: &Shared) -> JsonValue {
    let outcome = Outcome::new(program, shared);
    object! { globals: outcome.globals, output: outcome.output }
}

fn thread_json(program: &Program, shared: &Shared, thread: &Thread) -> JsonValue {
    let call = |frame: &Frame| {
        let names = program.code(frame.code).locals.iter().map(String::as_str).chain(std::iter::repeat("?"));
        let mut locals = JsonValue::new_object();
        for (name, value) in names.zip(&frame.locals) {
            if let Some(value) = value {
                locals[name] = shared.text(program, *value).into();
            }
        }
        let stack = frame.stack.iter().map(|&value| shared.text(program, value));
        object! { code: frame.code.0, pc: frame.pc, locals: locals, stack: stack.collect::<Vec<_>>() }
    };
    // Whether it waits is seen by trying, on copies.
    let waits =
        thread.next(program).is_some() && step(program, &mut shared.clone(), &mut thread.clone()) == Step::Blocked;
    object! { calls: thread.frames.iter().map(call).collect::<Vec<_>>(), half: thread.half.is_some(), waits: waits }
}
