//! Step 5, between the two: how a child is made by starting this program once more.
//!
//! # Keeps true
//!
//! - A child has of the descriptors that its parent has opened its end of the lifeline and nothing else, for Rust marks each to be closed.
//!   What its parent was started with it has, too: stdout, stderr, and more if there was more. CPython closes that.
//! - A child that cannot be told what to do is waited for, too.

use crate::error::{PipeError, ProcessError};
use crate::os::{self, DirectChild};
use crate::s2_pipe::{Connection, pipe};
use crate::s3_luggage::{Parcel, pack};
use crate::s4_task::{Task, registered};
use crate::s5_child::{CHILD, Order};
use serde::Serialize;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// A child, however it was made.
pub(crate) trait Child: Send + Sync {
    /// Its number.
    fn pid(&self) -> u32;

    /// Waits up to `timeout`, `None` for ever; returns whether it has ended, or has said something.
    fn ends_within(&self, lifeline: &Connection, timeout: Option<Duration>) -> Result<bool, PipeError> {
        lifeline.poll(timeout)
    }

    /// Waits for its end, and returns its exit code, -N after signal N. To be called once, and last.
    fn wait(&self) -> Result<i32, ProcessError>;

    /// Whether its number is still its own, whether it has ended or not, since this process has not waited for it yet. False where
    /// nobody knows.
    fn is_ours(&self) -> bool {
        false
    }

    /// Asks it to end.
    fn terminate(&self) -> Result<(), ProcessError>;

    /// Ends it.
    fn kill(&self) -> Result<(), ProcessError>;
}

/// A child that runs.
pub(crate) struct Running {
    pub child: Box<dyn Child>,
    /// It ends when the child does, and the child ends when it does.
    pub lifeline: Connection,
    /// Whether the child has said that it came to its guard.
    begun: Mutex<bool>,
}

impl Running {
    pub fn new(child: impl Child + 'static, lifeline: Connection) -> Self {
        // On Windows the lifeline is one-way, and the child is believed.
        Running { child: Box::new(child), lifeline, begun: Mutex::new(cfg!(windows)) }
    }

    /// Waits for its end up to `timeout`, `None` for ever; returns whether it has come. It is to be waited for then.
    pub fn ends_within(&self, timeout: Option<Duration>) -> Result<bool, PipeError> {
        let end = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        loop {
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            if !self.child.ends_within(&self.lifeline, left)? {
                return Ok(false);
            }
            let mut begun = self.begun();
            // Somebody else may have read it meanwhile: that it has begun is the only message.
            if self.child.ends_within(&self.lifeline, Some(Duration::ZERO))? {
                match self.lifeline.recv_bytes() {
                    Ok(_) => *begun = true,
                    Err(PipeError::EndOfFile | PipeError::CutOff { .. }) => return Ok(true),
                    Err(_) => {
                        // Its task has scribbled into it, and nothing would tell of its end any more: so it ends now. An error says
                        // that it has.
                        let _ = self.child.kill();
                        return Ok(true);
                    }
                }
            }
        }
    }

    /// Whether it has come to its guard.
    pub fn has_begun(&self) -> bool {
        *self.begun()
    }

    fn begun(&self) -> MutexGuard<'_, bool> {
        self.begun.lock().expect("nothing panics while this mutex is held")
    }
}

/// A task and its arguments, of whatever types.
pub(crate) trait Work: Send {
    fn name(&self) -> Result<&'static str, ProcessError>;
    fn pack_args(&self) -> Result<Parcel, PipeError>;
    /// In a copy of this process, which has the arguments already.
    #[cfg(unix)]
    fn run(&mut self);
}

pub(crate) struct Call<F, Args> {
    #[cfg_attr(not(unix), expect(dead_code, reason = "only its type matters, which has a name"))]
    task: F,
    args: Option<Args>,
}

impl<F: Task<Args>, Args: Serialize + Send> Call<F, Args> {
    pub fn new(task: F, args: Args) -> Self {
        Call { task, args: Some(args) }
    }
}

impl<F: Task<Args>, Args: Serialize + Send> Work for Call<F, Args> {
    fn name(&self) -> Result<&'static str, ProcessError> {
        Ok(registered::<F>()?.name())
    }

    fn pack_args(&self) -> Result<Parcel, PipeError> {
        pack(self.args.as_ref().expect("only a copy of this process takes them out"))
    }

    #[cfg(unix)]
    fn run(&mut self) {
        if let Some(args) = self.args.take() {
            self.task.call(args);
        }
    }
}

/// What children run instead of this program's own file.
static EXECUTABLE: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Children shall run this program: one whose guard has the same tasks. Python: `multiprocessing.set_executable`.
pub fn set_executable(path: impl AsRef<Path>) {
    *EXECUTABLE.lock().expect("nothing panics while this mutex is held") = Some(path.as_ref().to_owned());
}

/// Starts this program again, with one end of a pipe as its stdin, and tells it what to do. CPython: `Popen._launch` in
/// Lib/multiprocessing/popen_spawn_posix.py, which hands the pipe on as a number in the command line.
// ANCHOR: spawn
pub(crate) fn spawn(order: &Order, args: Parcel) -> Result<Running, ProcessError> {
    let (lifeline, theirs) = pipe()?;
    let path = executable()?;
    // What is still in our buffer shall stand before what the child prints.
    // An error is for whoever prints next.
    let _ = io::stdout().flush();
    let started = Command::new(&path).arg(CHILD).stdin(theirs.into_stdin()).spawn();
    let path = path.display().to_string();
    let child = DirectChild::from(started.map_err(|why| ProcessError::Executable { path, why })?);
    let args = os::for_child(&child, args);
    tell(Running::new(child, lifeline), order, args.map_err(PipeError::from))
}
// ANCHOR_END: spawn

/// Sends a child what it shall do.
pub(crate) fn tell(child: Running, order: &Order, args: Result<Parcel, PipeError>) -> Result<Running, ProcessError> {
    let told = child.lifeline.send(order).and_then(|()| child.lifeline.send_parcel(&args?));
    match told {
        Ok(()) => Ok(child),
        Err(why) if why.is_broken_pipe() => Err(ProcessError::EndedAtStart(child.child.wait()?)),
        Err(why) => {
            child.child.kill()?;
            child.child.wait()?;
            Err(why.into())
        }
    }
}

/// The file of this program, or what was set. Python: `get_executable`.
fn executable() -> io::Result<OsString> {
    let set = EXECUTABLE.lock().expect("nothing panics while this mutex is held").clone();
    match set {
        Some(path) => Ok(path.into()),
        None => os::this_program(),
    }
}
