//! Step 5: `shutdown`, the end of a pool, and of the `with` block.
//!
//! An idle worker sleeps in the queue, so a flag alone does not reach it: something must come out of the queue. That is a
//! `None`, behind all tasks. The worker that gets it puts it back for the next one, and ends.
//!
//! # Keeps true
//!
//! - What was submitted before the end is run, or cancelled if you ask for that; what comes after it is refused. There is no
//!   third case, since `submit` looks and queues under the lock that the end is declared under.
//! - Each worker ends, idle or not; at the end of the program, too, where nobody has shut the pool down.
//!
//! ```text
//!   A  submit ▶ shutdown: no more ▶ queue: [task, None] ▶ joins ·················· ▶ returns
//!   worker 0                         get ▶ task ▶ runs it ▶ get ▶ None ▶ puts it back ▶ ends
//!   worker 1            sleeps in get ··················· None ▶ puts it back ▶ ends
//! ```
//!
//! # Unlike CPython
//!
//! - There, whoever shuts the pool down on one of its own workers and waits gets a `RuntimeError`, perhaps after having waited
//!   for the other workers. Here it is an error at once. A *drop* on a worker does not wait: the others finish the queue.
//! - Where `cancel_futures` has cancelled a task, `wait` and `as_completed` are told. In CPython they wait for ever.
//!
//! # Not yet
//!
//! Many tasks at once (step 6).

use crate::contained::contain;
use crate::s4_pool::{Pool, ThreadPoolExecutor};
use crate::s8_all_wait::Crew;
use threading::{AtShutdown, RuntimeError};

impl ThreadPoolExecutor {
    // ANCHOR: shutdown
    /// Takes no more tasks; with `cancel_futures` cancels those that wait in the queue; with `wait` returns once all
    /// workers have ended. May be called again. Python: `executor.shutdown(wait, cancel_futures=cancel_futures)`.
    ///
    /// # Errors
    ///
    /// If it should wait, and this thread is a worker of this pool, which would wait for itself. All but the waiting is done.
    pub fn shutdown(&self, wait: bool, cancel_futures: bool) -> Result<(), RuntimeError> {
        let pool = &self.pool;
        let mut life = pool.life();
        life.over = Some(RuntimeError("cannot schedule new futures after shutdown"));
        let mut given_up = Vec::new();
        while cancel_futures && let Ok(work) = pool.queue.get_nowait() {
            given_up.extend(work);
        }
        // Still under the lock, so it stands behind everything that was submitted.
        pool.queue.put(None);
        let workers = life.workers.clone();
        drop(life);
        // Without the lock: callbacks run here. CPython cancels with the lock held.
        given_up.into_iter().for_each(|work| contain(|| work.give_up()));
        if wait {
            if Crew::is_mine(&pool.crew) {
                return Err(RuntimeError("cannot join current thread"));
            }
            workers.iter().try_for_each(|worker| worker.join())?;
        }
        Ok(())
    }
    // ANCHOR_END: shutdown
}

impl Drop for ThreadPoolExecutor {
    /// Python: the end of `with executor:`, which waits for all tasks, whether the block ended well or not.
    fn drop(&mut self) {
        let on_a_worker = Crew::is_mine(&self.pool.crew);
        self.shutdown(!on_a_worker, false).expect("who would wait for itself does not wait");
    }
}

impl AtShutdown for Pool {
    /// `threading::shutdown` waits for the workers next, and would wait for ever if they were not told. CPython: `_python_exit`, which
    /// `threading._register_atexit` has called (3.13: Lib/concurrent/futures/thread.py).
    fn shuts_down(&self) {
        let mut life = self.life();
        life.over.get_or_insert(RuntimeError("cannot schedule new futures after interpreter shutdown"));
        self.queue.put(None);
    }
}
