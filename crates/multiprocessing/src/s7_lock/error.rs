//! Why a lock was not simply acquired, in words.

use super::Hold;
use std::error::Error;
use std::{fmt, io};

/// A [`Lock`](crate::Lock) was not simply acquired.
#[derive(Debug)]
pub enum LockError {
    /// It was acquired, and the last holder died inside.
    HolderDied(HolderDied),
    /// This thread holds it already.
    Twice,
    /// The operating system refused.
    System(io::Error),
}

/// You hold the lock, but who held it before you did not come to the end of its block.
#[derive(Debug)]
pub struct HolderDied {
    /// Your hold. Mend what the lock guards, then call [`Hold::repaired`].
    pub hold: Hold,
    /// The number of the process (the *pid*) that left the block too early. By now the number may be another process's.
    pub process: u32,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LockError::HolderDied(HolderDied { process, .. }) => write!(
                f,
                "process {process} was killed, exited or panicked while it held this lock, so what the lock guards may be half \
                 changed. You hold the lock now: look at what it guards, mend it, and call hold.repaired(). Until somebody does, \
                 each holder is told this again"
            ),
            LockError::Twice => f.write_str(
                "this thread holds the lock already, and would wait for itself for ever: release it first, or hand the hold \
                 to the function that you call",
            ),
            LockError::System(error) => write!(f, "the operating system could not give this lock: {error}"),
        }
    }
}

impl Error for LockError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            LockError::System(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for LockError {
    fn from(error: io::Error) -> Self {
        // The only deadlock that the kernel looks for is the one of a thread with itself.
        if error.kind() == io::ErrorKind::Deadlock { LockError::Twice } else { LockError::System(error) }
    }
}
