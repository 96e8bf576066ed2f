//! Order violations: A was meant to come before B, and nothing sees to it (Lu, Park, Seo, Zhou 2008).

use crate::shared::{Flag, Plain, crowd, together};
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::sync::{Arc, Mutex};
use std::thread;

rejected! {
    filled_after_the_start: ChildPanic, 1,
    read_before_the_end: Assertion, 0,
    closed_under_a_worker: ChildPanic, 0,
    started_taken_for_done: Assertion, 2,
    flag_raised_before_the_data: DataRace, 0,
}

accepted! {
    filled_before_the_start,
    read_after_the_join,
    closed_after_the_join,
    counted_when_done,
    flag_raised_after_the_data,
}

/// "A new thread needs a while to start": it looks before its parent has filled the slot.
fn filled_after_the_start() {
    let slot = Mutex::new(None);
    together(|| slot.lock().unwrap().expect("my parent fills it"), || *slot.lock().unwrap() = Some(7));
}

/// Fill, then start: a spawn orders.
fn filled_before_the_start() {
    let slot = Mutex::new(None);
    *slot.lock().unwrap() = Some(7);
    together(|| slot.lock().unwrap().expect("it is filled"), || ());
}

/// "It has long been done": nobody waited for it.
fn read_before_the_end() {
    let total = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&total);
    let child = thread::spawn(move || theirs.store(7, SeqCst));
    let seen = total.load(SeqCst);
    child.join().unwrap();
    assert_eq!(seen, 7, "read too early");
}

/// Join, then read.
fn read_after_the_join() {
    let total = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&total);
    thread::spawn(move || theirs.store(7, Relaxed)).join().unwrap();
    assert_eq!(total.load(Relaxed), 7);
}

/// "I close when I am done": a worker is not.
fn closed_under_a_worker() {
    let file = Mutex::new(Some(Vec::new()));
    together(|| file.lock().unwrap().as_mut().expect("open").push("line"), || *file.lock().unwrap() = None);
}

/// Wait for the worker, then close.
fn closed_after_the_join() {
    let file = Mutex::new(Some(Vec::new()));
    together(|| file.lock().unwrap().as_mut().expect("open").push("line"), || ());
    *file.lock().unwrap() = None;
}

/// "Both have counted themselves, so both have worked": they count before they work.
fn started_taken_for_done() {
    let (started, work) = (AtomicU32::new(0), AtomicU32::new(0));
    crowd(3, |me| {
        if me > 0 {
            started.fetch_add(1, SeqCst);
            work.fetch_add(1, SeqCst);
        } else if started.load(SeqCst) == 2 {
            assert_eq!(work.load(SeqCst), 2, "started is not done");
        }
    });
}

/// Work, then count.
fn counted_when_done() {
    let (done, work) = (AtomicU32::new(0), AtomicU32::new(0));
    crowd(3, |me| {
        if me > 0 {
            work.fetch_add(1, SeqCst);
            done.fetch_add(1, SeqCst);
        } else if done.load(SeqCst) == 2 {
            assert_eq!(work.load(SeqCst), 2);
        }
    });
}

/// "Up goes the flag, and then the data": whoever waits for the flag is quicker.
fn flag_raised_before_the_data() {
    let (flag, data) = (Flag::new(), Plain::new(0));
    together(
        || {
            flag.raise();
            data.set(1);
        },
        || {
            drop(flag.wait());
            data.get()
        },
    );
}

/// First the data, then the flag.
fn flag_raised_after_the_data() {
    let (flag, data) = (Flag::new(), Plain::new(0));
    together(
        || {
            data.set(1);
            flag.raise();
        },
        || {
            drop(flag.wait());
            assert_eq!(data.get(), 1);
        },
    );
}
