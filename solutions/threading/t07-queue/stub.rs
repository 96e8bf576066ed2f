//! # t07 · Queue
//!
//! Implement · 40 minutes · read first: `cargo book` → *Queues: share less*
//!
//! ## Task
//!
//! Write `queue.Queue(maxsize)`, through which threads hand each other things, so that they need not share anything else.
//! It has a place for `maxsize` items, which is at least 1. Where a thread sleeps, and who wakes it, is for you to decide.
//!
//! ```python
//! orders = queue.Queue(maxsize=2)
//! orders.put("tea")     # waits while there are two
//! orders.get()          # waits while there is none
//! orders.task_done()    # says that the work on one item is finished
//! orders.join()         # waits until that was said for every item that was put
//! ```
//!
//! ## Keep true
//!
//! - Each item that is put is got once, and the one that was put first is got first. At most `maxsize` are inside.
//! - Nobody sleeps in `get` while there is an item, nor in `put` while there is room.
//! - `unfinished` = items that were put − calls of `task_done`. A `task_done` that would make it negative is refused and changes nothing.
//! - Nobody sleeps in `join` while `unfinished` is 0, and nobody leaves it before it was.
//!
//! ```text
//!   A  put ▶ unfinished 1 ················ join ▶ sleeps ············ ▶ goes on
//!   B  get sleeps ·········· ▶ item ▶ works on it ······ task_done ▶ unfinished 0
//! ```
//!
//! ## Run
//!
//! `cargo learn check t07`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(unused_variables, dead_code, unused_imports, reason = "nothing is used yet")]

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

/// `task_done` was called for every item already. In Python: `ValueError: task_done() called too many times`.
#[derive(Debug, PartialEq, Eq)]
pub struct DoneTooOften;

// ── your work starts here ──────────────────────────────────────────────────
/// A queue: first in, first out.
#[derive(Debug)]
pub struct Queue<T> {
    maxsize: usize,
    state: Mutex<State<T>>,
}

/// What changes.
#[derive(Debug)]
struct State<T> {
    /// What is inside. The oldest is in front.
    items: VecDeque<T>,
    unfinished: usize,
}

impl<T> Queue<T> {
    /// A queue with a place for `maxsize` items.
    pub fn new(maxsize: usize) -> Self {
        Queue { maxsize, state: Mutex::new(State { items: VecDeque::new(), unfinished: 0 }) }
    }

    /// Waits for room, and puts `item` at the end.
    pub fn put(&self, item: T) {
        todo!("sleep for as long as the queue is full; then one item more, inside and unfinished")
    }

    /// Waits for an item, and takes the one in front.
    pub fn get(&self) -> T {
        todo!("sleep for as long as the queue is empty; then one item less, and room for another")
    }

    /// Says that the work on one item is finished, or is told that it was said for all.
    pub fn task_done(&self) -> Result<(), DoneTooOften> {
        todo!("one less is unfinished; after the last one, everybody who joins goes on")
    }

    /// Waits until nothing is unfinished.
    pub fn join(&self) {
        todo!("sleep for as long as something is unfinished")
    }
}
// ── your work ends here ────────────────────────────────────────────────────
