//! Programs that go wrong in ways that have a sentence of their own, with data, with names.
//!
//! As in `programs.rs`, the pictures show these lines by number.

use std::cell::UnsafeCell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, RwLock};
use std::thread;

/// Looks in one critical section and writes in another.
fn withdraw(balance: &Mutex<u32>, amount: u32) {
    let seen = *balance.lock().unwrap();
    *balance.lock().unwrap() = seen - amount;
}

pub fn an_update_lost_between_two_locks() {
    let balance = Arc::new(Mutex::new(10));
    let theirs = Arc::clone(&balance);
    let other = thread::spawn(move || withdraw(&theirs, 3));
    withdraw(&balance, 5);
    other.join().unwrap();
    assert_eq!(*balance.lock().unwrap(), 2, "money came from nowhere");
}

/// A queue in which each element is a job's number and its name.
struct Jobs {
    waiting: RwLock<VecDeque<(u32, Box<str>)>>,
}

impl Jobs {
    fn take(&self) -> Option<u32> {
        if self.waiting.read().unwrap().is_empty() {
            return None;
        }
        let job = self.waiting.write().unwrap().pop_front();
        assert!(job.is_some(), "it was not empty, and there is nothing in it");
        job.map(|(number, _)| number)
    }
}

pub fn a_look_that_is_out_of_date() {
    let jobs = Arc::new(Jobs { waiting: RwLock::new(VecDeque::from([(1, "sweep".into())])) });
    let theirs = Arc::clone(&jobs);
    let other = thread::spawn(move || theirs.take());
    jobs.take();
    other.join().unwrap();
}

/// A number behind a lock that is built by hand, and let go too early.
struct Counter {
    lock: Mutex<()>,
    count: UnsafeCell<u32>,
}

// SAFETY: the cell is used by the holder of the lock only.
unsafe impl Sync for Counter {}
// SAFETY: as above.
unsafe impl Send for Counter {}

impl Counter {
    fn bump(&self) {
        let held = self.lock.lock().unwrap();
        // SAFETY: this thread holds the lock.
        let old = self.count.with(|count| unsafe { *count });
        drop(held);
        let _held = self.lock.lock().unwrap();
        // SAFETY: this thread holds the lock.
        self.count.with_mut(|count| unsafe { *count = old + 1 });
    }
}

pub fn an_update_lost_in_a_cell() {
    let counter = Arc::new(Counter { lock: Mutex::new(()), count: UnsafeCell::new(0) });
    let theirs = Arc::clone(&counter);
    let other = thread::spawn(move || theirs.bump());
    counter.bump();
    other.join().unwrap();
    // SAFETY: the other thread has ended.
    assert_eq!(counter.count.with(|count| unsafe { *count }), 2);
}

/// One datum, and two locks around it.
struct Shelf {
    front: Mutex<()>,
    back: Mutex<()>,
    books: UnsafeCell<u32>,
}

// SAFETY: a test of what happens if this is not true.
unsafe impl Sync for Shelf {}
// SAFETY: as above.
unsafe impl Send for Shelf {}

pub fn two_locks_around_one_datum() {
    let shelf = Arc::new(Shelf { front: Mutex::new(()), back: Mutex::new(()), books: UnsafeCell::new(0) });
    let theirs = Arc::clone(&shelf);
    let other = thread::spawn(move || {
        let _held = theirs.back.lock().unwrap();
        // SAFETY: the lock is held. That it is another one is what goes wrong.
        theirs.books.with_mut(|books| unsafe { *books += 1 });
    });
    let held = shelf.front.lock().unwrap();
    // SAFETY: as above.
    shelf.books.with_mut(|books| unsafe { *books += 1 });
    drop(held);
    other.join().unwrap();
}

pub fn philosophers_with_names() {
    let forks = Arc::new([Mutex::new(0), Mutex::new(0)]);
    std::name(&forks[0], "left fork");
    std::name(&forks[1], "right fork");
    let theirs = Arc::clone(&forks);
    let other = thread::spawn(move || {
        std::name_thread("Hypatia");
        let _first = theirs[1].lock().unwrap();
        let _second = theirs[0].lock().unwrap();
    });
    std::name_thread("Kant");
    let first = forks[0].lock().unwrap();
    let second = forks[1].lock().unwrap();
    drop((first, second));
    other.join().unwrap();
}

pub fn forks_without_names() {
    let forks: Arc<Vec<_>> = Arc::new((0..2).map(|_| Mutex::new(String::from("clean"))).collect());
    let theirs = Arc::clone(&forks);
    let other = thread::spawn(move || {
        theirs[1].lock().unwrap().push_str(", then used");
        let _first = theirs[1].lock().unwrap();
        let _second = theirs[0].lock().unwrap();
    });
    let first = forks[0].lock().unwrap();
    let second = forks[1].lock().unwrap();
    drop((first, second));
    other.join().unwrap();
}

pub fn a_store_that_nothing_shows() {
    let (mine, yours) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let (their_mine, their_yours) = (Arc::clone(&mine), Arc::clone(&yours));
    let inside = Arc::new(AtomicU32::new(0));
    let they_are_inside = Arc::clone(&inside);
    let other = thread::spawn(move || {
        their_yours.store(true, Ordering::Release);
        if !their_mine.load(Ordering::Acquire) {
            they_are_inside.fetch_add(1, Ordering::SeqCst);
        }
    });
    mine.store(true, Ordering::Release);
    if !yours.load(Ordering::Acquire) {
        inside.fetch_add(1, Ordering::SeqCst);
    }
    other.join().unwrap();
    assert!(inside.load(Ordering::SeqCst) < 2, "both are inside");
}

pub fn a_wait_for_data_that_came_before() {
    let pair = Arc::new((Mutex::new(Vec::<u32>::new()), Condvar::new()));
    let theirs = Arc::clone(&pair);
    let other = thread::spawn(move || {
        theirs.0.lock().unwrap().push(7);
        theirs.1.notify_one();
    });
    let empty = pair.0.lock().unwrap().is_empty();
    if empty {
        let guard = pair.0.lock().unwrap();
        drop(pair.1.wait(guard));
    }
    other.join().unwrap();
}
