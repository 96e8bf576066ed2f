//! Step 7, the end of a queue, and five ways to get it wrong.

use super::program::{Plain, caught, on_threads};
use interleave::failure::Kind;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use threading_model::{GetError, PutError, Queue, ShutDown};

/// B and C sleep to get → A shuts down → both leave with an error. Three threads, up to 2 forced switches.
#[test]
fn all_who_sleep_to_get_are_woken() {
    interleave::model(|| {
        on_threads(Queue::<u8>::default(), 3, |queue, n| match n {
            0 => queue.shutdown(false),
            _ => assert_eq!(queue.get(), Err(ShutDown(()))),
        });
    });
}

/// The queue is full, B and C sleep to put → A shuts down → both have their item back, and the queue has its own.
///
/// Three threads, up to 2 forced switches.
#[test]
fn all_who_sleep_to_put_are_woken_and_have_their_item_back() {
    interleave::model(|| {
        let queue = Queue::new(1);
        queue.put(0).unwrap();
        on_threads(queue, 3, |queue, n| match n {
            0 => {
                queue.shutdown(false);
                assert_eq!(queue.get(), Ok(0));
            }
            _ => assert_eq!(queue.put(n), Err(ShutDown(n))),
        });
    });
}

/// A puts → A shuts down → B gets the item, and then an error. Two threads, up to 3 forced switches.
#[test]
fn what_was_inside_still_comes_out() {
    interleave::model(|| {
        on_threads(Queue::default(), 2, |queue, n| {
            if n == 0 {
                queue.put(7).unwrap();
                queue.shutdown(false);
                assert_eq!(queue.put_nowait(8), Err(PutError::ShutDown(8)));
            } else {
                assert_eq!((queue.get(), queue.get()), (Ok(7), Err(ShutDown(()))));
            }
        });
    });
}

/// B joins → A throws away the only item → B returns. Two threads, up to 3 forced switches.
#[test]
fn an_immediate_end_lets_those_go_who_join() {
    interleave::model(|| {
        let queue = Queue::default();
        queue.put(7).unwrap();
        on_threads(queue, 2, |queue, n| if n == 0 { queue.shutdown(true) } else { queue.join() });
    });
}

/// B has one item, the other one is thrown away → B writes → B says that it is done → A, which has joined, reads.
///
/// Two threads, up to 3 forced switches.
#[test]
fn an_immediate_end_does_not_count_as_done_what_is_worked_on() {
    interleave::model(|| {
        let queue = Queue::default();
        queue.put(1).unwrap();
        queue.put(2).unwrap();
        on_threads((queue, Plain::default()), 2, |(queue, number), n| {
            if n == 0 {
                queue.shutdown(true);
                queue.join();
                number.read();
            } else if queue.get().is_ok() {
                number.add();
                queue.task_done().unwrap();
            }
        });
    });
}

/// B's time is up as A shuts down: either may be the reason. Two threads, up to 3 forced switches.
#[test]
fn a_time_out_and_an_end_at_once_are_one_of_the_two() {
    interleave::model(|| {
        on_threads(Queue::<u8>::new(1), 2, |queue, n| {
            if n == 0 {
                queue.shutdown(false);
            } else {
                let nothing = queue.get_timeout(Duration::from_millis(1)).unwrap_err();
                let why = queue.get_nowait().unwrap_err();
                assert!(nothing == GetError::Empty || why == GetError::ShutDown, "it was open again");
            }
        });
    });
}

/// An item that asks the queue when it is dropped. One thread.
#[test]
fn what_is_thrown_away_may_use_the_queue() {
    struct Asks(Arc<Queue<Asks>>);
    impl Drop for Asks {
        fn drop(&mut self) {
            assert_eq!((self.0.qsize(), self.0.unfinished_tasks()), (0, 0));
        }
    }
    interleave::sequential(|| {
        let queue = Arc::new(Queue::default());
        queue.put(Asks(Arc::clone(&queue))).unwrap();
        queue.shutdown(true);
    });
}

/// What the broken copies below are made of.
#[derive(Default)]
struct Parts {
    state: Mutex<State>,
    changed: Condvar,
    all_done: Condvar,
}

#[derive(Default)]
struct State {
    items: Vec<Arc<Item>>,
    unfinished: usize,
    shut_down: bool,
}

/// Asks the queue that it was in when it is dropped.
#[derive(Default)]
struct Item(Option<Arc<Parts>>);

impl Drop for Item {
    fn drop(&mut self) {
        if let Some(queue) = &self.0 {
            drop(queue.state.lock().unwrap());
        }
    }
}

/// B and C sleep → A wakes one of them.
#[test]
fn waking_one_at_the_end_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 3, |queue, n| {
            let mut state = queue.state.lock().unwrap();
            if n == 0 {
                state.shut_down = true;
                queue.changed.notify_one();
            } else {
                drop(queue.changed.wait_while(state, |state| !state.shut_down).unwrap());
            }
        });
    });
}

/// B sees no end → A says that it is the end, and wakes nobody, since nobody sleeps → B goes to sleep.
#[test]
fn an_end_that_is_declared_without_the_lock_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads((Parts::default(), AtomicBool::new(false)), 2, |(queue, shut_down), n| {
            if n == 0 {
                // SeqCst, so that no order is the reason.
                shut_down.store(true, SeqCst);
                queue.changed.notify_all();
            } else {
                let state = queue.state.lock().unwrap();
                drop(queue.changed.wait_while(state, |_| !shut_down.load(SeqCst)).unwrap());
            }
        });
    });
}

/// B joins → A throws the item away, and wakes those who get and those who put.
#[test]
fn an_immediate_end_that_forgets_those_who_join_is_caught() {
    caught(Kind::Deadlock, || {
        let state = State { items: vec![Arc::default()], unfinished: 1, shut_down: false };
        on_threads(Parts { state: Mutex::new(state), ..Parts::default() }, 2, |queue, n| {
            let mut state = queue.state.lock().unwrap();
            if n == 0 {
                state.shut_down = true;
                state.unfinished -= state.items.len();
                state.items.clear();
                queue.changed.notify_all();
            } else {
                drop(queue.all_done.wait_while(state, |state| state.unfinished > 0).unwrap());
            }
        });
    });
}

/// B has the item → A counts everything as done → A, which has joined, reads → B writes.
#[test]
fn an_immediate_end_that_counts_everything_as_done_is_caught() {
    caught(Kind::DataRace, || {
        let state = State { items: vec![Arc::default()], unfinished: 1, shut_down: false };
        let queue = Parts { state: Mutex::new(state), ..Parts::default() };
        on_threads((queue, Plain::default()), 2, |(queue, number), n| {
            let mut state = queue.state.lock().unwrap();
            if n == 0 {
                state.items.clear();
                state.unfinished = 0;
                drop(state);
                number.read();
            } else if state.items.pop().is_some() {
                drop(state);
                number.add();
            }
        });
    });
}

/// A drops the items under the lock → an item asks the queue, and waits for A, which it runs on. So it is in CPython.
#[test]
fn dropping_under_the_lock_is_caught() {
    caught(Kind::Deadlock, || {
        let queue = Arc::new(Parts::default());
        queue.state.lock().unwrap().items.push(Arc::new(Item(Some(Arc::clone(&queue)))));
        queue.state.lock().unwrap().items.clear();
    });
}
