//! What can go wrong, in the reader's words.
//!
//! One type for all steps, since each of its values also crosses to C, as a number and a sentence ([`s4_c_api`](crate::s4_c_api)).

use std::fmt;

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// Attaching after [`finalize`](crate::Interpreter::finalize) has begun.
    Ended,
    /// Attaching to an interpreter inside of another one's `attach`.
    OtherInterpreter,
    /// Finalizing from inside of `attach`: it would wait for itself.
    StillInside,
    /// A function that touches the interpreter, called by a thread that is not attached.
    NotAttached,
    /// A foreign function opened or closed more than it may: what it left open, if anything, is closed now.
    Unbalanced,
    /// No object has this handle: it was freed, or never made.
    NoSuchObject,
    /// Somebody asked this thread to stop ([`interrupt`](crate::Interpreter::interrupt)). Python: `KeyboardInterrupt`.
    Interrupted,
    /// The sum does not fit. Python's integers grow; 64 bits do not.
    Overflow,
    /// The command holds a NUL byte, where C would end it.
    Nul {
        /// How many bytes stand before it.
        at: usize,
    },
    /// The command was not run: the shell, or the system, did not let it.
    NotStarted {
        /// The system's number for the reason (`errno`).
        errno: i32,
    },
    /// The command was ended by a signal, so it has no exit code.
    Signal(i32),
    /// Code that C called back panicked. It went no further than the boundary.
    Panic(String),
    /// What C code of the program's own said.
    Said(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Ended => f.write_str("the interpreter has ended: nothing can attach to it any more"),
            Error::OtherInterpreter => f.write_str(
                "this thread is inside of another interpreter: leave that `attach` first, or use a second thread",
            ),
            Error::StillInside => f.write_str(
                "finalize waits for all that are inside of `attach`, and this thread is: call it after `attach` has returned",
            ),
            Error::NotAttached => f.write_str("this thread is not attached: attach first, or move the call out of `detach`"),
            Error::Unbalanced => f.write_str(
                "a foreign function did not close what it opened, or closed what it did not open: pair each ensure with a release, \
                 each BEGIN_ALLOW_THREADS with an END_ALLOW_THREADS, on error paths too",
            ),
            Error::NoSuchObject => f.write_str(
                "there is no such object: its last reference was given back, so one was given back too often, or a borrowed \
                 one was kept",
            ),
            Error::Interrupted => f.write_str("interrupted"),
            Error::Overflow => f.write_str("the sum does not fit in 64 bits"),
            Error::Nul { at } => {
                write!(f, "the command has a NUL byte after {at} bytes, where C would end it: leave it out")
            }
            Error::NotStarted { errno } => {
                let reason = std::io::Error::from_raw_os_error(*errno);
                write!(f, "the command was not run, since the shell did not start: {reason}")
            }
            Error::Signal(number) => write!(f, "the command was ended by signal {number}, so it has no exit code"),
            Error::Panic(words) => write!(f, "code that C called back panicked: {words}"),
            Error::Said(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for Error {}
