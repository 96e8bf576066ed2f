//! What can go wrong, in words.

use crate::s6_methods::StartMethod;
use std::error::Error;
use std::fmt;
use std::io;

/// Why a message could not be sent or received.
pub enum PipeError {
    /// The other side has closed its end, and all that it sent has been read. Python: `EOFError`.
    EndOfFile,
    /// The stream ended in the middle of a message: the other side died while it wrote. Python: `OSError("got end of file during
    /// message")`.
    CutOff {
        /// How many bytes of the message came.
        got: u64,
        /// How many its header promised; `None` if the header itself was cut.
        promised: Option<u64>,
    },
    /// What stands where a length should stand is negative. No sender of ours writes that.
    NegativeLength(i32),
    /// A message is longer than the receiver takes.
    TooLong {
        /// Its length in bytes.
        length: u64,
        /// The most that is taken.
        limit: u64,
    },
    /// An earlier message was broken, so nobody knows where the next one begins.
    OutOfStep,
    /// A message came whole, but is no value of the type that was asked for.
    Decode {
        /// The Rust type.
        expected: &'static str,
        /// What the decoder says.
        why: String,
    },
    /// The value cannot be written as bytes.
    Encode {
        /// The Rust type.
        value: &'static str,
        /// What the encoder says.
        why: String,
    },
    /// A connection, a lock or shared memory was written to something that is no message of ours.
    NotInAMessage,
    /// A message brings no descriptor where its bytes say that there is one.
    NoLuggage(u32),
    /// A message holds more descriptors than the system lets travel at once.
    TooMuchLuggage {
        /// How many it holds.
        count: usize,
        /// The most that can travel.
        limit: usize,
    },
    /// Descriptors came, and this process had no room for them.
    LuggageLost,
    /// This end of a one-way pipe only receives. Python: `OSError("connection is read-only")`.
    ReadOnly,
    /// This end of a one-way pipe only sends. Python: `OSError("connection is write-only")`.
    WriteOnly,
    /// The system says no. A broken pipe means: the other side has closed its end.
    Io(io::Error),
}

/// Why a process could not be started, or not be waited for.
pub enum ProcessError {
    /// The program has not called [`guard`](fn@crate::guard), so a child would run `main` from its beginning, and start children of its own.
    NoGuard,
    /// The function stands in no `tasks![…]` list that was given to `guard`.
    NotRegistered(&'static str),
    /// The parent sent the name of a function that this program does not have.
    UnknownTask(String),
    /// `start` was called a second time. Python: `AssertionError("cannot start a process twice")`.
    StartedTwice,
    /// It was not started yet. Python: `AssertionError("can only join a started process")`.
    NotStarted,
    /// A daemon would leave its children behind when it is ended. Python: `AssertionError("daemonic processes are not allowed to
    /// have children")`.
    DaemonHasNoChildren,
    /// The system could not start the program.
    Executable {
        /// Its file.
        path: String,
        /// What the system says.
        why: io::Error,
    },
    /// Another thread is alive, so this process cannot be copied.
    HasThreads(usize),
    /// Windows has one method only.
    OnlySpawn(StartMethod),
    /// The fork server ended before it had made the child.
    ServerEnded,
    /// The child ended before it had read what it should do.
    EndedAtStart(i32),
    /// The arguments could not cross.
    Pipe(PipeError),
    /// The system says no.
    Io(io::Error),
}

impl PipeError {
    /// Whether it says that nobody is left at the other end.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, PipeError::Io(why) if why.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for PipeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PipeError::EndOfFile => f.write_str("the other side has closed its end of the pipe: no message will come"),
            PipeError::CutOff { got, promised: Some(promised) } => {
                write!(f, "a message was cut off after {got} of {promised} bytes: the other side ended while it wrote")
            }
            PipeError::CutOff { got, promised: None } => {
                write!(f, "a message was cut off after {got} of the 4 bytes that tell its length: the other side ended while it wrote")
            }
            PipeError::NegativeLength(length) => write!(
                f,
                "a message claims a length of {length} bytes: what is in this pipe was not written by a Connection"
            ),
            PipeError::TooLong { length, limit } => write!(
                f,
                "a message of {length} bytes is longer than {limit}, the most that is taken: either what is in this pipe was not \
                 written by a Connection, or such an amount belongs into SharedMemory"
            ),
            PipeError::OutOfStep => f.write_str(
                "an earlier message in this pipe was broken, so nobody knows where the next one begins: make a new pipe",
            ),
            PipeError::Decode { expected, why } => write!(
                f,
                "a message came whole, but is no `{expected}` ({why}): both sides must name the same type, in the same order"
            ),
            PipeError::Encode { value, why } => write!(f, "a `{value}` cannot be written as bytes ({why})"),
            PipeError::NotInAMessage => f.write_str(
                "this belongs to the operating system, and its bytes alone would mean nothing elsewhere: it can only travel in a \
                 message through a Connection or a Queue, or as an argument of a Process",
            ),
            PipeError::NoLuggage(index) => write!(
                f,
                "a message speaks of its descriptor number {index}, and did not bring one: it was not packed for this pipe"
            ),
            PipeError::TooMuchLuggage { count, limit } => {
                write!(f, "a message holds {count} descriptors, and the system lets {limit} travel at once: send several messages")
            }
            PipeError::LuggageLost => f.write_str(
                "a message brought descriptors, and this process may not open more: close some, or raise the limit (ulimit -n)",
            ),
            PipeError::ReadOnly => f.write_str("this end of a one-way pipe receives; send through the other one"),
            PipeError::WriteOnly => f.write_str("this end of a one-way pipe sends; receive from the other one"),
            broken if broken.is_broken_pipe() => {
                f.write_str("the other side has closed its end of the pipe: nobody is left to read what is sent")
            }
            PipeError::Io(why) => why.fmt(f),
        }
    }
}

impl fmt::Display for ProcessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProcessError::NoGuard => f.write_str(
                "this program has no guard yet. A child is this program started once more: without a guard it would run main from \
                 its beginning, and start children of its own. Write this as the first line of main, with the functions that \
                 children shall run:\n\n    multiprocessing::guard(multiprocessing::tasks![print_numbers]);\n\nIt is Python's \
                 `if __name__ == \"__main__\":`",
            ),
            ProcessError::NotRegistered(name) if name.contains("{{closure}}") => write!(
                f,
                "`{name}` is a closure, and has no name by which another process could find it: make it a function, and list that \
                 in multiprocessing::guard(multiprocessing::tasks![…])"
            ),
            ProcessError::NotRegistered(name) => write!(
                f,
                "`{name}` is not registered, so a child would not find it: list it in \
                 multiprocessing::guard(multiprocessing::tasks![…]), the first line of main"
            ),
            ProcessError::UnknownTask(name) => write!(
                f,
                "the parent asks for `{name}`, and this program has no such task: is it the same program, and does guard get the \
                 same list in the parent and in the child?"
            ),
            ProcessError::StartedTwice => f.write_str("a process can be started once; make a new Process"),
            ProcessError::NotStarted => f.write_str("this process was not started yet; call start first"),
            ProcessError::DaemonHasNoChildren => f.write_str(
                "this is a daemon, which is ended without being asked and would leave its children behind: start them from a \
                 process that is none",
            ),
            ProcessError::Executable { path, why } => write!(f, "{path} could not be started: {why}"),
            ProcessError::HasThreads(others) => write!(
                f,
                "fork would copy this process without its other threads ({others} of them), and what they hold would be held for \
                 ever in the copy: fork before the first thread is started, or use spawn or forkserver"
            ),
            ProcessError::OnlySpawn(method) => write!(
                f,
                "this system has no start method {method}: Windows cannot copy a process, so there is only spawn"
            ),
            ProcessError::ServerEnded => f.write_str(
                "the fork server was ended before it had made the process: start a new one, which starts another server",
            ),
            ProcessError::EndedAtStart(code) => write!(
                f,
                "the child ended (exit code {code}) before it had read what it should do: is the program that was started this \
                 one, and is multiprocessing::guard the first line of its main?"
            ),
            ProcessError::Pipe(why) => why.fmt(f),
            ProcessError::Io(why) => why.fmt(f),
        }
    }
}

/// The same words: a `main` that returns an error shows this.
impl fmt::Debug for PipeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The same words: a `main` that returns an error shows this.
impl fmt::Debug for ProcessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for PipeError {}

impl Error for ProcessError {}

impl From<io::Error> for PipeError {
    fn from(why: io::Error) -> Self {
        // What passed through `Read` and `Write` had to be dressed as one of these.
        why.downcast().unwrap_or_else(PipeError::Io)
    }
}

impl From<io::Error> for ProcessError {
    fn from(why: io::Error) -> Self {
        ProcessError::Io(why)
    }
}

impl From<PipeError> for ProcessError {
    fn from(why: PipeError) -> Self {
        ProcessError::Pipe(why)
    }
}
