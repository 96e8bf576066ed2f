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
//! - Only the server sends a signal to a child, and only before it has waited for it.
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
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

/// What a client may ask for.
#[derive(Serialize, Deserialize)]
enum Request {
    Fork { lifeline: Connection, reports: Connection },
    Terminate(u32),
    Kill(u32),
}

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
    let (lifeline, theirs) = pipe()?;
    let (from_server, reports) = pipe_one_way()?;
    request(&Request::Fork { lifeline: theirs, reports })?;
    let pid = from_server.recv::<Result<u32, String>>().map_err(|_| ProcessError::ServerEnded)?;
    let pid = pid.map_err(|why| ProcessError::Io(std::io::Error::other(why)))?;
    tell(Running { child: Box::new(Served { pid, from_server }), lifeline }, order, Ok(args))
}

/// Sends it to the server, which is started if there is none, or none any more. CPython: `ensure_running`.
fn request(request: &Request) -> Result<(), ProcessError> {
    let mut server = server();
    if let Some(old) = server.take_if(|server| server.client == std::process::id()) {
        match old.running.lifeline.send(request) {
            Err(why) if why.is_broken_pipe() => drop(old.running.child.wait()?),
            sent => {
                *server = Some(old);
                return Ok(sent?);
            }
        }
    }
    let new = server.insert(Server { running: spawn(&Order::Serve, Parcel::default())?, client: std::process::id() });
    Ok(new.running.lifeline.send(request)?)
}
// ANCHOR_END: client

/// A child of the server.
struct Served {
    pid: u32,
    from_server: Connection,
}

impl Child for Served {
    fn pid(&self) -> u32 {
        self.pid
    }

    /// 255 if the server has ended, and nobody knows; as in CPython.
    fn wait(&self) -> Result<i32, ProcessError> {
        Ok(self.from_server.recv().unwrap_or(255))
    }

    fn terminate(&self) -> Result<(), ProcessError> {
        request(&Request::Terminate(self.pid))
    }

    fn kill(&self) -> Result<(), ProcessError> {
        request(&Request::Kill(self.pid))
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
            match client.recv() {
                Ok(Request::Fork { lifeline, reports }) => match copy() {
                    Ok(None) => return Ok(Some(lifeline)),
                    Ok(Some((child, alive))) => {
                        let _ = reports.send(&Ok::<u32, String>(child.pid()));
                        children.push(Known { child, alive, reports });
                    }
                    Err(why) => drop(reports.send(&Err::<u32, String>(why.to_string()))),
                },
                Ok(Request::Terminate(pid)) => signal(&children, pid, Child::terminate)?,
                Ok(Request::Kill(pid)) => signal(&children, pid, Child::kill)?,
                Err(PipeError::EndOfFile) => return Ok(None),
                Err(why) => return Err(why.into()),
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

/// A child that the server has waited for is not in the list: its number may be a stranger's by now.
fn signal(children: &[Known], pid: u32, how: fn(&DirectChild) -> Result<(), ProcessError>) -> Result<(), ProcessError> {
    children.iter().find(|known| known.child.pid() == pid).map_or(Ok(()), |known| how(&known.child))
}
