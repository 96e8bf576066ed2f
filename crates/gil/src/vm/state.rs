//! Who has what: what all threads share, and what each has for itself.
//!
//! # Keeps true
//!
//! - All that two threads can both see is in [`Shared`]. The GIL guards it.
//! - A [`Thread`] is its own: frames, and in each a stack and local variables. Nobody else looks at it.
//! - A thread that has ended has no frames and no references.

use super::error::Error;
use super::heap::Heap;
use super::program::{Code, Program};
use super::value::{CodeId, Name, Value};

/// How many threads a program can have, the main thread counted.
pub const MAX_THREADS: usize = 5;

/// What the threads of one interpreter share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Shared {
    /// The global variables, by the number of their name; `None` is one that is not bound.
    pub globals: Vec<Option<Value>>,
    /// The objects.
    pub heap: Heap,
    /// What was printed.
    pub output: String,
    /// How each thread ended, by its number; `None` while it runs.
    pub ends: Vec<Option<End>>,
    /// A bit for each thread that is a daemon, by its number: the program may end before it does.
    pub daemons: u8,
}

/// How a thread ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum End {
    /// Its function returned.
    Returned,
    /// An exception left its function.
    Died(Error),
}

/// A thread: what it has called and has not come back from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Thread {
    /// Its number: 0 is the main thread, the others in the order of their start.
    pub number: u8,
    /// The innermost call is the last.
    pub frames: Vec<Frame>,
    /// What the last instruction has still to do, if it did half of it.
    pub half: Option<Half>,
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Frame {
    /// What it runs.
    pub code: CodeId,
    /// The number of the next instruction.
    pub pc: u16,
    /// The local variables, by their number; `None` is one that is not bound.
    pub locals: Vec<Option<Value>>,
    /// What its instructions work on; the top is the last.
    pub stack: Vec<Value>,
    /// The locks of the `with` blocks around the next instruction, so that an exception lets go of them.
    pub with: Vec<Value>,
}

/// An instruction that let go of the GIL in its middle.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Half {
    /// `print` is about to write this.
    Write {
        /// A word, a space or the newline.
        text: String,
        /// How many pieces were written before it.
        piece: u16,
    },
    /// `sleep` sleeps.
    Sleep,
}

impl Shared {
    /// The state of a program that has not begun.
    pub fn new(program: &Program) -> Self {
        Shared { globals: vec![None; program.names.len()], ..Shared::default() }
    }

    /// A global variable, if it is bound.
    pub fn global(&self, name: Name) -> Option<Value> {
        self.globals[usize::from(name.0)]
    }

    /// Whether the thread of that number has ended.
    pub fn has_ended(&self, number: u8) -> bool {
        self.ends[usize::from(number)].is_some()
    }

    /// Whether a daemon thread has not ended.
    pub fn has_daemon(&self) -> bool {
        (0..).zip(&self.ends).any(|(number, end)| end.is_none() && self.daemons >> number & 1 == 1)
    }

    /// About how many bytes this takes.
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.globals) + self.heap.bytes() + self.output.len()
    }

    /// Notes a new thread, and gives it its number.
    pub fn add_thread(&mut self) -> u8 {
        self.ends.push(None);
        u8::try_from(self.ends.len() - 1).expect("at most MAX_THREADS")
    }
}

impl Thread {
    /// A thread that will call `code` with these arguments, whose references it takes over.
    pub fn new(number: u8, code: CodeId, arguments: Vec<Value>, program: &Program) -> Self {
        Thread { number, frames: vec![Frame::new(code, arguments, program.code(code))], half: None }
    }
}

impl Frame {
    /// A call of `id` with these arguments, whose references it takes over.
    pub fn new(id: CodeId, arguments: Vec<Value>, code: &Code) -> Self {
        let mut locals: Vec<_> = arguments.into_iter().map(Some).collect();
        locals.resize(locals.len().max(code.locals.len()), None);
        Frame { code: id, pc: 0, locals, stack: Vec::new(), with: Vec::new() }
    }

    /// All references that this call has.
    pub fn references(&self) -> impl Iterator<Item = Value> {
        self.stack.iter().chain(self.locals.iter().flatten()).chain(&self.with).copied()
    }
}
