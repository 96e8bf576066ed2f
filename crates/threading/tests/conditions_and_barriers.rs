//! The programs of the pages *Conditions* and *Barriers*, beside Python's.

use std::path::{Path, PathBuf};

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python").join(name).with_extension("py")
}

/// Our `example` prints these lines, and so does Python's program of that name.
fn both_print(name: &str, lines: &[&str]) {
    assert_eq!(python::example_lines("threading", name), lines);
    let Some(python) = python::or_skip(name) else { return };
    assert_eq!(python.lines(&script(name)), lines);
}

#[test]
fn a_notify_is_not_stored_and_a_wait_gives_back_every_level() {
    both_print(
        "who_hears",
        &[
            "take: an item",
            "wait: False",
            "wait_for: True",
            "a visitor is in",
            "wait at level 2: True",
            "could another thread come in? False",
            "RLock, a stranger notifies: RuntimeError: cannot notify on un-acquired lock",
            "Lock, a stranger notifies: None",
        ],
    );
}

#[test]
fn one_time_out_breaks_a_barrier_for_all_until_it_is_reset() {
    both_print(
        "broken_barrier",
        &[
            "phases: 5 5 5",
            "once, two come: goes on, goes on",
            "once, one comes alone: goes on",
            "three come: goes on, goes on, goes on",
            "and again: goes on, goes on, goes on",
            "two come: BrokenBarrierError, BrokenBarrierError",
            "broken? True",
            "the third one comes late: BrokenBarrierError",
            "after a reset: goes on, goes on, goes on",
            "the action fails: BrokenBarrierError, ZeroDivisionError",
        ],
    );
}
