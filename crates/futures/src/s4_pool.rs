//! Step 4: `ThreadPoolExecutor`, a few threads that live longer than a task.
//!
//! To start a thread costs more than most tasks do. A pool starts few, and hands them tasks through one queue. How few?
//! CPython starts one at each `submit`, until there are `max_workers`, unless a worker is idle. A semaphore counts the idle:
//! each worker that has finished a task gives a permit, and each `submit` that finds one starts no thread.
//!
//! # Keeps true
//!
//! - Each task that was submitted is taken from the queue by one worker, in order, and run unless its future was cancelled.
//! - At most `max_workers` threads are started: one for each task that finds no permit.
//! - A task that panics gives its future the panic, and costs no worker.
//!
//! ```text
//!   A  submit ▶ queue: [task] ▶ future ──────────── result ▶ sleeps ···· ▶ result
//!   worker             get ▶ task ▶ RUNNING ▶ runs it ▶ FINISHED ▶ idle + 1 ▶ get ▶ sleeps
//! ```
//!
//! # Not yet
//!
//! An end (step 5).

use crate::contained::{catch, contain};
use crate::error::{Outcome, Panic};
use crate::s2_future::Future;
use crate::s8_all_wait::Crew;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, Weak};
use std::thread::available_parallelism;
use threading::{RuntimeError, Semaphore, SimpleQueue, Thread, ValueError, at_shutdown};

// ANCHOR: parts
/// A pool of threads. Dropping it is the end of Python's `with` block: it waits for all tasks. Python:
/// `concurrent.futures.ThreadPoolExecutor` (3.13: Lib/concurrent/futures/thread.py).
pub struct ThreadPoolExecutor {
    pub(crate) pool: Arc<Pool>,
}

/// What the workers share with the executor.
pub(crate) struct Pool {
    /// `None` wakes a worker that has nothing to do (step 5).
    pub(crate) queue: SimpleQueue<Option<Box<dyn Work>>>,
    /// A permit for each idle worker.
    idle: Semaphore,
    max_workers: usize,
    name: String,
    /// Held while something is submitted, so that an end comes before it or after it. CPython: `_shutdown_lock`.
    life: Mutex<Life>,
    pub(crate) crew: Arc<Crew>,
}

#[derive(Default)]
pub(crate) struct Life {
    /// Why nothing more can be submitted (step 5).
    pub(crate) over: Option<RuntimeError>,
    pub(crate) workers: Vec<Arc<Thread>>,
}
// ANCHOR_END: parts

/// How many pools were made.
static POOLS: AtomicUsize = AtomicUsize::new(0);

impl ThreadPoolExecutor {
    /// A pool of at most `max_workers` threads, none of which is started yet. Python: `ThreadPoolExecutor(max_workers)`.
    ///
    /// # Errors
    ///
    /// If `max_workers` is 0.
    pub fn new(max_workers: usize) -> Result<Self, ValueError> {
        if max_workers == 0 {
            return Err(ValueError("max_workers must be greater than 0"));
        }
        // Relaxed: the numbers must differ, and order nothing.
        let name = format!("ThreadPoolExecutor-{}", POOLS.fetch_add(1, Relaxed));
        let (queue, idle) = (SimpleQueue::new(), Semaphore::new(0));
        let crew = Arc::new(Crew::new(max_workers));
        let pool = Arc::new(Pool { queue, idle, max_workers, name, life: Mutex::default(), crew });
        let myself: Weak<Pool> = Arc::downgrade(&pool);
        at_shutdown(myself);
        Ok(ThreadPoolExecutor { pool })
    }

    // ANCHOR: submit
    /// Has a worker call `task`, and returns a future of what it returns. Python: `executor.submit(fn)`.
    ///
    /// # Errors
    ///
    /// If the pool was shut down, or if the system has no thread left; the task is dropped then.
    pub fn submit<T, F>(&self, task: F) -> Result<Future<T>, RuntimeError>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + Sync + 'static,
    {
        self.submit_outcome(move || Ok(task()))
    }
    // ANCHOR_END: submit

    /// As [`submit`](Self::submit), for a task that knows other ends than a result and a panic (step 9).
    pub(crate) fn submit_outcome<T, F>(&self, task: F) -> Result<Future<T>, RuntimeError>
    where
        F: FnOnce() -> Outcome<T> + Send + 'static,
        T: Send + Sync + 'static,
    {
        let future = Future::of(Some(Arc::clone(&self.pool.crew)));
        let work = Box::new(WorkItem { future: future.clone(), task });
        let mut life = self.pool.life();
        if let Some(over) = life.over {
            return Err(over);
        }
        self.adjust_thread_count(&mut life)?;
        self.pool.queue.put(Some(work));
        Ok(future)
    }

    // ANCHOR: adjust
    /// Starts a worker for the task that comes, unless one is idle or there are enough. CPython: `_adjust_thread_count`,
    /// which is called after the task was queued; here a thread that cannot be started leaves no task behind.
    fn adjust_thread_count(&self, life: &mut Life) -> Result<(), RuntimeError> {
        let number = life.workers.len();
        if number == self.pool.max_workers || self.pool.idle.try_acquire() {
            return Ok(());
        }
        let pool = Arc::clone(&self.pool);
        let worker = Thread::named(format!("{}_{number}", pool.name), move || pool.work(number));
        worker.start()?;
        life.workers.push(Arc::new(worker));
        Ok(())
    }
    // ANCHOR_END: adjust
}

impl Default for ThreadPoolExecutor {
    /// Four workers more than there are cores for this process, and at most 32. Python: `ThreadPoolExecutor()`, since 3.8; until
    /// 3.12 with all cores of the machine.
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, |cores| cores.get());
        ThreadPoolExecutor::new((cores + 4).min(32)).expect("it is not 0")
    }
}

impl Pool {
    // ANCHOR: work
    /// What worker `number` does all its life. CPython: `_worker`, which in 3.13 gives its permit only when it finds no task in the
    /// queue; that comes to the same, since each task that was queued took a permit or brought a worker.
    fn work(&self, number: usize) {
        Crew::join(&self.crew, number);
        while let Some(work) = self.queue.get() {
            // Contained once more: what a task has captured is dropped here, and that is somebody's code, too.
            contain(|| work.run());
            self.idle.release(1).expect("one is not zero");
        }
        // Step 5: the next worker shall see it, too.
        self.queue.put(None);
    }
    // ANCHOR_END: work

    pub(crate) fn life(&self) -> MutexGuard<'_, Life> {
        self.life.lock().expect("nothing panics while this mutex is held")
    }
}

/// A task in the queue, whatever it returns.
pub(crate) trait Work: Send {
    fn run(self: Box<Self>);
    /// Nobody will run it.
    fn give_up(self: Box<Self>);
}

/// CPython: `_WorkItem`.
struct WorkItem<T, F> {
    future: Future<T>,
    task: F,
}

impl<T, F> Work for WorkItem<T, F>
where
    F: FnOnce() -> Outcome<T> + Send,
    T: Send + Sync + 'static,
{
    // ANCHOR: run
    fn run(self: Box<Self>) {
        let WorkItem { future, task } = *self;
        if future.set_running_or_notify_cancel() != Ok(true) {
            return;
        }
        // An error says that a stranger has finished this future. His outcome stays.
        let _ = match catch(task) {
            Ok(outcome) => future.finish(outcome),
            Err(payload) => future.set_exception(Panic::of(&*payload)),
        };
    }
    // ANCHOR_END: run

    fn give_up(self: Box<Self>) {
        self.future.cancel();
        // As a worker would have done, or `wait` would never hear of it.
        let _ = self.future.set_running_or_notify_cancel();
    }
}

impl fmt::Debug for ThreadPoolExecutor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ThreadPoolExecutor").field("name", &self.pool.name).finish_non_exhaustive()
    }
}
