//! What stands on the heap: lists, locks, threads, and what goes through a list.
//!
//! # Keeps true
//!
//! - What kind of thing an object is never changes; what is in it may.
//! - [`Object::references`] names every value that it holds, so that their counts can follow when it goes.

use super::value::Value;

/// What an object is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Object {
    /// `[1, 2]`
    List(Vec<Value>),
    /// `(1, 2)`
    Tuple(Vec<Value>),
    /// `{'a': 1}`, in the order of insertion.
    Dict(Vec<(Value, Value)>),
    /// `range(start, stop, step)`
    Range(Numbers),
    /// The iterator of a range: what it has still to give.
    RangeIterator(Numbers),
    /// The iterator of a list or a tuple.
    Iterator {
        /// What it goes through.
        over: Value,
        /// How many it has given.
        next: usize,
    },
    /// A `threading.Lock`.
    Lock {
        /// True while somebody holds it. Nobody notes who: any thread may release it.
        locked: bool,
    },
    /// A `threading.Thread`.
    Thread {
        /// What it will call.
        target: Value,
        /// With which arguments: `None` or a tuple.
        arguments: Value,
        /// Whether the program may end before it has.
        daemon: bool,
        /// Its number, once it was started.
        number: Option<u8>,
    },
}

/// The numbers of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Numbers {
    /// The first number.
    pub start: i64,
    /// The first number that is not among them any more.
    pub stop: i64,
    /// How far apart two of them are; not zero.
    pub step: i64,
}

impl Object {
    /// The values that this object holds.
    pub fn references(&self) -> Vec<Value> {
        match self {
            Object::List(values) | Object::Tuple(values) => values.clone(),
            Object::Dict(entries) => entries.iter().flat_map(|&(key, value)| [key, value]).collect(),
            Object::Iterator { over, .. } => vec![*over],
            Object::Thread { target, arguments, .. } => vec![*target, *arguments],
            Object::Range(_) | Object::RangeIterator(_) | Object::Lock { .. } => Vec::new(),
        }
    }
}
