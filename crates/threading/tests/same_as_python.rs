//! Our programs beside Python's: the same program prints the same. What each call answers, `behaviours/` asks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_documents_example_prints_two_counts() {
    python::assert_two_counts(&python::example_lines("threading", "print_numbers_threads"));
}

#[test]
fn the_documents_example_prints_two_counts_in_python_too() {
    let Some(python) = python::or_skip("the threading example in Python") else { return };
    python::assert_two_counts(&python.lines(&script("../../book/python/print_numbers_threads.py")));
}

// ANCHOR: outputs
/// Every order in which the lines of two threads can come, each thread's own in order.
fn outputs(one: &[u32], other: &[u32]) -> Vec<Vec<u32>> {
    let first = |of: &[u32], rest: Vec<Vec<u32>>| -> Vec<Vec<u32>> {
        rest.into_iter().map(|rest| [&of[..1], &rest].concat()).collect()
    };
    match (one, other) {
        ([], rest) | (rest, []) => vec![rest.to_vec()],
        _ => [first(one, outputs(&one[1..], other)), first(other, outputs(one, &other[1..]))].concat(),
    }
}

#[test]
fn the_documents_example_has_252_schedules_and_42_outputs() {
    let numbers = [0, 1, 2, 3, 4];
    let schedules = outputs(&numbers, &numbers);
    assert_eq!(schedules.len(), 252);
    assert_eq!(schedules.into_iter().collect::<BTreeSet<_>>().len(), 42);
}
// ANCHOR_END: outputs

/// What the reader is asked to work out on paper.
#[test]
fn with_two_numbers_each_there_are_6_schedules_and_2_outputs() {
    let schedules = outputs(&[0, 1], &[0, 1]);
    assert_eq!(schedules.len(), 6);
    assert_eq!(BTreeSet::from_iter(schedules), BTreeSet::from([vec![0, 0, 1, 1], vec![0, 1, 0, 1]]));
}

#[test]
fn a_print_is_as_many_writes_as_the_page_says() {
    let Some(python) = python::or_skip("how many writes a print is") else { return };
    // The page includes this file.
    let told = fs::read_to_string(script("../../book/python/how_many_writes.out")).unwrap();
    assert_eq!(python.lines(&script("../../book/python/how_many_writes.py")), told.lines().collect::<Vec<_>>());
}

#[test]
fn who_may_release_is_as_in_python() {
    let ours = python::example_lines("threading", "who_releases");
    assert_eq!(ours.len(), 5, "{ours:?}");
    let Some(python) = python::or_skip("who may release in Python") else { return };
    assert_eq!(ours, python.lines(&script("../../book/python/who_releases.py")));
}

fn script(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
