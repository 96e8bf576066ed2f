//! Step 7: `as_completed` and `wait`, for several futures at once.
//!
//! One future has one place to sleep, and nobody can sleep in two places. So the waiter brings a queue of its own, and each
//! future puts itself into it when it is done. To wait for several is to get from the queue.
//!
//! # Keeps true
//!
//! Each future that is done is put into the queue once: by whoever finished it, or, if it was done already, by the waiter.
//! Which of the two is decided under the future's lock.
//!
//! ```text
//!   A  as_completed ▶ queue on a's and b's list ▶ get ▶ sleeps ···· ▶ b ▶ get ▶ a
//!   B                                             b FINISHED ▶ put
//!   C                                                        a FINISHED ▶ put
//! ```
//!
//! A cancelled future counts once a worker has met it (step 1), as in CPython.
//!
//! # Unlike Python
//!
//! All futures are of one type, and the answer is in the order of yours: Python's are sets. CPython locks all futures at once to
//! begin; here each is looked at by itself.
//!
//! # Not yet
//!
//! A wait that can never end (step 8).

use crate::error::NoResult;
use crate::s1_state::State;
use crate::s2_future::{Future, Progress};
use crate::s8_all_wait::Crew;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use threading::Queue;

impl<T: Send + Sync + 'static> Future<T> {
    // ANCHOR: notify
    /// Has this future put into `queue` once it is done, or now if it is.
    fn notify(&self, queue: &Arc<Queue<Future<T>>>) {
        let mut progress = self.progress();
        if matches!(progress.state, State::CancelledAndNotified | State::Finished) {
            queue.put(self.clone()).expect("nobody shuts it down");
        } else {
            progress.waiters.push(Arc::clone(queue));
        }
    }

    /// It is done: puts it into the queue of each that waits.
    pub(crate) fn hand_over(&self, progress: &mut Progress<T>) {
        progress.waiters.drain(..).for_each(|queue| queue.put(self.clone()).expect("see `notify`"));
    }
    // ANCHOR_END: notify

    /// What tells it from others: a clone is the same future.
    fn identity(&self) -> *const () {
        Arc::as_ptr(&self.shared).cast()
    }
}

/// Iterates over `futures` in the order in which they are done; each comes once. Python: `concurrent.futures.as_completed(fs)`.
pub fn as_completed<T: Send + Sync + 'static>(futures: impl IntoIterator<Item = Future<T>>) -> AsCompleted<T> {
    let mut seen = HashSet::new();
    let pending: Vec<_> = futures.into_iter().filter(|future| seen.insert(future.identity())).collect();
    let queue = Arc::new(Queue::new(0));
    pending.iter().for_each(|future| future.notify(&queue));
    AsCompleted { left: pending.len(), crew: common_crew(&pending), futures: pending, queue }
}

/// The workers who could finish these futures, if they are all of one pool.
fn common_crew<T>(futures: &[Future<T>]) -> Option<Arc<Crew>> {
    let crew = futures.first()?.shared.crew.as_ref()?;
    let is_theirs = |future: &Future<T>| future.shared.crew.as_ref().is_some_and(|other| Arc::ptr_eq(other, crew));
    futures.iter().all(is_theirs).then(|| Arc::clone(crew))
}

/// The iterator of [`as_completed`]. To ask for the next is to wait for it.
pub struct AsCompleted<T: Send + Sync + 'static> {
    futures: Vec<Future<T>>,
    /// How many have not come out of the queue.
    left: usize,
    queue: Arc<Queue<Future<T>>>,
    /// Step 8.
    crew: Option<Arc<Crew>>,
}

impl<T: Send + Sync + 'static> Iterator for AsCompleted<T> {
    type Item = Future<T>;

    /// Waits until another one is done.
    ///
    /// # Panics
    ///
    /// If this thread is a worker of the pool that all these futures belong to, and no worker is left: see
    /// [`Deadlock`](crate::Deadlock).
    fn next(&mut self) -> Option<Future<T>> {
        let left = self.left.checked_sub(1)?;
        let waits = Crew::enter(self.crew.as_ref(), || self.queue.clone());
        let waits = waits.unwrap_or_else(|deadlock| panic!("{deadlock}"));
        let future = self.queue.get().expect("see `notify`");
        // Not before: who catches the panic may ask again.
        self.left = left;
        // Step 8: until the queue says so, others see that this thread has got what it waited for.
        drop(waits);
        self.queue.task_done().expect("it was put");
        Some(future)
    }
}

impl<T: Send + Sync + 'static> AsCompleted<T> {
    /// As `next`, but waits for at most `timeout`. Python's `as_completed(fs, timeout)` counts from its own call.
    ///
    /// # Errors
    ///
    /// If none was done in that time: [`NoResult::TimeoutError`]. You may ask again.
    pub fn next_timeout(&mut self, timeout: Duration) -> Result<Option<Future<T>>, NoResult> {
        if self.left == 0 {
            return Ok(None);
        }
        let future = self.queue.get_timeout(timeout).map_err(|_| NoResult::TimeoutError)?;
        self.left -= 1;
        self.queue.task_done().expect("it was put");
        Ok(Some(future))
    }
}

impl<T: Send + Sync + 'static> fmt::Debug for AsCompleted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsCompleted").field("left", &self.left).finish_non_exhaustive()
    }
}

impl<T: Send + Sync + 'static> Drop for AsCompleted<T> {
    /// Takes the queue off the lists, or each wait for a future that takes long would leave one behind.
    fn drop(&mut self) {
        for future in &self.futures {
            future.progress().waiters.retain(|queue| !Arc::ptr_eq(queue, &self.queue));
        }
    }
}

/// When [`wait`] returns. Python: the constants of these names in `concurrent.futures`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnWhen {
    /// When any of them is done. Python: `FIRST_COMPLETED`.
    FirstCompleted,
    /// When a task has panicked or has another error, or all are done. A cancelled one has none. Python: `FIRST_EXCEPTION`.
    FirstException,
    /// When all are done. Python: `ALL_COMPLETED`, the default there.
    AllCompleted,
}

/// What [`wait`] returns: the futures, each once, in the order in which they were given. Python: `DoneAndNotDoneFutures`.
#[derive(Debug)]
pub struct DoneAndNotDone<T> {
    /// Those that were finished or cancelled by then.
    pub done: Vec<Future<T>>,
    /// The others.
    pub not_done: Vec<Future<T>>,
}

// ANCHOR: wait
/// Waits for `futures`, and for at most `timeout` if there is one. Python: `concurrent.futures.wait(fs, timeout, return_when)`.
///
/// # Panics
///
/// If there is no `timeout`, this thread is a worker of the pool that all these futures belong to, and no worker is left: see
/// [`Deadlock`](crate::Deadlock).
pub fn wait<T: Send + Sync + 'static>(
    futures: impl IntoIterator<Item = Future<T>>,
    timeout: Option<Duration>,
    return_when: ReturnWhen,
) -> DoneAndNotDone<T> {
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let mut completed = as_completed(futures);
    let mut done = HashSet::new();
    loop {
        let next = match deadline {
            None => completed.next(),
            // No time left is no reason not to look at all.
            Some(deadline) => {
                completed.next_timeout(deadline.saturating_duration_since(Instant::now())).unwrap_or(None)
            }
        };
        let Some(future) = next else { break };
        done.insert(future.identity());
        let enough = match return_when {
            ReturnWhen::FirstCompleted => true,
            ReturnWhen::FirstException => !matches!(future.exception(), Ok(None) | Err(NoResult::CancelledError)),
            ReturnWhen::AllCompleted => false,
        };
        if enough {
            break;
        }
    }
    // Others may be done, too, by now.
    done.extend(std::iter::from_fn(|| completed.queue.get_nowait().ok()).map(|future| future.identity()));
    // Clones: `completed` needs its own once more, to take its queue off their lists.
    let all = completed.futures.iter().cloned();
    let (done, not_done) = all.partition(|future| done.contains(&future.identity()));
    DoneAndNotDone { done, not_done }
}
// ANCHOR_END: wait
