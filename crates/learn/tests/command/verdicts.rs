//! Each verdict on a small course, reached as a learner would reach it.

use crate::support::{PLAYED, STUB, TempCourse};
use std::io::Read;
use std::process::Stdio;

#[test]
fn a_todo_is_unfinished_and_says_what_to_do() {
    let course = TempCourse::new("unfinished");
    course.save_body("todo!(\"add one to {n}\")");
    course.learn(&["check"]).is_verdict("unfinished", &["It asks you to: add one to 1", "at: src/lib.rs:5"]);
}

#[test]
fn a_syntax_error_is_shown_as_rustc_draws_it_and_nothing_else_is() {
    let course = TempCourse::new("does-not-build");
    course.save_body("n + ");
    let said = course.learn(&["check"]);
    said.is_verdict("does not build", &["error: expected expression", "--> exercises/gil/g01-first/src/lib.rs:6:1"]);
    assert!(!said.out.contains("aborting"), "{}", said.out);
}

#[test]
fn a_changed_signature_is_told_as_what_it_is() {
    let course = TempCourse::new("changed-signature");
    course.save(STUB.replace("add_one", "add_two"));
    let said = course.learn(&["check"]);
    said.is_verdict(
        "does not build",
        &[
            "does not build: the check cannot be built with your file",
            "Your file compiles by itself. But a name or a signature",
            "As it was: solutions/gil/g01-first/stub.rs",
            "cannot find function `add_one`",
        ],
    );
}

#[test]
fn a_program_that_exits_with_0_has_not_passed() {
    let course = TempCourse::new("exit-0");
    course.save_body("std::process::exit(n as i32 & 0)");
    let says = "wrong: the program was ended (exit code 0) before the test came to its end";
    course.learn(&["check"]).is_verdict("wrong", &[says]);
}

#[test]
fn a_full_stack_is_told_in_words() {
    let course = TempCourse::new("overflow");
    course.save_body("if n == u32::MAX { 0 } else { 1 + add_one(std::hint::black_box(n + 1)) }");
    course.learn(&["check"]).is_verdict("wrong", &["until its stack was full"]);
}

#[test]
fn a_test_that_does_not_end_is_undecided_and_named() {
    let course = TempCourse::new("hang");
    course.write("exercises/gil/g01-first/Cargo.toml", course.manifest_with("seconds = 5", "seconds = 1"));
    course.save_body("loop { std::thread::park(); std::hint::black_box(n); }");
    let parts = ["did not end within 1 s", "test: one_is_added", "no proof that the code is wrong"];
    course.learn(&["check"]).is_verdict("undecided", &parts);
}

#[test]
fn a_flood_of_output_is_stopped_long_before_its_time() {
    let course = TempCourse::new("flood");
    course.write("exercises/gil/g01-first/Cargo.toml", course.manifest_with("seconds = 5", "seconds = 600"));
    course.save_body("loop { println!(\"{}\", \"x\".repeat(n as usize * 60_000)); }");
    course.learn(&["check"]).is_verdict("undecided", &["printed more than 64 MB"]);
}

#[test]
fn what_the_learner_prints_does_not_hide_a_pass() {
    let course = TempCourse::new("prints");
    course.save_body("{ print!(\"no end of line\"); eprint!(\"here neither\"); n + 1 }");
    course
        .learn(&["check", "g01"])
        .is_verdict("solved", &["its test passed", "cargo test -p g01-first -- --nocapture"]);
}

#[test]
fn tests_in_the_learners_file_are_theirs() {
    let course = TempCourse::new("own-tests");
    let tests = "\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn mine() { assert_eq!(super::add_one(1), 3); }\n}\n";
    course.save(STUB.replace("n + 2", "n + 1") + tests);
    course.write(
        "exercises/gil/g01-first/test.rs",
        "#[path = \"src/lib.rs\"] mod exercise;\nuse exercise as real;\nmod check;\n",
    );
    course.learn(&["check", "g01"]).is_verdict("solved", &[]);
}

#[test]
fn warnings_are_shown_once_the_exercise_is_solved() {
    let course = TempCourse::new("warnings");
    course.save_body("{ let unused = 7; n + 1 }");
    course
        .learn(&["check", "g01"])
        .is_verdict("solved", &["The compiler has one warning for you", "unused variable: `unused`"]);
}

#[test]
fn the_json_of_a_verdict_has_the_promised_fields() {
    let course = TempCourse::new("json");
    course.save_check(PLAYED);
    course.save_body("n + 3");
    let said = course.learn(&["check", "--json"]);
    assert_eq!(said.code, 1);
    let value = jzon::parse(&said.out).unwrap();
    let tests = &value["tests"];
    assert_eq!((value["version"].as_u32(), value["verdict"].as_str()), (Some(1), Some("wrong")));
    assert_eq!(value["file"], "exercises/gil/g01-first/src/lib.rs");
    let named = |name: &str| tests.members().find(|test| test["name"] == name).unwrap();
    let model = named("no_step_is_lost");
    assert_eq!(
        (&model["end"], &model["kind"], model["schedules"].as_u32()),
        (&"failed".into(), &"data race".into(), Some(81))
    );
    assert!(model["drawing"].as_str().unwrap().starts_with(" step  A"));
    assert!(!named("one_is_added")["end"].is_null());
}

/// Two models that fail; the first one in check.rs ends a little later than the other, wherever both run at once.
const SLOWER_FIRST: &str = r#"//! What g01 must keep true.

use super::real;
use std::time::{Duration, Instant};

fn play(says: &str) {
    let report = std::env::var("INTERLEAVE_REPORT").unwrap();
    let record = format!("model: failed\nkind: data race\nsays: {says}\nschedules: 1\npreemptions: 0\nreplay:\ndrawing:\n {says}\n");
    std::fs::write(report, record).unwrap();
    std::panic::resume_unwind(Box::new(()));
}

fn spin(most: Duration, until: impl Fn() -> bool) {
    let begun = Instant::now();
    while begun.elapsed() < most && !until() {
        std::thread::yield_now();
    }
}

#[test]
fn a_simple_thing() {
    // Stands for `interleave::model(`.
    spin(Duration::from_secs(2), || std::fs::exists("failed").unwrap());
    spin(Duration::from_millis(50), || real::add_one(1) == 2);
    play("the simple one");
}

#[test]
fn a_hard_thing() {
    // Stands for `interleave::model(`.
    std::fs::write("failed", "").unwrap();
    play("the hard one");
}
"#;

#[test]
fn of_two_failures_the_first_in_the_check_is_shown_whichever_was_faster() {
    let course = TempCourse::new("first-in-order");
    course.save_check(SLOWER_FIRST);
    course.save_body("n + 3");
    course.learn(&["check"]).is_verdict("wrong", &["wrong: the simple one"]);
}

#[test]
fn when_all_is_solved_that_is_said() {
    let course = TempCourse::new("all-solved");
    course.save_body("n + 1");
    let said = course.learn(&[]);
    assert_eq!((said.code, said.out.as_str()), (0, "solved: the one exercise there is.\n"));
}

#[test]
fn a_reader_that_goes_away_is_no_problem() {
    let course = TempCourse::new("closed-pipe");
    let mut child = course.command(&["list"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!((child.wait().unwrap().code(), errors.as_str()), (Some(0), ""));
}
