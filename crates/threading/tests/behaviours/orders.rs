//! What `orders.txt` asks, of ours.

use super::meet::{REFUSED, Rows, begin, oops, said, shared, tried, until_getting, until_putting};
use std::cmp::Ordering;
use std::time::Duration;
use threading::{LifoQueue, PriorityQueue};

fn lifo<const N: usize>(maxsize: usize, items: [&'static str; N]) -> &'static LifoQueue<&'static str> {
    let queue = shared(LifoQueue::new(maxsize));
    items.into_iter().for_each(|item| queue.put(item).unwrap());
    queue
}

fn priority<T: Ord, const N: usize>(maxsize: usize, items: [T; N]) -> &'static PriorityQueue<T> {
    let queue = shared(PriorityQueue::new(maxsize));
    items.into_iter().for_each(|item| queue.put(item).unwrap());
    queue
}

/// An item that cannot be compared: it panics.
struct Item;

impl Ord for Item {
    fn cmp(&self, _: &Self) -> Ordering {
        oops();
        Ordering::Equal
    }
}

impl PartialOrd for Item {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Item {}

pub const ROWS: Rows = &[
    ("lifo-order", || {
        let items = lifo(0, ["a", "b", "c"]);
        said((items.get(), items.get_nowait(), items.get_timeout(Duration::ZERO)))
    }),
    ("lifo-in-between", || {
        let items = lifo(0, ["a", "b"]);
        let first = items.get();
        items.put("c").unwrap();
        said([first, items.get(), items.get()])
    }),
    ("lifo-limits", || {
        let items = lifo(1, []);
        said((items.get_nowait(), items.put("a"), items.put_nowait("b")))
    }),
    ("lifo-empty-full", || {
        let items = lifo(1, []);
        let at_first = (items.empty(), items.full());
        items.put("a").unwrap();
        said((at_first, items.empty(), items.full()))
    }),
    ("lifo-get-waits", || {
        let items = lifo(0, []);
        let other = begin(|| items.get());
        until_getting(items, 1);
        said((items.put("a"), other.answer()))
    }),
    ("lifo-task-done", || {
        let items = lifo(0, ["a"]);
        items.get().unwrap();
        said((items.task_done(), items.task_done(), items.join()))
    }),
    ("lifo-shutdown", || {
        let items = lifo(0, ["a", "b"]);
        items.shutdown(false);
        said([items.get(), items.get(), items.get()])
    }),
    ("priority-order", || {
        let items = priority(0, [2, 3, 1]);
        said((items.get(), items.get_nowait(), items.get_timeout(Duration::ZERO)))
    }),
    ("priority-in-between", || {
        let items = priority(0, [3, 1]);
        let first = items.get();
        items.put(2).unwrap();
        said([first, items.get(), items.get()])
    }),
    ("priority-pairs", || {
        let items = priority(0, [(2, "b"), (1, "z"), (1, "a")]);
        said([(); 3].map(|()| items.get().unwrap().1))
    }),
    ("priority-equal", || {
        let items = priority(0, [3, 1, 2, 1]);
        said([(); 4].map(|()| items.get()))
    }),
    ("priority-numbered", || {
        let items = priority(0, [(1, 0, "d"), (1, 1, "b"), (1, 2, "c"), (1, 3, "a")]);
        said([(); 4].map(|()| items.get().unwrap().2))
    }),
    ("priority-limits", || {
        let items = priority(1, []);
        said((items.get_nowait(), items.put(1), items.put_nowait(0)))
    }),
    ("priority-put-waits", || {
        let items = priority(1, [1]);
        let other = begin(|| items.put(0));
        until_putting(items, 1);
        said((items.get(), other.answer(), items.get()))
    }),
    ("priority-no-order", || {
        fn _asks_for_an_order<T: Ord>() -> PriorityQueue<T> {
            PriorityQueue::new(0)
        }
        REFUSED.into()
    }),
    ("priority-failing-order", || {
        let items = priority(0, []);
        let put = || items.put(Item).unwrap();
        said((tried(put), tried(put), items.qsize(), items.unfinished_tasks()))
    }),
    ("priority-shutdown", || {
        let items = priority(0, [2, 1]);
        items.shutdown(false);
        said([items.get(), items.get(), items.get()])
    }),
];
