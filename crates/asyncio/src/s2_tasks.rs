//! Step 2: a coroutine is an object, and only a task runs it.
//!
//! `count()`, where `count` is an `async def`, runs nothing: it makes an object that can be run in pieces, from one
//! `await` that really waits to the next. In Rust that object is a [`Future`], and a piece is one `poll`. A *task* is
//! what runs the pieces (`asyncio.Task`, Lib/asyncio/tasks.py): it puts itself into the ready queue, and again each
//! time that what it waits for has happened. How does it learn of that? Each piece is handed a [`Waker`]. Whoever is to
//! make the thing happen keeps it, and calls it then.
//!
//! # Keeps true
//!
//! - A task that is made has not begun: its first piece runs in a later turn.
//! - However often a task is woken, it is in the queue once; woken *while* its piece runs, it is queued again.
//! - A task that has ended is never queued again, whoever still holds a waker of it.
//! - The task's result or error goes to whoever awaits the [`Task`]. A panic ends the task, and not the loop.
//!
//! ```text
//!   wakeup   0 ──wake──▶ QUEUED ──step begins──▶ 0 ──poll: Pending──▶ 0
//!                ▲ and into the queue             ╰──poll: Ready───▶ DONE   (wake: nothing)
//! ```
//!
//! # Not yet
//!
//! Nothing passes the time while no task is ready (step 3), and the queue is whatever implements [`Schedule`] (step 4).

use crate::coroutine::{Coroutine, Outcome, Task, TaskError, contain};
use slab::Slab;
use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{
    AtomicU8,
    Ordering::{Acquire, Relaxed, Release},
};
use std::task::{Context, Wake, Waker};

/// Where a woken task goes. Any thread may call it, since any thread may call a waker. Stands for `loop.call_soon`,
/// which is all that a Python task knows of its loop.
pub trait Schedule: Send + Sync {
    /// Queues `task` for [`Tasks::step`].
    fn schedule(&self, task: Arc<Wakeup>);
}

/// In the queue, or about to be put there by whoever set this bit.
const QUEUED: u8 = 1;
/// The task has ended.
const DONE: u8 = 2;

/// The half of a task that may leave the loop's thread: its number, and whether it is in the queue.
///
/// The other half, the coroutine, stays in [`Tasks`]; so it may hold what belongs to one thread, such as an `Rc`. In
/// Python both are one `asyncio.Task`, whose method `__wakeup` is the waker: objects may go anywhere there, and only
/// the GIL orders them.
pub struct Wakeup {
    /// Where [`Tasks`] keeps the coroutine.
    key: usize,
    /// [`QUEUED`] and [`DONE`].
    state: AtomicU8,
    queue: Arc<dyn Schedule>,
}

impl Wake for Wakeup {
    fn wake(self: Arc<Self>) {
        // Release, also if it was queued already: pairs with the Acquire in `begins`, so that the coming piece sees
        // what the waker's caller did before. Only the call that finds neither bit may put the task into the queue.
        if self.state.fetch_or(QUEUED, Release) == 0 {
            Arc::clone(&self.queue).schedule(self);
        }
    }
}

impl Wakeup {
    /// The step begins: from here on, whoever wakes the task queues it again. False if it has ended.
    fn begins(&self) -> bool {
        // Acquire: pairs with the Release in `wake`. Before the poll, not after it: a wake in between would be wiped
        // out.
        self.state.fetch_and(!QUEUED, Acquire) & DONE == 0
    }

    /// The task is over.
    fn ends(&self) {
        // Relaxed: it publishes nothing. The bit is only ever set, so no wake after it finds 0.
        self.state.fetch_or(DONE, Relaxed);
    }
}

impl fmt::Debug for Wakeup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wakeup").field("key", &self.key).field("state", &self.state).finish_non_exhaustive()
    }
}

/// A coroutine of any type. `None` while its piece runs: it may make other tasks, and so needs the table to be free.
type Slot = Option<Pin<Box<dyn Future<Output = ()>>>>;

/// The coroutines of all tasks that have not ended. Belongs to the loop's thread. In Python, the `_coro` of each
/// `asyncio.Task` (asyncio.tasks).
#[derive(Default)]
pub struct Tasks {
    slots: RefCell<Slab<Slot>>,
}

impl Tasks {
    /// Makes a task of `future` and puts it into `queue`. Nothing of it runs here. Mirrors `loop.create_task`.
    pub fn create<F: Future + 'static>(&self, queue: &Arc<dyn Schedule>, future: F) -> Task<F::Output> {
        let outcome = Outcome::new();
        let theirs = Rc::clone(&outcome);
        self.create_with(queue, future, move |result| theirs.set(result));
        Task::of(outcome)
    }

    /// As [`create`](Tasks::create); what comes of it goes to `finish`, which is called exactly once.
    pub fn create_with<F: Future + 'static>(
        &self,
        queue: &Arc<dyn Schedule>,
        future: F,
        finish: impl FnOnce(Result<F::Output, TaskError>) + 'static,
    ) {
        let key = self.slots.borrow_mut().insert(Some(Box::pin(Coroutine::new(future, finish))));
        // It is about to be queued by the next line, so nobody else may.
        let wakeup = Wakeup { key, state: AtomicU8::new(QUEUED), queue: Arc::clone(queue) };
        queue.schedule(Arc::new(wakeup));
    }

    /// Runs one piece of a task that came out of the queue. Mirrors `Task.__step`.
    // ANCHOR: step
    pub fn step(&self, woken: Arc<Wakeup>) {
        if !woken.begins() {
            return;
        }
        let coroutine = self.slots.borrow_mut().get_mut(woken.key).and_then(Option::take);
        let Some(mut coroutine) = coroutine else { return };
        let waker = Waker::from(Arc::clone(&woken));
        if coroutine.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
            woken.ends();
            self.slots.borrow_mut().remove(woken.key);
        } else {
            self.slots.borrow_mut()[woken.key] = Some(coroutine);
        }
    }
    // ANCHOR_END: step

    /// Drops the coroutines of all tasks that have not ended; who awaits one gets [`TaskError::Cancelled`].
    ///
    /// `asyncio.run` throws `CancelledError` into each and lets them clean up; here their destructors do that. As
    /// there, one that panics is told on standard error, and does not keep the others from their end.
    pub fn cancel_all(&self) {
        // One table after the other, since a destructor may make a task; that one will not run, either.
        while !self.slots.borrow().is_empty() {
            let slots = mem::take(&mut *self.slots.borrow_mut());
            for (_, coroutine) in slots {
                contain("unhandled exception while the event loop ended", || drop(coroutine));
            }
        }
    }
}

impl fmt::Debug for Tasks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} tasks", self.slots.borrow().len())
    }
}
