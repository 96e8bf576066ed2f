//! What can go wrong with a process.

use super::PipeError;
use super::pipe::said;
use crate::s6_methods::StartMethod;
use std::error::Error;
use std::fmt;
use std::io;

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
                 ever in the copy: fork before the first thread is started, or use spawn or forkserver (a child has a thread from the \
                 beginning, which waits for its parent's end, so it cannot fork)"
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
            ProcessError::Io(why) => said(why, f),
        }
    }
}

/// The same words: a `main` that returns an error shows this.
impl fmt::Debug for ProcessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for ProcessError {}

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
