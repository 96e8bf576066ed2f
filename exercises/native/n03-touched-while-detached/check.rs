//! What n03 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::{
    exercise::{Gil, List, total},
    real,
};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

/// One thread: the work is done with each item, and who called is attached afterwards.
#[test]
fn the_sum_is_right_and_the_caller_is_attached_afterwards() {
    interleave::sequential(|| {
        let (gil, list) = (Gil::default(), List::new(&[0, 1, 2, 2]));
        gil.restore_thread();
        assert_eq!(
            total(&gil, &list, |item| item * item + 1),
            13,
            "0, 1, 2 and 2, each one squared and 1 added, have another sum"
        );
        gil.save_thread();
        gil.restore_thread();
        assert_eq!(total(&gil, &List::new(&[]), |item| item + 1), 0, "an empty list has another sum");
        gil.save_thread();
    });
}

// ANCHOR: rule
/// A detaches → B attaches and writes an item → A goes on. Two threads, up to 3 forced switches.
#[test]
fn the_list_is_not_touched_while_detached() {
    interleave::model(|| {
        let shared = Arc::new((Gil::default(), List::new(&[1])));
        let theirs = Arc::clone(&shared);
        let other = thread::spawn(move || {
            let (gil, list) = &*theirs;
            gil.restore_thread();
            list.items()[0].set(2);
            gil.save_thread();
        });
        let (gil, list) = &*shared;
        gil.restore_thread();
        let sum = total(gil, list, |item| item);
        gil.save_thread();
        assert!(sum == 1 || sum == 2, "{sum} was never the item's value");
        other.join().unwrap();
    });
}
// ANCHOR_END: rule

/// A works with each of two items, and waits for B each time → B attaches, and tells A. Two threads, up to 3 forced switches.
#[test]
fn others_attach_while_the_work_is_done() {
    interleave::model(|| {
        let gil = Arc::new(Gil::default());
        let theirs = Arc::clone(&gil);
        let (tell, told) = mpsc::channel();
        let other = thread::spawn(move || {
            for _ in 0..2 {
                theirs.restore_thread();
                tell.send(5).unwrap();
                theirs.save_thread();
            }
        });
        // A mutex, so that the work may be done on any thread.
        let told = Mutex::new(told);
        gil.restore_thread();
        let sum = total(&gil, &List::new(&[1, 2]), |item| item + told.lock().unwrap().recv().unwrap());
        gil.save_thread();
        assert_eq!(sum, 13, "another sum");
        other.join().unwrap();
    });
}

/// B moves 7 from one item to the other while it is attached: there are 7 at each moment. Two threads, up to 3 forced switches.
#[test]
fn the_sum_is_that_of_one_moment() {
    interleave::model(|| {
        let shared = Arc::new((Gil::default(), List::new(&[0, 7])));
        let theirs = Arc::clone(&shared);
        let other = thread::spawn(move || {
            let (gil, list) = &*theirs;
            gil.restore_thread();
            list.items()[1].set(0);
            list.items()[0].set(7);
            gil.save_thread();
        });
        let (gil, list) = &*shared;
        gil.restore_thread();
        let sum = total(gil, list, |item| item);
        gil.save_thread();
        assert_eq!(sum, 7, "at each moment the items add up to 7");
        other.join().unwrap();
    });
}

/// One thread: while the first piece of work is done, somebody attaches and writes both ends of a long list. The sum is that of before.
#[test]
fn a_long_list_is_of_one_moment_too() {
    interleave::sequential(|| {
        let (gil, list) = (Gil::default(), List::new(&[1; 100]));
        let written = AtomicBool::new(false);
        let work = |item| {
            // Relaxed: only this one thing is asked, who comes first.
            if !written.swap(true, Ordering::Relaxed) {
                gil.restore_thread();
                list.items().first().unwrap().set(7);
                list.items().last().unwrap().set(7);
                gil.save_thread();
            }
            item
        };
        gil.restore_thread();
        assert_eq!(total(&gil, &list, work), 100, "there were 100 items of 1 each when it began");
        gil.save_thread();
    });
}

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_move_items_around() {
    use interleave::real::thread;

    let (gil, list) = (real::Gil::default(), real::List::new(&[100, 0, 0]));
    thread::scope(|scope| {
        for thread in 0..3 {
            let (gil, list) = (&gil, &list);
            scope.spawn(move || {
                for _ in 0..50 {
                    gil.restore_thread();
                    let (from, to) = (&list.items()[thread], &list.items()[(thread + 1) % 3]);
                    to.set(to.get() + from.get());
                    from.set(0);
                    assert_eq!(real::total(gil, list, |item| item), 100);
                    gil.save_thread();
                }
            });
        }
    });
}
