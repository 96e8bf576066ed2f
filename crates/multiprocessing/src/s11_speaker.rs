//! Step 11, in between: a thread of the parent that speaks for a worker.
//!
//! It takes a task from the queue that all these threads share, gives it to its worker, and waits for the answer. So each task has
//! somebody who notices if its worker dies.
//!
//! In CPython the workers share one pipe of tasks and one of results, which three threads serve. There nobody knows which worker
//! has which task. If one is killed, its task is lost, and who waits for it waits for ever (3.13: Lib/multiprocessing/pool.py).
//!
//! # Keeps true
//!
//! - Each task that was queued gets one outcome: its result, its panic, or the death of its worker or of the pool.
//! - A worker that died is replaced when the next task comes. A task that had not begun goes to the new one.
//!
//! ```text
//!   queue: [b, a] ▶ thread 0: a ▶ worker 0 ▶ answer ▶ a's outcome
//!                 ▶ thread 1: b ▶ worker 1 ✗ ▶ b's outcome: WorkerDied ▶ c ▶ a new worker 1
//! ```
//!
//! # Not yet
//!
//! Who makes it all, and ends it ([`s11_pool`](crate::s11_pool)).

use crate::error::PoolError;
use crate::s3_luggage::Parcel;
use crate::s11_result::{AsyncResult, Promise};
use crate::s11_worker::{Answer, Worker};
use std::sync::{Arc, Mutex, MutexGuard};
use threading::SimpleQueue;

// ANCHOR: parts
/// What the threads share with the pool.
pub(crate) struct Shared {
    /// `None` stands behind all tasks, and ends a thread.
    pub(crate) queue: SimpleQueue<Option<Job>>,
    pub(crate) staff: Mutex<Staff>,
}

pub(crate) struct Staff {
    pub(crate) state: State,
    /// By number of the thread that speaks for it; `None` if it has died, or has ended.
    pub(crate) workers: Vec<Option<Arc<Worker>>>,
}

/// Python: `RUN`, `CLOSE`, `TERMINATE`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum State {
    Run,
    Close,
    Terminate,
}

/// A task in the queue.
pub(crate) struct Job {
    order: Parcel,
    pub(crate) done: Done,
}

/// What is called with the outcome of a task.
pub(crate) type Done = Box<dyn FnOnce(Result<Parcel, PoolError>) + Send>;
// ANCHOR_END: parts

impl Shared {
    /// Queues a packed task.
    pub(crate) fn submit<R>(&self, order: Parcel) -> Result<AsyncResult<R>, PoolError> {
        let promise = Arc::new(Promise::default());
        let theirs = Arc::clone(&promise);
        self.submit_with(order, Box::new(move |outcome| theirs.keep(outcome)))?;
        Ok(AsyncResult::of(promise))
    }

    pub(crate) fn submit_with(&self, order: Parcel, done: Done) -> Result<(), PoolError> {
        let staff = self.staff();
        if staff.state != State::Run {
            return Err(PoolError::value("Pool not running"));
        }
        self.queue.put(Some(Job { order, done }));
        Ok(())
    }

    // ANCHOR: speak
    /// What the thread of worker `number` does all its life.
    pub(crate) fn speak(&self, number: usize) {
        while let Some(job) = self.queue.get() {
            let outcome = self.run(number, &job.order);
            (job.done)(outcome);
        }
        // The next thread shall see it, too.
        self.queue.put(None);
        let worker = self.staff().workers[number].take();
        drop(worker);
    }

    /// Gives a task to worker `number`.
    fn run(&self, number: usize, order: &Parcel) -> Result<Parcel, PoolError> {
        match self.worker(number)?.call(order) {
            // It died while it had nothing to do. The task goes to the next one.
            Answer::Died { began: false, .. } => {
                self.staff().workers[number] = None;
                self.outcome(number, self.worker(number)?.call(order))
            }
            answer => self.outcome(number, answer),
        }
    }

    fn outcome(&self, number: usize, answer: Answer) -> Result<Parcel, PoolError> {
        match answer {
            Answer::Returned(result) => Ok(result),
            Answer::Panicked(words) => Err(PoolError::Panicked(words)),
            Answer::CannotCross(why) => Err(PoolError::CannotCross(why)),
            Answer::Garbage { why, .. } => {
                self.staff().workers[number] = None;
                Err(PoolError::CannotCross(why))
            }
            Answer::NeverBegan(why) => {
                self.staff().workers[number] = None;
                Err(why.into())
            }
            Answer::Died { exitcode, .. } => {
                let mut staff = self.staff();
                staff.workers[number] = None;
                match staff.state {
                    State::Terminate => Err(PoolError::Terminated),
                    _ => Err(PoolError::WorkerDied { exitcode }),
                }
            }
        }
    }
    // ANCHOR_END: speak

    // ANCHOR: worker
    /// Worker `number`, or a new one in its place if it has died.
    fn worker(&self, number: usize) -> Result<Arc<Worker>, PoolError> {
        let staff = self.staff();
        match (&staff.workers[number], staff.state) {
            (_, State::Terminate) => return Err(PoolError::Terminated),
            (Some(worker), _) => return Ok(Arc::clone(worker)),
            (None, _) => drop(staff),
        }
        // Without the lock: it takes a while.
        let worker = Arc::new(Worker::start()?);
        let mut staff = self.staff();
        if staff.state == State::Terminate {
            // Who terminated the pool did not see this one. It ends here, after the lock.
            drop(staff);
            return Err(PoolError::Terminated);
        }
        staff.workers[number] = Some(Arc::clone(&worker));
        Ok(worker)
    }
    // ANCHOR_END: worker

    pub(crate) fn staff(&self) -> MutexGuard<'_, Staff> {
        self.staff.lock().expect("nothing panics while this mutex is held")
    }
}
