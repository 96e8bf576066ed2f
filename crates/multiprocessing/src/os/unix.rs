//! Linux and macOS: a Unix socket pair, and messages whose luggage the kernel carries.

use crate::error::PipeError;
use crate::s3_luggage::{give, take};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, ReturnFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, Shutdown, SocketFlags, SocketType, recvmsg, sendmsg, socketpair,
};
use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

/// What a process owns of the operating system.
pub type Handle = OwnedFd;
/// The same, borrowed.
pub type BorrowedHandle<'a> = BorrowedFd<'a>;

/// What is below a connection.
pub type Socket = OwnedFd;

/// As many descriptors travel with one message, at most: Linux's `SCM_MAX_FD`.
pub const MOST_LUGGAGE: usize = 253;

/// Room for so many.
type Control = [MaybeUninit<u8>; rustix::cmsg_space!(ScmRights(MOST_LUGGAGE))];

/// Two sockets, each of which receives what the other sends. A program that is started by this one does not inherit them.
pub fn pair() -> io::Result<(OwnedFd, OwnedFd)> {
    #[cfg(not(target_vendor = "apple"))]
    return Ok(socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)?);
    #[cfg(target_vendor = "apple")]
    {
        let (one, other) = socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::empty(), None)?;
        rustix::io::fcntl_setfd(&one, rustix::io::FdFlags::CLOEXEC)?;
        rustix::io::fcntl_setfd(&other, rustix::io::FdFlags::CLOEXEC)?;
        Ok((one, other))
    }
}

/// The first one receives what the second one sends.
pub fn one_way() -> io::Result<(OwnedFd, OwnedFd)> {
    let (receiver, sender) = pair()?;
    rustix::net::shutdown(&receiver, Shutdown::Write)?;
    Ok((receiver, sender))
}

/// How a socket stands in a message.
pub type Packed = u32;

/// See [`give`].
pub fn give_socket(socket: &Socket) -> Result<Packed, PipeError> {
    give(socket.as_fd())
}

/// See [`take`].
pub fn take_socket(packed: Packed) -> Result<Socket, PipeError> {
    take(packed)
}

/// Writes to a socket; the luggage leaves with the first byte.
pub struct Writing<'a> {
    pub socket: &'a OwnedFd,
    pub luggage: &'a [OwnedFd],
}

impl Write for Writing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = send(self.socket, &[IoSlice::new(bytes)], self.luggage, SendFlags::empty())?;
        self.luggage = &[];
        Ok(sent)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One call: some of the bytes, and all of the luggage.
pub fn send(socket: &OwnedFd, bytes: &[IoSlice<'_>], luggage: &[OwnedFd], flags: SendFlags) -> io::Result<usize> {
    let luggage: Vec<BorrowedFd<'_>> = luggage.iter().map(AsFd::as_fd).collect();
    let mut room: Control = [MaybeUninit::uninit(); _];
    let mut control = SendAncillaryBuffer::new(&mut room);
    if !luggage.is_empty() && !control.push(SendAncillaryMessage::ScmRights(&luggage)) {
        return Err(io::Error::other(PipeError::TooMuchLuggage { count: luggage.len(), limit: MOST_LUGGAGE }));
    }
    // Rust programs ignore SIGPIPE, but a program that does not shall see an error, too.
    #[cfg(not(target_vendor = "apple"))]
    let flags = flags | SendFlags::NOSIGNAL;
    Ok(sendmsg(socket, bytes, &mut control, flags)?)
}

/// Reads from a socket, and keeps what luggage comes along.
pub struct Reading<'a> {
    pub socket: &'a OwnedFd,
    pub luggage: &'a mut Vec<OwnedFd>,
}

impl Read for Reading<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        receive(self.socket, bytes, self.luggage, RecvFlags::empty())
    }
}

/// One call: some bytes, 0 at the end, and the luggage that came with them.
pub fn receive(socket: &OwnedFd, bytes: &mut [u8], luggage: &mut Vec<OwnedFd>, flags: RecvFlags) -> io::Result<usize> {
    let mut room: Control = [MaybeUninit::uninit(); _];
    let mut control = RecvAncillaryBuffer::new(&mut room);
    #[cfg(not(target_vendor = "apple"))]
    let flags = flags | RecvFlags::CMSG_CLOEXEC;
    let received = match recvmsg(socket, &mut [IoSliceMut::new(bytes)], &mut control, flags) {
        // The other side has gone without reading all that we sent. To a reader this is the end, too.
        Err(Errno::CONNRESET) => return Ok(0),
        received => received?,
    };
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(handles) = message {
            luggage.extend(handles);
        }
    }
    #[cfg(target_vendor = "apple")]
    for handle in luggage.iter() {
        rustix::io::fcntl_setfd(handle, rustix::io::FdFlags::CLOEXEC)?;
    }
    if received.flags.contains(ReturnFlags::CTRUNC) {
        return Err(io::Error::other(PipeError::LuggageLost));
    }
    Ok(received.bytes)
}

/// Waits until something can be read from one of these (an end of file is something), or the time is up; `None` waits for ever.
/// The answers stand in the order of `sockets`.
pub fn poll(sockets: &[&OwnedFd], timeout: Option<Duration>) -> io::Result<Vec<bool>> {
    let end = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let mut all: Vec<_> = sockets.iter().map(|socket| PollFd::new(*socket, PollFlags::IN)).collect();
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        let left = left.and_then(|left| Timespec::try_from(left).ok());
        match rustix::event::poll(&mut all, left.as_ref()) {
            Ok(_) => return Ok(all.iter().map(|one| !one.revents().is_empty()).collect()),
            // A signal handler ran. The end stays where it was.
            Err(Errno::INTR) => {}
            Err(why) => return Err(why.into()),
        }
    }
}
