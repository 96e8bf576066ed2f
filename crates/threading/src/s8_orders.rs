//! Step 8: `LifoQueue` and `PriorityQueue`, which differ from `Queue` in what comes out next.
//!
//! Who waits, who is woken, and when: nothing of that asks which item it is. So the queue of step 7 leaves the items to an
//! [`Order`], and each order is three lines.
//!
//! # Keeps true
//!
//! What a `LifoQueue` gives out is the newest item inside. What a `PriorityQueue` gives out is not greater than any item inside.
//!
//! ```text
//!   put 2, put 3, put 1 ▶ Queue: 2 3 1    LifoQueue: 1 3 2    PriorityQueue: 1 2 3
//! ```
//!
//! # Of two equal items
//!
//! A `PriorityQueue` gives out either first, as Python's does: a heap forgets who came first. If that matters, put
//! `(priority, number, item)` with a number that counts up.
//!
//! # Where Rust shows
//!
//! Python compares items when it has two: `(1, task)` goes in beside `(2, task)`, and `TypeError` is raised on the day on which two
//! priorities are equal and the tasks are compared. Here the whole item must be [`Ord`], or the program does not compile.
//!
//! # Not yet
//!
//! A queue that code may put into which runs while the same queue is locked, as a comparison does here (step 9).

use crate::s7_queue::{Order, OrderedQueue};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A last-in, first-out queue. Python: `queue.LifoQueue` (3.13: Lib/queue.py).
pub type LifoQueue<T> = OrderedQueue<Vec<T>>;

/// A queue that gives the smallest item out first. Python: `queue.PriorityQueue` (3.13: Lib/queue.py).
///
/// Items are compared while the queue is locked, as in Python: a comparison must not call the queue. If one panics in
/// [`put`](OrderedQueue::put), the item is inside, but nobody is told, and it does not count as unfinished. If one panics in
/// [`get`](OrderedQueue::get), the item that was to come out is lost, and stays unfinished. Python does the same.
pub type PriorityQueue<T> = OrderedQueue<BinaryHeap<Reverse<T>>>;

// ANCHOR: orders
impl<T> Order for Vec<T> {
    type Item = T;
    const EMPTY: Self = Vec::new();
    fn qsize(&self) -> usize {
        self.len()
    }
    fn put(&mut self, item: T) {
        self.push(item);
    }
    fn get(&mut self) -> Option<T> {
        self.pop()
    }
}

/// Rust's heap gives the greatest out first; `Reverse` turns that round.
impl<T: Ord> Order for BinaryHeap<Reverse<T>> {
    type Item = T;
    const EMPTY: Self = BinaryHeap::new();
    fn qsize(&self) -> usize {
        self.len()
    }
    fn put(&mut self, item: T) {
        self.push(Reverse(item));
    }
    fn get(&mut self) -> Option<T> {
        self.pop().map(|Reverse(item)| item)
    }
}
// ANCHOR_END: orders
