//! Step 13: a parking lot, in which threads sleep *on a word in memory*.
//!
//! Each lock so far brought a mutex and a condition variable along, to sleep on when somebody has to. Hardly anybody ever has
//! to. So CPython has since 3.13 one place to sleep for all locks of one byte: a table of queues, in which a sleeper stands under the address of
//! the word that it waits for. A lock is then the word alone. Linux has such a table, too, the *futex*; std does not show it.
//!
//! # Keeps true
//!
//! Whether it must sleep, a thread decides under its queue's mutex, and stands in the queue before it lets go. Whoever changes the
//! word first and then calls [`unpark_one`] finds every thread that had not seen the change.
//!
//! ```text
//!   A  [queue: is it still so? yes ▶ stand in line] ▶ sleeps ········· ▶ woken
//!   B       change the word ▶ waits for the queue [A is the first: out] ▶ wakes A
//! ```
//!
//! # Not yet
//!
//! A lock (step 14).

use crate::s4_semaphore::Semaphore;
use std::collections::VecDeque;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many queues there are: as many as in CPython (3.13: Python/parking_lot.c). Addresses that share a queue share its mutex and
/// nothing else. A model has one, since an address is an accident, and no two runs of a schedule may differ.
const QUEUES: usize = if cfg!(feature = "model") { 1 } else { 257 };

static LOT: [Mutex<VecDeque<Arc<Sleeper>>>; QUEUES] = [const { Mutex::new(VecDeque::new()) }; QUEUES];

/// A thread in a queue.
struct Sleeper {
    address: usize,
    since: Instant,
    /// What the thread that wakes it has to say to it. Relaxed: the permit below comes after it.
    message: AtomicBool,
    /// One permit comes, and the sleeper is out of the queue before it does.
    wake: Semaphore,
}

/// How a call of [`park`] ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parked {
    /// It did not sleep: things were not as it had seen them. Python: `Py_PARK_AGAIN`.
    Changed,
    /// Its time was up. Python: `Py_PARK_TIMEOUT`.
    TimedOut,
    /// It was woken, with this message. Python: `Py_PARK_OK`.
    Woken(bool),
}

/// The sleeper whom [`unpark_one`] has found.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// Since when it has waited, by its own account.
    pub since: Instant,
    /// Whether others sleep on the same word.
    pub more: bool,
}

/// Sleeps on `word` until somebody unparks it, for at most `timeout`, if `still` says that there is reason to.
/// Python: `_PyParkingLot_Park`, which compares the word itself.
///
/// `since` is for the thread that wakes this one. `still` runs under the queue's mutex, so it may not park or unpark.
// ANCHOR: park
pub fn park<T>(word: &T, since: Instant, timeout: Option<Duration>, still: impl FnOnce() -> bool) -> Parked {
    let address = ptr::from_ref(word).addr();
    let mut queue = queue(address);
    // Here and not before: whoever changes the word now must come by this mutex to wake somebody, and will find this thread.
    if !still() {
        return Parked::Changed;
    }
    let sleeper = Arc::new(Sleeper { address, since, message: AtomicBool::new(false), wake: Semaphore::new(0) });
    queue.push_back(Arc::clone(&sleeper));
    drop(queue);
    match timeout {
        None => sleeper.wake.acquire(),
        Some(timeout) if sleeper.wake.acquire_timeout(timeout) => {}
        Some(_) if leave(&sleeper) => return Parked::TimedOut,
        // It is in no queue any more, so somebody is about to wake it, and has perhaps given it something.
        Some(_) => sleeper.wake.acquire(),
    }
    Parked::Woken(sleeper.message.load(Relaxed))
}
// ANCHOR_END: park

/// Takes `sleeper` out of its queue; returns whether it was still there.
fn leave(sleeper: &Arc<Sleeper>) -> bool {
    let mut queue = queue(sleeper.address);
    let place = queue.iter().position(|other| Arc::ptr_eq(other, sleeper));
    place.and_then(|place| queue.remove(place)).is_some()
}

/// Wakes the thread that has slept longest on `word`, if any does; returns whether one did. Python: `_PyParkingLot_Unpark`.
///
/// Before that, `tell` is told whom it has found, and its answer is the sleeper's message. It runs under the queue's mutex: so
/// what it does to the word, and what it says of it, come before anybody else can sleep on it. It may not park or unpark.
// ANCHOR: unpark
pub fn unpark_one<T>(word: &T, tell: impl FnOnce(Option<Found>) -> bool) -> bool {
    let address = ptr::from_ref(word).addr();
    let mut queue = queue(address);
    let mut here = (0..queue.len()).filter(|&place| queue[place].address == address);
    let (first, second) = (here.next(), here.next());
    let message = tell(first.map(|place| Found { since: queue[place].since, more: second.is_some() }));
    let sleeper = first.and_then(|place| queue.remove(place));
    // First let go: a thread that wakes up may want this mutex at once.
    drop(queue);
    sleeper.as_ref().inspect(|sleeper| sleeper.wake(message)).is_some()
}
// ANCHOR_END: unpark

/// Wakes all threads that sleep on `word`, with the message `false`; returns how many. Python: `_PyParkingLot_UnparkAll`.
pub fn unpark_all<T>(word: &T) -> usize {
    let address = ptr::from_ref(word).addr();
    let mut queue = queue(address);
    let (woken, others) = queue.drain(..).partition::<VecDeque<_>, _>(|sleeper| sleeper.address == address);
    *queue = others;
    drop(queue);
    woken.iter().for_each(|sleeper| sleeper.wake(false));
    woken.len()
}

impl Sleeper {
    fn wake(&self, message: bool) {
        self.message.store(message, Relaxed);
        self.wake.release(1).expect("each sleeper is woken once");
    }
}

/// The queue for `address`. If `still` or `tell` panics, the queue is as it was before; so it needs no mark.
fn queue(address: usize) -> MutexGuard<'static, VecDeque<Arc<Sleeper>>> {
    LOT[address % LOT.len()].lock().unwrap_or_else(PoisonError::into_inner)
}
