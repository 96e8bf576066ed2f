//! Threads as objects: how they are made, and how they start.
//!
//! # Keeps true
//!
//! - A thread is started once. From then on its object knows its number, and [`Shared::ends`](super::Shared::ends) whether it runs.

use super::call::Done;
use super::data::number;
use super::error::Error;
use super::heap::Reference;
use super::machine::Machine;
use super::object::Object;
use super::state::{MAX_THREADS, Thread};
use super::value::Value;

/// `threading.Thread(target=f, args=(…,))`.
pub(super) fn new(machine: &mut Machine<'_>, arguments: u8, keywords: u8, first: u16) -> Result<Done, Error> {
    if keywords < arguments {
        return Err(Error::new("Unsupported", "this machine knows Thread(target=…, args=…) only"));
    }
    let (mut target, mut tuple, mut daemon) = (Value::None, Value::None, false);
    for at in 0..keywords {
        let value = machine.peek(keywords - at);
        let code = machine.frame().code;
        let name = machine.program.code(code).keywords[usize::from(first) + usize::from(at)];
        match machine.program.name(name) {
            "target" => target = value,
            "args" if machine.items(value).is_some() => tuple = value,
            "args" => return Err(machine.unsupported("is not what args can be: write args=(x,)", value)),
            "daemon" => daemon = number(value) == Some(1),
            "name" => {}
            other => return Err(Error::new("TypeError", format!("Thread() has no argument '{other}'"))),
        }
    }
    machine.shared.heap.incref(target);
    machine.shared.heap.incref(tuple);
    let object = Object::Thread { target, arguments: tuple, daemon, number: None };
    Ok(Done::Value(machine.shared.heap.allocate(machine.thread.number, object)))
}

/// `thread.start()`.
pub(super) fn start(machine: &mut Machine<'_>, object: Reference) -> Result<Done, Error> {
    let started = machine.shared.ends.len();
    let Object::Thread { target, arguments, daemon, number } = machine.shared.heap.get_mut(object) else {
        unreachable!("`start` is a method of threads")
    };
    if number.is_some() {
        return Err(Error::new("RuntimeError", "threads can only be started once"));
    }
    let &mut Value::Function(code) = target else {
        return Err(Error::new("Unsupported", "this machine starts threads with a function of the program"));
    };
    if started >= MAX_THREADS {
        return Err(Error::new("Unsupported", format!("this machine has {MAX_THREADS} threads at most")));
    }
    let (arguments, daemon) = (*arguments, *daemon);
    *number = u8::try_from(started).ok();
    let values = match arguments {
        Value::Object(tuple) => machine.shared.heap.get(tuple).references(),
        _ => Vec::new(),
    };
    values.iter().for_each(|&value| machine.shared.heap.incref(value));
    let number = machine.shared.add_thread();
    machine.shared.daemons |= u8::from(daemon) << number;
    Ok(Done::Started(Thread::new(number, code, values, machine.program)))
}
