//! The programs of the book's page about `PyMutex` run, in Rust and in Python. How many turns go by, nobody promises.

use std::path::Path;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed, Release},
};
use std::thread;
use std::time::{Duration, Instant};
use threading::PyMutex;
use threading::s13_parking::{Parked, park};

/// `Lock: 1 1 3`: 21 counts, the smallest first, and none above the number at which the program gives up.
fn assert_counts(line: &str, name: &str) {
    let counts = line.strip_prefix(name).unwrap_or_else(|| panic!("{line:?} is not about {name}"));
    let counts: Vec<u32> = counts.split_whitespace().map(|count| count.parse().expect("a number")).collect();
    assert_eq!(counts.len(), 21, "{line}");
    assert!(counts.is_sorted() && counts[0] >= 1 && counts[20] <= 1_000, "{line}");
}

#[test]
fn the_example_counts_the_turns_of_both_locks() {
    let lines = python::example_lines("threading", "passed_over");
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_counts(&lines[0], "Lock:");
    assert_counts(&lines[1], "PyMutex:");
}

#[test]
fn the_program_counts_the_turns_in_python() {
    let Some(python) = python::or_skip("turns of a lock in Python") else { return };
    let lines = python.lines(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python/passed_over.py"));
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_counts(&lines[0], "threading.Lock:");
}

/// Without the hand-over it would go round as long as it is lucky.
#[test]
fn who_takes_a_lock_back_at_once_passes_nobody_over_for_ever() {
    let (lock, in_at_last) = (PyMutex::new(), AtomicBool::new(false));
    lock.acquire();
    thread::scope(|scope| {
        scope.spawn(|| {
            let _with = lock.hold();
            // Relaxed: the lock orders it.
            in_at_last.store(true, Relaxed);
        });
        while !in_at_last.load(Relaxed) {
            lock.release().unwrap();
            lock.acquire();
        }
        lock.release().unwrap();
    });
}

/// A thread stands in the lock's line and says since when; the owner releases. Is the thread given the lock?
fn is_given_the_lock(since: Instant) -> bool {
    let (lock, in_line) = (PyMutex::new(), AtomicBool::new(false));
    lock.acquire();
    assert!(!lock.acquire_timeout(Duration::ZERO)); // leaves a note: somebody may sleep
    thread::scope(|scope| {
        // A lock is at the address of its byte. The note is written under the queue's mutex, which `release` needs as well.
        let waiter = scope.spawn(|| {
            park(&lock, since, None, || {
                in_line.store(true, Release); // seen by the load below
                true
            })
        });
        while !in_line.load(Acquire) {
            thread::yield_now();
        }
        lock.release().unwrap();
        let given = waiter.join().unwrap() == Parked::Woken(true);
        assert_eq!(lock.locked(), given);
        given
    })
}

#[test]
fn who_has_waited_for_more_than_a_millisecond_is_given_the_lock_and_who_has_just_come_is_not() {
    let now = Instant::now();
    assert!(is_given_the_lock(now.checked_sub(Duration::from_millis(2)).unwrap()));
    assert!(!is_given_the_lock(now + Duration::from_secs(3600)));
}
