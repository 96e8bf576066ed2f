//! Step 1: what is ready waits in a queue, and a turn runs a snapshot of it.
//!
//! At the heart of Python's loop is a `collections.deque` of callbacks. `loop.call_soon(f)` puts `f` at its end and
//! runs nothing. A turn (`BaseEventLoop._run_once`, Lib/asyncio/base_events.py) first notes how many callbacks there
//! are, then runs that many from the front. What they add is for the next turn, or a callback that queues itself would
//! keep the loop from ever looking at the clock and at the network again.
//!
//! # Keeps true
//!
//! - Callbacks run in the order in which they were queued: first in, first out.
//! - A turn runs what was ready when it began, each once, and nothing that was added meanwhile.
//!
//! ```text
//!   queue   a b        d          d's turn
//!            │ │        ▲            │
//!   turn     ╰─┴▶ a ▶ b (calls call_soon(d)) ▶ end
//! ```
//!
//! # Not yet
//!
//! A callback runs to its end: it cannot stop half-way and go on later (step 2). When nothing is ready, there is
//! nothing to wait for (step 3), and a queue of one thread is closed to all others (step 4).

use std::collections::VecDeque;

/// What is ready to run, the longest ready first. Mirrors `BaseEventLoop._ready` (asyncio.base_events, CPython 3.13).
///
/// ```
/// use asyncio::s1_ready_queue::ReadyQueue;
/// use std::collections::VecDeque;
///
/// let (mut ready, mut turn) = (ReadyQueue::default(), VecDeque::new());
/// ready.call_soon("a");
/// ready.call_soon("b");
/// ready.take_turn(&mut turn);
/// ready.call_soon("d"); // Say that b did this.
/// assert_eq!(turn, ["a", "b"]);
/// ```
#[derive(Debug)]
pub struct ReadyQueue<T> {
    ready: VecDeque<T>,
}

impl<T> ReadyQueue<T> {
    /// Puts `callback` behind all that is ready, and runs nothing. Mirrors `loop.call_soon`.
    pub fn call_soon(&mut self, callback: T) {
        self.ready.push_back(callback);
    }

    /// Moves all that is ready now into `turn`, in its order.
    ///
    /// CPython leaves the callbacks in place and counts them. Ours change places with the last turn's empty queue, so
    /// that whoever queues something has no need to wait until the turn is over, and no turn allocates.
    ///
    /// # Panics
    ///
    /// If `turn` is not empty: its callbacks would run twice, a turn apart.
    pub fn take_turn(&mut self, turn: &mut VecDeque<T>) {
        assert!(turn.is_empty(), "a turn began before the last one had ended");
        std::mem::swap(&mut self.ready, turn);
    }

    /// Whether nothing is ready.
    pub fn is_empty(&self) -> bool {
        self.ready.is_empty()
    }
}

impl<T> Default for ReadyQueue<T> {
    fn default() -> Self {
        ReadyQueue { ready: VecDeque::new() }
    }
}
