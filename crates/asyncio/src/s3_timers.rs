//! Step 3: deadlines, the earliest first.
//!
//! `await asyncio.sleep(0.1)` notes a deadline and waits for a waker to be called. The loop looks at the earliest
//! deadline before it goes to sleep, so that it does not sleep too long, and again afterwards, to wake whoever is due
//! (`_scheduled` in `BaseEventLoop._run_once`). A timer is never early. It
//! is late by what runs before it, and by up to a millisecond, since the loop sleeps in whole ones (step 5).
//!
//! # Keeps true
//!
//! - No timer is due before its deadline.
//! - Timers come due in the order of their deadlines, and those with the same deadline in the order in which they were
//!   made.
//! - A timer that is cancelled is gone: it wakes nobody, and keeps no memory until its deadline.
//!
//! The last two are more than CPython promises. Its `heapq` compares deadlines only (`TimerHandle.__lt__`), and a heap
//! does not keep equals in order. A cancelled handle stays in it until it is the earliest, or until more than half of
//! over 100 are cancelled. Our map is sorted, so taking one out costs no more than putting it in; the price is a few
//! more comparisons.
//!
//! ```text
//!   now ──▶      │ 0.1 #1   0.1 #4   0.3 #2 │
//!   wake:  #1 #4 ▶ … sleep at most 0.2
//! ```
//!
//! # Not yet
//!
//! Somebody has to sleep until the earliest deadline, and must not oversleep when another thread calls (step 4).

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::mem;
use std::task::Waker;
use std::time::Instant;

/// Which timer: its deadline, and a number that grows, so that no two are equal. Compared in this order. Stands for
/// `asyncio.TimerHandle` (asyncio.events), which has no such number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimerId {
    when: Instant,
    number: u64,
}

/// All timers that are not due yet. Mirrors `BaseEventLoop._scheduled` (asyncio.base_events), a list kept by `heapq`.
#[derive(Debug, Default)]
pub struct Timers {
    scheduled: RefCell<BTreeMap<TimerId, Waker>>,
    made: Cell<u64>,
}

impl Timers {
    /// Wakes `waker` at `when`. Mirrors `loop.call_at`.
    pub fn call_at(&self, when: Instant, waker: Waker) -> TimerId {
        let id = TimerId { when, number: self.made.replace(self.made.get() + 1) };
        self.scheduled.borrow_mut().insert(id, waker);
        id
    }

    /// The newest waker counts. False if the timer is no longer here: it was due, or cancelled.
    pub fn update(&self, id: TimerId, waker: &Waker) -> bool {
        let mut scheduled = self.scheduled.borrow_mut();
        let older = scheduled.get_mut(&id).map(|older| mem::replace(older, waker.clone()));
        // Given back first: a waker's destructor may run any code.
        drop(scheduled);
        older.is_some()
    }

    /// Forgets the timer, if it is still here. Mirrors `TimerHandle.cancel`.
    pub fn cancel(&self, id: TimerId) {
        // As above: taken out, and dropped in a line of its own.
        let waker = self.scheduled.borrow_mut().remove(&id);
        drop(waker);
    }

    /// The earliest deadline.
    pub fn earliest(&self) -> Option<Instant> {
        self.scheduled.borrow().first_key_value().map(|(id, _)| id.when)
    }

    /// Wakes all whose deadline is not after `now`.
    // ANCHOR: due
    pub fn wake_due(&self, now: Instant) {
        while let Some(waker) = self.next_due(now) {
            waker.wake();
        }
    }

    fn next_due(&self, now: Instant) -> Option<Waker> {
        let mut scheduled = self.scheduled.borrow_mut();
        scheduled.first_entry().filter(|first| first.key().when <= now).map(|first| first.remove())
    }
    // ANCHOR_END: due
}
