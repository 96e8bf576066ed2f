//! A schedule, step by step: what each step did, in words.
//!
//! A schedule is a list of thread numbers: who makes the next step. Together with the program it decides everything, so it can be played again, and each
//! step be looked at.
//!
//! # Keeps true
//!
//! - Every row is what [`step()`] did in this very replay; nothing is remembered from the search that found the schedule.
//! - A schedule that no machine could follow is an error, not a row.

use super::{Builtin, Half, Object, Op, Program, Shared, State, Step, Thread, Value, step};
use std::fmt;

/// One step of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its place in the schedule, counted from 1; 0 is no step, but where a thread stands at the end.
    pub step: usize,
    /// Whose step it was.
    pub thread: usize,
    /// The line of the Python file, or 0.
    pub line: u32,
    /// The instruction, as `dis` shows it: `LOAD_GLOBAL x`; of a call, what it calls.
    pub instruction: String,
    /// What came of it: `→ 1` is read or returned, `← 1` is written. Empty where there is nothing to say.
    pub effect: String,
    /// Whether it read or changed what another thread can see.
    pub shared: bool,
}

/// Why a schedule cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Impossible {
    /// The step that cannot be made, counted from 1.
    pub step: usize,
    /// Whose turn it was.
    pub thread: usize,
    /// What is wrong with it.
    pub why: &'static str,
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {}: thread {} {}", self.step, self.thread, self.why)
    }
}

impl std::error::Error for Impossible {}

/// Plays a schedule from `begin` on, and returns its rows and the state at its end.
///
/// # Errors
///
/// If the schedule names a thread that does not exist yet, has ended, or waits for another one.
pub fn replay(program: &Program, begin: &State, schedule: &[usize]) -> Result<(Vec<Row>, State), Impossible> {
    let State { mut shared, mut threads } = begin.clone();
    let mut rows = Vec::new();
    for (&number, at) in schedule.iter().zip(1..) {
        let impossible = |why| Impossible { step: at, thread: number, why };
        let thread = threads.get_mut(number).ok_or_else(|| impossible("has not been started"))?;
        let Some(op) = thread.next(program) else { return Err(impossible("has ended")) };
        let before = Before::of(program, &shared, thread, op);
        let done = step(program, &mut shared, thread);
        if done == Step::Blocked {
            return Err(impossible("waits for another thread"));
        }
        rows.push(before.row(program, &shared, thread, &done, at));
        if let Step::Started(new) = done {
            threads.push(new);
        }
    }
    Ok((rows, State { shared, threads }))
}

/// Where the threads of a state stand that have not ended, if none of them can go on: a row each.
pub fn stuck(program: &Program, state: &State) -> Vec<Row> {
    let waits = state.threads.iter().filter_map(|thread| {
        let before = Before::of(program, &state.shared, thread, thread.next(program)?);
        Some(Row {
            step: 0,
            thread: usize::from(thread.number),
            line: before.line,
            instruction: before.instruction,
            effect: "waits for ever".to_owned(),
            shared: true,
        })
    });
    waits.collect()
}

/// What has to be looked at before the step takes it from the stack.
struct Before {
    op: Op,
    line: u32,
    instruction: String,
    shared: bool,
    /// What is written, if something is.
    written: Option<String>,
    /// How deep the calls are.
    depth: usize,
}

impl Before {
    fn of(program: &Program, shared: &Shared, thread: &Thread, op: Op) -> Self {
        let frame = thread.frames.last().expect("it has a next instruction");
        let top = |n: usize| frame.stack[frame.stack.len() - n];
        let instruction = &program.code(frame.code).instructions[usize::from(frame.pc)];
        let mut text = instruction.text.clone();
        let mut written = None;
        let is_shared = match op {
            Op::LoadGlobal(name) => shared.global(name).is_some_and(|value| is_data(shared, value)),
            Op::StoreGlobal(_) => {
                written = Some(shared.text(program, top(1)));
                is_data(shared, top(1))
            }
            Op::StoreSubscr => {
                written = Some(shared.text(program, top(3)));
                true
            }
            Op::ListAppend(_) => false,
            Op::BinarySubscr => true,
            Op::BeforeWith => {
                text = format!("{text} acquire()");
                true
            }
            Op::Call { arguments, .. } => {
                let callable = top(usize::from(arguments) + 1);
                text = format!("CALL {}()", called(program, callable));
                if let Some(Half::Write { text, .. }) = &thread.half {
                    written = Some(format!("{text:?}"));
                }
                matches!(callable, Value::Method(..) | Value::Builtin(Builtin::Print | Builtin::Sleep))
            }
            _ => false,
        };
        Before { op, line: instruction.line, instruction: text, shared: is_shared, written, depth: thread.frames.len() }
    }

    fn row(self, program: &Program, shared: &Shared, thread: &Thread, done: &Step, step: usize) -> Row {
        let top = thread.frames.last().and_then(|frame| frame.stack.last()).map(|&value| shared.text(program, value));
        let effect = match (self.op, done, self.written) {
            (_, Step::Ended, _) => match &shared.ends[usize::from(thread.number)] {
                Some(super::End::Died(error)) => format!("dies: {error}"),
                _ => "ends".to_owned(),
            },
            (_, Step::Started(new), _) => format!("starts thread {}", new.number),
            (_, Step::LetGo, Some(text)) => format!("← {text}, lets go"),
            (_, Step::LetGo, None) => "lets go".to_owned(),
            (_, _, Some(text)) => format!("← {text}"),
            (Op::LoadGlobal(_) | Op::LoadFast(_) | Op::BinaryOp(_) | Op::CompareOp(_) | Op::BinarySubscr, ..) => {
                format!("→ {}", top.unwrap_or_default())
            }
            // A call that has returned already: not one of a function of the program, whose own steps follow.
            (Op::Call { .. }, ..) if thread.frames.len() == self.depth => {
                top.filter(|value| value != "None").map(|value| format!("→ {value}")).unwrap_or_default()
            }
            _ => String::new(),
        };
        let ended = *done == Step::Ended;
        let thread = usize::from(thread.number);
        let shared = self.shared || ended;
        Row { step, thread, line: self.line, instruction: self.instruction, effect, shared }
    }
}

/// Whether a value is part of a program's data, and not one of its functions, threads and locks.
fn is_data(shared: &Shared, value: Value) -> bool {
    match value {
        Value::Function(_) | Value::Code(_) | Value::Builtin(_) => false,
        Value::Object(object) => !matches!(shared.heap.get(object), Object::Thread { .. } | Object::Lock { .. }),
        _ => true,
    }
}

/// What a call calls: `f`, `acquire`.
fn called(program: &Program, callable: Value) -> String {
    match callable {
        Value::Function(code) => program.code(code).name.clone(),
        Value::Builtin(builtin) | Value::Method(builtin, _) => format!("{builtin:?}").to_lowercase(),
        _ => "?".to_owned(),
    }
}
