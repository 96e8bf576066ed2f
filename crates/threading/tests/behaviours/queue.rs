//! What `queue.txt` asks, of ours.

use super::meet::{
    LIMIT, REFUSED, Rows, SOON, begin, notes, refused_number, refused_time, said, shared, sorted, until_getting,
    until_joining, until_putting,
};
use std::time::Duration;
use threading::{PutError, Queue};

/// A queue for at most `maxsize`, with `items` inside.
pub fn queue<const N: usize>(maxsize: usize, items: [&'static str; N]) -> &'static Queue<&'static str> {
    let queue = shared(Queue::new(maxsize));
    items.into_iter().for_each(|item| queue.put(item).unwrap());
    queue
}

/// How many are inside of a queue for `maxsize` after a hundred puts that do not wait.
fn hundred(maxsize: usize) -> usize {
    let items = Queue::new(maxsize);
    (0..100).for_each(|n| items.put_nowait(n).unwrap());
    items.qsize()
}

pub const ROWS: Rows = &[
    ("queue-get-nothing", || {
        let items = queue(0, []);
        said((items.get_nowait(), items.get_timeout(SOON), items.get_timeout(Duration::ZERO)))
    }),
    ("queue-put-full", || {
        let items = queue(1, ["a"]);
        let in_time = [SOON, Duration::ZERO].map(|time| items.put_timeout("b", time));
        said((items.put_nowait("b"), in_time, items.qsize()))
    }),
    ("queue-put", || {
        let items = queue(0, []);
        said((items.put("a"), items.put_nowait("b"), items.put_timeout("c", SOON), items.qsize()))
    }),
    ("queue-order", || {
        let items = queue(0, ["a", "b", "c"]);
        said((items.get(), items.get_nowait(), items.get_timeout(Duration::ZERO)))
    }),
    ("queue-no-limit", || said(hundred(0))),
    ("queue-negative-limit", || refused_number(-1, hundred)),
    ("queue-default", || {
        let items = Queue::default();
        (0..100).for_each(|n| items.put_nowait(n).unwrap());
        said(items.qsize())
    }),
    ("queue-get-waits", || {
        let items = queue(0, []);
        let other = begin(|| items.get());
        until_getting(items, 1);
        said((items.put("a"), other.answer(), items.qsize()))
    }),
    ("queue-get-in-time", || {
        let items = queue(0, []);
        let other = begin(|| items.get_timeout(LIMIT));
        until_getting(items, 1);
        said((items.put("a"), other.answer(), items.qsize()))
    }),
    ("queue-put-waits", || {
        let items = queue(1, ["a"]);
        let other = begin(|| items.put("b"));
        until_putting(items, 1);
        said((items.get(), other.answer(), items.get()))
    }),
    ("queue-put-in-time", || {
        let items = queue(1, ["a"]);
        let other = begin(|| items.put_timeout("b", LIMIT));
        until_putting(items, 1);
        said((items.get(), other.answer(), items.get()))
    }),
    ("queue-two-getters", || {
        let (items, came) = (queue(0, []), shared(notes()));
        for _ in 0..2 {
            begin(|| came.put(items.get().unwrap()));
        }
        until_getting(items, 2);
        items.put("a").unwrap();
        let first = came.get();
        until_getting(items, 1);
        items.put("b").unwrap();
        said((first, came.get(), items.qsize()))
    }),
    ("queue-two-putters", || {
        let (items, came) = (queue(1, ["a"]), shared(notes()));
        for (n, item) in ["b", "c"].into_iter().enumerate() {
            begin(move || came.put(items.put(item)));
            until_putting(items, n + 1);
        }
        let first = (items.get(), came.get());
        until_putting(items, 1);
        said((first, sorted([items.get().unwrap(), items.get().unwrap()]), came.get()))
    }),
    ("queue-gave-up", || {
        let items = queue(0, []);
        let other = begin(|| items.get());
        until_getting(items, 1);
        let gave_up = begin(|| items.get_timeout(SOON)).answer();
        items.put("a").unwrap();
        said((gave_up, other.answer(), items.qsize()))
    }),
    ("queue-negative-time", || {
        let items = queue(1, []);
        let get = refused_time(-1.0, |time| items.get_timeout(time));
        let put = refused_time(-1.0, |time| items.put_timeout("a", time));
        said(if get == put { get } else { put })
    }),
    ("queue-time-without-waiting", || {
        let _no_time: fn(&Queue<u8>, u8) -> Result<(), PutError<u8>> = Queue::put_nowait;
        REFUSED.into()
    }),
    ("queue-size", || {
        let items = queue(0, []);
        let at_first = items.qsize();
        items.put("a").unwrap();
        items.put("b").unwrap();
        let put = items.qsize();
        items.get().unwrap();
        said((at_first, put, items.qsize()))
    }),
    ("queue-task-done", || {
        let items = queue(0, ["a", "b"]);
        said([items.task_done(), items.task_done(), items.task_done()])
    }),
    ("queue-task-done-before-get", || {
        let items = queue(0, ["a"]);
        said((items.task_done(), items.qsize()))
    }),
    ("queue-unfinished", || {
        let items = queue(0, ["a", "b"]);
        let put = items.unfinished_tasks();
        items.get().unwrap();
        let got = items.unfinished_tasks();
        items.task_done().unwrap();
        said((put, got, items.unfinished_tasks()))
    }),
    ("queue-join-empty", || said(queue(0, []).join())),
    ("queue-join-done", || {
        let items = queue(0, ["a"]);
        items.get().unwrap();
        items.task_done().unwrap();
        said(items.join())
    }),
    ("queue-join-waits", || {
        let items = queue(0, ["a"]);
        let other = begin(|| items.join());
        until_joining(items, 1);
        items.get().unwrap();
        until_joining(items, 1);
        said((items.task_done(), other.answer()))
    }),
    ("queue-join-all", || {
        let items = queue(0, ["a", "b"]);
        let others = [(); 2].map(|()| begin(|| items.join()));
        until_joining(items, 2);
        items.task_done().unwrap();
        until_joining(items, 2);
        items.task_done().unwrap();
        said(others.map(|other| other.answer()))
    }),
    ("queue-empty-full", || {
        let items = queue(1, []);
        let at_first = (items.empty(), items.full());
        items.put("a").unwrap();
        let put = (items.empty(), items.full());
        items.get().unwrap();
        said((at_first, put, items.empty(), items.full()))
    }),
    ("queue-never-full", || {
        let items = Queue::default();
        (0..100).for_each(|n| items.put(n).unwrap());
        said(items.full())
    }),
];
