//! The lock-free stack (Treiber 1986, Systems Programming: Coping with Parallelism). Its nodes are kept until the end, so
//! that none comes back; what happens if they do stands in `stack`.

use crate::shared::{Plain, crowd};
use std::sync::atomic::{AtomicUsize, Ordering, Ordering::*};

rejected! {
    /// "The exchange succeeded, that is all that counts": the node's item is not published.
    pushed_relaxed: DataRace, 2 => || keeps_all(Stack { push: Relaxed, ..RIGHT }),
    /// "I only take it": taking must see what was put in.
    popped_relaxed: DataRace, 2 => || keeps_all(Stack { pop: Relaxed, ..RIGHT }),
    /// "It is at the top, so it is mine": two threads take the same one.
    popped_in_two_steps: Assertion, 2 => || keeps_all(Stack { pops_in_one_step: false, ..RIGHT }),
    /// "In it goes, then I link the rest": a pop between the two loses the rest.
    linked_after_the_push: Assertion, 2 => || keeps_all(Stack { links_first: false, ..RIGHT }),
}

accepted! {
    /// Link, then exchange the head; pop by exchange, too.
    nodes_kept_until_the_end => || keeps_all(RIGHT),
}

/// How the stack is made.
#[derive(Clone, Copy)]
struct Stack {
    /// Right: Release, pairs with the load in `pop`.
    push: Ordering,
    /// Right: Acquire, pairs with the exchange in `push`.
    pop: Ordering,
    pops_in_one_step: bool,
    links_first: bool,
}

const RIGHT: Stack = Stack { push: Release, pop: Acquire, pops_in_one_step: true, links_first: true };

/// Each of two threads pushes its node and pops one. Numbers count from 1; 0 is nobody.
fn keeps_all(stack: Stack) {
    let head = AtomicUsize::new(0);
    let (next, items) = ([const { AtomicUsize::new(0) }; 2], [const { Plain::new(0_u32) }; 2]);
    let taken = AtomicUsize::new(0);
    crowd(2, |me| {
        items[me].increment();
        let mut seen = head.load(Relaxed);
        loop {
            if stack.links_first {
                next[me].store(seen, Relaxed); // published by the exchange
            }
            match head.compare_exchange(seen, me + 1, stack.push, Relaxed) {
                Ok(_) => break,
                Err(newer) => seen = newer,
            }
        }
        if !stack.links_first {
            next[me].store(seen, Relaxed);
        }
        let mut top = head.load(stack.pop);
        while top != 0 {
            let below = next[top - 1].load(Relaxed); // published by the head
            if !stack.pops_in_one_step {
                head.store(below, Release);
                break;
            }
            match head.compare_exchange(top, below, stack.pop, stack.pop) {
                Ok(_) => break,
                Err(newer) => top = newer,
            }
        }
        if top != 0 {
            items[top - 1].increment();
            taken.fetch_add(1, Relaxed);
        }
    });
    assert_eq!(taken.load(Relaxed), 2, "an item was lost");
}
