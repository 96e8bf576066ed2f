//! Step 8, and one way to get it wrong.

use super::program::{caught, on_threads};
use interleave::failure::Kind;
use std::sync::Mutex;
use std::thread;
use threading_model::{LifoQueue, PriorityQueue};

/// A puts 2 and 1 → B, which has seen both inside, gets 1. Two threads, up to 3 forced switches.
#[test]
fn the_smallest_that_is_inside_comes_first() {
    interleave::model(|| {
        on_threads(PriorityQueue::new(0), 2, |queue, n| {
            if n == 0 {
                queue.put(2).unwrap();
                queue.put(1).unwrap();
            } else {
                let both_inside = queue.qsize() == 2;
                let got = [queue.get().unwrap(), queue.get().unwrap()];
                assert!(got == [1, 2] || got == [2, 1] && !both_inside, "{got:?}");
            }
        });
    });
}

/// Two items are inside → B and C get one each. Three threads, up to 2 forced switches.
#[test]
fn two_who_get_at_once_get_two_items() {
    interleave::model(|| {
        let queue = PriorityQueue::new(0);
        queue.put(2).unwrap();
        queue.put(1).unwrap();
        let mut got = thread::scope(|scope| {
            let getters = [(); 2].map(|()| scope.spawn(|| queue.get_nowait().unwrap()));
            getters.map(|getter| getter.join().unwrap())
        });
        got.sort_unstable();
        assert_eq!((got, queue.qsize()), ([1, 2], 0));
    });
}

/// A puts 1 → B gets it → A puts 2: with room for one, all orders are the same. Two threads, up to 3 forced switches.
#[test]
fn with_room_for_one_the_newest_is_the_oldest() {
    interleave::model(|| {
        on_threads(LifoQueue::new(1), 2, |queue, n| {
            if n == 0 {
                queue.put(1).unwrap();
                queue.put(2).unwrap();
            } else {
                assert_eq!((queue.get(), queue.get()), (Ok(1), Ok(2)));
            }
        });
    });
}

/// B takes all items out to sort them → C finds none, though there are two → B puts them back.
#[test]
fn sorting_outside_the_lock_is_caught() {
    caught(Kind::Assertion, || {
        on_threads(Mutex::new(vec![1, 3, 2]), 2, |queue, _| {
            let mut items = std::mem::take(&mut *queue.lock().unwrap());
            assert!(items.len() >= 2, "there are two or three items, and nobody finds them");
            items.sort_unstable_by(|one, other| other.cmp(one));
            items.pop();
            queue.lock().unwrap().append(&mut items);
        });
    });
}
