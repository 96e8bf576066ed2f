//! A stack of nodes that come back: an index alone does not say that nothing has happened.

use crate::shared::together;
use std::sync::atomic::{AtomicUsize, Ordering::*};

rejected! {
    head_compared_by_its_index: Assertion, 1 => || stack(false),
}

accepted! {
    head_compared_with_a_count => || stack(true),
}

/// The index of no node, and the bits that an index has.
const NONE: usize = 0xff;

/// "The head is what it was, so nothing has happened": both nodes were taken, and the first was put back.
///
/// The head is the index of a node, with (if `counted`) the number of changes so far in its upper bits.
fn stack(counted: bool) {
    let head = AtomicUsize::new(0);
    let next = [AtomicUsize::new(1), AtomicUsize::new(NONE)];
    let change = |old: usize, index: usize| index | if counted { (old | NONE) + 1 } else { 0 };

    let pop = || {
        let mut seen = head.load(Acquire); // pairs with the exchange in `push`
        while seen & NONE != NONE {
            let node = seen & NONE;
            // Relaxed: published by the head. AcqRel and Acquire: pair with the exchange in `push`.
            match head.compare_exchange(seen, change(seen, next[node].load(Relaxed)), AcqRel, Acquire) {
                Ok(_) => return Some(node),
                Err(newer) => seen = newer,
            }
        }
        None
    };
    let push = |node: usize| {
        let mut seen = head.load(Relaxed);
        loop {
            // Relaxed: published by the head. Release: pairs with the loads of `head` in `pop`.
            next[node].store(seen & NONE, Relaxed);
            match head.compare_exchange(seen, change(seen, node), Release, Relaxed) {
                Ok(_) => return,
                Err(newer) => seen = newer,
            }
        }
    };

    let (childs, mine) = together(
        || {
            let (first, second) = (pop(), pop());
            first.into_iter().for_each(push);
            second
        },
        pop,
    );
    let left = pop();
    let mut nodes: Vec<_> = [childs, mine, left].into_iter().flatten().collect();
    nodes.sort();
    assert_eq!(nodes, [0, 1], "a node was lost, or two have it");
}
