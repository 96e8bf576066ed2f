//! What can go wrong with a message.

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
            PipeError::Io(why) => said(why, f),
        }
    }
}

/// The same words: a `main` that returns an error shows this.
impl fmt::Debug for PipeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for PipeError {}

impl From<io::Error> for PipeError {
    fn from(why: io::Error) -> Self {
        // What passed through `Read` and `Write` had to be dressed as one of these.
        why.downcast().unwrap_or_else(PipeError::Io)
    }
}

/// In the system's words, and what to do where that is known.
pub(super) fn said(why: &io::Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{why}")?;
    #[cfg(unix)]
    if why.raw_os_error() == Some(libc::EMFILE) {
        f.write_str(": close pipes and processes that are done, or raise the limit (ulimit -n)")?;
    }
    Ok(())
}
