//! A server: it accepts connections, and makes a task for each. Mirrors `asyncio.start_server`.
//!
//! # Keeps true
//!
//! - A client has a task of its own: what goes wrong in it, or how slow it is, is nobody else's affair.
//! - A server that is closed, or dropped, accepts nobody; whom it has accepted is served to the end.
//!
//! ```text
//!   accepting   accept ▶ task 1 ▶ accept ▶ task 2 ▶ accept: WouldBlock ▶ waits
//!   task 1                read ▶ write ▶ …
//! ```

use crate::coroutine::contain;
use crate::s5_sockets::{Interest, Source};
use crate::streams::{StreamReader, StreamWriter, sockets, streams};
use crate::{create_task, sleep};
use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::future::{Future, pending};
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::rc::Rc;
use std::time::Duration;

/// How long a server rests when the system has no handle left for a connection: one second, as in CPython
/// (`ACCEPT_RETRY_DELAY`, Lib/asyncio/constants.py).
const ACCEPT_RETRY_DELAY: Duration = Duration::from_secs(1);

/// A server that accepts connections until it is closed or dropped. Mirrors `asyncio.Server` (asyncio.base_events,
/// CPython 3.13).
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    /// None once it is closed.
    listener: RefCell<Option<Rc<Source<TcpListener>>>>,
    closed: Rc<Cell<bool>>,
}

/// Listens at `address`, and makes a task of `serve(reader, writer)` for each connection. Mirrors
/// `asyncio.start_server`.
///
/// A connection is served from now on, also if nobody calls [`serve_forever`](Server::serve_forever). A `serve` that
/// panics ends its own connection.
///
/// # Errors
///
/// What the system says, such as [`ErrorKind::AddrInUse`].
///
/// # Panics
///
/// If no loop runs on this thread.
// Nothing waits in it. It is `async` because Python's is: there, it looks up the host's name.
pub async fn start_server<F: Future<Output = ()> + 'static>(
    serve: impl FnMut(StreamReader, StreamWriter) -> F + 'static,
    address: SocketAddr,
) -> io::Result<Server> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let listener = Rc::new(Source::new(&sockets()?, listener)?);
    let closed = Rc::new(Cell::new(false));
    drop(create_task(accept(Rc::clone(&listener), Rc::clone(&closed), serve)));
    Ok(Server { address, listener: RefCell::new(Some(listener)), closed })
}

async fn accept<F: Future<Output = ()> + 'static>(
    listener: Rc<Source<TcpListener>>,
    closed: Rc<Cell<bool>>,
    mut serve: impl FnMut(StreamReader, StreamWriter) -> F,
) {
    loop {
        let accepting = listener.ready(Interest::Read, |listener| match closed.get() {
            true => Ok(None),
            false => listener.accept().map(Some),
        });
        match accepting.await.and_then(|accepted| accepted.map(|(socket, _)| streams(socket)).transpose()) {
            // Its first lines may run before it is a task, and panic there.
            Ok(Some((reader, writer))) => {
                contain("Exception in a server's client", || drop(create_task(serve(reader, writer))));
            }
            Ok(None) => return,
            // The client was gone before its turn came: its affair, not the server's.
            Err(error) if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => (),
            Err(error) => {
                eprintln!("a server accepts nobody for {ACCEPT_RETRY_DELAY:?}: {error}");
                sleep(ACCEPT_RETRY_DELAY).await;
            }
        }
    }
}

impl Server {
    /// Where it listens; with the port that the system has chosen if the address had port 0. Mirrors `server.sockets`.
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// Accepts no more connections; those that are there go on. Mirrors `server.close`.
    pub fn close(&self) {
        self.closed.set(true);
        if let Some(listener) = self.listener.take() {
            // The task that accepts looks at `closed`, and drops the last handle on the socket.
            listener.wake();
        }
    }

    /// Waits for ever, so that the server is not dropped. Mirrors `server.serve_forever`.
    pub async fn serve_forever(&self) -> Infallible {
        pending().await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.close();
    }
}
