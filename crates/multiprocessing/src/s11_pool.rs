//! Step 11, the whole: `Pool`, a few workers, a thread that speaks for each, and a queue of tasks.
//!
//! # Keeps true
//!
//! - What was submitted before the end is done, or gets [`PoolError::Terminated`] if that is how it ends; what comes after it is
//!   refused.
//! - When the pool is gone, so are its workers and its threads.
//!
//! ```text
//!                                    ╭▶ thread 0 ◀── pipe ──▶ worker 0
//!   submit ▶ queue: [task, task, …] ─┼▶ thread 1 ◀── pipe ──▶ worker 1
//!   close  ▶ behind them all:   None ╯       each thread that gets it puts it back for the next, closes its pipe, and ends
//! ```
//!
//! # Unlike CPython
//!
//! - Tasks that a terminated pool had not done get an error. There `get` waits for ever.
//! - Workers are spawned, always: a pool has threads, so a program with one cannot fork; and to start a worker costs once. There, a
//!   pool has the start method of its context.
//! - A task may have a pool of its own. There, workers are daemons, which may have no children.
//! - No `initializer` and no `maxtasksperchild`; and no callbacks, which a thread that waits for `get` can do without.
//!
//! # Not yet
//!
//! Many tasks at once (step 12).

use crate::error::{PoolError, ProcessError};
use crate::s4_task::Task;
use crate::s11_result::AsyncResult;
use crate::s11_speaker::{Shared, Staff, State};
use crate::s11_worker::{Calls, Worker, order};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt;
use std::sync::{Arc, Mutex};
use threading::{SimpleQueue, Thread};

// ANCHOR: parts
/// A pool of processes. Dropping it terminates it, as Python's `with` block does. Python: `multiprocessing.Pool`.
pub struct Pool {
    pub(crate) shared: Arc<Shared>,
    speakers: Vec<Thread>,
}
// ANCHOR_END: parts

impl Pool {
    /// A pool of so many processes, all of them started. Python: `Pool(processes)`, where nothing means as many as there are cores.
    ///
    /// # Errors
    ///
    /// If `processes` is 0, if the program has no guard, or if the system has no room for a process or a thread.
    pub fn new(processes: usize) -> Result<Self, PoolError> {
        if processes == 0 {
            return Err(PoolError::value("Number of processes must be at least 1"));
        }
        let start = |_| Ok(Some(Arc::new(Worker::start()?)));
        let workers: Vec<_> = (0..processes).map(start).collect::<Result<_, PoolError>>()?;
        let staff = Mutex::new(Staff { state: State::Run, workers });
        let mut pool = Pool { shared: Arc::new(Shared { queue: SimpleQueue::new(), staff }), speakers: Vec::new() };
        for number in 0..processes {
            let shared = Arc::clone(&pool.shared);
            // A daemon, as the three threads of CPython's pool (3.13: Lib/multiprocessing/pool.py): the end of the program does not
            // wait for a pool that nobody has closed.
            let speaker =
                Thread::named(format!("speaks for worker {number}"), move || shared.speak(number)).daemon(true);
            speaker.start().map_err(|why| ProcessError::Io(std::io::Error::other(why)))?;
            pool.speakers.push(speaker);
        }
        Ok(pool)
    }

    /// Has a worker call `task` with `args`, and waits for the result. Python: `pool.apply(func, args)`.
    ///
    /// # Errors
    ///
    /// As [`apply_async`](Self::apply_async) and [`AsyncResult::get`].
    pub fn apply<F, Args>(&self, task: F, args: Args) -> Result<F::Output, PoolError>
    where
        F: Task<Args, Output: DeserializeOwned>,
        Args: Serialize + DeserializeOwned,
    {
        self.apply_async(task, args)?.get()
    }

    /// Has a worker call `task` with `args`, and does not wait. Python: `pool.apply_async(func, args)`.
    ///
    /// # Errors
    ///
    /// If the pool was closed, if `task` is not registered, or if the arguments cannot be written as bytes.
    pub fn apply_async<F, Args>(&self, task: F, args: Args) -> Result<AsyncResult<F::Output>, PoolError>
    where
        F: Task<Args, Output: DeserializeOwned>,
        Args: Serialize + DeserializeOwned,
    {
        self.shared.submit(order(task, Calls::One, &args)?)
    }

    /// How many workers it has.
    pub fn processes(&self) -> usize {
        self.speakers.len()
    }

    // ANCHOR: close
    /// Takes no more tasks. Those that it has are done. Python: `pool.close()`.
    pub fn close(&self) {
        let mut staff = self.shared.staff();
        if staff.state == State::Run {
            staff.state = State::Close;
            // Still under the lock, so it stands behind every task.
            self.shared.queue.put(None);
        }
    }

    /// Ends all workers at once. Tasks that are not done get [`PoolError::Terminated`]. Python: `pool.terminate()`, which sends
    /// SIGTERM; here it is SIGKILL, which no task can refuse.
    pub fn terminate(&self) {
        let mut staff = self.shared.staff();
        staff.state = State::Terminate;
        let workers: Vec<_> = staff.workers.iter().flatten().cloned().collect();
        drop(staff);
        workers.iter().for_each(|worker| worker.kill());
        while let Ok(job) = self.shared.queue.get_nowait() {
            job.into_iter().for_each(|job| (job.done)(Err(PoolError::Terminated)));
        }
        self.shared.queue.put(None);
    }

    /// Waits until all workers have ended. Python: `pool.join()`.
    ///
    /// # Errors
    ///
    /// If it was neither closed nor terminated.
    pub fn join(&self) -> Result<(), PoolError> {
        if self.shared.staff().state == State::Run {
            return Err(PoolError::value("Pool is still running"));
        }
        for speaker in &self.speakers {
            speaker.join().expect("it was started, and is not the thread that asks");
        }
        Ok(())
    }
    // ANCHOR_END: close
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.terminate();
        self.join().expect("it was terminated");
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").field("processes", &self.processes()).finish_non_exhaustive()
    }
}
