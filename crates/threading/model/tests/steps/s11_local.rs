//! Step 11, and three ways to get it wrong.
//!
//! What only the counts of an `Arc` decide no model sees: that A's value is gone with the `Local` while B, which is ending just then, still
//! looks at the list. `tests/life.rs` of crate threading does.

use super::program::{Plain, caught, on_threads};
use interleave::failure::Kind;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;
use threading_model::{Event, Local, Thread};

/// A, B and C each count to 2, and each sees its own count only. Three threads, up to 2 forced switches.
#[test]
fn each_thread_counts_for_itself() {
    interleave::model(|| {
        on_threads(Local::new(|| 0), 3, |count, _| {
            count.with(|count| *count += 1);
            assert_eq!(count.with(|count| *count + 1), 2);
        });
    });
}

/// A counts → B counts in the same value.
#[test]
fn one_value_for_all_is_caught() {
    caught(Kind::Assertion, || {
        on_threads(Mutex::new(0), 2, |count, _| {
            *count.lock().unwrap() += 1;
            assert_eq!(*count.lock().unwrap() + 1, 2);
        });
    });
}

/// Writes when it goes.
struct Says(Arc<Plain>);

impl Drop for Says {
    fn drop(&mut self) {
        self.0.add();
    }
}

/// B makes its value → B ends, and the value goes → A, which has joined B, sees that it went. Two threads, up to 3 forced
/// switches.
#[test]
fn a_value_is_gone_when_its_thread_was_joined() {
    interleave::model(|| {
        let number = Arc::new(Plain::default());
        let local = Arc::new(says(&number));
        let mine = Arc::clone(&local);
        let worker = Thread::new(move || mine.with(|_| ()));
        worker.start().unwrap();
        worker.join().unwrap();
        assert_eq!(number.read(), 1);
        drop(local);
        assert_eq!(number.read(), 1);
    });
}

/// As above, in a thread that the crate has not started.
#[test]
fn a_value_of_a_stranger_is_gone_when_it_was_joined() {
    interleave::model(|| {
        let number = Arc::new(Plain::default());
        let local = Arc::new(says(&number));
        let mine = Arc::clone(&local);
        thread::spawn(move || mine.with(|_| ())).join().unwrap();
        assert_eq!(number.read(), 1);
    });
}

fn says(number: &Arc<Plain>) -> Local<Says> {
    let number = Arc::clone(number);
    Local::new(move || Says(Arc::clone(&number)))
}

/// B says that it has ended → A reads → B's value goes.
#[test]
fn a_value_that_goes_too_late_is_caught() {
    caught(Kind::DataRace, || {
        let shared = Arc::new((Event::new(), Arc::new(Plain::default())));
        let worker = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let value = Says(Arc::clone(&shared.1));
                shared.0.set();
                drop(value);
            })
        };
        shared.0.wait();
        shared.1.read();
        worker.join().unwrap();
    });
}

/// Counts when it goes. Relaxed: joining orders it.
struct Counts(Arc<AtomicUsize>);

impl Drop for Counts {
    fn drop(&mut self) {
        self.0.fetch_add(1, Relaxed);
    }
}

/// B ends, and A drops the `Local`: B's value goes once. Two threads, up to 3 forced switches.
#[test]
fn a_value_goes_once_whether_its_thread_or_the_local_ends_first() {
    interleave::model(|| {
        let gone = Arc::new(AtomicUsize::new(0));
        let local = {
            let gone = Arc::clone(&gone);
            Arc::new(Local::new(move || Counts(Arc::clone(&gone))))
        };
        let mine = Arc::clone(&local);
        let worker = Thread::new(move || {
            mine.with(|_| ());
            drop(mine);
        });
        worker.start().unwrap();
        drop(local);
        worker.join().unwrap();
        assert_eq!(gone.load(Relaxed), 1);
    });
}

/// B finds its place on the list → A takes itself off, and B moves up → B takes off whoever stands where it stood.
#[test]
fn finding_and_removing_under_two_locks_is_caught() {
    caught(Kind::ChildPanic, || {
        on_threads(Mutex::new(vec![0, 1]), 2, |list, me| {
            let place = list.lock().unwrap().iter().position(|other| *other == me);
            let mut list = list.lock().unwrap();
            list.swap_remove(place.expect("nobody else took it off"));
        });
    });
}
