//! Why a queue did not take or give a message, in words.

use crate::error::PipeError;
use std::error::Error;
use std::fmt;

/// Why a [`Queue`](crate::Queue) did not do what it was asked for. Nothing was put or got, and the queue is as it was, unless the
/// variant says otherwise.
#[derive(Debug)]
pub enum QueueError {
    /// There was no room in time. Python: `queue.Full`.
    Full,
    /// No message came in time. Python: `queue.Empty`.
    Empty,
    /// This process has closed the queue and can put nothing more. Python: `ValueError("Queue … is closed")`.
    Closed,
    /// The value cannot cross. Or the message is no such value, or came with descriptors for which this process had no room; then it
    /// is gone, and the next one may be right.
    Pipe(PipeError),
}

impl fmt::Display for QueueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QueueError::Full => f.write_str("there is no room in the queue: somebody has to get something first"),
            QueueError::Empty => f.write_str("no message came: the queue is empty, and somebody may still put something"),
            QueueError::Closed => f.write_str(
                "this process has closed the queue, so it can put nothing more into it: put everything first, then close",
            ),
            QueueError::Pipe(why) => why.fmt(f),
        }
    }
}

impl Error for QueueError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            QueueError::Pipe(why) => Some(why),
            _ => None,
        }
    }
}

impl From<PipeError> for QueueError {
    fn from(why: PipeError) -> Self {
        QueueError::Pipe(why)
    }
}
