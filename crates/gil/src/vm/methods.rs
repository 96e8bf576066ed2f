//! The methods of lists, locks and threads.
//!
//! # Keeps true
//!
//! - Who waits for a lock or for another thread's end leaves everything as it is ([`Done::Blocked`]).
//! - A lock is held by nobody in particular, as a `threading.Lock` is: any thread may release it.

use super::call::Done;
use super::data::number;
use super::error::Error;
use super::heap::Reference;
use super::machine::Machine;
use super::object::Object;
use super::threads;
use super::value::{Builtin, Name, Value};

/// `LOAD_ATTR`: what an object or a module has under this name.
pub(super) fn attribute(machine: &mut Machine<'_>, owner: Value, name: Name) -> Result<Value, Error> {
    let text = machine.program.name(name);
    let method = match owner {
        Value::Builtin(Builtin::Threading) if text == "Thread" => return Ok(Value::Builtin(Builtin::Thread)),
        Value::Builtin(Builtin::Threading) if text == "Lock" => return Ok(Value::Builtin(Builtin::Lock)),
        Value::Builtin(Builtin::Time) if text == "sleep" => return Ok(Value::Builtin(Builtin::Sleep)),
        Value::Object(object) => match (machine.shared.heap.get(object), text) {
            (Object::List(_), "append") => Some((Builtin::Append, object)),
            (Object::List(_), "pop") => Some((Builtin::Pop, object)),
            (Object::Lock { .. }, "acquire") => Some((Builtin::Acquire, object)),
            (Object::Lock { .. }, "release") => Some((Builtin::Release, object)),
            (Object::Lock { .. }, "locked") => Some((Builtin::Locked, object)),
            (Object::Thread { .. }, "start") => Some((Builtin::Start, object)),
            (Object::Thread { .. }, "join") => Some((Builtin::Join, object)),
            _ => None,
        },
        _ => None,
    };
    let more = match owner {
        Value::Builtin(Builtin::Threading) => ": it knows Thread and Lock",
        Value::Builtin(Builtin::Time) => ": it knows sleep",
        _ => "",
    };
    let missing = || machine.unsupported(&format!("has no `{text}` in this machine{more}"), owner);
    let (method, object) = method.ok_or_else(missing)?;
    Ok(Value::Method(method, object))
}

/// A method. An object has the methods that [`attribute`] gave it, so it is what the method expects.
pub(super) fn call(
    machine: &mut Machine<'_>,
    method: Builtin,
    object: Reference,
    arguments: u8,
) -> Result<Done, Error> {
    let this = Value::Object(object);
    let value = match (method, machine.shared.heap.get_mut(object), arguments) {
        (Builtin::Append, Object::List(_), 1) => {
            let value = machine.peek(1);
            machine.shared.heap.incref(value);
            machine.list(this)?.push(value);
            Value::None
        }
        (Builtin::Pop, Object::List(values), 0) => {
            values.pop().ok_or_else(|| Error::new("IndexError", "pop from empty list"))?
        }
        (Builtin::Acquire, Object::Lock { locked }, 0) => {
            if std::mem::replace(locked, true) {
                return Ok(Done::Blocked);
            }
            Value::Bool(true)
        }
        (Builtin::Acquire, &mut Object::Lock { locked }, 1) => {
            let blocking = machine.peek(1);
            match number(blocking) {
                None => return Err(machine.unsupported("does not say here whether to wait", blocking)),
                Some(0) if locked => Value::Bool(false),
                Some(_) if locked => return Ok(Done::Blocked),
                Some(_) => {
                    *machine.shared.heap.get_mut(object) = Object::Lock { locked: true };
                    Value::Bool(true)
                }
            }
        }
        (Builtin::Release, Object::Lock { locked }, 0) | (Builtin::Exit, Object::Lock { locked }, _) => {
            if !std::mem::replace(locked, false) {
                return Err(Error::new("RuntimeError", "release unlocked lock"));
            }
            if method == Builtin::Exit {
                let lock = machine.frame().with.pop();
                machine.forget(lock);
            }
            Value::None
        }
        (Builtin::Locked, Object::Lock { locked }, 0) => Value::Bool(*locked),
        (Builtin::Start, Object::Thread { .. }, 0) => return threads::start(machine, object),
        (Builtin::Join, &mut Object::Thread { number, .. }, 0) => match number {
            None => return Err(Error::new("RuntimeError", "cannot join thread before it is started")),
            Some(other) if other == machine.thread.number => {
                return Err(Error::new("RuntimeError", "cannot join current thread"));
            }
            // ANCHOR: join
            Some(other) if machine.shared.has_ended(other) => Value::None,
            Some(_) => return Ok(Done::Blocked),
            // ANCHOR_END: join
        },
        _ => {
            let message = format!("this machine does not know {method:?} with {arguments} arguments");
            return Err(Error::new("Unsupported", message));
        }
    };
    Ok(Done::Value(value))
}
