//! Step 5, the parent's side: `Process`, a task that runs in a process of its own.
//!
//! The memory of a process is its own. So a task in another process cannot change a variable of this one, and does not share
//! its GIL. The parent starts this very program again, and sends over a pipe what to run (see [`s5_child`](crate::s5_child)).
//!
//! # Keeps true
//!
//! - A process that was started is waited for, once: at `join`, or when the `Process` is dropped. None stays as a zombie.
//! - A signal is sent only to a child that was not waited for yet, so never to a stranger that has inherited its number.
//!
//! # Not yet
//!
//! Other ways to make a process (step 6), and a process for more than one task (step 11).

use crate::error::ProcessError;
use crate::s4_task::Task;
use crate::s5_child::{ME, Me, Order};
use crate::s5_spawn::{Call, Child, Running, Work, spawn};
use crate::s6_methods::StartMethod;
#[cfg(unix)]
use crate::{s6_fork::fork_and_run, s6_forkserver::ask};
use serde::Serialize;
use std::fmt;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

// ANCHOR: process
/// A task for a process of its own. Dropping it waits for its end; a daemon is terminated first, and while this thread panics the
/// process is killed. Python: `multiprocessing.Process`, whose daemons are terminated, and whose others are waited for, at the end
/// of the program, also of one that an exception ends.
pub struct Process {
    me: Me,
    method: StartMethod,
    state: Mutex<State>,
}

enum State {
    New(Box<dyn Work>),
    Running(Arc<Running>),
    Ended { pid: u32, exitcode: i32, begun: bool },
}
// ANCHOR_END: process

/// How many processes were made here.
static PROCESSES: AtomicUsize = AtomicUsize::new(0);

impl Process {
    /// A process that is not started yet, for `task` with `args`. Python: `Process(target=task, args=args)`.
    pub fn new<F, Args>(task: F, args: Args) -> Self
    where
        F: Task<Args>,
        Args: Serialize + Send + 'static,
    {
        Process::of(StartMethod::default(), task, args)
    }

    /// The same by another method (step 6).
    pub(crate) fn of<F, Args>(method: StartMethod, task: F, args: Args) -> Self
    where
        F: Task<Args>,
        Args: Serialize + Send + 'static,
    {
        const { assert!(size_of::<F>() == 0, "a task is a function by its name: no closure that captures, no pointer") };
        // Relaxed: the numbers must differ, and order nothing.
        let name = format!("Process-{}", PROCESSES.fetch_add(1, Relaxed) + 1);
        let work = Box::new(Call::new(task, args));
        Process { me: Me { name, daemon: false }, method, state: Mutex::new(State::New(work)) }
    }

    /// The same under another name. Python: `Process(name=…)`.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.me.name = name.into();
        self
    }

    /// The same as a daemon, or not: it is terminated when it is dropped, and may start no processes. Python: `Process(daemon=…)`.
    pub fn daemon(mut self, daemon: bool) -> Self {
        self.me.daemon = daemon;
        self
    }

    // ANCHOR: start
    /// Starts it. Waits until the child has read its arguments, if they are more than a pipe holds. Python: `process.start()`.
    ///
    /// # Errors
    ///
    /// If the program has no guard or its guard does not name this task, if an argument cannot cross, if it was started before, and
    /// if the system cannot.
    pub fn start(&self) -> Result<(), ProcessError> {
        let mut state = self.state();
        let State::New(work) = &mut *state else { return Err(ProcessError::StartedTwice) };
        if ME.get().is_some_and(|me| me.daemon) {
            return Err(ProcessError::DaemonHasNoChildren);
        }
        let order = |task: &'static str| Order::Run { task: task.to_owned(), process: self.me.clone() };
        let running = match self.method {
            StartMethod::Spawn => spawn(&order(work.name()?), work.pack_args()?)?,
            #[cfg(unix)]
            StartMethod::Fork => fork_and_run(&self.me, || work.run())?,
            #[cfg(unix)]
            StartMethod::ForkServer => ask(&order(work.name()?), work.pack_args()?)?,
            #[cfg(not(unix))]
            method => return Err(ProcessError::OnlySpawn(method)),
        };
        // The arguments are dropped here: what travelled belongs to the child alone.
        *state = State::Running(Arc::new(running));
        Ok(())
    }
    // ANCHOR_END: start

    // ANCHOR: join
    /// Waits until it has ended, and returns its exit code. Python: `process.join()`, then `process.exitcode`.
    ///
    /// # Errors
    ///
    /// If it was not started; if it ended well without having come to its guard, so that its task never ran.
    pub fn join(&self) -> Result<i32, ProcessError> {
        Ok(self.join_until(None)?.expect("without a limit there is an end"))
    }

    /// Waits until it has ended, and returns its exit code; `None` if the time was up first. Python: `process.join(timeout)`.
    ///
    /// # Errors
    ///
    /// As [`join`](Self::join).
    pub fn join_timeout(&self, timeout: Duration) -> Result<Option<i32>, ProcessError> {
        self.join_until(Some(timeout))
    }

    fn join_until(&self, timeout: Option<Duration>) -> Result<Option<i32>, ProcessError> {
        let running = match &*self.state() {
            State::New(_) => return Err(ProcessError::NotStarted),
            State::Running(running) => Some(Arc::clone(running)),
            State::Ended { .. } => None,
        };
        // Without the mutex: others may ask, and terminate, meanwhile.
        if running.map_or(Ok(true), |running| running.ends_within(timeout))? {
            self.ended().map(Some)
        } else {
            Ok(None)
        }
    }

    /// It has ended, or does so now.
    fn ended(&self) -> Result<i32, ProcessError> {
        let mut state = self.state();
        if let State::Running(running) = &*state {
            let exitcode = running.child.wait()?;
            *state = State::Ended { pid: running.child.pid(), exitcode, begun: running.has_begun() };
        }
        match &*state {
            // This program ended well, and has never come to its guard.
            State::Ended { exitcode: 0, begun: false, .. } => Err(ProcessError::EndedAtStart(0)),
            State::Ended { exitcode, .. } => Ok(*exitcode),
            _ => unreachable!("a process that ran has ended"),
        }
    }
    // ANCHOR_END: join

    /// 0 after a good end, 1 after a panic, -9 after signal 9; what the task gave to `std::process::exit`; `None` while it runs, and
    /// before it is started. Python: `process.exitcode`.
    pub fn exitcode(&self) -> Option<i32> {
        // An error is for `join` to tell.
        let _ = self.join_until(Some(Duration::ZERO));
        if let State::Ended { exitcode, .. } = *self.state() { Some(exitcode) } else { None }
    }

    /// Whether it was started and has not ended. Python: `process.is_alive()`.
    pub fn is_alive(&self) -> bool {
        self.exitcode();
        matches!(*self.state(), State::Running(_))
    }

    /// Its number; `None` before it is started. Python: `process.pid`.
    pub fn pid(&self) -> Option<u32> {
        match &*self.state() {
            State::New(_) => None,
            State::Running(running) => Some(running.child.pid()),
            State::Ended { pid, .. } => Some(*pid),
        }
    }

    /// `Process-1`, or what [`named`](Self::named) has said. Python: `process.name`.
    pub fn name(&self) -> &str {
        &self.me.name
    }

    /// Asks it to end: SIGTERM on Unix. Nothing happens if it has ended. Python: `process.terminate()`.
    ///
    /// # Errors
    ///
    /// If it was not started.
    pub fn terminate(&self) -> Result<(), ProcessError> {
        self.signal(|child| child.terminate())
    }

    /// Ends it: SIGKILL on Unix. Nothing happens if it has ended. Python: `process.kill()`.
    ///
    /// # Errors
    ///
    /// If it was not started.
    pub fn kill(&self) -> Result<(), ProcessError> {
        self.signal(|child| child.kill())
    }

    fn signal(&self, how: fn(&dyn Child) -> Result<(), ProcessError>) -> Result<(), ProcessError> {
        match &*self.state() {
            State::New(_) => Err(ProcessError::NotStarted),
            // It is not asked for first: it may have closed its lifeline, or written half a message into it, and live on.
            State::Running(running) if running.child.is_ours() || !running.ends_within(Some(Duration::ZERO))? => {
                how(&*running.child)
            }
            _ => Ok(()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while this mutex is held")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if thread::panicking() {
            // Perhaps the child waits for a message that nobody will send now.
            let _ = self.kill();
        } else if self.me.daemon {
            let _ = self.terminate();
        }
        if matches!(*self.state(), State::Running(_))
            && let Err(why) = self.join()
        {
            // Nobody else is left to be told.
            let _ = writeln!(io::stderr(), "{}: {why}", self.me.name);
        }
    }
}

impl fmt::Debug for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Process").field("name", &self.me.name).field("pid", &self.pid()).finish_non_exhaustive()
    }
}
