//! Step 6: the loop, which is what joins the five parts.
//!
//! Everything that asyncio does happens in a turn. Read `run_once` below beside `BaseEventLoop._run_once`
//! (Lib/asyncio/base_events.py): it has the same four parts in the same order.
//!
//! # Keeps true
//!
//! - One thread runs everything, and one callback at a time.
//! - The loop sleeps only when nothing is ready, and at most until the earliest deadline.
//! - What a turn finds ready runs in this order: what was queued before, then who waited for sockets, then whose time
//!   has come.
//! - When the loop ends, however it ends, the tasks that have not are dropped, and wakers that are left do nothing.
//!
//! ```text
//!   ╭─▶ how long may I sleep? ▶ select ▶ wake who waits for sockets ▶ wake whose time has come ▶ run what is ready ─╮
//!   ╰───────────────────────────────────────── a turn ────────────────────────────────────────────────────────────╯
//! ```
//!
//! # Not yet
//!
//! Cancelling a task, task groups, locks and queues for tasks, subprocesses, and running blocking calls in a thread
//! pool.

use crate::coroutine::{Task, TaskError, contain};
use crate::s2_tasks::{Schedule, Tasks};
use crate::s3_timers::Timers;
use crate::s4_thread_safe::{Closed, Door, Handle, Selector};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A loop. It belongs to one thread. Mirrors `asyncio.SelectorEventLoop` (asyncio.selector_events, CPython 3.13).
pub struct EventLoop {
    selector: Arc<dyn Selector>,
    door: Arc<Door>,
    /// The same door, as the tasks know it.
    queue: Arc<dyn Schedule>,
    tasks: Tasks,
    timers: Rc<Timers>,
    /// The storage of the turn that runs. Empty between turns.
    turn: Cell<VecDeque<Handle>>,
}

impl EventLoop {
    /// A loop that sleeps in `selector`.
    pub fn new(selector: Arc<dyn Selector>) -> Rc<Self> {
        let door = Arc::new(Door::new(Arc::clone(&selector)));
        let queue = Arc::clone(&door) as Arc<dyn Schedule>;
        Rc::new(EventLoop {
            selector,
            door,
            queue,
            tasks: Tasks::default(),
            timers: Rc::default(),
            turn: Cell::default(),
        })
    }

    /// One turn. Mirrors `BaseEventLoop._run_once`.
    // ANCHOR: run_once
    fn run_once(&self) {
        // 1. Sleep until the earliest deadline, if nothing is ready. If something is, CPython looks at
        //    the sockets without sleeping; so do we, if there are any.
        let timeout = if self.door.falls_asleep() { self.until_earliest() } else { Some(Duration::ZERO) };
        if timeout != Some(Duration::ZERO) || self.selector.watches_sockets() {
            self.selector.select(timeout);
        }
        self.door.wakes_up();
        // 2. Wake who waited for a socket.
        self.selector.process_events();
        // 3. Wake whose time has come.
        if self.timers.earliest().is_some() {
            self.timers.wake_due(self.time());
        }
        // 4. Run what is ready now; what that adds is for the next turn.
        let mut turn = self.turn.take();
        self.door.take_turn(&mut turn);
        for handle in turn.drain(..) {
            match handle {
                Handle::Step(task) => self.tasks.step(task),
                // As `Handle._run`, with the loop's default exception handler.
                Handle::Callback(callback) => contain("Exception in callback", callback),
            }
        }
        self.turn.set(turn);
    }
    // ANCHOR_END: run_once

    /// How long the loop may sleep. `None`: until somebody calls.
    fn until_earliest(&self) -> Option<Duration> {
        self.timers.earliest().map(|earliest| earliest.saturating_duration_since(self.time()))
    }

    /// Runs `main` to its end, and meanwhile the tasks that are made. Mirrors `loop.run_until_complete`, and then closes
    /// the loop, as `asyncio.run` does.
    ///
    /// # Errors
    ///
    /// If `main` panics.
    ///
    /// # Panics
    ///
    /// If a loop runs on this thread already, or this one has ended.
    pub fn run_until_complete<F: Future + 'static>(self: Rc<Self>, main: F) -> Result<F::Output, TaskError> {
        let _running = Running::begin(&self);
        // Read when main has ended, which is the only way out of the loop below.
        let result = Rc::new(Cell::new(None));
        let theirs = Rc::clone(&result);
        self.tasks.create_with(&self.queue, main, move |outcome| theirs.set(Some(outcome)));
        loop {
            if let Some(outcome) = result.take() {
                // CPython learns of the end through one more callback, in whose turn the others go on once more.
                let _closed = self.door.call_soon_threadsafe(Handle::Callback(Box::new(|| ())));
                self.run_once();
                return outcome;
            }
            self.run_once();
        }
    }

    /// Makes a task of `future`. Its first piece runs in a later turn, or never if the loop has ended. Mirrors
    /// `loop.create_task`.
    pub fn create_task<F: Future + 'static>(&self, future: F) -> Task<F::Output> {
        self.tasks.create(&self.queue, future)
    }

    /// As `create_task`; what comes of it goes to `finish`.
    pub(crate) fn create_task_with<F: Future + 'static>(
        &self,
        future: F,
        finish: impl FnOnce(Result<F::Output, TaskError>) + 'static,
    ) {
        self.tasks.create_with(&self.queue, future, finish);
    }

    /// What other threads call this loop by.
    pub fn remote(&self) -> Remote {
        Remote { door: Arc::clone(&self.door) }
    }

    /// Mirrors `loop.close()`.
    fn close(&self) {
        self.tasks.cancel_all();
        self.door.close();
    }

    /// The loop's clock. Mirrors `loop.time()`.
    pub fn time(&self) -> Instant {
        self.selector.now()
    }

    /// What it sleeps in.
    pub fn selector(&self) -> Arc<dyn Selector> {
        Arc::clone(&self.selector)
    }

    pub(crate) fn timers(&self) -> &Rc<Timers> {
        &self.timers
    }
}

impl Drop for EventLoop {
    fn drop(&mut self) {
        // Of a loop that never ran. What waits in its queue keeps the queue alive.
        self.close();
    }
}

/// A handle on a loop for other threads. In Python they hold the loop itself, and must know that one method of it is
/// for them.
#[derive(Clone, Debug)]
pub struct Remote {
    door: Arc<Door>,
}

impl Remote {
    /// Has the loop run `callback` on its own thread, soon, and wakes it if it sleeps. Mirrors
    /// `loop.call_soon_threadsafe`.
    ///
    /// # Errors
    ///
    /// If the loop has ended; `callback` is dropped then. Python raises `RuntimeError: Event loop is closed`.
    pub fn call_soon_threadsafe(&self, callback: impl FnOnce() + Send + 'static) -> Result<(), Closed> {
        self.door.call_soon_threadsafe(Handle::Callback(Box::new(callback)))
    }
}

thread_local! {
    /// The loop that runs on this thread.
    static RUNNING: RefCell<Option<Rc<EventLoop>>> = const { RefCell::new(None) };
}

/// The loop that runs on this thread. Mirrors `asyncio.get_running_loop()` (asyncio.events).
///
/// # Panics
///
/// If none does. Python raises `RuntimeError: no running event loop`.
#[track_caller]
pub fn get_running_loop() -> Rc<EventLoop> {
    RUNNING.with_borrow(Option::clone).expect("no running event loop: call this inside asyncio::run")
}

/// While this lives, its loop runs on this thread; then the loop is closed.
struct Running<'a>(&'a EventLoop);

impl<'a> Running<'a> {
    fn begin(event_loop: &'a Rc<EventLoop>) -> Self {
        let other = RUNNING.with_borrow(Option::is_some);
        assert!(!other, "asyncio::run cannot be called from a running event loop: await the coroutine instead");
        assert!(!event_loop.door.is_closed(), "this event loop has ended: make a new one");
        RUNNING.set(Some(Rc::clone(event_loop)));
        Running(event_loop)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        // While it still counts as running: the tasks' destructors may ask for it.
        self.0.close();
        RUNNING.set(None);
    }
}

impl fmt::Debug for EventLoop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventLoop({:?}, {:?})", self.tasks, self.timers)
    }
}
