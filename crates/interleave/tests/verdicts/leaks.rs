//! Leaks: what nobody can reach any more when all threads have ended.

use crate::shared::together;
use std::mem;
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::sync::{Arc, Mutex, Weak};
use std::thread;

rejected! {
    cycle_of_arcs: Leak, 1,
    forgotten: Leak, 0,
    forgotten_in_one_schedule: Leak, 1,
    raw_pointer_never_taken_back: Leak, 0,
    upgraded_without_a_look: Panic, 1,
}

accepted! {
    weak_pointer_back,
    cycle_that_is_cut,
    raw_pointer_taken_back,
    upgraded_or_gone,
    made_with_a_pointer_to_itself,
}

struct Node {
    next: Mutex<Option<Arc<Node>>>,
    before: Mutex<Weak<Node>>,
}

impl Node {
    fn new() -> Arc<Self> {
        Arc::new(Node { next: Mutex::new(None), before: Mutex::new(Weak::new()) })
    }
}

/// The work of a second thread, so that each of these programs has more than one schedule.
fn touch(node: &Arc<Node>) {
    let node = Arc::clone(node);
    thread::spawn(move || drop(node.next.lock().unwrap().take()));
}

/// "The last owner frees": each owns the other, so neither is the last.
fn cycle_of_arcs() {
    let (first, second) = (Node::new(), Node::new());
    touch(&first);
    *first.next.lock().unwrap() = Some(Arc::clone(&second));
    *second.next.lock().unwrap() = Some(first);
}

/// A weak pointer back owns nothing.
fn weak_pointer_back() {
    let (first, second) = (Node::new(), Node::new());
    touch(&first);
    *second.before.lock().unwrap() = Arc::downgrade(&first);
    *first.next.lock().unwrap() = Some(second);
}

/// Or the cycle is cut by hand.
fn cycle_that_is_cut() {
    let node = Node::new();
    touch(&node);
    *node.next.lock().unwrap() = Some(Arc::clone(&node));
    let next = node.next.lock().unwrap().take();
    drop(next);
}

/// "Forgotten is gone": its destructor never runs.
fn forgotten() {
    let count = Arc::new(Mutex::new(0));
    let child = thread::spawn({
        let count = Arc::clone(&count);
        move || *count.lock().unwrap() += 1
    });
    *count.lock().unwrap() += 1;
    child.join().unwrap();
    mem::forget(count);
}

/// The same, only if the child was quick.
fn forgotten_in_one_schedule() {
    let count = Arc::new(AtomicUsize::new(0));
    let child = thread::spawn({
        let count = Arc::clone(&count);
        move || count.fetch_add(1, SeqCst)
    });
    if count.load(SeqCst) == 1 {
        let lock = Arc::new(Mutex::new(0));
        *lock.lock().unwrap() += 1;
        mem::forget(lock);
    }
    child.join().unwrap();
}

/// "The child has the pointer, so the child frees it": it only looks.
fn raw_pointer_never_taken_back() {
    raw(|pointer| {
        // SAFETY: from `into_raw`, and never freed.
        let count: &AtomicUsize = unsafe { &*pointer };
        count.fetch_add(1, Relaxed);
    });
}

/// Back into an `Arc`, which frees it.
fn raw_pointer_taken_back() {
    raw(|pointer| {
        // SAFETY: from `into_raw`, and taken back once.
        let count = unsafe { Arc::from_raw(pointer) };
        count.fetch_add(1, Relaxed);
    });
}

fn raw(end: fn(*const AtomicUsize)) {
    let count = Arc::new(AtomicUsize::new(0));
    let address = Arc::into_raw(Arc::clone(&count)).expose_provenance();
    thread::spawn(move || end(std::ptr::with_exposed_provenance(address)));
    count.fetch_add(1, Relaxed);
}

/// Upgrading says whether there is an owner left.
fn upgraded_or_gone() {
    let (weak, found) = drops_and_upgrades();
    assert!(matches!(found, None | Some(7)));
    assert!(weak.upgrade().is_none());
}

/// "The owner is still at work": it may be done, and what it owned gone.
fn upgraded_without_a_look() {
    let (_, found) = drops_and_upgrades();
    found.unwrap();
}

/// One thread drops the last owner, one upgrades a weak pointer. The lock makes the model see that their order matters:
/// `Arc` and `Weak` are std's own.
fn drops_and_upgrades() -> (Weak<u32>, Option<u32>) {
    let (order, owner) = (Mutex::new(()), Arc::new(7));
    let weak = Arc::downgrade(&owner);
    let (_, found) = together(
        || {
            let _order = order.lock().unwrap();
            drop(owner);
        },
        || {
            let _order = order.lock().unwrap();
            weak.upgrade().map(|value| *value)
        },
    );
    (weak, found)
}

/// `new_cyclic` gives a weak pointer to what is being made.
fn made_with_a_pointer_to_itself() {
    let node = Arc::new_cyclic(|me| Node { next: Mutex::new(None), before: Mutex::new(Weak::clone(me)) });
    touch(&node);
    assert!(node.next.lock().unwrap().is_none());
    let me = node.before.lock().unwrap().upgrade();
    assert!(me.is_some_and(|me| Arc::ptr_eq(&me, &node)));
}
