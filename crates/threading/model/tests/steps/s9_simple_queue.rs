//! Step 9, and two ways to get it wrong.

use super::program::{Plain, caught, on_threads};
use interleave::failure::Kind;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;
use threading_model::{Empty, SimpleQueue};

/// A puts 1 and 2 → B gets 1 and 2. Two threads, up to 3 forced switches.
#[test]
fn what_goes_in_comes_out_in_order() {
    interleave::model(|| {
        on_threads(SimpleQueue::new(), 2, |queue, n| {
            if n == 0 {
                queue.put(1);
                queue.put(2);
            } else {
                assert_eq!((queue.get(), queue.get()), (1, 2));
            }
        });
    });
}

/// B and C sleep → A puts twice → both go on. Three threads, up to 2 forced switches.
#[test]
fn two_items_wake_two_threads() {
    interleave::model(|| {
        on_threads(SimpleQueue::new(), 3, |queue, n| {
            if n == 0 {
                queue.put(1);
                queue.put(2);
            } else {
                queue.get();
            }
        });
    });
}

/// A writes → A puts → B gets → B reads. Two threads, up to 3 forced switches.
#[test]
fn what_was_written_before_comes_along() {
    interleave::model(|| {
        on_threads((SimpleQueue::new(), Plain::default()), 2, |(queue, number), n| {
            if n == 0 {
                number.add();
                queue.put(());
            } else {
                queue.get();
                assert_eq!(number.read(), 1);
            }
        });
    });
}

/// B's time is up as A puts: B has the item, or it is still there. Two threads, up to 3 forced switches.
#[test]
fn a_time_out_loses_no_item() {
    interleave::model(|| {
        let queue = Arc::new(SimpleQueue::new());
        let getter = {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.get_timeout(Duration::from_millis(1)))
        };
        queue.put(7);
        let got = getter.join().unwrap();
        assert_eq!(queue.get_nowait(), if got.is_ok() { Err(Empty) } else { Ok(7) });
    });
}

/// A gets the last owner of something whose destructor puts into the same queue, and drops it. One thread.
#[test]
fn a_destructor_may_put() {
    struct PutsAgain(Arc<SimpleQueue<Option<PutsAgain>>>);
    impl Drop for PutsAgain {
        fn drop(&mut self) {
            self.0.put(None);
        }
    }
    interleave::sequential(|| {
        let queue = Arc::new(SimpleQueue::new());
        queue.put(Some(PutsAgain(Arc::clone(&queue))));
        drop(queue.get());
        assert!(queue.get().is_none() && queue.empty());
    });
}

/// What the broken copies below are made of.
#[derive(Default)]
struct Parts {
    items: Mutex<VecDeque<usize>>,
    changed: Condvar,
}

impl Parts {
    fn get(&self) {
        self.changed.wait_while(self.items.lock().unwrap(), |items| items.is_empty()).unwrap().pop_front();
    }
}

/// B and C sleep → A puts into the empty queue, and wakes B → A puts into one that is not empty, and wakes nobody.
#[test]
fn waking_only_when_it_was_empty_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 3, |queue, n| {
            if n > 0 {
                return queue.get();
            }
            for item in 0..2 {
                let mut items = queue.items.lock().unwrap();
                items.push_back(item);
                if items.len() == 1 {
                    queue.changed.notify_one();
                }
            }
        });
    });
}

/// B sees an empty queue, and lets go of the lock → A puts, and wakes nobody → B goes to sleep.
#[test]
fn looking_before_the_lock_is_taken_to_sleep_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 2, |queue, n| {
            if n == 0 {
                queue.items.lock().unwrap().push_back(n);
                queue.changed.notify_one();
            } else if queue.items.lock().unwrap().is_empty() {
                drop(queue.changed.wait(queue.items.lock().unwrap()).unwrap());
            }
        });
    });
}
