//! What a program calls: `run`, `create_task`, `sleep`, `gather`, with Python's names (asyncio.runners, asyncio.tasks).
//!
//! # Keeps true
//!
//! - `create_task` and `gather` run nothing at once: the tasks begin when the caller next waits.
//! - An `await` that need not wait lets nobody else run; `sleep` of zero always lets the others have one turn.

use crate::coroutine::{Outcome, Task, TaskError};
use crate::s3_timers::{TimerId, Timers};
use crate::s6_event_loop::{EventLoop, get_running_loop};
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// Runs `main` on a new loop, and returns what it returns. Mirrors `asyncio.run` (asyncio.runners, CPython 3.13).
///
/// Tasks that have not ended when `main` has are dropped; Python throws `CancelledError` into each and waits for them.
///
/// # Panics
///
/// If `main` panics, with the same payload; if a loop runs on this thread already (Python: `RuntimeError`); if the
/// system gives no handle for waiting.
pub fn run<F: Future + 'static>(main: F) -> F::Output {
    match EventLoop::new(selector()).run_until_complete(main) {
        Ok(value) => value,
        Err(TaskError::Panicked(payload)) => std::panic::resume_unwind(payload),
        Err(TaskError::Cancelled) => unreachable!("the loop does not end before main"),
    }
}

#[cfg(not(feature = "model"))]
fn selector() -> Arc<dyn crate::s4_thread_safe::Selector> {
    Arc::new(crate::s5_sockets::Sockets::new().expect("the operating system gives a handle to wait with"))
}

/// In a model nothing asks the operating system: a search could not run it again.
#[cfg(feature = "model")]
fn selector() -> Arc<dyn crate::s4_thread_safe::Selector> {
    Arc::new(crate::s4_thread_safe::Bell::default())
}

/// Makes a task of `future` on the running loop. It begins when the caller next waits. Mirrors `asyncio.create_task`.
///
/// # Panics
///
/// If no loop runs on this thread.
#[track_caller]
pub fn create_task<F: Future + 'static>(future: F) -> Task<F::Output> {
    get_running_loop().create_task(future)
}

/// Lets the others run for at least `delay`, counted from the first poll. Zero: for one turn. Mirrors `asyncio.sleep`,
/// which takes seconds.
pub fn sleep(delay: Duration) -> Sleep {
    Sleep { delay, state: State::NotBegun }
}

/// See [`sleep`].
#[derive(Debug)]
#[must_use = "it sleeps only while it is awaited"]
pub struct Sleep {
    delay: Duration,
    state: State,
}

#[derive(Debug)]
enum State {
    NotBegun,
    /// Of a sleep of zero: the others have their turn.
    GaveWay,
    Waits(Rc<Timers>, TimerId),
    /// The deadline is later than any clock can show.
    ForEver,
}

impl Future for Sleep {
    type Output = ();

    /// # Panics
    ///
    /// If no loop runs on this thread, or another than the one that it was first polled on.
    // ANCHOR: sleep
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match &self.state {
            State::NotBegun if self.delay.is_zero() => {
                // To the end of the queue: whoever is in it comes first.
                context.waker().wake_by_ref();
                self.state = State::GaveWay;
                Poll::Pending
            }
            State::NotBegun => {
                let running = get_running_loop();
                self.state = match running.time().checked_add(self.delay) {
                    Some(when) => {
                        let timers = Rc::clone(running.timers());
                        let timer = timers.call_at(when, context.waker().clone());
                        State::Waits(timers, timer)
                    }
                    None => State::ForEver,
                };
                Poll::Pending
            }
            State::GaveWay => Poll::Ready(()),
            // Woken is not due: somebody else may have called the waker.
            State::Waits(timers, timer) if timers.update(*timer, context.waker()) => {
                let ours = Rc::ptr_eq(timers, get_running_loop().timers());
                assert!(ours, "this sleep is attached to a different loop, whose time does not pass here");
                Poll::Pending
            }
            State::Waits(..) => Poll::Ready(()),
            State::ForEver => Poll::Pending,
        }
    }
    // ANCHOR_END: sleep
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let State::Waits(timers, timer) = &self.state {
            timers.cancel(*timer);
        }
    }
}

/// What `gather` collects.
struct Gathering<T> {
    /// By the place in the argument list.
    values: Vec<Option<T>>,
    missing: usize,
}

/// Makes a task of each future, and gives all their values in the order of the arguments. Mirrors `asyncio.gather`.
///
/// # Errors
///
/// The first panic, at once. The other tasks go on, and what becomes of them is not told, as in Python. A value that
/// is a `Result` is a value like any other; Python's errors are exceptions.
///
/// # Panics
///
/// If no loop runs on this thread.
#[track_caller]
// ANCHOR: gather
pub fn gather<F: Future + 'static>(futures: impl IntoIterator<Item = F>) -> Task<Vec<F::Output>> {
    let running = get_running_loop();
    let (gathering, outcome) = (Rc::new(RefCell::new(Gathering::default())), Outcome::new());
    for future in futures {
        let place = gathering.borrow_mut().one_more();
        let (gathering, outcome) = (Rc::clone(&gathering), Rc::clone(&outcome));
        // It does not run before the caller waits, so none is the last one before all are made.
        running.create_task_with(future, move |result| match result {
            Ok(value) => {
                if let Some(values) = gathering.borrow_mut().put(place, value) {
                    outcome.set(Ok(values));
                }
            }
            Err(error) => outcome.set(Err(error)),
        });
    }
    if gathering.borrow().missing == 0 {
        outcome.set(Ok(Vec::new()));
    }
    Task::of(outcome)
}
// ANCHOR_END: gather

impl<T> Default for Gathering<T> {
    fn default() -> Self {
        Gathering { values: Vec::new(), missing: 0 }
    }
}

impl<T> Gathering<T> {
    /// The next place.
    fn one_more(&mut self) -> usize {
        self.values.push(None);
        self.missing += 1;
        self.values.len() - 1
    }

    /// All values, if this was the last one.
    fn put(&mut self, place: usize, value: T) -> Option<Vec<T>> {
        self.values[place] = Some(value);
        self.missing -= 1;
        (self.missing == 0).then(|| self.values.drain(..).flatten().collect())
    }
}
