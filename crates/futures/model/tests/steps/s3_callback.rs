//! Step 3, and two ways to get it wrong.

use super::program::{caught, on_threads};
use futures_model::Future;
use interleave::failure::Kind;
use std::sync::{Arc, Mutex};

/// A adds a callback, B finishes: whoever is second calls, once. Two threads, up to 3 forced switches.
#[test]
fn a_callback_is_called_once_whichever_came_first() {
    interleave::model(|| {
        let calls = Arc::new(Mutex::new(0));
        on_threads((Future::new(), Arc::clone(&calls)), 2, |(future, calls), n| {
            if n == 0 {
                let calls = Arc::clone(calls);
                future.add_done_callback(move |_| *calls.lock().unwrap() += 1);
            } else {
                future.set_result(7).unwrap();
            }
        });
        assert_eq!(*calls.lock().unwrap(), 1);
    });
}

/// A adds a callback, B cancels, C finishes: it is called once. Three threads, up to 2 forced switches.
#[test]
fn two_ends_make_one_call() {
    interleave::model(|| {
        let calls = Arc::new(Mutex::new(0));
        on_threads((Future::new(), Arc::clone(&calls)), 3, |(future, calls), n| match n {
            0 => {
                let calls = Arc::clone(calls);
                future.add_done_callback(move |_| *calls.lock().unwrap() += 1);
            }
            1 => drop(future.cancel()),
            _ => drop(future.set_result(7)),
        });
        assert_eq!(*calls.lock().unwrap(), 1);
    });
}

/// B finishes → B calls → the callback asks the same future for its result. Two threads, up to 3 forced switches.
#[test]
fn a_callback_may_ask_for_the_result() {
    interleave::model(|| {
        on_threads(Future::new(), 2, |future, n| {
            if n == 0 {
                future.add_done_callback(|future| assert_eq!(future.result(), Ok(7)));
            } else {
                future.set_result(7).unwrap();
            }
        });
    });
}

/// What the broken copies are made of: whether it is done, and a number of callbacks.
#[derive(Default)]
struct Parts {
    done: Mutex<bool>,
    waiting: Mutex<u32>,
    calls: Mutex<u32>,
}

/// A sees that it is not done → B finishes, and finds no callback → A adds its own to the list.
#[test]
fn looking_and_adding_under_two_locks_is_caught() {
    caught(Kind::Assertion, || {
        let parts = Arc::new(Parts::default());
        on_threads(Arc::clone(&parts), 2, |parts, n| {
            if n == 0 {
                let done = *parts.done.lock().unwrap();
                *(if done { &parts.calls } else { &parts.waiting }).lock().unwrap() += 1;
            } else {
                *parts.done.lock().unwrap() = true;
                *parts.calls.lock().unwrap() += std::mem::take(&mut *parts.waiting.lock().unwrap());
            }
        });
        assert_eq!(*parts.calls.lock().unwrap(), 1, "the callback was not called");
    });
}

/// B finishes → B calls with the lock held → the callback asks whether it is done.
#[test]
fn calling_with_the_lock_held_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 2, |parts, n| {
            let callback = || assert!(*parts.done.lock().unwrap());
            if n == 0 {
                *parts.waiting.lock().unwrap() += 1;
            } else {
                let mut done = parts.done.lock().unwrap();
                *done = true;
                (0..*parts.waiting.lock().unwrap()).for_each(|_| callback());
            }
        });
    });
}
