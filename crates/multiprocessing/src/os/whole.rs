//! A pair of sockets that keeps messages whole, whatever their length.
//!
//! A stream knows no messages: two writers would mix theirs up, and one that dies in the middle leaves a half. A socket of the kind
//! `SEQPACKET` knows them (`unix(7)`). The kernel puts a message into the queue in one step, or not at all, and takes it out in one
//! step; a process can be killed before that or after, and not between. So any number of processes may write and read, without a
//! lock.
//!
//! # Keeps true
//!
//! One call moves one message. A long one would not fit: it waits in memory of its own, and what the call moves is the right to
//! that (a descriptor, as in step 3).
//!
//! ```text
//!   up to 32 KiB    │ 0 │ the message … │                      luggage: the message's own
//!   more than that  │ 1 │ nothing, 32 KiB of it │              luggage: its own, and a file without a name
//! ```
//!
//! That memory is new, page by page, so a message of 33 KB to 1 MB took 2 to 3 times as long as through CPython's pipe, and a shorter one
//! a quarter (2026-11-27, a busy 2-core Linux machine). Much data belongs into shared memory (step 9).
//!
//! macOS has no such sockets between processes. There each message goes the second way, and what moves is one byte of a stream,
//! which nobody can cut.

use super::{MOST_LUGGAGE, receive, send};
use crate::error::PipeError;
use crate::s3_luggage::Parcel;
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use rustix::net::{RecvFlags, SendFlags};
use std::fs::File;
use std::io::{self, ErrorKind, IoSlice, Read, Seek, Write};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

/// Up to this length a message stands in the call itself.
const INSIDE: usize = if cfg!(target_vendor = "apple") { 0 } else { 32 * 1024 };

/// The nothing that goes along with a long message: it takes up room, so that a few long messages are enough to make their
/// writers wait for the reader.
static NOTHING: [u8; INSIDE] = [0; INSIDE];

/// Two sockets: what is sent into the second one is received from the first.
#[cfg(not(target_vendor = "apple"))]
pub fn pair() -> io::Result<(OwnedFd, OwnedFd)> {
    use rustix::net::{AddressFamily, SocketFlags, SocketType, socketpair};
    Ok(socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)?)
}

/// As above.
#[cfg(target_vendor = "apple")]
pub fn pair() -> io::Result<(OwnedFd, OwnedFd)> {
    super::pair()
}

// ANCHOR: send
/// Sends a message whole; waits for room up to `limit`, `None` for ever. Says whether there was room.
pub fn send_whole(socket: &OwnedFd, mut parcel: Parcel, limit: Option<Duration>) -> Result<bool, PipeError> {
    let long = parcel.bytes.len() > INSIDE;
    if long {
        let mut file = nameless()?;
        file.write_all(&parcel.bytes)?;
        parcel.luggage.push(file.into());
        parcel.bytes.clear();
    }
    if parcel.luggage.len() > MOST_LUGGAGE {
        return Err(PipeError::TooMuchLuggage {
            count: parcel.luggage.len() - usize::from(long),
            limit: MOST_LUGGAGE - 1,
        });
    }
    let first = [u8::from(long)];
    let bytes = [IoSlice::new(&first), IoSlice::new(if long { &NOTHING } else { &parcel.bytes })];
    let flags = if limit.is_some() { SendFlags::DONTWAIT } else { SendFlags::empty() };
    let sent = again_until(limit, socket, PollFlags::OUT, || send(socket, &bytes, &parcel.luggage, flags))?;
    Ok(sent.is_some())
}
// ANCHOR_END: send

/// What [`receive_whole`] has received.
#[derive(Debug)]
pub enum Received {
    Message(Parcel),
    /// Nothing came in time.
    Nothing,
    /// All senders have closed their sockets.
    End,
}

// ANCHOR: receive
/// Receives a message whole; waits for it up to `limit`, `None` for ever.
pub fn receive_whole(socket: &OwnedFd, limit: Option<Duration>) -> Result<Received, PipeError> {
    let (mut room, mut luggage) = ([0; 1 + INSIDE], Vec::new());
    let flags = if limit.is_some() { RecvFlags::DONTWAIT } else { RecvFlags::empty() };
    let received = again_until(limit, socket, PollFlags::IN, || receive(socket, &mut room, &mut luggage, flags))?;
    let Some(length) = received else { return Ok(Received::Nothing) };
    let Some((&long, bytes)) = room[..length].split_first() else { return Ok(Received::End) };
    let mut bytes = bytes.to_vec();
    if long == 1 {
        bytes.clear();
        let mut file = File::from(luggage.pop().ok_or(PipeError::NoLuggage(0))?);
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
    }
    Ok(Received::Message(Parcel { bytes, luggage }))
}
// ANCHOR_END: receive

/// Calls until the answer is another than "not now", and waits between for `what` the socket must be ready for. `None` if the time
/// was up first.
fn again_until(
    limit: Option<Duration>,
    socket: &OwnedFd,
    what: PollFlags,
    mut call: impl FnMut() -> io::Result<usize>,
) -> io::Result<Option<usize>> {
    let until = limit.and_then(|limit| Instant::now().checked_add(limit));
    loop {
        match call() {
            Err(why) if why.kind() == ErrorKind::Interrupted => {}
            Err(why) if why.kind() == ErrorKind::WouldBlock => {
                let left = until.map(|until| until.saturating_duration_since(Instant::now()));
                if left.is_some_and(|left| left.is_zero()) {
                    return Ok(None);
                }
                let left = left.and_then(|left| Timespec::try_from(left).ok());
                match rustix::event::poll(&mut [PollFd::new(socket, what)], left.as_ref()) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(why) => return Err(why.into()),
                }
            }
            answer => return answer.map(Some),
        }
    }
}

/// A file without a name, in memory.
#[cfg(target_os = "linux")]
fn nameless() -> io::Result<File> {
    use rustix::fs::{MemfdFlags, memfd_create};
    Ok(memfd_create("multiprocessing.Queue", MemfdFlags::CLOEXEC)?.into())
}

/// A file that has a name only between two calls.
#[cfg(not(target_os = "linux"))]
fn nameless() -> io::Result<File> {
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    static FILES: AtomicU32 = AtomicU32::new(0);
    // Relaxed: the numbers must differ, and order nothing.
    let name = format!("multiprocessing-{}-{}", std::process::id(), FILES.fetch_add(1, Relaxed));
    let path = std::env::temp_dir().join(name);
    let file = File::options().read(true).write(true).create_new(true).open(&path)?;
    std::fs::remove_file(path)?;
    Ok(file)
}
