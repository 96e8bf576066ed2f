//! What `simple.txt` asks, of ours.

use super::meet::{LIMIT, REFUSED, Rows, SOON, begin, refused_time, said, shared, sorted};
use std::time::Duration;
use threading::SimpleQueue;

fn simple<const N: usize>(items: [&'static str; N]) -> &'static SimpleQueue<&'static str> {
    let queue = shared(SimpleQueue::new());
    items.into_iter().for_each(|item| queue.put(item));
    queue
}

pub const ROWS: Rows = &[
    ("simple-order", || {
        let items = simple(["a", "b", "c"]);
        said((items.get(), items.get_nowait(), items.get_timeout(Duration::ZERO)))
    }),
    ("simple-get-nothing", || {
        let items = simple([]);
        said((items.get_nowait(), items.get_timeout(SOON), items.get_timeout(Duration::ZERO)))
    }),
    ("simple-put", || {
        let items = SimpleQueue::new();
        let first = items.put(0);
        (0..999).for_each(|n| items.put(n));
        said((first, items.qsize()))
    }),
    ("simple-empty", || {
        let items = simple([]);
        let at_first = items.empty();
        items.put("a");
        let put = items.empty();
        items.get();
        said((at_first, put, items.empty()))
    }),
    ("simple-handed-over", || {
        let items = simple([]);
        let other = begin(|| items.get());
        said((items.put("a"), other.answer(), items.qsize()))
    }),
    ("simple-in-time", || {
        let items = simple([]);
        let other = begin(|| items.get_timeout(LIMIT));
        said((items.put("a"), other.answer(), items.qsize()))
    }),
    ("simple-one-each", || {
        let items = simple([]);
        let others = [(); 2].map(|()| begin(|| items.get()));
        items.put("a");
        items.put("b");
        said((sorted(others.map(|other| other.answer())), items.qsize()))
    }),
    ("simple-put-arguments", || {
        let _no_time: fn(&SimpleQueue<u8>, u8) = SimpleQueue::put;
        REFUSED.into()
    }),
    ("simple-negative-time", || refused_time(-1.0, |time| simple([]).get_timeout(time))),
];
