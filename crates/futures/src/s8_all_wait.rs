//! Step 8: a task that waits for a task of its own pool, and the moment at which nobody is left to run it.
//!
//! A pool of two runs two tasks, and each submits a third and waits for it. The third tasks stay in the queue, since a worker
//! that waits is no free worker. CPython waits for ever, without a word. More workers only move the limit.
//!
//! # Keeps true
//!
//! A worker that waits for a future of its own pool is told so if all workers of the pool then wait like that, and nothing
//! that they wait for has happened: `result` and `exception` return an error, `wait` and the next of `as_completed` panic.
//!
//! ```text
//!   worker 0   submit x ▶ x.result(): sleeps ······································ ▶ x
//!   worker 1              submit y ▶ y.result(): all wait ▶ Deadlock ▶ ends its task ▶ runs x
//!   waits      [–, –] ──▶ [x, –] ──────────────▶ [x, y] ▶ [x, –]
//! ```
//!
//! # No false alarm
//!
//! A worker that waits does nothing else until what it waits for has happened. If all wait, then no task runs and none can begin,
//! so no task of this pool will ever be done. Only somebody outside could still help: who cancels one of these futures, or
//! calls `set_result` on it. The error does not wait for that.
//!
//! # Not seen
//!
//! Waits that end by themselves (with a time limit) do not count, nor do those of which this crate does not know who could end
//! them: locks, queues, `wait` for futures of several pools, a task that waits for a task of a second pool which waits for one of
//! the first. Nor is a circle that leaves one worker free: a task that waits for itself, in a pool of two.

use crate::error::Deadlock;
use crate::s2_future::{Future, Shared};
use std::cell::RefCell;
use std::sync::{Arc, Mutex, MutexGuard};
use threading::Queue;

/// The workers of one pool, and what each of them waits for.
pub(crate) struct Crew {
    /// How many there may be. While there are fewer, one more can come, and run what is queued.
    workers: usize,
    /// By number, of those that have been started.
    waits: Mutex<Vec<Option<Arc<dyn Wait>>>>,
}

/// What a worker waits for.
pub(crate) trait Wait: Send + Sync {
    fn is_over(&self) -> bool;
}

impl<T: Send + Sync> Wait for Shared<T> {
    fn is_over(&self) -> bool {
        self.progress.lock().expect("nothing panics while this mutex is held").state.is_done()
    }
}

impl<T: Send + Sync + 'static> Wait for Queue<Future<T>> {
    /// Not whether something is inside: who has just taken it out is still on the list of those who wait.
    fn is_over(&self) -> bool {
        self.unfinished_tasks() > 0
    }
}

thread_local! {
    /// The pool whose worker this thread is, and which of them.
    static MINE: RefCell<Option<(Arc<Crew>, usize)>> = const { RefCell::new(None) };
}

impl Crew {
    /// A crew that will have at most `workers` members.
    pub(crate) fn new(workers: usize) -> Self {
        Crew { workers, waits: Mutex::default() }
    }

    /// This thread is worker `number` from now on.
    pub(crate) fn join(crew: &Arc<Crew>, number: usize) {
        let mut waits = crew.waits();
        let members = waits.len().max(number + 1);
        waits.resize(members, None);
        drop(waits);
        MINE.set(Some((Arc::clone(crew), number)));
    }

    /// Whether this thread is one of them.
    pub(crate) fn is_mine(crew: &Arc<Crew>) -> bool {
        Crew::my_number(crew).is_some()
    }

    /// Which of them this thread is. None of them, if it is ending and has lost its own values: a pool may be dropped that late.
    fn my_number(crew: &Arc<Crew>) -> Option<usize> {
        let number = |mine: &RefCell<Option<(Arc<Crew>, usize)>>| {
            mine.borrow().as_ref().filter(|(mine, _)| Arc::ptr_eq(mine, crew)).map(|(_, number)| *number)
        };
        MINE.try_with(number).ok().flatten()
    }

    // ANCHOR: enter
    /// This thread is about to wait for what only `crew` can bring about, until the returned value is dropped. That matters if it
    /// is a worker of this very crew.
    pub(crate) fn enter(
        crew: Option<&Arc<Crew>>,
        wait: impl FnOnce() -> Arc<dyn Wait>,
    ) -> Result<Option<Waits>, Deadlock> {
        let Some((crew, number)) = crew.and_then(|crew| Some((crew, Crew::my_number(crew)?))) else {
            return Ok(None);
        };
        let mut waits = crew.waits();
        waits[number] = Some(wait());
        let waits_in_vain = |wait: &Option<Arc<dyn Wait>>| wait.as_ref().is_some_and(|wait| !wait.is_over());
        if waits.len() == crew.workers && waits.iter().all(waits_in_vain) {
            waits[number] = None;
            return Err(Deadlock { workers: crew.workers });
        }
        Ok(Some(Waits { crew: Arc::clone(crew), number }))
    }
    // ANCHOR_END: enter

    fn waits(&self) -> MutexGuard<'_, Vec<Option<Arc<dyn Wait>>>> {
        self.waits.lock().expect("nothing panics while this mutex is held")
    }
}

/// A worker waits for a future of its own pool.
pub(crate) struct Waits {
    crew: Arc<Crew>,
    number: usize,
}

impl Drop for Waits {
    fn drop(&mut self) {
        // Its owner still has the future, so nothing of yours is dropped under the lock.
        self.crew.waits()[self.number] = None;
    }
}
