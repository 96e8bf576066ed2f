//! What a program has come to when no thread goes on any more.

use super::count::Schedules;
use crate::vm::{Builtin, End, Object, Program, Shared, Value};
use std::collections::BTreeMap;

/// What is left at the end, as a reader of the program would tell it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Outcome {
    /// The global variables as `repr` shows them. Modules, threads, locks, and functions under their own name are
    /// left out.
    pub globals: BTreeMap<String, String>,
    /// What was printed.
    pub output: String,
    /// How each thread ended, by its number. `None`: it never did. No thread could go on, and this one waited: a deadlock.
    pub ends: Vec<Option<End>>,
}

/// An outcome, and how it comes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What is left at the end.
    pub outcome: Outcome,
    /// How many schedules lead there. `None` if not every schedule was tried: with the reduction, or if the search stopped at its limit.
    pub schedules: Option<Schedules>,
    /// A schedule that leads there: for each step, the number of the thread that makes it. None that was tried has fewer changes of thread.
    pub shortest: Vec<usize>,
}

impl Outcome {
    /// What `shared` tells at the end.
    pub fn new(program: &Program, shared: &Shared) -> Self {
        let globals = program.names.iter().zip(&shared.globals).filter_map(|(name, value)| {
            let value = (*value)?;
            shows(program, shared, name, value).then(|| (name.clone(), shared.text(program, value)))
        });
        Outcome { globals: globals.collect(), output: shared.output.clone(), ends: shared.ends.clone() }
    }

    /// Whether some thread waits for ever.
    pub fn is_deadlock(&self) -> bool {
        self.ends.contains(&None)
    }
}

fn shows(program: &Program, shared: &Shared, name: &str, value: Value) -> bool {
    match value {
        Value::Function(code) => program.code(code).name != name,
        Value::Builtin(Builtin::Threading | Builtin::Time) => false,
        Value::Object(object) => !matches!(shared.heap.get(object), Object::Thread { .. } | Object::Lock { .. }),
        _ => true,
    }
}
