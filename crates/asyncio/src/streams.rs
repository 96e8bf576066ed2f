//! TCP in the form that a program wants. Mirrors asyncio.streams: `open_connection`, `start_server`, a reader and a
//! writer.
//!
//! # Keeps true
//!
//! - While a task waits for a socket, all others run: nothing here blocks the loop, and no peer can keep it busy.
//! - Bytes arrive in the order in which they were written; a `drain` that returns has given all of them to the system.
//! - The two directions end apart: after [`write_eof`](StreamWriter::write_eof) one can still read.
//! - A writer holds no more than its program has written since the last `drain`, so who drains after each write is held
//!   back by a slow peer (and whoever never drains sends nothing).
//!
//! ```text
//!   client  write ▶ drain ▶ write_eof ─ ─ ─ ─ ─ ─ ─ ▶ read: b"" ▶ both gone: closed
//!   server        read: 5 bytes ▶ read: b"" ▶ write ▶ drain ▶ both gone
//! ```

use crate::s5_sockets::{Interest, Sockets, Source};
use crate::s6_event_loop::get_running_loop;
use socket2::{Domain, Socket, Type};
use std::any::Any;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::rc::Rc;
use std::sync::Arc;

/// How much is read at once at most: 256 KiB, as in CPython (`max_size`, Lib/asyncio/selector_events.py).
const MAX_SIZE: usize = 256 * 1024;

type Connection = Rc<Source<TcpStream>>;

/// What the peer sends. Mirrors `asyncio.StreamReader` (asyncio.streams, CPython 3.13).
#[derive(Debug)]
pub struct StreamReader {
    connection: Connection,
}

impl StreamReader {
    /// Waits for some bytes, at most `most`, and returns them; empty once the peer has said that no more will come.
    /// Mirrors `reader.read(n)`.
    ///
    /// # Errors
    ///
    /// What the system says, such as [`ErrorKind::ConnectionReset`].
    ///
    /// # Panics
    ///
    /// If another loop runs than the one that the connection was made on. Python raises `RuntimeError` once it has to wait.
    pub async fn read(&mut self, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; most.min(MAX_SIZE)];
        let count = heard_here(&self.connection)?.ready(Interest::Read, |mut socket| socket.read(&mut bytes)).await?;
        bytes.truncate(count);
        Ok(bytes)
    }
}

/// What is sent to the peer. Mirrors `asyncio.StreamWriter` (asyncio.streams, CPython 3.13).
#[derive(Debug)]
pub struct StreamWriter {
    connection: Connection,
    /// Written, and not yet given to the system.
    buffer: Vec<u8>,
}

impl StreamWriter {
    /// Puts `bytes` behind what waits to be sent. Mirrors `writer.write`, which tries at once to send them; here that
    /// is for [`drain`](StreamWriter::drain).
    pub fn write(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Waits until the system has taken all bytes. Mirrors `writer.drain`, which is content when few enough wait.
    ///
    /// # Errors
    ///
    /// What the system says, such as [`ErrorKind::BrokenPipe`]. What could not be sent is kept.
    ///
    /// # Panics
    ///
    /// As [`read`](StreamReader::read).
    pub async fn drain(&mut self) -> io::Result<()> {
        while !self.buffer.is_empty() {
            let sent =
                heard_here(&self.connection)?.ready(Interest::Write, |mut socket| socket.write(&self.buffer)).await?;
            self.buffer.drain(..sent);
        }
        Ok(())
    }

    /// Sends what waits, and tells the peer that no more will come. One can still read. Mirrors `writer.write_eof`.
    ///
    /// # Errors
    ///
    /// As [`drain`](StreamWriter::drain).
    pub async fn write_eof(&mut self) -> io::Result<()> {
        self.drain().await?;
        self.connection.socket().shutdown(Shutdown::Write)
    }

    /// The peer's address. Mirrors `writer.get_extra_info("peername")`.
    ///
    /// # Errors
    ///
    /// If the connection is gone.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.connection.socket().peer_addr()
    }
}

/// The loop's sockets, for what is opened now.
pub(crate) fn sockets() -> io::Result<Arc<Sockets>> {
    let selector: Arc<dyn Any + Send + Sync> = get_running_loop().selector();
    selector.downcast().map_err(|_| io::Error::other("this event loop's selector has no sockets"))
}

/// `connection`, if the loop that runs hears of it: to wait for it on another would be to wait for ever.
fn heard_here(connection: &Connection) -> io::Result<&Connection> {
    let ours = connection.is_known_to(&sockets()?);
    assert!(ours, "this connection is attached to a different loop, which hears nothing here");
    Ok(connection)
}

/// The two halves of a connection.
pub(crate) fn streams(socket: TcpStream) -> io::Result<(StreamReader, StreamWriter)> {
    socket.set_nonblocking(true)?;
    // As CPython: an answer is sent at once, not when there is enough for a packet. An error says that the connection
    // is gone, which the first operation will tell better.
    let _gone = socket.set_nodelay(true);
    let connection = Rc::new(Source::new(&sockets()?, socket)?);
    Ok((StreamReader { connection: Rc::clone(&connection) }, StreamWriter { connection, buffer: Vec::new() }))
}

/// Connects to `address`. Mirrors `asyncio.open_connection`, which also looks up names.
///
/// The connection is closed when both halves are dropped.
///
/// # Errors
///
/// What the system says, such as [`ErrorKind::ConnectionRefused`].
///
/// # Panics
///
/// If no loop runs on this thread.
pub async fn open_connection(address: SocketAddr) -> io::Result<(StreamReader, StreamWriter)> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    match socket.connect(&address.into()) {
        Err(error) if !under_way(&error) => return Err(error),
        _ => (),
    }
    let (reader, writer) = streams(socket.into())?;
    let connected =
        writer.connection.ready(Interest::Write, |socket| match (socket.take_error()?, socket.peer_addr()) {
            (Some(error), _) => Err(error),
            (None, Ok(_)) => Ok(()),
            // Neither failed nor connected: it is under way.
            (None, Err(error)) if error.kind() == ErrorKind::NotConnected => Err(ErrorKind::WouldBlock.into()),
            (None, Err(error)) => Err(error),
        });
    connected.await?;
    Ok((reader, writer))
}

/// Whether a connection that could not be made at once is being made. std has no stable name for the first of these.
#[cfg(unix)]
fn under_way(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::EINPROGRESS)
}

#[cfg(not(unix))]
fn under_way(error: &io::Error) -> bool {
    error.kind() == ErrorKind::WouldBlock
}
