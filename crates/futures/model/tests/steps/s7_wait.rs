//! Step 7, and a way to get it wrong.

use super::program::{Guarded, caught, on_threads};
use futures_model::{Future, ReturnWhen, as_completed, wait};
use interleave::failure::Kind;
use std::sync::{Arc, Mutex};
use std::thread;

/// Two futures, and two threads that finish one each while this one does `body` with both.
fn two_finish(body: fn([Future<u32>; 2])) {
    let futures = [Future::new(), Future::new()];
    let others = [0, 1].map(|n| {
        let future = futures[n as usize].clone();
        thread::spawn(move || future.set_result(n).unwrap())
    });
    body(futures);
    others.into_iter().for_each(|other| other.join().unwrap());
}

/// B and C finish as A begins to wait: A is handed each of them once. Three threads, up to 2 forced switches.
#[test]
fn each_future_comes_once() {
    interleave::model(|| {
        two_finish(|futures| {
            let mut numbers: Vec<_> = as_completed(futures).map(|future| future.result().unwrap()).collect();
            numbers.sort();
            assert_eq!(numbers, [0, 1]);
        });
    });
}

/// A waits for the first of two, and lets go of the second. Three threads, up to 2 forced switches.
#[test]
fn the_first_is_enough_and_all_are_all() {
    interleave::model(|| {
        two_finish(|futures| {
            let first = wait(futures.clone(), None, ReturnWhen::FirstCompleted);
            assert!(!first.done.is_empty() && first.done.iter().all(Future::done));
            assert_eq!(wait(futures, None, ReturnWhen::AllCompleted).done.len(), 2);
        });
    });
}

/// B cancels, and C, a worker, meets it: A is told. Three threads, up to 2 forced switches.
#[test]
fn a_cancelled_future_comes_once_a_worker_has_met_it() {
    interleave::model(|| {
        let future = Future::<u32>::new();
        let (theirs, workers) = (future.clone(), future.clone());
        let canceller = thread::spawn(move || theirs.cancel());
        let worker = thread::spawn(move || {
            if workers.set_running_or_notify_cancel().unwrap() {
                workers.set_result(7).unwrap();
            }
        });
        let done = as_completed([future]).next().unwrap();
        assert_eq!(canceller.join().unwrap(), done.cancelled());
        worker.join().unwrap();
    });
}

/// A sees that it is not done → B finishes, and finds nobody on the list → A puts itself there, and sleeps.
#[test]
fn looking_and_joining_the_list_under_two_locks_is_caught() {
    #[derive(Default)]
    struct Parts {
        done: Mutex<bool>,
        waiters: Mutex<Vec<Arc<Guarded<u32>>>>,
    }
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 2, |future, n| {
            if n == 0 {
                let done = *future.done.lock().unwrap();
                if !done {
                    let me = Arc::new(Guarded::default());
                    future.waiters.lock().unwrap().push(Arc::clone(&me));
                    me.wait(|told| *told > 0, |_| ());
                }
            } else {
                *future.done.lock().unwrap() = true;
                let waiters = std::mem::take(&mut *future.waiters.lock().unwrap());
                waiters.iter().for_each(|waiter| waiter.change(|told| *told += 1));
            }
        });
    });
}
