//! Beside step 2: what a task keeps of its coroutine, and how its result reaches the one who awaits it.
//!
//! # Keeps true
//!
//! - What comes of a coroutine is handed over exactly once: its value, its panic, or that it was dropped before its
//!   end.
//! - A panic is told: to the one who awaits, or on standard error when nobody can await any more, as Python does with
//!   "Task exception was never retrieved" (`Future.__del__`, Lib/asyncio/futures.py).

use pin_project_lite::pin_project;
use std::any::Any;
use std::cell::RefCell;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker, ready};

/// Why there is no value. In Python, the exception that awaiting a task raises.
pub enum TaskError {
    /// The coroutine panicked, with this. In Python, any exception that leaves the coroutine.
    Panicked(Box<dyn Any + Send>),
    /// The loop ended before the coroutine did. In Python, `asyncio.CancelledError`.
    Cancelled,
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TaskError::Panicked(payload) = self else { return f.write_str("the task was dropped before its end") };
        let words = payload.downcast_ref::<&str>().copied().or(payload.downcast_ref::<String>().map(String::as_str));
        write!(f, "the task panicked: {}", words.unwrap_or("(no words)"))
    }
}

impl fmt::Debug for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for TaskError {}

/// Runs code that is not ours and that nobody awaits: if it panics, that is told on standard error and stops nothing.
pub(crate) fn contain(what: &str, code: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(code)) {
        let error = TaskError::Panicked(payload);
        eprintln!("{what}: {error}");
        // What it panicked with may panic once more as it is dropped.
        if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(error))) {
            std::mem::forget(another);
        }
    }
}

pin_project! {
    /// A future that hands what comes of it to `finish`.
    pub(crate) struct Coroutine<F: Future, D: FnOnce(Result<F::Output, TaskError>)> {
        // None once it has ended.
        #[pin]
        future: Option<F>,
        // None once it was called.
        finish: Option<D>,
    }

    impl<F: Future, D: FnOnce(Result<F::Output, TaskError>)> PinnedDrop for Coroutine<F, D> {
        fn drop(this: Pin<&mut Self>) {
            if let Some(finish) = this.project().finish.take() {
                finish(Err(TaskError::Cancelled));
            }
        }
    }
}

impl<F: Future, D: FnOnce(Result<F::Output, TaskError>)> Coroutine<F, D> {
    pub(crate) fn new(future: F, finish: D) -> Self {
        Coroutine { future: Some(future), finish: Some(finish) }
    }
}

impl<F: Future, D: FnOnce(Result<F::Output, TaskError>)> Future for Coroutine<F, D> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut this = self.project();
        // Unwind safe: after a panic nobody looks at the future again.
        let piece = catch_unwind(AssertUnwindSafe(|| {
            let future = this.future.as_mut().as_pin_mut().expect("a task that has ended is not stepped");
            let value = ready!(future.poll(context));
            // In here, so that a destructor that panics is the task's affair, too.
            this.future.set(None);
            Poll::Ready(value)
        }));
        let result = match piece {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(value)) => Ok(value),
            Err(payload) => {
                // A destructor may panic as well; the first panic is the one that is told.
                let _second = catch_unwind(AssertUnwindSafe(|| this.future.set(None)));
                Err(TaskError::Panicked(payload))
            }
        };
        if let Some(finish) = this.finish.take() {
            // Here a value may be dropped that nobody wants.
            contain("Exception in a task's end", || finish(result));
        }
        Poll::Ready(())
    }
}

enum State<T> {
    /// Not yet; who awaits it is woken through the waker.
    Pending(Option<Waker>),
    Done(Result<T, TaskError>),
    /// The one who awaited it has it.
    Retrieved,
}

/// A place for what comes of a task, shared by the task and by the one who awaits it.
pub(crate) struct Outcome<T>(RefCell<State<T>>);

impl<T> Outcome<T> {
    pub(crate) fn new() -> Rc<Self> {
        Rc::new(Outcome(RefCell::new(State::Pending(None))))
    }

    /// The first result counts; it wakes the one who awaits.
    pub(crate) fn set(&self, result: Result<T, TaskError>) {
        let waiter = match &mut *self.0.borrow_mut() {
            State::Pending(waiter) => waiter.take(),
            _ => return,
        };
        *self.0.borrow_mut() = State::Done(result);
        // After the state, and with nothing borrowed: a waker may run any code.
        waiter.into_iter().for_each(Waker::wake);
    }
}

impl<T> Drop for Outcome<T> {
    fn drop(&mut self) {
        if let State::Done(Err(error @ TaskError::Panicked(_))) = self.0.get_mut() {
            eprintln!("Task exception was never retrieved: {error}");
        }
    }
}

/// What `create_task` and `gather` return: await it for the result. Mirrors `asyncio.Task` (asyncio.tasks, CPython
/// 3.13).
///
/// Dropping it does not stop the task, and its result is lost. (CPython may even lose the task itself: its loop keeps
/// weak references only.) Unlike Python's, it can be awaited once, since awaiting moves the value out.
#[must_use = "the task runs without it, but nobody will see its result"]
pub struct Task<T> {
    outcome: Rc<Outcome<T>>,
}

impl<T> Task<T> {
    pub(crate) fn of(outcome: Rc<Outcome<T>>) -> Self {
        Task { outcome }
    }

    /// Whether the result is there. Mirrors `Task.done()`.
    pub fn done(&self) -> bool {
        !matches!(*self.outcome.0.borrow(), State::Pending(_))
    }
}

impl<T> Future for Task<T> {
    type Output = Result<T, TaskError>;

    /// # Panics
    ///
    /// If it has been ready before.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.outcome.0.borrow_mut();
        match &mut *state {
            State::Pending(waiter) => {
                // The newest waker counts: the task that awaits may be another one than last time.
                let older = waiter.replace(context.waker().clone());
                // Given back first: a waker's destructor may run any code.
                drop(state);
                drop(older);
                Poll::Pending
            }
            _ => match std::mem::replace(&mut *state, State::Retrieved) {
                State::Done(result) => Poll::Ready(result),
                _ => panic!("a task was awaited again after its result had been handed over"),
            },
        }
    }
}

impl<T> fmt::Debug for Task<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.done() { "Task(done)" } else { "Task(pending)" })
    }
}
