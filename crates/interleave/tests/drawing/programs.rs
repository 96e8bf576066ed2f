//! Programs that go wrong, written as a learner would.
//!
//! The pictures in `models.rs` show these lines by number, so a change here shows there.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// Two accounts, each behind its own lock.
pub struct Accounts {
    pub left: Mutex<i32>,
    pub right: Mutex<i32>,
}

impl Accounts {
    pub fn new() -> Arc<Self> {
        Arc::new(Accounts { left: Mutex::new(10), right: Mutex::new(10) })
    }

    pub fn to_right(&self) {
        let mut from = self.left.lock().unwrap();
        let mut to = self.right.lock().unwrap();
        *from -= 1;
        *to += 1;
    }

    pub fn to_left(&self) {
        let mut from = self.right.lock().unwrap();
        let mut to = self.left.lock().unwrap();
        *from -= 1;
        *to += 1;
    }

    pub fn twice(&self) -> i32 {
        let sum = self.left.lock().unwrap();
        *sum + *self.left.lock().unwrap()
    }
}

pub fn opposite_transfers() {
    let accounts = Accounts::new();
    let theirs = Arc::clone(&accounts);
    let other = thread::spawn(move || theirs.to_left());
    accounts.to_right();
    other.join().unwrap();
}

pub fn the_same_lock_twice() {
    let accounts = Accounts::new();
    let theirs = Arc::clone(&accounts);
    let other = thread::spawn(move || theirs.twice());
    other.join().unwrap();
}

/// A gate that opens once.
#[derive(Default)]
pub struct Gate {
    open: AtomicBool,
    lock: Mutex<()>,
    opened: Condvar,
}

impl Gate {
    /// Looks before it takes the lock.
    pub fn wait(&self) {
        if !self.open.load(Ordering::SeqCst) {
            let guard = self.lock.lock().unwrap();
            let _guard = self.opened.wait(guard).unwrap();
        }
    }

    pub fn open(&self) {
        self.open.store(true, Ordering::SeqCst);
        self.opened.notify_all();
    }
}

pub fn a_notification_that_nobody_heard() {
    let gate = Arc::new(Gate::default());
    let theirs = Arc::clone(&gate);
    let other = thread::spawn(move || theirs.open());
    gate.wait();
    other.join().unwrap();
}

pub fn a_lost_update() {
    let count = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&count);
    let other = thread::spawn(move || theirs.store(theirs.load(Ordering::SeqCst) + 1, Ordering::SeqCst));
    count.store(count.load(Ordering::SeqCst) + 1, Ordering::SeqCst);
    other.join().unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 2, "two bumps, but the counter says otherwise");
}

/// Data that one thread hands to another.
pub struct Letter {
    text: UnsafeCell<u32>,
    ready: AtomicBool,
}

// SAFETY: a test of what happens if this is not true.
unsafe impl Sync for Letter {}
// SAFETY: as above.
unsafe impl Send for Letter {}

pub fn a_race_behind_a_relaxed_store() {
    let letter = Arc::new(Letter { text: UnsafeCell::new(0), ready: AtomicBool::new(false) });
    let theirs = Arc::clone(&letter);
    let writer = thread::spawn(move || {
        // SAFETY: nobody reads before `ready`.
        theirs.text.with_mut(|text| unsafe { *text = 42 });
        theirs.ready.store(true, Ordering::Relaxed);
    });
    if letter.ready.load(Ordering::Acquire) {
        // SAFETY: the writer is done, it said so.
        letter.text.with(|text| unsafe { assert_eq!(*text, 42) });
    }
    writer.join().unwrap();
}

pub fn an_older_value() {
    let (value, ready) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(false)));
    let (their_value, their_ready) = (Arc::clone(&value), Arc::clone(&ready));
    let writer = thread::spawn(move || {
        their_value.store(42, Ordering::Relaxed);
        their_ready.store(true, Ordering::Relaxed);
    });
    if ready.load(Ordering::Relaxed) {
        assert_eq!(value.load(Ordering::Relaxed), 42);
    }
    writer.join().unwrap();
}

/// A lock built as CPython builds its GIL.
#[derive(Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

impl Gil {
    pub fn take(&self) {
        let mut held = self.held.lock().unwrap();
        if *held {
            held = self.free.wait(held).unwrap();
        }
        assert!(!*held, "two threads held the GIL at the same time");
        *held = true;
    }

    pub fn release(&self) {
        *self.held.lock().unwrap() = false;
        self.free.notify_one();
    }
}

fn turn(gil: &Gil) {
    gil.take();
    gil.release();
}

pub fn two_holders_of_two() {
    let gil = Arc::new(Gil::default());
    let theirs = Arc::clone(&gil);
    let other = thread::spawn(move || turn(&theirs));
    turn(&gil);
    other.join().unwrap();
}

pub fn two_holders_of_three() {
    let gil = Arc::new(Gil::default());
    let others = [(); 2].map(|()| {
        let gil = Arc::clone(&gil);
        thread::spawn(move || turn(&gil))
    });
    turn(&gil);
    for other in others {
        other.join().unwrap();
    }
}

pub fn a_long_way_to_a_deadlock() {
    let accounts = Accounts::new();
    let steps = Arc::new(AtomicU32::new(0));
    let (theirs, their_steps) = (Arc::clone(&accounts), Arc::clone(&steps));
    for _ in 0..50 {
        steps.fetch_add(1, Ordering::Relaxed);
        *accounts.left.lock().unwrap() += 1;
    }
    let other = thread::spawn(move || {
        their_steps.store(0, Ordering::Relaxed);
        theirs.to_left();
    });
    accounts.to_right();
    other.join().unwrap();
}
