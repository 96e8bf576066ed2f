//! Step 2: a pipe, whose two ends may belong to different processes.
//!
//! Python's `Pipe()` returns two connections; what is sent into one is received from the other. Below them is a pair of Unix
//! sockets, as in CPython, and in it travel the frames of step 1. What a message says is written by serde and postcard where
//! Python pickles: few bytes, and no code that runs when they are read.
//!
//! # Keeps true
//!
//! - One frame at a time is written, and one is read: threads that share an end do not mix their messages up.
//! - Nothing is read ahead, so another process may go on where this one stopped.
//! - After a broken frame nothing is believed any more.
//!
//! # Not yet
//!
//! How a connection itself travels through a connection (step 3), and many readers and writers in several processes (step 8).

use crate::error::PipeError;
use crate::os::{self, Handle, Socket};
use crate::s1_frame::{read_frame, write_frame};
use crate::s3_luggage::{Parcel, pack, unpack};
use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::io;
#[cfg(unix)]
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::process::Stdio;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

/// The longest message: 512 MiB. CPython has no such limit. With it, a text that strays into a pipe is never taken for a header,
/// since its first byte alone would mean more.
pub const LIMIT: u64 = 1 << 29;

/// One end of a pipe. Dropping it closes it. Python: `multiprocessing.connection.Connection`.
#[derive(Debug)]
pub struct Connection {
    socket: Socket,
    /// What it is for, and whether it is out of step: an earlier frame was broken.
    receives: Option<Mutex<bool>>,
    sends: Option<Mutex<bool>>,
}

// ANCHOR: pipe
/// A pipe; both ends send and receive. Python: `Pipe()`.
///
/// # Errors
///
/// If the system has no descriptors left.
pub fn pipe() -> io::Result<(Connection, Connection)> {
    let (one, other) = os::pair()?;
    Ok((Connection::over(one), Connection::over(other)))
}

/// A pipe of one direction: the first end receives, the second one sends. Python: `Pipe(duplex=False)`.
///
/// # Errors
///
/// If the system has no descriptors left.
pub fn pipe_one_way() -> io::Result<(Connection, Connection)> {
    let (receiver, sender) = os::one_way()?;
    let receiver = Connection { socket: receiver, receives: Some(Mutex::default()), sends: None };
    let sender = Connection { socket: sender, receives: None, sends: Some(Mutex::default()) };
    Ok((receiver, sender))
}
// ANCHOR_END: pipe

impl Connection {
    pub(crate) fn over(socket: Socket) -> Self {
        Connection { socket, receives: Some(Mutex::default()), sends: Some(Mutex::default()) }
    }

    // ANCHOR: send
    /// Sends a value. Waits while the pipe is full. Python: `connection.send(obj)`.
    ///
    /// # Errors
    ///
    /// If the value cannot be encoded, if nobody is left to receive it, and if this end only receives.
    pub fn send<T: Serialize + ?Sized>(&self, value: &T) -> Result<(), PipeError> {
        self.send_parcel(&pack(value)?)
    }

    /// Waits for a value. Python: `connection.recv()`.
    ///
    /// # Errors
    ///
    /// [`PipeError::EndOfFile`] if the other end is closed; if what came is no `T`, or no message at all.
    pub fn recv<T: DeserializeOwned>(&self) -> Result<T, PipeError> {
        unpack(self.recv_parcel()?)
    }
    // ANCHOR_END: send

    /// Sends bytes as one message. Python: `connection.send_bytes(buf)`.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn send_bytes(&self, bytes: &[u8]) -> Result<(), PipeError> {
        self.send_frame(bytes, &[])
    }

    /// Waits for a message and returns its bytes; luggage that came along is closed. Python: `connection.recv_bytes()`.
    ///
    /// # Errors
    ///
    /// As [`recv`](Self::recv).
    pub fn recv_bytes(&self) -> Result<Vec<u8>, PipeError> {
        Ok(self.recv_parcel()?.bytes)
    }

    /// Sends a message that is packed already.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn send_parcel(&self, parcel: &Parcel) -> Result<(), PipeError> {
        self.send_frame(&parcel.bytes, &parcel.luggage)
    }

    // ANCHOR: frame
    fn send_frame(&self, bytes: &[u8], luggage: &[Handle]) -> Result<(), PipeError> {
        if bytes.len() as u64 > LIMIT {
            return Err(PipeError::TooLong { length: bytes.len() as u64, limit: LIMIT });
        }
        if luggage.len() > os::MOST_LUGGAGE {
            return Err(PipeError::TooMuchLuggage { count: luggage.len(), limit: os::MOST_LUGGAGE });
        }
        let mut broken = turn(self.sends.as_ref().ok_or(PipeError::ReadOnly)?)?;
        let sent = write_frame(os::Writing { socket: &self.socket, luggage }, bytes);
        // Where nobody reads, nobody is misled.
        *broken = sent.as_ref().is_err_and(|why| why.kind() != io::ErrorKind::BrokenPipe);
        Ok(sent?)
    }

    /// Waits for a message, and leaves it packed.
    ///
    /// # Errors
    ///
    /// As [`recv`](Self::recv).
    pub fn recv_parcel(&self) -> Result<Parcel, PipeError> {
        let mut luggage = Vec::new();
        let mut broken = turn(self.receives.as_ref().ok_or(PipeError::WriteOnly)?)?;
        let frame = read_frame(os::Reading { socket: &self.socket, luggage: &mut luggage }, LIMIT);
        *broken = frame.is_err();
        match frame? {
            Some(bytes) => Ok(Parcel { bytes, luggage }),
            None => Err(PipeError::EndOfFile),
        }
    }
    // ANCHOR_END: frame

    /// Whether something is there to receive, an end of file included; waits for it up to `timeout`, `None` for ever. Python:
    /// `connection.poll(timeout)`, where nothing means 0.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn poll(&self, timeout: Option<Duration>) -> Result<bool, PipeError> {
        Ok(os::poll(&[&self.socket], timeout)?[0])
    }

    /// This end, as the stdin of a program that is about to be started.
    pub(crate) fn into_stdin(self) -> Stdio {
        os::as_stdin(self.socket)
    }
}

/// What the operating system knows it by. Python: `connection.fileno()`.
#[cfg(unix)]
impl AsFd for Connection {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

/// A connection over a stream socket that is there already. Python: `Connection(handle)`.
#[cfg(unix)]
impl From<OwnedFd> for Connection {
    fn from(socket: OwnedFd) -> Self {
        Connection::over(socket)
    }
}

/// Which of these have something to receive; waits for the first, up to `timeout`, `None` for ever. Python:
/// `multiprocessing.connection.wait(object_list, timeout)`.
///
/// # Errors
///
/// The system's.
pub fn wait<'a>(connections: &[&'a Connection], timeout: Option<Duration>) -> Result<Vec<&'a Connection>, PipeError> {
    let sockets: Vec<_> = connections.iter().map(|connection| &connection.socket).collect();
    let ready = os::poll(&sockets, timeout)?;
    Ok(connections.iter().zip(ready).filter_map(|(connection, ready)| ready.then_some(*connection)).collect())
}

/// Waits until no other thread is inside a frame of this direction.
fn turn(side: &Mutex<bool>) -> Result<MutexGuard<'_, bool>, PipeError> {
    let broken = side.lock().expect("nothing panics while this mutex is held");
    if *broken { Err(PipeError::OutOfStep) } else { Ok(broken) }
}

// ANCHOR: travel
impl Serialize for Connection {
    /// Step 3: the descriptor rides beside the message, and this is its index there.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let packed = os::give_socket(&self.socket).map_err(S::Error::custom)?;
        (packed, self.receives.is_some(), self.sends.is_some()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Connection {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (packed, receives, sends) = <(os::Packed, bool, bool)>::deserialize(deserializer)?;
        let socket = os::take_socket(packed).map_err(D::Error::custom)?;
        Ok(Connection { socket, receives: receives.then(Mutex::default), sends: sends.then(Mutex::default) })
    }
}
// ANCHOR_END: travel
