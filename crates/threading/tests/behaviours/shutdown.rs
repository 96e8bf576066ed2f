//! What `shutdown.txt` asks, of ours.

use super::meet::{LIMIT, Notes, Other, Rows, begin, notes, said, shared, until_getting, until_joining, until_putting};
use super::queue::queue;
use threading::Queue;

type Items = Queue<&'static str>;

/// Two threads that wait to get, one of them with a time limit.
fn getters(items: &'static Items) -> [Other; 2] {
    let others = [begin(|| items.get()), begin(|| items.get_timeout(LIMIT))];
    until_getting(items, 2);
    others
}

/// A thread that joins, and then writes that down.
fn joiner(items: &'static Items) -> (Other, &'static Notes<&'static str>) {
    let order = shared(notes());
    let other = begin(|| {
        items.join();
        order.put("joined");
    });
    until_joining(items, 1);
    (other, order)
}

pub const ROWS: Rows = &[
    ("shutdown-says-so", || {
        let items = queue(0, []);
        said((items.is_shutdown(), items.shutdown(false), items.is_shutdown()))
    }),
    ("shutdown-put", || {
        let items = queue(0, []);
        items.shutdown(false);
        said((items.put("a"), items.put_nowait("a"), items.put_timeout("a", LIMIT), items.qsize()))
    }),
    ("shutdown-get", || {
        let items = queue(0, ["a", "b"]);
        items.shutdown(false);
        said([items.get(), items.get(), items.get()])
    }),
    ("shutdown-work-goes-on", || {
        let items = queue(0, ["a"]);
        items.shutdown(false);
        said((items.get(), items.unfinished_tasks(), items.task_done(), items.task_done(), items.join()))
    }),
    ("shutdown-get-nothing", || {
        let items = queue(0, []);
        items.shutdown(false);
        said([items.get_nowait(), items.get_timeout(LIMIT)])
    }),
    ("shutdown-full", || {
        let items = queue(1, ["a"]);
        items.shutdown(false);
        said((items.put_nowait("b"), items.qsize()))
    }),
    ("shutdown-twice", || {
        let items = queue(0, []);
        said((items.shutdown(false), items.shutdown(false), items.is_shutdown()))
    }),
    ("shutdown-wakes-getters", || {
        let items = queue(0, []);
        let others = getters(items);
        items.shutdown(false);
        said(others.map(Other::answer))
    }),
    ("shutdown-wakes-putters", || {
        let items = queue(1, ["a"]);
        let others = [begin(|| items.put("b")), begin(|| items.put_timeout("c", LIMIT))];
        until_putting(items, 2);
        items.shutdown(false);
        said((others.map(Other::answer), items.get(), items.get()))
    }),
    ("shutdown-immediate", || {
        let items = queue(0, ["a", "b"]);
        items.shutdown(true);
        said((items.qsize(), items.unfinished_tasks(), items.get()))
    }),
    ("shutdown-then-immediate", || {
        let items = queue(0, ["a"]);
        items.shutdown(false);
        let before = items.qsize();
        items.shutdown(true);
        said((before, items.qsize()))
    }),
    ("shutdown-immediate-wakes-getters", || {
        let items = queue(0, []);
        let others = getters(items);
        items.shutdown(true);
        said(others.map(Other::answer))
    }),
    ("shutdown-immediate-wakes-putters", || {
        let items = queue(1, ["a"]);
        let other = begin(|| items.put("b"));
        until_putting(items, 1);
        items.shutdown(true);
        said((other.answer(), items.qsize()))
    }),
    ("shutdown-join", || {
        let items = queue(0, ["a"]);
        let (other, order) = joiner(items);
        items.shutdown(false);
        until_joining(items, 1);
        items.get().unwrap();
        order.put("done");
        items.task_done().unwrap();
        said((other.answer(), order.get(), order.get()))
    }),
    ("shutdown-immediate-join", || {
        let items = queue(0, ["a", "b"]);
        let (other, _) = joiner(items);
        items.shutdown(true);
        other.answer()
    }),
    ("shutdown-immediate-in-work", || {
        let items = queue(0, ["a", "b"]);
        items.get().unwrap();
        let (other, order) = joiner(items);
        items.shutdown(true);
        let unfinished = items.unfinished_tasks();
        until_joining(items, 1);
        order.put("done");
        items.task_done().unwrap();
        said((unfinished, other.answer(), order.get(), order.get()))
    }),
    ("shutdown-immediate-too-many", || {
        let items = queue(0, ["a"]);
        items.shutdown(true);
        said(items.task_done())
    }),
    ("shutdown-immediate-done-before", || {
        let items = queue(0, ["a"]);
        items.task_done().unwrap();
        items.shutdown(true);
        said(items.unfinished_tasks())
    }),
];
