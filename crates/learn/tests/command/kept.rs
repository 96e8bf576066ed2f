//! Nothing of the learner's is lost: what is reset is kept, and no other command writes over a file.

use crate::support::{STUB, TempCourse};
use std::fs;
use std::path::PathBuf;

const REFERENCE: &str = "//! Why.\n\npub fn add_one(n: u32) -> u32 {\n    n + 1\n}\n";

fn with_solutions(name: &str) -> TempCourse {
    let course = TempCourse::new(name);
    course.write("solutions/gil/g01-first/solution.rs", REFERENCE);
    course.write("solutions/gil/g01-first/right/other.rs", "//! right: counts down.\n\nfn other() {}\n");
    course
}

/// The files that a reset kept, sorted.
fn kept(course: &TempCourse) -> Vec<PathBuf> {
    let files = fs::read_dir(course.of_exercise("src")).unwrap().map(|entry| entry.unwrap().path());
    let mut kept: Vec<_> =
        files.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("kept-")).collect();
    kept.sort();
    kept
}

#[test]
fn reset_keeps_each_old_file_beside_the_new_one_and_says_where() {
    let course = TempCourse::new("reset");
    for count in 1..=3 {
        let mine = format!("// mine, number {count}\n");
        course.save(&mine);
        let said = course.learn(&["reset", "g01"]);
        assert_eq!(said.code, 0);
        let kept = kept(&course);
        assert_eq!(kept.len(), count, "even within one second each has a name of its own");
        assert!(kept.iter().any(|path| fs::read_to_string(path).unwrap() == mine));
        assert!(said.says("Yours is kept as exercises/gil/g01-first/src/kept-20"), "{}", said.out);
        assert_eq!(fs::read_to_string(course.of_exercise("src/lib.rs")).unwrap(), STUB);
    }
}

#[test]
fn reset_keeps_bytes_that_are_no_text() {
    let course = TempCourse::new("reset-bytes");
    course.save(b"// caf\xe9\n");
    assert_eq!(course.learn(&["reset", "g01"]).code, 0);
    assert_eq!(fs::read(&kept(&course)[0]).unwrap(), b"// caf\xe9\n");
}

#[test]
fn a_reset_of_what_was_never_changed_keeps_nothing() {
    let course = TempCourse::new("reset-nothing");
    let said = course.learn(&["reset", "g01"]);
    assert!(said.says("nothing of yours to keep"), "{}", said.out);
    assert!(kept(&course).is_empty());
}

#[test]
fn a_kept_file_changes_no_verdict() {
    let course = TempCourse::new("reset-verdict");
    course.save("this is no Rust");
    course.learn(&["reset", "g01"]);
    course.learn(&["check", "g01"]).is_verdict("not started", &[]);
}

#[test]
fn a_solution_is_printed_and_written_only_where_asked_and_over_nothing() {
    let course = with_solutions("solution");
    assert_eq!(course.learn(&["solution", "g01"]).out, REFERENCE);
    assert!(course.learn(&["solution", "g01", "--design", "other"]).says("counts down"));
    course.learn(&["solution", "g01", "--design", "none"]).is_problem(2, &["no design `none`", "there are: other"]);
    assert_eq!(course.learn(&["solution", "g01", "--write", "mine.rs"]).code, 0);
    assert_eq!(fs::read_to_string(course.path("mine.rs")).unwrap(), REFERENCE);
    course.write("mine.rs", "precious");
    course.learn(&["solution", "g01", "--write", "mine.rs"]).is_problem(2, &["is there already"]);
    assert_eq!(fs::read_to_string(course.path("mine.rs")).unwrap(), "precious");
    assert_eq!(fs::read_to_string(course.of_exercise("src/lib.rs")).unwrap(), STUB);
}

#[test]
fn an_explanation_comes_after_the_learners_own_solution() {
    let course = with_solutions("explain");
    let said = course.learn(&["explain", "g01"]);
    assert_eq!(said.code, 1);
    assert!(!said.says("n + 1"), "the reference is not given away:\n{}", said.out);
    course.save_body("1 + n");
    course.learn(&["check", "g01"]);
    let said = course.learn(&["explain", "g01"]);
    assert_eq!(said.code, 0);
    for part in ["1 + n", "n + 1", "Also right: counts down.", "fn other() {}"] {
        assert!(said.says(part), "{}", said.out);
    }
}
