//! Step 6, forkserver: somebody else forks.
//!
//! A small child is made by spawn, once. It has one thread and does nothing but wait, so it can always be copied, whatever
//! threads its client has. It is sent two descriptors for each process: the child's end of its lifeline, and one on which
//! the server reports how it went. CPython: `main` in Lib/multiprocessing/forkserver.py, 3.13, where the server hears of a child's end
//! by a signal; here by the end of one more pipe.
//!
//! # Keeps true
//!
//! - The server waits for each child, and tells its client how it ended. It ends when its client does.
//! - A server that was killed is replaced. Its children go on, but nobody knows how they end.
//!
//! ```text
//!   client   lifeline, reports ─▶ server          order, arguments ─▶ child ▶ runs the task
//!   server                        fork ▶ its number ─▶ client            ·
//!                                 waits for it ····························▶ exit code ─▶ client
//! ```

use crate::error::{PipeError, ProcessError};
use crate::os::DirectChild;
use crate::s2_pipe::{Connection, pipe, pipe_one_way, wait};
use crate::s3_luggage::Parcel;
use crate::s5_child::Order;
use crate::s5_spawn::{Child, Running, spawn, tell};
use crate::s6_fork::fork;
use rustix::process::Pid;
use std::io;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

/// What a client sends for each child: the child's end of its lifeline, and where the server reports.
type Request = (Connection, Connection);

/// The server of this process.
struct Server {
    running: Running,
    /// A copy of this process has a copy of this variable; the server is not its own.
    client: u32,
}

static SERVER: Mutex<Option<Server>> = Mutex::new(None);

fn server() -> MutexGuard<'static, Option<Server>> {
    SERVER.lock().expect("nothing panics while this mutex is held")
}

// ANCHOR: client
/// Has the server make a child, and tells it what to do. Python: `Popen._launch` in Lib/multiprocessing/popen_forkserver.py.
pub(crate) fn ask(order: &Order, args: Parcel) -> Result<Running, ProcessError> {
    // A second time if this server was killed; a child that it may have made finds its lifeline closed.
    let child = match made()? {
        None => made()?,
        child => child,
    };
    tell(child.ok_or(ProcessError::ServerEnded)?, order, Ok(args))
}

/// A child that the server has made; `None` if the server ended instead.
fn made() -> Result<Option<Running>, ProcessError> {
    let (lifeline, theirs) = pipe()?;
    let (from_server, reports) = pipe_one_way()?;
    let mut server = server();
    if server.as_ref().is_none_or(|server| server.client != std::process::id()) {
        *server = Some(Server { running: spawn(&Order::Serve, Parcel::default())?, client: std::process::id() });
    }
    let Some(Server { running, .. }) = &*server else { unreachable!("it was started above") };
    // Sent and dropped, or we would hold the end from which the server reports.
    let sent = running.lifeline.send::<Request>(&(theirs, reports));
    match sent.and_then(|()| from_server.recv()) {
        Ok(Ok(pid)) => Ok(Some(Running::new(Served { pid, from_server }, lifeline))),
        Ok(Err(why)) => Err(io::Error::other::<String>(why).into()),
        Err(why) if why.is_broken_pipe() || matches!(why, PipeError::EndOfFile) => {
            running.child.wait()?;
            *server = None;
            Ok(None)
        }
        Err(why) => Err(why.into()),
    }
}
// ANCHOR_END: client

/// A child of the server.
struct Served {
    pid: i32,
    from_server: Connection,
}

/// A child of somebody else may be waited for at any time, and its number become a stranger's. Who sends a signal has seen a moment
/// before that it has not ended; CPython does not look.
impl Child for Served {
    fn pid(&self) -> u32 {
        self.pid.unsigned_abs()
    }

    /// 255 if the server has ended, and nobody knows; as in CPython.
    fn wait(&self) -> Result<i32, ProcessError> {
        Ok(self.from_server.recv().unwrap_or(255))
    }

    fn terminate(&self) -> Result<(), ProcessError> {
        Pid::from_raw(self.pid).map_or(Ok(()), |pid| DirectChild(pid).terminate())
    }

    fn kill(&self) -> Result<(), ProcessError> {
        Pid::from_raw(self.pid).map_or(Ok(()), |pid| DirectChild(pid).kill())
    }
}

/// What the server knows of a child.
struct Known {
    child: DirectChild,
    /// It ends when the child does, which holds the other end and does not know it.
    alive: Connection,
    reports: Connection,
}

// ANCHOR: serve
/// The life of a server. Returns in each child, with its lifeline; and `None` in the server itself, when the client has gone.
pub(crate) fn serve(client: Connection) -> Result<Option<Connection>, ProcessError> {
    let mut children: Vec<Known> = Vec::new();
    loop {
        let ends = children.iter().map(|known| &known.alive);
        wait(&ends.chain([&client]).collect::<Vec<_>>(), None)?;
        for ended in children.extract_if(.., |known| known.alive.poll(Some(Duration::ZERO)).unwrap_or(true)) {
            // An error says that the client does not want to know any more.
            let _ = ended.reports.send(&ended.child.wait()?);
        }
        if client.poll(Some(Duration::ZERO))? {
            let (lifeline, reports): Request = match client.recv() {
                Err(PipeError::EndOfFile) => return Ok(None),
                request => request?,
            };
            match copy() {
                Ok(None) => return Ok(Some(lifeline)),
                Ok(Some((child, alive))) => {
                    // The child's own copy is the one that counts.
                    drop(lifeline);
                    let _ = reports.send(&Ok::<i32, String>(child.0.as_raw_nonzero().get()));
                    children.push(Known { child, alive, reports });
                }
                Err(why) => drop(reports.send(&Err::<i32, String>(why.to_string()))),
            }
        }
    }
}
// ANCHOR_END: serve

/// A copy of this process, and what ends when it does; in the copy `None`.
fn copy() -> Result<Option<(DirectChild, Connection)>, ProcessError> {
    let (alive, held) = pipe()?;
    match fork()? {
        Some(child) => Ok(Some((child, alive))),
        None => {
            // The child holds it until it ends.
            std::mem::forget(held);
            Ok(None)
        }
    }
}
