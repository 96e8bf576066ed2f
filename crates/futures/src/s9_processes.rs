//! Step 9: `ProcessPoolExecutor`, the same pool with a process behind each thread.
//!
//! Threads of CPython share one GIL; processes have one each, so tasks that compute run side by side. The price: nothing is shared.
//! A task crosses as the name of a function, its arguments and its result as bytes (crate `multiprocessing`).
//!
//! Each task is a task of the thread pool of step 4: *take a worker, tell it what to call, wait for its answer*. So all that was
//! built before is still there: futures, callbacks, the end, `wait`. CPython has one thread for all its workers; there it is that
//! thread which notices that one is gone (3.13: Lib/concurrent/futures/process.py).
//!
//! # Keeps true
//!
//! - A worker does one task at a time. At most `max_workers` are started, one for each task that finds none idle.
//! - Once a worker has died, the pool is broken: every future that has no outcome yet gets [`BrokenProcessPool`], and so does whoever
//!   submits. Nobody knows how far a lost task had come, so nobody runs it again.
//!
//! ```text
//!   submit ▶ thread pool's queue ▶ thread 0 ▶ takes worker 0 ▶ (name, args) ▶ … ▶ result ▶ future
//!                                ▶ thread 1 ▶ takes worker 1 ▶ (name, args) ▶ ✗ ▶ broken: kills worker 0, all get an error
//! ```
//!
//! # Unlike CPython
//!
//! - A task can be cancelled until a worker has it. There, tasks in the queue between the pool and its workers cannot, either: up to one more
//!   than there are workers, besides those at work (of 30 tasks for 2 workers, 5 count as running).
//! - What cannot cross is refused by the compiler, or by `submit`. There, the future gets the error.
//! - That an *idle* worker was killed is noticed when it is to be used. No `initializer`, `mp_context`, `max_tasks_per_child`.
//!
//! # Where a chunk fails
//!
//! `map` sends chunks, as in CPython, and an item that panics takes the results of its chunk along.

use crate::error::{BrokenProcessPool, NoResult, Panic};
use crate::s2_future::Future;
use crate::s4_pool::ThreadPoolExecutor;
use crate::s6_executor::Map;
use crate::submit_error::SubmitError;
use multiprocessing::s3_luggage::{Parcel, unpack};
use multiprocessing::s4_task::Task;
use multiprocessing::s11_worker::{Answer, Calls, Worker, order};
use multiprocessing::{PipeError, ProcessError};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::available_parallelism;
use threading::{RuntimeError, ValueError};

// ANCHOR: parts
/// A pool of processes. Dropping it is the end of Python's `with` block: it waits for all tasks. Python:
/// `concurrent.futures.ProcessPoolExecutor`.
pub struct ProcessPoolExecutor {
    // Dropped first: its threads end, and with them all tasks.
    threads: ThreadPoolExecutor,
    workers: Arc<Workers>,
}

/// The processes, and whether they can be used.
#[derive(Default)]
struct Workers(Mutex<Staff>);

#[derive(Default)]
struct Staff {
    idle: Vec<Arc<Worker>>,
    busy: Vec<Arc<Worker>>,
    broken: Option<BrokenProcessPool>,
}
// ANCHOR_END: parts

impl ProcessPoolExecutor {
    /// A pool of at most `max_workers` processes, none of which is started yet. Python: `ProcessPoolExecutor(max_workers)`.
    ///
    /// # Errors
    ///
    /// If `max_workers` is 0.
    pub fn new(max_workers: usize) -> Result<Self, ValueError> {
        Ok(ProcessPoolExecutor { threads: ThreadPoolExecutor::new(max_workers)?, workers: Arc::default() })
    }

    /// Has a process call `task` with `args`, a tuple, and returns a future of what it returns. Python: `executor.submit(fn, *args)`.
    ///
    /// # Errors
    ///
    /// If the pool is broken or was shut down, if `task` is not registered with [`multiprocessing::guard`], or if the arguments cannot
    /// be written as bytes.
    pub fn submit<F, Args>(&self, task: F, args: Args) -> Result<Future<F::Output>, SubmitError>
    where
        F: Task<Args, Output: DeserializeOwned + Send + Sync + 'static>,
        Args: Serialize + DeserializeOwned,
    {
        self.submit_order(order(task, Calls::One, &args)?)
    }

    // ANCHOR: submit
    fn submit_order<T>(&self, order: Parcel) -> Result<Future<T>, SubmitError>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        if let Some(broken) = self.workers.staff().broken {
            return Err(broken.into());
        }
        let workers = Arc::clone(&self.workers);
        let task = move || unpack(workers.call(&order)?).map_err(cannot_cross);
        Ok(self.threads.submit_outcome(task)?)
    }
    // ANCHOR_END: submit

    // ANCHOR: map
    /// Has `task` called for each of `items`, `chunksize` of them in one message, and returns the results in their order. Python:
    /// `executor.map(fn, iterable, chunksize=chunksize)`, where nothing means 1.
    ///
    /// # Errors
    ///
    /// As [`submit`](Self::submit), and if `chunksize` is 0.
    pub fn map<F, A, I>(
        &self,
        task: F,
        items: I,
        chunksize: usize,
    ) -> Result<impl Iterator<Item = Result<F::Output, NoResult>> + use<F, A, I>, SubmitError>
    where
        F: Task<(A,), Output: Clone + DeserializeOwned + Send + Sync + 'static>,
        A: Serialize + DeserializeOwned,
        I: IntoIterator<Item = A>,
    {
        if chunksize == 0 {
            return Err(SubmitError::ValueError(ValueError("chunksize must be >= 1.")));
        }
        let items: Vec<_> = items.into_iter().map(|item| (item,)).collect();
        let submit = |chunk| self.submit_order::<Vec<F::Output>>(order(task, Calls::Each, &chunk)?);
        let futures: Vec<_> = items.chunks(chunksize).map(submit).collect::<Result<_, _>>()?;
        let each =
            |chunk: Result<Vec<_>, _>| chunk.map_or_else(|why| vec![Err(why)], |all| all.into_iter().map(Ok).collect());
        Ok(Map::of(futures).flat_map(each))
    }
    // ANCHOR_END: map

    /// Takes no more tasks; with `cancel_futures` cancels those that have not begun; with `wait` returns once all are done and all
    /// processes have ended. Python: `executor.shutdown(wait, cancel_futures=cancel_futures)`.
    ///
    /// # Errors
    ///
    /// As [`ThreadPoolExecutor::shutdown`].
    pub fn shutdown(&self, wait: bool, cancel_futures: bool) -> Result<(), RuntimeError> {
        self.threads.shutdown(wait, cancel_futures)?;
        if wait {
            let idle = std::mem::take(&mut self.workers.staff().idle);
            drop(idle);
        }
        Ok(())
    }
}

impl Default for ProcessPoolExecutor {
    /// As many processes as there are cores for this one. Python: `ProcessPoolExecutor()`.
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, |cores| cores.get());
        ProcessPoolExecutor::new(cores).expect("it is not 0")
    }
}

impl Workers {
    /// Has some worker do what `order` says, and waits for its answer.
    // ANCHOR: call
    fn call(&self, order: &Parcel) -> Result<Parcel, NoResult> {
        let worker = self.take()?;
        let answer = worker.call(order);
        let result = match answer {
            Answer::Died { exitcode, .. } | Answer::Garbage { exitcode, .. } => return Err(self.break_down(exitcode)),
            Answer::NeverBegan(why) => {
                self.staff().busy.retain(|busy| !Arc::ptr_eq(busy, &worker));
                return Err(no_process(why));
            }
            Answer::Returned(result) => Ok(result),
            Answer::Panicked(words) => Err(NoResult::Panicked(Panic::new(words))),
            Answer::CannotCross(why) => Err(NoResult::CannotCross(why.into())),
        };
        self.give_back(worker);
        result
    }
    // ANCHOR_END: call

    /// An idle worker, or a new one: there are never more than threads that ask.
    fn take(&self) -> Result<Arc<Worker>, NoResult> {
        let mut staff = self.usable()?;
        let worker = match staff.idle.pop() {
            Some(worker) => worker,
            None => {
                // Without the lock: it takes a while.
                drop(staff);
                let worker = Arc::new(Worker::start().map_err(|why| match why {
                    // Somebody has killed it that early.
                    ProcessError::EndedAtStart(exitcode @ ..0) => self.break_down(exitcode),
                    why => no_process(why),
                })?);
                // Who broke the pool meanwhile has not seen this one. It ends here, then.
                staff = self.usable()?;
                worker
            }
        };
        staff.busy.push(Arc::clone(&worker));
        Ok(worker)
    }

    fn give_back(&self, worker: Arc<Worker>) {
        let mut staff = self.staff();
        staff.busy.retain(|busy| !Arc::ptr_eq(busy, &worker));
        if staff.broken.is_none() {
            staff.idle.push(worker);
        }
    }

    // ANCHOR: break_down
    /// A worker has died. Whoever waits for another one shall not wait long.
    fn break_down(&self, exitcode: i32) -> NoResult {
        let mut staff = self.staff();
        let broken = *staff.broken.get_or_insert(BrokenProcessPool { exitcode });
        let all: Vec<_> = std::mem::take(&mut staff.busy).into_iter().chain(std::mem::take(&mut staff.idle)).collect();
        drop(staff);
        all.iter().for_each(|worker| worker.kill());
        NoResult::BrokenProcessPool(broken)
    }
    // ANCHOR_END: break_down

    /// The staff of a pool that is not broken.
    fn usable(&self) -> Result<MutexGuard<'_, Staff>, NoResult> {
        let staff = self.staff();
        match staff.broken {
            Some(broken) => Err(NoResult::BrokenProcessPool(broken)),
            None => Ok(staff),
        }
    }

    fn staff(&self) -> MutexGuard<'_, Staff> {
        self.0.lock().expect("nothing panics while this mutex is held")
    }
}

fn no_process(why: ProcessError) -> NoResult {
    NoResult::NoProcess(why.to_string().into())
}

fn cannot_cross(why: PipeError) -> NoResult {
    NoResult::CannotCross(why.to_string().into())
}

impl fmt::Debug for ProcessPoolExecutor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProcessPoolExecutor").field("threads", &self.threads).finish_non_exhaustive()
    }
}
