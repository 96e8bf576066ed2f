//! The programs of the book's page about `PyMutex` run, in Rust and in Python. How many turns go by, nobody promises.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use threading::PyMutex;

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
