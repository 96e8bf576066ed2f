//! The life of a thread beside Python's: the same program prints the same.

use python::Python;
use std::path::Path;

/// What our example `name` and the program of the same name print; nothing of Python's where there is none.
fn both(name: &str) -> (Vec<String>, Option<(Python, Vec<String>)>) {
    let ours = python::example_lines("threading", name);
    assert!(ours.len() > 2, "{ours:?}");
    let script = format!("{}/../../book/python/{name}.py", env!("CARGO_MANIFEST_DIR"));
    let theirs = python::or_skip(name).map(|python| {
        let lines = python.lines(Path::new(&script));
        (python, lines)
    });
    (ours, theirs)
}

fn assert_same(name: &str) {
    if let (ours, Some((_, theirs))) = both(name) {
        assert_eq!(ours, theirs);
    }
}

#[test]
fn the_end_of_the_program_waits_for_the_same_threads() {
    let (mut ours, theirs) = both("who_is_waited_for");
    assert!(!ours.iter().any(|line| line.starts_with("daemon")), "a daemon was waited for");
    let Some((python, theirs)) = theirs else { return };
    // These three refused to start a thread once the main thread had ended (https://github.com/python/cpython/issues/113964).
    if matches!(python.version, (3, 12, 0..=2)) {
        *ours.last_mut().expect("it is not empty") = "worker: can't create new thread at interpreter shutdown".into();
    }
    assert_eq!(ours, theirs);
}

#[test]
fn the_hook_is_told_of_the_same_ends() {
    assert_same("who_died");
}

#[test]
fn a_threads_own_value_is_made_and_goes_at_the_same_moments() {
    assert_same("own_values");
}

#[test]
fn a_timer_runs_or_does_not_as_in_python() {
    assert_same("called_later");
}
