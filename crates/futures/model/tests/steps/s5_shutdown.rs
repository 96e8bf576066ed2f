//! Step 5, and four ways to get it wrong.

use super::program::{Guarded, caught, on_threads};
use futures_model::{NoResult, ThreadPoolExecutor};
use interleave::Model;
use interleave::failure::Kind;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread;
use threading::{SimpleQueue, Thread, shutdown};

/// Two workers are idle, or on their way → A drops the pool → both end. Three threads, up to 1 forced switch.
#[test]
fn a_drop_wakes_every_idle_worker() {
    Model::new().preemptions(1).run(|| {
        let pool = ThreadPoolExecutor::new(2).unwrap();
        drop((pool.submit(|| ()).unwrap(), pool.submit(|| ()).unwrap()));
    });
}

/// B submits as A shuts down: it is refused, or it is run. Three threads, up to 1 forced switch.
#[test]
fn what_is_not_refused_is_run() {
    Model::new().preemptions(1).run(|| {
        let pool = Arc::new(ThreadPoolExecutor::new(1).unwrap());
        let theirs = Arc::clone(&pool);
        let other = thread::spawn(move || theirs.submit(|| 7).map(|future| future.result()));
        pool.shutdown(true, false).unwrap();
        assert!(matches!(other.join().unwrap(), Ok(Ok(7)) | Err(_)));
    });
}

/// A submits two → A shuts down and cancels what waits: each was run or cancelled, and A has waited for both.
///
/// Two threads, up to 2 forced switches.
#[test]
fn what_is_cancelled_at_the_end_is_not_left_behind() {
    Model::new().preemptions(2).run(|| {
        let pool = ThreadPoolExecutor::new(1).unwrap();
        let both = [pool.submit(|| 7).unwrap(), pool.submit(|| 7).unwrap()];
        pool.shutdown(true, true).unwrap();
        assert!(both.iter().all(|future| future.done()), "shutdown has waited");
        assert!(both.iter().all(|future| matches!(future.result(), Ok(7) | Err(NoResult::CancelledError))));
    });
}

/// A worker holds the last reference to its pool, and drops it. Two threads, up to 2 forced switches.
#[test]
fn a_worker_that_drops_its_pool_does_not_wait_for_itself() {
    Model::new().preemptions(2).run(|| {
        let pool = Arc::new(ThreadPoolExecutor::new(1).unwrap());
        let theirs = Arc::clone(&pool);
        let future = pool.submit(move || drop(theirs)).unwrap();
        drop(pool);
        future.result().unwrap();
    });
}

/// Nobody shuts the pool down → A is at the program's end → the worker runs what is there, and ends. Two threads, up to 2 forced switches.
#[test]
fn the_end_of_the_program_ends_a_pool_that_nobody_has_shut_down() {
    Model::new().preemptions(2).run(|| {
        let pool = ThreadPoolExecutor::new(1).unwrap();
        let future = pool.submit(|| 7).unwrap();
        shutdown();
        assert!(future.done() && pool.submit(|| 7).is_err());
    });
}

/// The worker sleeps in its queue → A waits for the worker.
#[test]
fn waiting_for_the_threads_of_a_pool_that_was_not_told_is_caught() {
    caught(Kind::Deadlock, || {
        let queue = Arc::new(SimpleQueue::<()>::new());
        let theirs = Arc::clone(&queue);
        Thread::new(move || theirs.get()).start().unwrap();
        shutdown();
        queue.put(());
    });
}

/// What the broken copies are made of: a queue in which `None` is the end, and whether there is an end.
#[derive(Default)]
struct Parts {
    queue: Guarded<VecDeque<Option<u32>>>,
    stop: Mutex<bool>,
    done: Guarded<u32>,
}

impl Parts {
    fn put(&self, item: Option<u32>) {
        self.queue.change(|queue| queue.push_back(item));
    }

    fn get(&self) -> Option<u32> {
        self.queue.wait(|queue| !queue.is_empty(), |queue| queue.pop_front().unwrap())
    }
}

/// C sees that there is no end → A says that there is one, and queues it → C queues its task behind the end.
#[test]
fn a_flag_that_is_set_outside_the_submitters_lock_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 3, |pool, n| match n {
            0 => {
                *pool.stop.lock().unwrap() = true;
                pool.put(None);
            }
            1 => {
                let stop = *pool.stop.lock().unwrap();
                if !stop {
                    pool.put(Some(7));
                    pool.done.wait(|done| *done == 7, |_| ());
                }
            }
            _ => {
                while let Some(task) = pool.get() {
                    pool.done.change(|done| *done = task);
                }
            }
        });
    });
}

/// A queues one end for two workers → B takes it and ends → C sleeps.
#[test]
fn an_end_that_nobody_passes_on_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 3, |pool, n| {
            if n == 0 {
                pool.put(None)
            } else {
                {
                    let _ = pool.get();
                }
            }
        });
    });
}

/// B sleeps in the queue → A sets the flag, and puts nothing into the queue.
#[test]
fn a_flag_that_nobody_is_woken_for_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 2, |pool, n| {
            if n == 0 {
                *pool.stop.lock().unwrap() = true;
            } else if !*pool.stop.lock().unwrap() {
                pool.get();
            }
        });
    });
}
