//! Step 7, to be done and to join, and one way to get it wrong.

use super::program::{Plain, caught, on_threads};
use interleave::failure::Kind;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use threading_model::Queue;

/// A writes → A puts → B gets → B writes → B says that it is done → A, which has joined, reads.
///
/// Two threads, up to 3 forced switches.
#[test]
fn what_is_handed_over_brings_along_what_was_written_before() {
    interleave::model(|| {
        on_threads((Queue::default(), Plain::default()), 2, |(queue, number), n| {
            if n == 0 {
                number.add();
                queue.put(()).unwrap();
                queue.join();
                assert_eq!(number.read(), 2, "the queue was joined before the work was done");
            } else {
                queue.get().unwrap();
                number.add();
                queue.task_done().unwrap();
            }
        });
    });
}

/// A finishes the only item, B and C join: both return. Three threads, up to 2 forced switches.
#[test]
fn all_who_join_a_queue_return() {
    interleave::model(|| {
        let queue = Queue::default();
        queue.put(()).unwrap();
        on_threads(queue, 3, |queue, n| match n {
            0 => queue.task_done().unwrap(),
            _ => queue.join(),
        });
    });
}

/// What the broken copy below is made of.
#[derive(Default)]
struct Parts {
    items: Mutex<VecDeque<usize>>,
    changed: Condvar,
    other: Condvar,
}

/// B gets, and counts that as done → A joins → B is still at work.
#[test]
fn taking_a_get_for_done_is_caught() {
    caught(Kind::DataRace, || {
        on_threads((Parts::default(), Plain::default()), 2, |(queue, number), n| {
            let items = queue.items.lock().unwrap();
            if n == 0 {
                let mut items = items;
                items.push_back(n);
                queue.changed.notify_all();
                drop(queue.other.wait_while(items, |items| !items.is_empty()).unwrap());
                number.read();
            } else {
                let mut items = queue.changed.wait_while(items, |items| items.is_empty()).unwrap();
                items.pop_front();
                queue.other.notify_all();
                drop(items);
                number.add();
            }
        });
    });
}
