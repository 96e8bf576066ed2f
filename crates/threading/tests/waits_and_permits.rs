//! What the pages *Deadlock* and *Semaphores* say of Python, asked of the Python that is found.
//!
//! No time is asserted. The programs have time limits, so that they end; whether a thread then still waits does not depend on how
//! long the limit is.

use std::fs;
use std::path::{Path, PathBuf};

fn program(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python").join(name)
}

fn printed(name: &str) -> Option<Vec<String>> {
    Some(python::or_skip(name)?.lines(&program(name)))
}

#[test]
fn two_locks_in_two_orders_stand_still_and_say_where() {
    let Some(python) = python::or_skip("the deadlock in Python") else { return };
    let output = python.command(&program("deadlock.py")).output().unwrap();
    let lines = python::lines(&output, &program("deadlock.py"));
    let told = [
        "both wait: True",
        "a Lock says that it is locked: True",
        "a Lock says by whom: False",
        "an RLock says by whom: True",
    ];
    assert_eq!(lines, told);
    let stacks = String::from_utf8(output.stderr).unwrap();
    for function in ["in forth", "in back", "in main"] {
        assert!(stacks.contains(function), "no thread is {function}:\n{stacks}");
    }
}

#[test]
fn who_gives_back_lets_both_end() {
    let Some(lines) = printed("give_back.py") else { return };
    assert_eq!(lines, ["back has both", "forth has both, and not at the first try: True"]);
}

#[test]
fn as_many_are_in_as_there_are_permits() {
    let Some(lines) = printed("three_at_once.py") else { return };
    assert_eq!(lines, ["most at the same time: 3"]);
}

#[test]
fn a_bounded_semaphore_refuses_the_wrong_one() {
    let Some(lines) = printed("one_permit_too_many.py") else { return };
    // The page includes this file.
    let told = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python/one_permit_too_many.out");
    assert_eq!(lines, fs::read_to_string(told).unwrap().lines().collect::<Vec<_>>());
}
