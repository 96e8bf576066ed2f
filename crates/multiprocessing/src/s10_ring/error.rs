//! Why something does not go through a ring, in words.

use std::error::Error;
use std::fmt;

/// What stands in the shared memory cannot be: the other side has broken the rules, or it is no ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corrupt;

/// Why a message could not be sent or received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RingError {
    /// As [`Corrupt`].
    Corrupt,
    /// A message is longer than a receiver takes.
    TooLong {
        /// The most that it takes, in bytes.
        limit: usize,
    },
    /// To the consumer: the producer is gone, and has not said that this is all.
    ProducerDied,
    /// To the producer: nobody is there to pop.
    ConsumerGone,
    /// This end has travelled to another process.
    Elsewhere,
}

impl fmt::Display for Corrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the ring's shared memory holds what no ring can hold: another process has written into it; make a new ring",
        )
    }
}

impl fmt::Display for RingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RingError::Corrupt => Corrupt.fmt(f),
            RingError::TooLong { limit } => {
                write!(f, "a message through a ring has at most {limit} bytes: send it in pieces, or share the memory in which it lies")
            }
            RingError::ProducerDied => f.write_str(
                "the sending end of this ring is gone and was not closed, so what came is perhaps not all: either its process died, or it \
                 has forgotten to call close()",
            ),
            RingError::ConsumerGone => {
                f.write_str("the receiving end of this ring is gone: nobody is left to receive what is sent")
            }
            RingError::Elsewhere => {
                f.write_str("this end of the ring has travelled to another process, and is to be used there")
            }
        }
    }
}

impl Error for Corrupt {}

impl Error for RingError {}

impl From<Corrupt> for RingError {
    fn from(_: Corrupt) -> Self {
        RingError::Corrupt
    }
}
