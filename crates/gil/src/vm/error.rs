//! What a thread of the machine dies of.

use std::fmt;

/// An exception that nobody caught; the machine has no `try`. The thread ends, the others go on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Error {
    /// The name of Python's exception: `TypeError`. `Unsupported` where Python could go on and this machine cannot.
    pub kind: &'static str,
    /// What happened, in words.
    pub message: String,
}

impl Error {
    /// An exception of this kind.
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Error { kind, message: message.into() }
    }

    /// A number that Python would have gone on with.
    pub(super) fn too_big() -> Self {
        Error::new("Unsupported", "this machine's numbers have 64 bits")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.message)
    }
}

impl std::error::Error for Error {}
