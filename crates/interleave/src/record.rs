//! What one execution of a model did: a list of operations, one after the other.
//!
//! A model runs one thread at a time, so there is one list, not one a thread, and its order is the schedule. The
//! wrappers in `sync`, `thread` and `cell` write here; `draw` reads it when an execution has failed.

use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::Ordering;

pub use crate::step::{For, Step};

/// A place in somebody's source.
pub type Place = &'static Location<'static>;

/// Everything that one execution did.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The operations, in the order in which they happened.
    pub events: Vec<Event>,
    /// The locks, atomics and cells that were met, numbered in that order.
    pub objects: Vec<Object>,
    /// What was seen of the data of locks, by those who held them; in the order of the events.
    pub data: Vec<Datum>,
    /// The threads. Number 0 runs the model's closure and is drawn as `A`; the others as `B` to `E`.
    pub threads: Vec<Thread>,
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Who did it: an index into [`Record::threads`].
    pub thread: usize,
    /// The call in the source; `None` where there is none to show.
    pub place: Option<Place>,
    /// What it was done to: an index into [`Record::objects`].
    pub object: Option<usize>,
    /// What was done.
    pub what: What,
}

/// What an operation did.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // A variant's own line says what its fields are.
pub enum What {
    /// Started thread number `child`.
    Spawned { child: usize },
    /// Waited for the end of thread number `child`.
    Joined { child: usize },
    /// Let others go first (`yield_now`, `spin_loop`).
    Yielded,
    /// `sleep` came back, and whether others were let go first.
    Slept { others_ran: bool },
    /// `park` came back.
    Parked(Wake),
    /// Gave thread number `thread` its token.
    Unparked { thread: usize },
    /// Took a lock, in this way.
    Locked(Mode),
    /// Tried to take a lock, in this way.
    TriedLock { mode: Mode, got: bool },
    /// Gave a lock back. `place` is where it had been taken.
    Unlocked(Mode),
    /// A `Condvar` wait gave its mutex back and went to sleep.
    FellAsleep,
    /// A `Condvar` wait came back and holds the mutex again.
    Woke(Wake),
    /// Notified a `Condvar` on which `waiting` threads slept.
    Notified { all: bool, waiting: usize },
    /// Read an atomic. `newest` is set if a newer value had been stored already: the value, and the event that stored it.
    Loaded { value: Value, newest: Option<(Value, usize)>, order: Ordering },
    /// Stored to an atomic.
    Stored { value: Value, order: Ordering },
    /// Read and wrote an atomic in one step (`swap`, `fetch_add`, a `compare_exchange` that succeeded).
    Updated { old: Value, new: Value, order: Ordering },
    /// A `compare_exchange` that failed; `no_reason` if the weak form failed although the value was the expected one.
    CompareFailed { expected: Value, found: Value, no_reason: bool },
    /// A fence.
    Fenced(Ordering),
    /// Read the data of an `UnsafeCell`.
    CellRead,
    /// Wrote the data of an `UnsafeCell`, or took a pointer through which it may be written.
    CellWritten,
    /// What a barrier, a once cell or a channel did.
    Step(Step),
    /// Panicked, and something caught it (a child's panic, `catch_unwind`).
    Panicked { message: String, at: Option<(String, u32)> },
}

/// How a lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A `Mutex`.
    Mutex,
    /// A reader of an `RwLock`.
    Read,
    /// The writer of an `RwLock`.
    Write,
}

/// Why a sleeper came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Somebody notified or unparked it.
    Called,
    /// The token was there before it slept (`park` only).
    Token,
    /// For no reason at all, which `Condvar::wait` and `park` are allowed to do.
    NoReason,
    /// Its time was up, before any other thread ran.
    TimeUpAtOnce,
    /// Its time was up, after others ran.
    TimeUp,
}

/// A value to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Of an integer atomic.
    Int(i128),
    /// Of an `AtomicBool`.
    Bool(bool),
    /// Of an `AtomicPtr`; printed as an address.
    Pointer(usize),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Int(value) => write!(f, "{value}"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Pointer(0) => write!(f, "null"),
            Value::Pointer(address) => write!(f, "{address:#x}"),
        }
    }
}

/// The data of a lock, as it was when the lock was taken or given back.
#[derive(Clone, Debug, PartialEq)]
pub struct Datum {
    /// The event that took the lock or gave it back: an index into [`Record::events`].
    pub event: usize,
    /// The lock: an index into [`Record::objects`].
    pub object: usize,
    /// The data, if it is of a type that can be shown.
    pub value: Option<Data>,
    /// Given back: was the data borrowed to write in between?
    pub written: bool,
}

/// Data to print.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// A number or a bool.
    Value(Value),
    /// Anything else, as `{:?}` prints it, cut if it is long.
    Text(Arc<str>),
}

impl std::fmt::Display for Data {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Data::Value(value) => value.fmt(f),
            Data::Text(text) => f.write_str(text),
        }
    }
}

/// A lock, atomic or cell that the execution met.
#[derive(Clone, Debug)]
pub struct Object {
    /// `"Mutex"`, `"Condvar"`, `"AtomicU32"`, `"UnsafeCell"` …
    pub kind: &'static str,
    /// Where it was made.
    pub made: Place,
    /// What the check calls it, if it does (see [`name`](crate::name())).
    pub name: Option<String>,
    /// The threads that hold it, if it is a lock, and where each took it.
    pub holders: Vec<(usize, Place)>,
    /// Atomics: the value that it was made with.
    pub first: Option<Value>,
    /// Atomics: the newest value and the event that stored it.
    pub newest: Option<(Value, usize)>,
}

/// A thread of the execution.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    /// What the check calls it, if it does (see [`name_thread`](crate::name_thread)).
    pub name: Option<String>,
    /// The operation that it has begun and not ended: what it is stuck in, or what failed.
    pub doing: Option<Doing>,
    /// The panic that it ended with, if something caught it: the message, file and line.
    pub died: Option<(String, Option<(String, u32)>)>,
}

/// An operation that has begun.
#[derive(Clone, Copy, Debug)]
pub struct Doing {
    /// The call in the source.
    pub place: Place,
    /// What it is.
    pub what: Wants,
    /// What it is done to: an index into [`Record::objects`].
    pub object: Option<usize>,
}

/// What a thread that has begun an operation wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // As above.
pub enum Wants {
    /// To take a lock.
    Lock(Mode),
    /// To be notified (`Condvar`).
    Notification,
    /// To have its mutex back after a `Condvar` wait.
    Relock,
    /// To be unparked.
    Unpark,
    /// The end of a thread.
    Join { child: usize },
    /// What one waits for at a barrier, a once cell or a channel.
    For(For),
    /// To drop a [`Tracked`](crate::Tracked), where no call stands. It never blocks.
    Drop,
    /// To read or write: an atomic, a cell; to notify, to unpark, to sleep. These never block.
    Pass,
}
