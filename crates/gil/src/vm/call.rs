//! Calls: of the program's functions, and of what Python brings along.
//!
//! # Keeps true
//!
//! - A call that waits for another thread leaves everything as it is, and is made again when the thread runs next.
//! - A call that lets go of the GIL does so between two steps, and notes in [`Thread::half`] that it has done the first.

use super::data::number;
use super::error::Error;
use super::machine::Machine;
use super::methods;
use super::object::{Numbers, Object};
use super::state::{Frame, Half, Thread};
use super::step::Step;
use super::threads;
use super::value::{Builtin, Value};

/// How deep calls may nest. In CPython a `RecursionError` comes at 1,000; a program to be looked at needs less.
const MAX_DEPTH: usize = 50;

/// How many seconds fit into the nanoseconds that CPython counts in 64 bits.
const LONGEST_SLEEP: f64 = 9_223_372_036.0;

/// What came of a call.
pub(super) enum Done {
    /// It returned this value, whose reference it hands over.
    Value(Value),
    /// It returned `None`, and started a thread.
    Started(Thread),
    /// It let go of the GIL in its middle.
    LetGo,
    /// It waits for another thread.
    Blocked,
}

/// `CALL`: the callable lies under its arguments.
pub(super) fn call(machine: &mut Machine<'_>, arguments: u8, keywords: u8, first: u16) -> Result<Step, Error> {
    let done = match machine.peek(arguments + 1) {
        Value::Builtin(Builtin::Thread) => threads::new(machine, arguments, keywords, first)?,
        _ if keywords > 0 => {
            return Err(Error::new("Unsupported", "this machine knows arguments with names for Thread only"));
        }
        Value::Function(code) => {
            if machine.thread.frames.len() >= MAX_DEPTH {
                return Err(Error::new("Unsupported", format!("in this machine {MAX_DEPTH} calls may nest")));
            }
            let values = machine.pop_many(arguments);
            machine.pop();
            // The caller stays at this instruction until the call returns.
            machine.thread.frames.push(Frame::new(code, values, machine.program.code(code)));
            return Ok(Step::Went);
        }
        Value::Builtin(builtin) => function(machine, builtin, arguments)?,
        Value::Method(method, object) => methods::call(machine, method, object, arguments)?,
        other => return Err(machine.type_error(other, "is not callable")),
    };
    let (result, step) = match done {
        Done::Value(result) => (result, Step::Went),
        Done::Started(thread) => (Value::None, Step::Started(thread)),
        Done::LetGo => return Ok(Step::LetGo),
        Done::Blocked => return Ok(Step::Blocked),
    };
    machine.replace(arguments + 1, result);
    machine.go_on();
    Ok(step)
}

/// `BEFORE_WITH`: acquires the lock, and leaves what `with` will call at its end.
pub(super) fn enter(machine: &mut Machine<'_>) -> Result<Step, Error> {
    let lock = machine.peek(1);
    let Value::Object(reference) = lock else { return Err(machine.type_error(lock, "is no lock")) };
    let Object::Lock { locked } = machine.shared.heap.get_mut(reference) else {
        return Err(machine.type_error(lock, "is no lock"));
    };
    if std::mem::replace(locked, true) {
        return Ok(Step::Blocked);
    }
    machine.shared.heap.incref(lock);
    machine.frame().with.push(lock);
    machine.pop();
    machine.push(Value::Method(Builtin::Exit, reference));
    machine.push(Value::Bool(true));
    Ok(machine.go_on())
}

/// A built-in function.
fn function(machine: &mut Machine<'_>, builtin: Builtin, arguments: u8) -> Result<Done, Error> {
    let number_at = |machine: &mut Machine<'_>, n| {
        let value = machine.peek(n);
        number(value).ok_or_else(|| machine.type_error(value, "cannot be interpreted as an integer"))
    };
    let value = match (builtin, arguments) {
        (Builtin::Print, _) => return Ok(print(machine, arguments)),
        (Builtin::Sleep, 1) if machine.thread.half.take().is_some() => Value::None,
        (Builtin::Sleep, 1) => {
            let value = machine.peek(1);
            let seconds = match (number(value), value) {
                (Some(whole), _) => whole as f64,
                (None, Value::Float(bits)) => f64::from_bits(bits),
                _ => return Err(machine.type_error(value, "cannot be interpreted as an integer")),
            };
            if seconds < 0.0 {
                return Err(Error::new("ValueError", "sleep length must be non-negative"));
            }
            if seconds > LONGEST_SLEEP {
                return Err(Error::new("OverflowError", "timestamp too large to convert to C PyTime_t"));
            }
            machine.thread.half = Some(Half::Sleep);
            return Ok(Done::LetGo);
        }
        (Builtin::Range, 1..=3) => {
            let last = number_at(machine, 1)?;
            let (start, stop, step) = match arguments {
                1 => (0, last, 1),
                2 => (number_at(machine, 2)?, last, 1),
                _ => (number_at(machine, 3)?, number_at(machine, 2)?, last),
            };
            if step == 0 {
                return Err(Error::new("ValueError", "range() arg 3 must not be zero"));
            }
            machine.shared.heap.allocate(machine.thread.number, Object::Range(Numbers { start, stop, step }))
        }
        (Builtin::Len, 1) => {
            let value = machine.peek(1);
            let length = match value {
                Value::Str(text) => machine.program.name(text).chars().count(),
                Value::Object(object) => match machine.shared.heap.get(object) {
                    Object::List(values) | Object::Tuple(values) => values.len(),
                    Object::Dict(entries) => entries.len(),
                    _ => return Err(machine.unsupported("has no len() in this machine", value)),
                },
                _ => return Err(machine.type_error(value, "has no len()")),
            };
            Value::Int(i64::try_from(length).expect("it is in memory"))
        }
        (Builtin::Abs, 1) => Value::Int(number_at(machine, 1)?.checked_abs().ok_or_else(Error::too_big)?),
        (Builtin::Lock, 0) => machine.shared.heap.allocate(machine.thread.number, Object::Lock { locked: false }),
        _ => {
            let message = format!("this machine does not know {builtin:?} with {arguments} arguments");
            return Err(Error::new("Unsupported", message));
        }
    };
    Ok(Done::Value(value))
}

/// `print(…)`: words, spaces between them, and a newline are written one by one, as with `python -u`. Each is made with the GIL held and
/// written without it.
fn print(machine: &mut Machine<'_>, arguments: u8) -> Done {
    let mut piece = 0_u16;
    if let Some(Half::Write { text, piece: written }) = machine.thread.half.take() {
        machine.shared.output.push_str(&text);
        piece = written + 1;
    }
    let last = (2 * u16::from(arguments)).max(1) - 1;
    if piece > last {
        return Done::Value(Value::None);
    }
    let text = if piece == last {
        "\n".to_owned()
    } else if piece % 2 == 1 {
        " ".to_owned()
    } else {
        let word = arguments - u8::try_from(piece / 2).expect("less than the number of arguments");
        let word = machine.peek(word);
        machine.printed(word)
    };
    machine.thread.half = Some(Half::Write { text, piece });
    Done::LetGo
}
