//! What a variable of the machine can hold.
//!
//! # Keeps true
//!
//! - A value is a few bytes and is copied freely. Only [`Value::Object`] and [`Value::Method`] refer to the heap, and each copy of one that is stored
//!   somewhere is counted there (`heap`).
//!
//! # Left out
//!
//! In CPython numbers, strings and functions are objects on the heap, too, with counts of their own. Here they are the value itself: nothing that a
//! schedule can change hangs on their counts. A whole number has 64 bits, and an operation that needs more is an error. A float is only there to be slept for.

use super::heap::Reference;

/// The number of a name or a text in [`Program::names`](super::Program::names).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(pub u16);

/// The number of a code object in [`Program::codes`](super::Program::codes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CodeId(pub u16);

/// One value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// The bits of a float (`f64::to_bits`), for `time.sleep`.
    Float(u64),
    /// A text that stands in the program.
    Str(Name),
    /// A code object, from which `MAKE_FUNCTION` makes a function.
    Code(CodeId),
    /// A function of the program.
    Function(CodeId),
    /// Something that Python brings along.
    Builtin(Builtin),
    /// `lock.acquire` before it is called: a method, and the object that it belongs to.
    Method(Builtin, Reference),
    /// Something on the heap.
    Object(Reference),
}

/// What the machine knows of Python's built-in functions, of its modules `threading` and `time`, and of the methods of its objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// `print(…)`: a write for each word, each space between two, and the newline. It lets go of the GIL around each, as with `python -u`.
    /// Without `-u` CPython collects what is short, and writes it at once: fewer schedules, none that is not here.
    Print,
    /// `range(stop)`, `range(start, stop)` or `range(start, stop, step)`.
    Range,
    /// `len(list)`.
    Len,
    /// `abs(number)`.
    Abs,
    /// The module `threading`.
    Threading,
    /// `threading.Thread(target=f, args=(…,))`.
    Thread,
    /// `threading.Lock()`.
    Lock,
    /// The module `time`.
    Time,
    /// `time.sleep(seconds)`: lets go of the GIL.
    Sleep,
    /// `list.append(value)`.
    Append,
    /// `list.pop()`.
    Pop,
    /// `lock.acquire()` or `lock.acquire(False)`; waits without the GIL.
    Acquire,
    /// `lock.release()`.
    Release,
    /// `lock.locked()`.
    Locked,
    /// `lock.__exit__(type, value, traceback)`, which `with` calls at its end.
    Exit,
    /// `thread.start()`.
    Start,
    /// `thread.join()`; waits without the GIL.
    Join,
}

impl Builtin {
    /// What the name `name` means where the program has not defined it.
    pub fn named(name: &str) -> Option<Builtin> {
        Some(match name {
            "print" => Builtin::Print,
            "range" => Builtin::Range,
            "len" => Builtin::Len,
            "abs" => Builtin::Abs,
            _ => return None,
        })
    }

    /// What `import name` gives.
    pub fn module(name: &str) -> Option<Builtin> {
        Some(match name {
            "threading" => Builtin::Threading,
            "time" => Builtin::Time,
            _ => return None,
        })
    }
}
