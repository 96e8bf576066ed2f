//! Whole screens, as a learner sees them.

use crate::support::{PLAYED, Said, TempCourse, assert_clean};
use expect_test::{Expect, expect};

#[track_caller]
fn looks_like(said: &Said, expected: Expect) {
    expected.assert_eq(&said.out);
    assert_clean(&said.out);
}

#[test]
fn a_stub_is_not_started_and_its_failure_is_the_task() {
    let course = TempCourse::new("not-started");
    course.save_check(PLAYED);
    let said = course.learn(&["check"]);
    said.is_verdict("not started", &["B and C use the count"]);
    looks_like(
        &said,
        expect![[r#"
            gil, exercise 1 of 1

            g01  First
            fix one line, difficulty 1 of 5, about 5 minutes
            file: exercises/gil/g01-first/src/lib.rs
            read: first steps (in the book: cargo book)

            not started: the file is as the course shipped it.
            This is what its check finds, and so what you are to mend:

            B and C use the count at the same time
            test: no_step_is_lost, in check.rs

             step  A         B
                1  n + 2
                2            n + 2

            replay: cargo learn replay g01:hv5-1p81-9f3tz
            next:  cargo learn hint g01
        "#]],
    );
}

#[test]
fn a_failed_model_is_drawn_and_a_hint_is_next() {
    let course = TempCourse::new("wrong-drawn");
    course.save_check(PLAYED);
    course.save_body("n + 3");
    let said = course.learn(&["check", "g01-first"]);
    looks_like(
        &said,
        expect![[r#"
            gil, exercise 1 of 1

            g01  First
            fix one line, difficulty 1 of 5, about 5 minutes
            file: exercises/gil/g01-first/src/lib.rs
            read: first steps (in the book: cargo book)

            wrong: B and C use the count at the same time
            test: no_step_is_lost, in check.rs

             step  A         B
                1  n + 2
                2            n + 2

            replay: cargo learn replay g01:hv5-1p81-9f3tz
            again: cargo learn check g01
            next:  cargo learn hint g01
        "#]],
    );
    assert_eq!(said.code, 1);
}

#[test]
fn a_narrow_screen_with_colours_shows_the_same() {
    let course = TempCourse::new("narrow");
    course.save_check(PLAYED);
    course.save_body("n + 3");
    let mut command = course.command(&["check"]);
    let said = Said::of(command.env("CLICOLOR_FORCE", "1").env("COLUMNS", "60").output().unwrap());
    let text = without_colours(&said.out);
    expect![[r#"
        60 columns:
         gil, exercise 1 of 1

         g01  First                    fix one line · ●○○○○ · 5 min
              exercises/gil/g01-first/src/lib.rs
              read: first steps (in the book: cargo book)

         ✗ wrong: B and C use the count at the same time
           test: no_step_is_lost, in check.rs

         step  A         B
            1  n + 2
            2            n + 2

           replay: cargo learn replay g01:hv5-1p81-9f3tz
           again: cargo learn check g01
           next:  cargo learn hint g01
    "#]]
    .assert_eq(&format!("60 columns:\n{text}"));
    assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
    assert_ne!(text, said.out, "colours were asked for");
}

#[test]
fn a_wide_screen_puts_the_facts_beside_the_title() {
    let course = TempCourse::new("wide");
    course.save_body("n + 1");
    let mut command = course.command(&["check", "g01"]);
    let said = Said::of(command.env("CLICOLOR_FORCE", "1").env("COLUMNS", "120").output().unwrap());
    expect![[r#"
        120 columns:
         gil, exercise 1 of 1

         g01  First                                                            fix one line · ●○○○○ · 5 min
              exercises/gil/g01-first/src/lib.rs
              read: first steps (in the book: cargo book)

         ✓ solved: its test passed.

           one_is_added
             passed, run once and without a model

           compare: solutions/gil/g01-first/solution.rs

           next:  cargo learn list
    "#]]
    .assert_eq(&format!("120 columns:\n{}", without_colours(&said.out)));
}

#[test]
fn a_solved_exercise_says_what_was_looked_at() {
    let course = TempCourse::new("solved");
    course.save_check(PLAYED);
    course.add_exercise(
        "g02-second",
        &course.manifest_with("g01", "g02").replace("g02-first", "g02-second").replace("First", "Second"),
    );
    course.save_body("n + 1");
    let said = course.learn(&["check", "g01"]);
    looks_like(
        &said,
        expect![[r#"
            gil, exercise 1 of 2

            g01  First
            fix one line, difficulty 1 of 5, about 5 minutes
            file: exercises/gil/g01-first/src/lib.rs
            read: first steps (in the book: cargo book)

            solved: all 2 tests passed.

            one_is_added
              passed, run once and without a model
            no_step_is_lost
              holds in each of 812 schedules of 3 threads with at most 2 forced switches

            What needs more threads or more switches than that was not looked at.
            compare: solutions/gil/g01-first/solution.rs

            next:  cargo learn check g02
        "#]],
    );
    assert_eq!(said.code, 0);
    let next = course.learn(&["--plain"]);
    assert!(next.out.starts_with("gil, exercise 2 of 2\n\ng02  Second\n"), "{}", next.out);
}

#[test]
fn an_assert_on_real_threads_is_told_with_its_line() {
    let course = TempCourse::new("wrong-real");
    course.save_body("n + 3");
    looks_like(
        &course.learn(&["check"]),
        expect![[r#"
            gil, exercise 1 of 1

            g01  First
            fix one line, difficulty 1 of 5, about 5 minutes
            file: exercises/gil/g01-first/src/lib.rs
            read: first steps (in the book: cargo book)

            wrong: assertion `left == right` failed
              left: 4
             right: 2
            at: check.rs:7: assert_eq!(real::add_one(1), 2);
            test: one_is_added, in check.rs

            again: cargo learn check g01
            next:  cargo learn hint g01
        "#]],
    );
}

#[test]
fn the_list_needs_no_build_and_tells_changed_from_not_started() {
    let course = TempCourse::new("list");
    course.add_exercise("g02-second", &course.manifest_with("g01", "g02").replace("g02-first", "g02-second"));
    course.save_body("n + 1");
    let said = course.learn(&["list"]);
    looks_like(
        &said,
        expect![[r#"
            gil
              g01: First; fix one line, difficulty 1 of 5, about 5 minutes; changed
              g02: First; fix one line, difficulty 1 of 5, about 5 minutes; not started
        "#]],
    );
    let value = jzon::parse(&course.learn(&["list", "--json"]).out).unwrap();
    let states: Vec<_> = value["exercises"].members().map(|exercise| exercise["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["changed", "not started"]);
    assert!(!course.path("target/debug").exists(), "something was built");
}

#[test]
fn each_hint_tells_how_to_get_the_next() {
    let course = TempCourse::new("hints");
    let first = course.learn(&["hint", "g01"]);
    let last = course.learn(&["hint", "g01", "--level", "2"]);
    expect![[r#"
        g01  First: hint 1 of 2

          Count.

        next: cargo learn hint g01 --level 2

        g01  First: hint 2 of 2

          Count from one to two.

        next: cargo learn check g01 (that was the last hint)
    "#]]
    .assert_eq(&format!("{}\n{}", first.out, last.out));
}

fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, rest)| rest))
}
