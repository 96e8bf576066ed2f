//! Step 4: a door in the loop's wall, through which any thread may put something and wake it.
//!
//! A loop that has nothing to do sleeps. A worker thread that has finished a job puts a callback into the ready queue,
//! and then the loop must not go on sleeping. CPython's `call_soon_threadsafe` is `call_soon` and one line more: it
//! writes a byte to a socket that the loop's `select` listens on (`_write_to_self`, Lib/asyncio/selector_events.py).
//! That the queue itself survives two threads is the GIL's work there, or the deque's own lock's where there is no GIL.
//! Here it is a mutex's.
//!
//! # Keeps true
//!
//! - What is put into the queue runs in the next turn, and a loop that sleeps wakes for it.
//! - Once the loop has ended there is no next turn: what is in the queue is dropped, and what comes later is refused.
//! - A loop that is awake is not called: only the first who finds it asleep pays for the call.
//!
//! ```text
//!   loop    lock ▶ queue empty: asleep = true ▶ unlock ▶ select ············ ▶ returns ▶ takes a turn
//!   thread                                       lock ▶ push, asleep = false ▶ unlock ▶ wake
//! ```
//!
//! Between the loop's `unlock` and its `select` lies the gap in which a wake could get lost. So a [`Selector`]
//! remembers one that comes too early. Python's byte does that: it lies in the socket until somebody reads it.
//!
//! # Not yet
//!
//! [`Bell`] sleeps on a condition variable. It hears threads, and no sockets (step 5).

use crate::coroutine::contain;
use crate::s1_ready_queue::ReadyQueue;
use crate::s2_tasks::{Schedule, Wakeup};
use std::any::Any;
use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// How a loop sleeps and what o'clock it is. Mirrors `selectors.BaseSelector`, with the loop's self-pipe built in.
pub trait Selector: Any + Send + Sync {
    /// Sleeps until `timeout` is over (`None`: for ever), [`wake`](Selector::wake) is called, or a socket is ready. May
    /// also return for no reason.
    fn select(&self, timeout: Option<Duration>);

    /// Makes the `select` that runs now return, or the next one at once. Any thread may call it.
    fn wake(&self);

    /// Calls the wakers of those for whom the last `select` found something.
    fn process_events(&self) {}

    /// Whether anything but time and other threads is waited for.
    fn watches_sockets(&self) -> bool {
        false
    }

    /// The loop's clock, `loop.time()`.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// The smallest [`Selector`]: a flag that remembers the call, and a place to sleep.
#[derive(Debug, Default)]
pub struct Bell {
    rung: Mutex<bool>,
    ring: Condvar,
}

impl Selector for Bell {
    fn select(&self, timeout: Option<Duration>) {
        let rung = self.rung.lock().expect("nothing panics while it is held");
        let mut rung = match timeout {
            // One look is enough: a loop that wakes for no reason takes an empty turn.
            Some(timeout) if !*rung => self.ring.wait_timeout(rung, timeout).expect("as above").0,
            None if !*rung => self.ring.wait(rung).expect("as above"),
            _ => rung,
        };
        *rung = false;
    }

    fn wake(&self) {
        *self.rung.lock().expect("as above") = true;
        // One is enough: a selector has one loop.
        self.ring.notify_one();
    }
}

/// What the ready queue holds. Mirrors `asyncio.Handle` (asyncio.events).
pub enum Handle {
    /// The next piece of a task.
    Step(Arc<Wakeup>),
    /// A callback from any thread; so it must be allowed to leave its own.
    Callback(Box<dyn FnOnce() + Send>),
}

/// The loop has ended. Python's `RuntimeError: Event loop is closed`.
#[derive(Debug)]
pub struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the event loop has ended")
    }
}

impl Error for Closed {}

#[derive(Default)]
struct State {
    ready: ReadyQueue<Handle>,
    /// The loop sleeps, or is about to, and nobody has called it yet.
    asleep: bool,
    closed: bool,
}

/// The ready queue, and the right to wake the loop. Stands for what `call_soon_threadsafe` touches of a
/// `BaseSelectorEventLoop` (asyncio.selector_events): `_ready`, `_csock`, `_closed`.
pub struct Door {
    state: Mutex<State>,
    selector: Arc<dyn Selector>,
}

impl Door {
    /// An empty queue for the loop that sleeps in `selector`.
    pub fn new(selector: Arc<dyn Selector>) -> Self {
        Door { state: Mutex::default(), selector }
    }

    /// Queues `handle`, and wakes the loop if it sleeps. Any thread may call it. Mirrors `loop.call_soon_threadsafe`.
    ///
    /// # Errors
    ///
    /// If the loop has ended. The handle is dropped then, on this thread.
    // ANCHOR: call_soon_threadsafe
    pub fn call_soon_threadsafe(&self, handle: Handle) -> Result<(), Closed> {
        let mut state = self.state();
        if state.closed {
            // Before the handle, which may run code as it is dropped.
            drop(state);
            return Err(Closed);
        }
        state.ready.call_soon(handle);
        let was_asleep = std::mem::take(&mut state.asleep);
        drop(state);
        if was_asleep {
            self.selector.wake();
        }
        Ok(())
    }
    // ANCHOR_END: call_soon_threadsafe

    /// The loop wants to sleep. False if something is ready; otherwise the next one who comes will wake it.
    pub fn falls_asleep(&self) -> bool {
        let mut state = self.state();
        // One look and one note under one lock: nobody can come in between.
        state.asleep = state.ready.is_empty();
        state.asleep
    }

    /// The loop is awake: nobody needs to call it until it [falls asleep](Door::falls_asleep) again.
    pub fn wakes_up(&self) {
        self.state().asleep = false;
    }

    /// As [`ReadyQueue::take_turn`].
    pub fn take_turn(&self, turn: &mut VecDeque<Handle>) {
        self.state().ready.take_turn(turn);
    }

    /// The loop ends: what is in the queue is dropped, and nothing more is taken.
    pub fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        let mut rest = VecDeque::new();
        state.ready.take_turn(&mut rest);
        drop(state);
        // One by one, since each may hold something whose destructor panics.
        rest.into_iter().for_each(|handle| contain("unhandled exception while the event loop ended", || drop(handle)));
    }

    /// Whether the loop has ended.
    pub fn is_closed(&self) -> bool {
        self.state().closed
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Poisoned is a mutex whose owner panicked. No foreign code runs while this one is held.
        self.state.lock().expect("nothing panics while the queue's mutex is held")
    }
}

impl Schedule for Door {
    fn schedule(&self, task: Arc<Wakeup>) {
        // A loop that has ended has dropped its tasks: there is nothing left to wake, and nobody to tell.
        let _ended = self.call_soon_threadsafe(Handle::Step(task));
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Door")
    }
}
