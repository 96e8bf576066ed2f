//! `thread::Builder`, the names of threads, and whether they have ended.

use crate::shared::{Plain, crowd, meet};
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread::{self, Builder};

rejected! {
    finished_is_not_joined: DataRace, 1,
    finished_at_once: Assertion, 0,
    polled_without_a_pause: Spin, 0,
    an_end_takes_a_flag_with_it: Assertion, 1 old,
}

accepted! {
    named,
    unnamed_but_main,
    scoped_by_a_builder,
    polled_and_joined,
    not_finished_while_it_is_parked,
}

fn child() -> (std::sync::Arc<Plain<u32>>, thread::JoinHandle<()>) {
    let value = std::sync::Arc::new(Plain::new(0));
    let theirs = std::sync::Arc::clone(&value);
    (value, thread::spawn(move || theirs.set(1)))
}

/// "It has ended, so I may read": only `join` orders.
fn finished_is_not_joined() {
    let (value, child) = child();
    if child.is_finished() {
        value.get();
    }
    child.join().unwrap();
}

/// "So little is done at once."
fn finished_at_once() {
    let (_value, child) = child();
    assert!(child.is_finished());
    child.join().unwrap();
}

/// A loop that lets nobody else run.
fn polled_without_a_pause() {
    let (_value, child) = child();
    while !child.is_finished() {}
    child.join().unwrap();
}

/// "It has ended, so the flag is up": the end says so only to who joins.
fn an_end_takes_a_flag_with_it() {
    let flag = AtomicBool::new(false);
    thread::scope(|scope| {
        let child = scope.spawn(|| flag.store(true, Relaxed));
        if child.is_finished() {
            assert!(flag.load(Relaxed));
        }
    });
}

fn named() {
    meet();
    let child = Builder::new().name("spam".into()).stack_size(1 << 20).spawn(|| {
        assert_eq!(thread::current().name(), Some("spam"));
        thread::current().id()
    });
    let child = child.unwrap();
    assert_eq!(child.thread().name(), Some("spam"));
    let id = child.thread().id();
    assert_eq!(child.join().unwrap(), id);
}

fn unnamed_but_main() {
    meet();
    crowd(2, |me| assert_eq!(thread::current().name(), (me == 0).then_some("main")));
}

fn scoped_by_a_builder() {
    meet();
    let mut words = vec![String::from("spam")];
    thread::scope(|scope| {
        let child = Builder::new().name("adds".into()).spawn_scoped(scope, || words.push("eggs".into())).unwrap();
        assert_eq!(child.thread().name(), Some("adds"));
        child.join().unwrap();
    });
    assert_eq!(words.len(), 2);
}

fn polled_and_joined() {
    let (value, child) = child();
    while !child.is_finished() {
        thread::yield_now();
    }
    child.join().unwrap();
    assert_eq!(value.get(), 1);
}

fn not_finished_while_it_is_parked() {
    let flag = std::sync::Arc::new(AtomicBool::new(false));
    let child = thread::spawn({
        let flag = std::sync::Arc::clone(&flag);
        move || {
            while !flag.load(Acquire) {
                thread::park();
            }
        }
    });
    assert!(!child.is_finished());
    flag.store(true, Release);
    child.thread().unpark();
    child.join().unwrap();
}
