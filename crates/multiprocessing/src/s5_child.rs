//! Step 5, the child's side: the guard, and what a child does in place of `main`.
//!
//! A child is this program, started once more. It comes to the first line of `main`, the guard, sees that it is a child, does what
//! it is told and ends. Nothing behind the guard runs in it. Python's children import the main module, and
//! `if __name__ == "__main__":` keeps them from running it (`spawn_main` in Lib/multiprocessing/spawn.py, 3.13).
//!
//! # Keeps true
//!
//! - A child never runs what stands behind the guard, so no child starts the children of its parent again.
//! - A child does not outlive its parent: a thread of it waits for the end of the pipe to the parent, its *lifeline*.
//!
//! ```text
//!   parent  start ▶ this program, --multiprocessing-fork, stdin = one end of a pipe ▶ order, arguments ▶ …   ▶ join
//!   child           main ▶ guard ▶ takes the pipe from stdin ▶ reads them ▶ runs the task ▶ exit code ▶ ends ─┘
//!           watcher                                       waits for the pipe's end ▶ the parent is gone: ends
//! ```

use crate::error::ProcessError;
use crate::os;
use crate::s2_pipe::Connection;
use crate::s4_task::{Entry, named, register};
#[cfg(unix)]
use crate::s6_forkserver::serve;
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::io::{self, Write as _};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::thread;

/// What tells a program that it is a child. CPython's own, so that whoever looks at the processes knows it.
pub(crate) const CHILD: &str = "--multiprocessing-fork";

/// What the parent tells a child first; the arguments follow as the second message.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Order {
    /// Call this task.
    Run { task: String, process: Me },
    /// Be a fork server (step 6), which gets no arguments.
    #[cfg(unix)]
    Serve,
}

/// Who this process is, if it is a child.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Me {
    pub name: String,
    pub daemon: bool,
}

/// Set once, in a child.
pub(crate) static ME: OnceLock<Me> = OnceLock::new();

/// The name of this process: `MainProcess`, if it is no child. Python: `current_process().name`.
pub fn current_process_name() -> &'static str {
    ME.get().map_or("MainProcess", |me| &me.name)
}

/// The first line of `main` of a program that starts processes: names what they may run. In a child it runs what the parent asks
/// for, and does not return. Python: `if __name__ == "__main__":`, and `freeze_support()`.
///
/// What stands before it runs in each child, too.
///
/// # Panics
///
/// If it is called twice, or if a name stands twice in the list, or a closure.
// ANCHOR: guard
pub fn guard(tasks: Vec<Entry>) {
    register(tasks);
    if std::env::args_os().nth(1).is_some_and(|first| first == CHILD) {
        let code = obey().unwrap_or_else(|why| complain(&why.to_string()));
        std::process::exit(code);
    }
}
// ANCHOR_END: guard

/// Does what the parent asks for; returns the exit code.
fn obey() -> Result<i32, Box<dyn Error>> {
    let socket = os::take_stdin()?.ok_or_else(|| {
        format!(
            "{CHILD} is what a program of multiprocessing says to its children, and no parent has started this one: run it without"
        )
    })?;
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only a fork server becomes somebody else"))]
    let mut parent = Connection::over(socket);
    #[cfg_attr(not(unix), expect(clippy::never_loop, reason = "only a copy of a fork server is told twice"))]
    loop {
        let order: Order = parent.recv()?;
        let args = os::from_parent(parent.recv_parcel()?)?;
        match order {
            Order::Run { task, process } => {
                let task = named(&task)?;
                watch(parent)?;
                return Ok(run(process, || Ok(task.call(args).map(drop)?)));
            }
            #[cfg(unix)]
            Order::Serve => match serve(parent)? {
                // A copy of the server: a child, and told next what to do.
                Some(lifeline) => parent = lifeline,
                None => return Ok(0),
            },
        }
    }
}

/// Tells the parent that this child has come so far, and ends this process when the parent has ended, even in the middle of a task.
// ANCHOR: watch
fn watch(parent: Connection) -> io::Result<()> {
    // An error says that the parent has ended already, or that this is Windows, where this pipe is one-way.
    let _ = parent.send_bytes(b"");
    let watcher = move || {
        // The parent says nothing more. What comes is the end.
        while parent.recv_parcel().is_ok() {}
        os::exit_at_once(1)
    };
    thread::Builder::new().name("watcher of the parent".to_owned()).spawn(watcher).map(drop)
}
// ANCHOR_END: watch

// ANCHOR: run
/// Runs a task as the process `me`, and returns the exit code: 0, or 1 after a panic or an error. Python: `_bootstrap`.
fn run(me: Me, task: impl FnOnce() -> Result<(), ProcessError>) -> i32 {
    let name = me.name.clone();
    ME.get_or_init(|| me);
    match catch_unwind(AssertUnwindSafe(task)) {
        Ok(Ok(())) => 0,
        Ok(Err(why)) => complain(&format!("{name}: {why}")),
        Err(payload) => {
            // To drop what a task panicked with may panic once more.
            mem::forget(payload);
            complain(&format!("{name}: its task panicked, so it ends with exit code 1"))
        }
    }
}
// ANCHOR_END: run

/// What a copy of the parent does (step 6): it runs a task and ends, and never returns.
#[cfg(unix)]
pub(crate) fn become_child(me: Me, parent: Connection, task: impl FnOnce() -> Result<(), ProcessError>) -> ! {
    let code = watch(parent).map_or_else(|why| complain(&why.to_string()), |()| run(me, task));
    let _ = io::stdout().flush();
    os::exit_at_once(code)
}

/// Says it on stderr, if there is one, and returns the exit code for it.
fn complain(why: &str) -> i32 {
    let _ = writeln!(io::stderr(), "{why}");
    1
}
