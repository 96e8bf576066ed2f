//! What was solved some days ago is asked again, from a fresh file.

use crate::support::{CHECK, STUB, TempCourse};
use std::fs;
use std::time::{Duration, SystemTime};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The progress of somebody who solved g01 so many days ago, and reviewed it on these days since.
fn noted(solved: u32, reviews: &[u32]) -> String {
    let day = |ago: u32| humantime::format_rfc3339_seconds(SystemTime::now() - DAY * ago).to_string();
    let reviews: Vec<String> = reviews.iter().map(|ago| format!("\"{}\"", day(*ago))).collect();
    format!(
        r#"{{"version":1,"solved":{{"g01-first":{{"file":"1","check":"1","at":"{}","reviews":[{}]}}}}}}"#,
        day(solved),
        reviews.join(",")
    )
}

fn course(name: &str, solved: u32, reviews: &[u32]) -> TempCourse {
    let course = TempCourse::new(name);
    course.save_body("1 + n");
    course.write(".learn/progress.json", noted(solved, reviews));
    course
}

#[test]
fn a_review_is_judged_from_a_fresh_file_and_the_solution_stays() {
    let course = course("review", 2, &[]);
    let file = ".learn/review/g01-first/1/src/lib.rs";
    course.learn(&["review"]).is_verdict("not started", &[file, "next: cargo learn hint g01"]);
    assert_eq!(fs::read_to_string(course.path(file)).unwrap(), STUB);
    course.write(file, STUB.replace("n + 2", "n + 3"));
    course.learn(&["review"]).is_verdict("wrong", &["again: cargo learn review g01"]);
    course.write(file, "pub fn add_one(");
    course.learn(&["review"]).is_verdict("does not build", &[".learn/review/g01-first/1/src/lib.rs:1"]);
    course.write(file, STUB.replace("n + 2", "n + 1"));
    course.learn(&["review"]).is_verdict("solved", &["next: cargo learn review"]);
    assert!(fs::read_to_string(course.of_exercise("src/lib.rs")).unwrap().contains("1 + n"));
    let said = course.learn(&["review"]);
    assert!(said.says("The next one is g01, in 3 days"), "{}", said.out);
    assert_eq!(said.code, 0);
}

#[test]
fn the_next_review_has_another_file_and_the_old_one_is_kept() {
    let course = course("review-next", 10, &[5]);
    let (first, second) = (".learn/review/g01-first/1/src/lib.rs", ".learn/review/g01-first/2/src/lib.rs");
    course.write(first, "// mine\n");
    course.learn(&["review"]).is_verdict("not started", &[second]);
    assert_eq!(fs::read_to_string(course.path(first)).unwrap(), "// mine\n");
}

#[test]
fn a_prediction_comes_back_with_new_numbers() {
    let course = course("review-numbers", 2, &[]);
    course.write("exercises/gil/g01-first/Cargo.toml", course.manifest_with("fix one line", "predict"));
    let stub = "pub const ADDS: u32 = 2; // again with: 5, 7\npub const SUM: u32 = 0;\n";
    course.write("solutions/gil/g01-first/stub.rs", stub);
    course.save_check(&CHECK.replace("real::add_one(1), 2", "real::SUM, real::ADDS + real::ADDS"));
    course.learn(&["review"]).is_verdict("not started", &[]);
    let file = ".learn/review/g01-first/1/src/lib.rs";
    let fresh = fs::read_to_string(course.path(file)).unwrap();
    assert_eq!(fresh, "pub const ADDS: u32 = 5;\npub const SUM: u32 = 0;\n");
    course.write(file, fresh.replace("SUM: u32 = 0", "SUM: u32 = 4"));
    course.learn(&["review"]).is_verdict("wrong", &["right: 10"]);
    course.write(file, fresh.replace("SUM: u32 = 0", "SUM: u32 = 10"));
    course.learn(&["review"]).is_verdict("solved", &[]);
}

#[test]
fn a_schedule_that_breaks_something_comes_back_too() {
    let course = course("review-break-it", 2, &[]);
    course.write("exercises/gil/g01-first/Cargo.toml", course.manifest_with("fix one line", "break it"));
    course.learn(&["review"]).is_verdict("not started", &[".learn/review/g01-first/1/src/lib.rs"]);
}

#[test]
fn what_is_due_is_said_where_a_learner_looks() {
    let due = course("review-due", 2, &[]);
    assert!(due.learn(&["list"]).says("One exercise that you solved some days ago"));
    let later = course("review-later", 0, &[]);
    assert!(!later.learn(&["list"]).says("some days ago"));
}

#[test]
fn what_cannot_be_asked_again_is_said_with_the_reason() {
    let never = TempCourse::new("review-never");
    never.learn(&["review", "g01"]).is_problem(2, &["g01 was not solved yet", "cargo learn check g01"]);
    assert!(never.learn(&["review"]).says("Nothing is due."));
    let enough = course("review-enough", 90, &[80, 70, 60, 30]);
    enough.learn(&["review", "g01"]).is_problem(2, &["asked again four times"]);
    let large = course("review-large", 2, &[]);
    large.write("exercises/gil/g01-first/Cargo.toml", large.manifest_with("fix one line", "implement"));
    large.learn(&["review", "g01"]).is_problem(2, &["of the kind `implement`"]);
    assert!(large.learn(&["review"]).says("Nothing is due."));
}
