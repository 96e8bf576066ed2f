//! The programs that run on the loop and on its broken copies.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::thread::{self, JoinHandle};

/// Something that runs a future to its end on this thread.
pub trait Runs {
    fn run(&self, main: impl Future<Output = ()> + 'static);
}

/// The loop itself.
pub struct Ours;

impl Runs for Ours {
    fn run(&self, main: impl Future<Output = ()> + 'static) {
        asyncio_model::run(main);
    }
}

/// A value that one thread gives and a task waits for.
#[derive(Clone, Default)]
pub struct Given(Arc<Mutex<(bool, Option<Waker>)>>);

impl Given {
    pub fn give(&self) {
        let waker = {
            let mut state = self.0.lock().unwrap();
            state.0 = true;
            state.1.take()
        };
        waker.into_iter().for_each(Waker::wake);
    }

    pub async fn wait(self) {
        poll_fn(|context| {
            let mut state = self.0.lock().unwrap();
            state.1 = Some(context.waker().clone());
            if state.0 { Poll::Ready(()) } else { Poll::Pending }
        })
        .await
    }
}

/// The loop has nothing to do and sleeps; another thread gives it what it waits for.
pub fn another_thread_wakes_it(event_loop: &impl Runs) {
    let given = Given::default();
    let other = {
        let given = given.clone();
        thread::spawn(move || given.give())
    };
    event_loop.run(given.wait());
    other.join().unwrap();
}

/// A task that is woken twice: by itself, so that it is in the queue, and by another thread, which has raised a flag
/// before.
///
/// The flag is Relaxed and orders nothing. That the task sees it, in the piece that comes after the wake, is the
/// waker's affair.
pub fn woken_while_it_is_queued(event_loop: &impl Runs) {
    let up = Arc::new(AtomicBool::new(false));
    let other: Arc<Mutex<Option<JoinHandle<()>>>> = Arc::default();
    let begun = Cell::new(false);
    event_loop.run({
        let other = Arc::clone(&other);
        poll_fn(move |context| {
            if !begun.replace(true) {
                let (up, waker) = (Arc::clone(&up), context.waker().clone());
                *other.lock().unwrap() = Some(thread::spawn(move || {
                    up.store(true, Relaxed);
                    waker.wake();
                }));
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            if up.load(Relaxed) { Poll::Ready(()) } else { Poll::Pending }
        })
    });
    let other = other.lock().unwrap().take().expect("the task has begun");
    other.join().unwrap();
}

/// A task that is woken by another thread while its piece runs, and looks at what it waits for before that.
pub fn woken_while_it_runs(event_loop: &impl Runs) {
    let given = Given::default();
    let other = {
        let given = given.clone();
        thread::spawn(move || given.give())
    };
    event_loop.run(poll_fn(move |context| {
        let mut state = given.0.lock().unwrap();
        state.1 = Some(context.waker().clone());
        let ready = state.0;
        drop(state);
        // Here the other thread may come.
        if ready { Poll::Ready(()) } else { Poll::Pending }
    }));
    other.join().unwrap();
}
