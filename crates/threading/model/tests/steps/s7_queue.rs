//! Step 7, to put and to get, and three ways to get it wrong.

use super::program::{caught, on_threads};
use interleave::Model;
use interleave::failure::Kind;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;
use threading_model::{GetError, Queue};

/// A puts 1 and 2 → B gets 1 and 2. Two threads, up to 3 forced switches.
#[test]
fn what_goes_in_comes_out_in_order() {
    interleave::model(|| {
        on_threads(Queue::new(1), 2, |queue, n| {
            if n == 0 {
                queue.put(1).unwrap();
                queue.put(2).unwrap();
            } else {
                assert_eq!((queue.get(), queue.get()), (Ok(1), Ok(2)));
            }
        });
    });
}

/// Two threads put into a queue with room for one, two get: everybody comes to an end. Four threads, up to 1 forced switch.
#[test]
fn a_notify_for_a_getter_does_not_wake_a_putter() {
    Model::new().preemptions(1).run(|| {
        on_threads(
            Queue::new(1),
            4,
            |queue, n| if n < 2 { queue.put(n).unwrap() } else { assert!(queue.get().unwrap() < 2) },
        );
    });
}

/// B's time is up as A puts: B has the item, or it is still there. Two threads, up to 3 forced switches.
#[test]
fn a_time_out_loses_no_item() {
    interleave::model(|| {
        let queue = Arc::new(Queue::default());
        let getter = {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.get_timeout(Duration::from_millis(1)))
        };
        queue.put(7).unwrap();
        let left = queue.qsize();
        let got = getter.join().unwrap();
        assert!(left <= 1);
        assert_eq!(queue.get_nowait(), if got.is_ok() { Err(GetError::Empty) } else { Ok(7) });
    });
}

/// B and C wait → A puts and counts one of them off → B's time is up, or C takes the item → who sleeps on is counted again.
///
/// Three threads, up to 2 forced switches.
#[test]
fn who_falls_asleep_again_is_counted_again() {
    interleave::model(|| {
        let queue = Arc::new(Queue::default());
        let (one, other) = (Arc::clone(&queue), Arc::clone(&queue));
        let hurried = thread::spawn(move || one.get_timeout(Duration::from_millis(1)));
        let patient = thread::spawn(move || other.get());
        queue.put(1).unwrap();
        if hurried.join().unwrap().is_ok() {
            queue.put(2).unwrap();
        }
        patient.join().unwrap().unwrap();
    });
}

/// B and C wait to put → A gets, and counts one of them off → A gets once more: the other one is woken, too. Three threads, up to 2
/// forced switches.
#[test]
fn each_get_wakes_one_more_who_waits_to_put() {
    interleave::model(|| {
        let queue = Queue::new(1);
        queue.put(0).unwrap();
        on_threads(queue, 3, |queue, n| {
            if n == 0 {
                (0..3).for_each(|_| assert!(queue.get().is_ok()));
            } else {
                queue.put(n).unwrap();
            }
        });
    });
}

/// What the broken copies below are made of: a queue with room for one item.
#[derive(Default)]
struct Parts {
    items: Mutex<VecDeque<usize>>,
    changed: Condvar,
}

/// B and C wait, one to get and one to put → the notify for the other one wakes the wrong one, which sleeps again.
#[test]
fn one_place_to_sleep_and_one_notify_are_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 4, |queue, n| {
            let items = queue.items.lock().unwrap();
            if n < 2 {
                let mut items = queue.changed.wait_while(items, |items| items.len() == 1).unwrap();
                items.push_back(n);
            } else {
                let mut items = queue.changed.wait_while(items, |items| items.is_empty()).unwrap();
                items.pop_front();
            }
            queue.changed.notify_one();
        });
    });
}

/// A sees that nobody sleeps → B, which has seen an empty queue, goes to sleep → A puts, and tells nobody.
#[test]
fn noting_a_sleeper_outside_the_lock_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads((Parts::default(), Mutex::new(0)), 2, |(queue, getters), n| {
            if n == 0 {
                let somebody_sleeps = *getters.lock().unwrap() > 0;
                queue.items.lock().unwrap().push_back(n);
                if somebody_sleeps {
                    queue.changed.notify_one();
                }
            } else {
                *getters.lock().unwrap() += 1;
                let items = queue.items.lock().unwrap();
                drop(queue.changed.wait_while(items, |items| items.is_empty()).unwrap());
            }
        });
    });
}

/// A counts B off and notifies → C takes the item → B sleeps again, and is not counted → A puts, and tells nobody.
#[test]
fn counting_a_sleeper_once_is_caught() {
    fn put(queue: &Parts, sleepers: &Mutex<usize>) {
        let mut items = queue.items.lock().unwrap();
        items.push_back(0);
        let mut sleepers = sleepers.lock().unwrap();
        if *sleepers > 0 {
            *sleepers -= 1;
            queue.changed.notify_one();
        }
    }
    fn get_counting_once(queue: &Parts, sleepers: &Mutex<usize>) {
        let mut items = queue.items.lock().unwrap();
        *sleepers.lock().unwrap() += usize::from(items.is_empty());
        items = queue.changed.wait_while(items, |items| items.is_empty()).unwrap();
        items.pop_front();
    }
    fn get_counting_each_time(queue: &Parts, sleepers: &Mutex<usize>) {
        let must_sleep = |items: &mut VecDeque<usize>| {
            *sleepers.lock().unwrap() += usize::from(items.is_empty());
            items.is_empty()
        };
        queue.changed.wait_while(queue.items.lock().unwrap(), must_sleep).unwrap().pop_front();
    }
    /// B gets, C takes what is there, and only what C has taken is put once more.
    fn program(count: fn(&Parts, &Mutex<usize>)) {
        let shared = Arc::new((Parts::default(), Mutex::new(0)));
        let (one, other) = (Arc::clone(&shared), Arc::clone(&shared));
        let b = thread::spawn(move || count(&one.0, &one.1));
        let c = thread::spawn(move || other.0.items.lock().unwrap().pop_front().is_some());
        put(&shared.0, &shared.1);
        if c.join().unwrap() {
            put(&shared.0, &shared.1);
        }
        b.join().unwrap();
    }
    caught(Kind::Deadlock, || program(get_counting_once));
    interleave::model(|| program(get_counting_each_time));
}
