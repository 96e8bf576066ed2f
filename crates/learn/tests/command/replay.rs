//! A failing schedule is shown again, or it is said why not and what to do.

use crate::support::TempCourse;
use std::fs;

/// A check whose model is played: it does what a model does that was asked for a schedule.
const PLAYED: &str = r#"//! What g01 must keep true.

use super::real;

#[test]
fn no_step_is_lost() {
    // Stands for `interleave::model(`.
    let asked = |name: &str| std::env::var(name).ok();
    let report = asked("INTERLEAVE_REPORT").unwrap();
    let sum = real::add_one(10);
    if sum == 11 {
        return std::fs::write(report, "model: passed\nschedules: 812\npreemptions: 2\nthreads: 3\n").unwrap();
    }
    // Another wrong sum is another schedule.
    let code = format!("hv5-1p{sum}-9f3tz");
    let met = asked("INTERLEAVE_REPLAY").as_ref() == Some(&code);
    let steps = if met && asked("INTERLEAVE_STEP").is_some() { "step: 1\n 1 of 2  A\nstep: 2\n 2 of 2  B\n  still held by A\n" } else { "" };
    if let Some(page) = asked("INTERLEAVE_HTML").filter(|_| met) {
        std::fs::write(page, format!("<!doctype html>{}{code}", asked("INTERLEAVE_REPLAY_WITH").unwrap())).unwrap();
    }
    let head = "model: failed\nkind: data race\nsays: B and C use the count at the same time\nschedules: 81\npreemptions: 1";
    std::fs::write(report, format!("{head}\nreplay: {code}\n{steps}drawing:\n step  A  B\n    1  n + 2\n")).unwrap();
    std::panic::resume_unwind(Box::new(()));
}
"#;

/// The code of the file in which two is added to ten.
const CODE: &str = "g01:hv5-1p12-9f3tz";

fn course(name: &str, body: &str) -> TempCourse {
    let course = TempCourse::new(name);
    course.save_check(PLAYED);
    course.save_body(body);
    course
}

#[test]
fn the_code_below_a_verdict_shows_its_schedule_again() {
    let course = course("replay-again", "2 + n");
    course.learn(&["check"]).is_verdict("wrong", &[&format!("replay: cargo learn replay {CODE}")]);
    let json = jzon::parse(&course.learn(&["check", "--json"]).out).unwrap();
    assert_eq!(json["tests"][0]["replay"], CODE);
    let said = course.learn(&["replay", CODE]);
    assert_eq!(said.code, 1, "{said:#?}");
    for part in
        ["fails again: B and C use", "test: no_step_is_lost", "1 n + 2", "--step", "next: cargo learn check g01"]
    {
        assert!(said.says(part), "{part}: {}", said.out);
    }
    assert!(!said.says("1 of 2"), "nobody asked for the steps");
}

#[test]
fn the_steps_are_all_printed_where_nobody_can_press_enter() {
    let course = course("replay-step", "2 + n");
    let said = course.learn(&["replay", CODE, "--step"]);
    assert!(said.out.starts_with(" 1 of 2  A\n 2 of 2  B\n  still held by A\n"), "{}", said.out);
    assert!(said.says("fails again") && !said.says("Enter"), "{said:#?}");
}

#[cfg(unix)] // a pseudo-terminal
#[test]
fn at_a_terminal_enter_shows_the_next_step() {
    use terminal::{CommandBuilder, Terminal};
    let course = course("replay-enter", "2 + n");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_learn"));
    command.args(["replay", CODE, "--step"]);
    command.cwd(course.path(""));
    command.env_remove("CARGO_TARGET_DIR");
    let mut terminal = Terminal::start(command, 100, 30).unwrap();
    terminal.wait_for("1 of 2").unwrap();
    assert!(!terminal.shows("2 of 2"), "{}", terminal.screen());
    terminal.press("\r").unwrap();
    terminal.wait_for("2 of 2").unwrap();
    assert_eq!(terminal.wait_for_end(), Ok(1));
    assert!(terminal.shows("fails again"), "{}", terminal.screen());
}

#[test]
fn a_page_is_written_and_never_over_a_file() {
    let course = course("replay-page", "2 + n");
    let said = course.learn(&["replay", CODE, "--html", "schedule.html"]);
    assert!(said.code == 1 && said.says("page: schedule.html"), "{said:#?}");
    let page = fs::read_to_string(course.path("schedule.html")).unwrap();
    assert_eq!(page, format!("<!doctype html>cargo learn replay {CODE}"));
    course
        .learn(&["replay", CODE, "--html", "schedule.html"])
        .is_problem(2, &["schedule.html is there already", "name another one"]);
    course.learn(&["replay", CODE, "--html", "no/such/folder.html"]).is_problem(3, &["no/such/folder.html"]);
    assert_eq!(fs::read_to_string(course.path("schedule.html")).unwrap(), page);
}

#[test]
fn a_mended_file_is_told_as_good_news() {
    let course = course("replay-mended", "1 + n");
    let said = course.learn(&["replay", CODE, "--html", "schedule.html"]);
    assert!(said.code == 0 && said.says("mended: ") && said.says("next: cargo learn check g01"), "{said:#?}");
    assert!(!course.path("schedule.html").exists());
}

#[test]
fn a_code_of_another_version_shows_nothing() {
    let course = course("replay-stale", "3 + n");
    course
        .learn(&["replay", CODE])
        .is_problem(2, &["belongs to another version of exercises/gil/g01-first/src/lib.rs", "cargo learn check g01"]);
    course
        .learn(&["replay", "g01:wkw-1p12-9f3tz"])
        .is_problem(2, &["is of no test in exercises/gil/g01-first/check.rs"]);
    course.save_body("n +");
    course.learn(&["replay", CODE]).is_verdict("does not build", &["expected expression"]);
}

#[test]
fn what_is_no_code_and_what_is_no_exercise_is_named() {
    let course = course("replay-no-code", "2 + n");
    course.learn(&["replay", "g01"]).is_problem(2, &["`g01` is no code", "g02:k3f-1p81-9f3tz", "below a verdict"]);
    course.learn(&["replay", "g99:hv5-1p12-9f3tz"]).is_problem(2, &["There is no exercise `g99`"]);
    assert_eq!(course.learn(&["replay"]).code, 2);
}

/// Set in a shell and forgotten, it must not reach a check.
#[test]
fn the_variable_of_a_replay_does_not_reach_a_check() {
    let course = course("replay-variable", "2 + n");
    let mut check = course.command(&["check"]);
    check.env("INTERLEAVE_REPLAY", &CODE[4..]).env("INTERLEAVE_HTML", course.path("schedule.html"));
    assert_eq!(check.output().unwrap().status.code(), Some(1));
    assert!(!course.path("schedule.html").exists());
}
