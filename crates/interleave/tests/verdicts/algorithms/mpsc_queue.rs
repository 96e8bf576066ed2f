//! A queue of linked nodes: any thread pushes by one swap, one thread pops.

use crate::shared::crowd;
use std::cell::UnsafeCell;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering, Ordering::*};
use std::thread;

rejected! {
    /// "The link is one store, so it is whole": the item behind it is not published.
    linked_relaxed: DataRace, 0 => || collects(2, by_swap, Relaxed),
    /// "Nobody comes in between": two nodes are linked to the same one, and the first is lost.
    last_read_then_written: Assertion, 1 => || keeps_all(by_load_and_store),
}

accepted! {
    two_producers => || collects(2, by_swap, Release),
    three_producers => || collects(3, by_swap, Release),
    nothing_is_lost => || keeps_all(by_swap),
}

/// The first node of the queue is empty, each other holds an item.
struct Node {
    next: AtomicPtr<Node>,
    item: UnsafeCell<Option<usize>>,
}

impl Node {
    fn new() -> *mut Node {
        Box::into_raw(Box::new(Node { next: AtomicPtr::new(ptr::null_mut()), item: UnsafeCell::new(None) }))
    }
}

struct Queue {
    /// The consumer's: the empty node.
    first: UnsafeCell<*mut Node>,
    /// The producers': the node pushed last.
    last: AtomicPtr<Node>,
}

// SAFETY: `first` is the consumer's alone; a node is its producer's until it is linked, and the consumer's from then on.
unsafe impl Sync for Queue {}

impl Queue {
    fn new() -> Self {
        let empty = Node::new();
        Queue { first: UnsafeCell::new(empty), last: AtomicPtr::new(empty) }
    }

    /// Makes its node the last by `replace` and links it with `release` (right: Release, pairs with the load in `pop`).
    fn push(&self, item: usize, replace: Replace, release: Ordering) {
        let node = Node::new();
        // SAFETY: made above, and nobody else knows it yet.
        let filled = unsafe { &*node };
        // SAFETY: as above.
        filled.item.with_mut(|slot| unsafe { *slot = Some(item) });
        let before = replace(&self.last, node);
        // SAFETY: a node is freed only once it has a next, and that is given here.
        let before = unsafe { &*before };
        before.next.store(node, release);
    }

    /// Called by one thread only.
    fn pop(&self) -> Option<usize> {
        // SAFETY: `first` is the consumer's.
        let first = self.first.with(|first| unsafe { *first });
        // SAFETY: freed below only, when it is the first no more.
        let next = unsafe { &*first }.next.load(Acquire); // pairs with the store in `push`
        if next.is_null() {
            return None;
        }
        // SAFETY: `first` is the consumer's.
        self.first.with_mut(|first| unsafe { *first = next });
        // SAFETY: from `Node::new`; its producer is done with it since it has a next.
        drop(unsafe { Box::from_raw(first) });
        // SAFETY: linked, so filled, and freed by a later pop only.
        let next = unsafe { &*next };
        // SAFETY: the consumer's since it is linked.
        next.item.with_mut(|slot| unsafe { (*slot).take() })
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        while self.pop().is_some() {}
        // SAFETY: `&mut self`, and from `Node::new`.
        drop(unsafe { Box::from_raw(*self.first.get_mut()) });
    }
}

/// Makes the node the last, and returns the one before it.
type Replace = fn(&AtomicPtr<Node>, *mut Node) -> *mut Node;

fn by_swap(last: &AtomicPtr<Node>, node: *mut Node) -> *mut Node {
    // AcqRel: the next producer links to this node, so it must see it made, and this one the node before.
    last.swap(node, AcqRel)
}

/// "Nobody comes in between": two nodes are linked to the same one, and the first is lost.
fn by_load_and_store(last: &AtomicPtr<Node>, node: *mut Node) -> *mut Node {
    let before = last.load(Acquire);
    last.store(node, Release);
    before
}

fn collects(producers: usize, replace: Replace, release: Ordering) {
    let queue = Queue::new();
    crowd(producers + 1, |me| {
        if me > 0 {
            return queue.push(me, replace, release);
        }
        let mut sum = 0;
        for _ in 0..producers {
            sum += loop {
                match queue.pop() {
                    Some(item) => break item,
                    None => thread::yield_now(),
                }
            };
        }
        assert_eq!(sum, producers * (producers + 1) / 2);
    });
}

/// Two push, and when both are done all is taken out.
fn keeps_all(replace: Replace) {
    let queue = Queue::new();
    crowd(2, |me| queue.push(me, replace, Release));
    let mut items: Vec<_> = std::iter::from_fn(|| queue.pop()).collect();
    items.sort();
    assert_eq!(items, [0, 1], "an item was lost");
}
