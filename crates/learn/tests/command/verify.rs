//! `cargo learn verify` on a small course: what is right gives a table, and each kind of defect is found.

use crate::support::{CHECK, STUB, TempCourse};
use expect_test::expect;
use std::fs;

/// A course whose exercise has a solution and nothing else.
fn bare(name: &str) -> TempCourse {
    let course = TempCourse::new(name);
    variant(&course, "solution", "//! g01, solved.", "n + 1");
    course
}

/// A course whose exercise has all that it needs.
fn complete(name: &str) -> TempCourse {
    let course = bare(name);
    let check = "\n#[test]\nfn ten_is_no_limit() {\n    let eleven = real::add_one(10) == 11;\n    assert!(eleven, \"it stops at ten\");\n}\n";
    course.save_check(&format!("{CHECK}{check}"));
    variant(&course, "right/counts", "//! right: it counts.", "{ let mut m = n; m += 1; m }");
    variant(&course, "right/turned", "//! right: the other way round.", "1 + n");
    variant(&course, "wrong/adds_none", r#"//! wrong: G1 "zero | one" · caught by one_is_added · assertion"#, "n");
    variant(
        &course,
        "wrong/panics",
        r#"//! wrong: G1 "never more" · caught by one_is_added · panic"#,
        "panic!(\"no {n}\")",
    );
    let stops = r#"//! wrong: G2 "ten is enough" · caught by ten_is_no_limit · assertion"#;
    variant(&course, "wrong/stops", stops, "if n > 9 { n } else { n + 1 }");
    course
}

fn variant(course: &TempCourse, name: &str, first_line: &str, body: &str) {
    let text = STUB.replace("//! g01.", first_line).replace("n + 2", body);
    course.write(&format!("solutions/gil/g01-first/{name}.rs"), text);
}

/// The text with `_` for the one time that it holds.
fn without_time(text: &str) -> String {
    let (before, after) = text.split_once("; verdict in ").expect("the stub's row says how long it took");
    let (time, after) = after.split_once(" s").expect("in seconds");
    assert!(time.parse::<f32>().is_ok(), "{time}");
    format!("{before}; verdict in _ s{after}")
}

#[test]
fn checks_that_are_right_give_a_table_on_the_screen_in_json_and_in_markdown() {
    let course = complete("verify-right");
    let said = course.learn(&["verify", "--runs", "3", "--json", "table.json", "--table", "table.md"]);
    expect![[r#"
        ok: g01 stub: compiles without a warning, does not pass; verdict in _ s
        ok: g01 solution: solved
        ok: g01 right/counts: solved
        ok: g01 right/turned: solved
        ok: g01 wrong/adds_none: assertion, by one_is_added
        ok: g01 wrong/panics: panic, by one_is_added
        ok: g01 wrong/stops: assertion, by ten_is_no_limit

        7 variants tried: every check says what it should.
    "#]]
    .assert_eq(&without_time(&said.out));
    assert_eq!(said.code, 0);
    expect![[r#"
        | exercise | variant | misconception or design | verdict | by the test |
        |---|---|---|---|---|
        | g01 | right: counts | it counts | accepted |  |
        | g01 | right: turned | the other way round | accepted |  |
        | g01 | wrong: adds none | G1 "zero \| one" | assertion | one is added |
        | g01 | wrong: panics | G1 "never more" | panic | one is added |
        | g01 | wrong: stops | G2 "ten is enough" | assertion | ten is no limit |
    "#]]
    .assert_eq(&fs::read_to_string(course.path("table.md")).unwrap());
    let json = jzon::parse(&fs::read_to_string(course.path("table.json")).unwrap()).unwrap();
    assert_eq!((json["defects"].as_u32(), json["rows"].len()), (Some(0), 7));
}

#[test]
fn the_learners_file_is_not_touched_and_does_not_matter() {
    let course = bare("verify-begun");
    course.save("pub fn half(");
    let differs = "exercises/gil/g01-first/src/lib.rs differs from its stub";
    let said = course.learn(&["verify"]);
    assert!(said.out.contains("ok: g01 solution: solved"), "{said:#?}");
    assert!(said.out.contains(&format!("note: {differs}")), "{said:#?}");
    let said = course.learn(&["verify", "--pristine"]);
    assert!(said.out.contains(&format!("DEFECT: {differs}")), "{said:#?}");
    assert_eq!(fs::read_to_string(course.of_exercise("src/lib.rs")).unwrap(), "pub fn half(");
}

#[test]
fn every_kind_of_defect_is_found() {
    let course = complete("verify-defects");
    let wrong = |test: &str, kind: &str| format!("//! wrong: G1 \"x\" · caught by {test} · {kind}");
    variant(&course, "right/stops", "//! right: it stops at ten.", "if n > 9 { n } else { n + 1 }");
    variant(&course, "right/torn", "//! right: it is torn.", "n + one");
    variant(&course, "right/silent", "//! It says nothing.", "n + 1");
    variant(&course, "wrong/passes", &wrong("one_is_added", "assertion"), "n + 1");
    variant(&course, "wrong/other_kind", &wrong("one_is_added", "panic"), "n");
    variant(&course, "wrong/other_test", &wrong("two_are_added", "panic"), "n");
    variant(&course, "wrong/no_kind", &wrong("one_is_added", "bad luck"), "n");
    course.write("solutions/gil/g01-first/stub.rs", STUB.replace("n + 2", "{ let unused = 2; n + 1 }"));
    let said = course.learn(&["verify"]);
    assert_eq!(said.code, 3);
    let words = without_time(&said.out).split_whitespace().collect::<Vec<_>>().join(" ");
    for defect in [
        "does not pass; verdict in _ s a learner's first sight of it would be a warning",
        "its check passes before anything is done",
        "its check does not accept it: assertion, by ten_is_no_limit: it stops at ten",
        "DEFECT: g01 right/torn: solved it does not compile: error[E0425]",
        "its first line does not begin with `//! right:`",
        "one_is_added passes, although the code is wrong",
        "that test fails with another kind: assertion",
        "check.rs has no test `two_are_added`",
        "`bad luck` in its first line is no kind of failure",
        "14 variants tried: 8 defects.",
    ] {
        assert!(words.contains(defect), "`{defect}` is not in:\n{}", said.out);
    }
}

#[test]
fn a_stub_that_hangs_is_a_defect_since_its_verdict_is_slow() {
    let course = bare("verify-slow");
    course.write("exercises/gil/g01-first/Cargo.toml", course.manifest_with("seconds = 5", "seconds = 1"));
    let stub = STUB.replace("n + 2", "loop { std::thread::park(); std::hint::black_box(n); }");
    course.write("solutions/gil/g01-first/stub.rs", stub);
    let said = course.learn(&["verify"]);
    assert_eq!(said.code, 3);
    assert!(said.out.contains("and a learner should see it within a second"), "{}", said.out);
}

#[test]
fn too_few_variants_are_a_defect() {
    let course = bare("verify-few");
    let said = course.learn(&["verify"]);
    assert_eq!(said.code, 3);
    for defect in ["g01 has 0 in wrong/ and should have 3 or more", "g01 has 0 in right/ and should have 2 or more"] {
        assert!(said.out.contains(defect), "{}", said.out);
    }
}

#[test]
fn a_test_that_comes_out_differently_is_a_defect() {
    let course = bare("verify-flaky");
    variant(&course, "wrong/none", r#"//! wrong: G1 "none" · caught by one_is_added · assertion"#, "n");
    // A folder that the first run leaves changes the second.
    let again = "if real::add_one(1) == 1 && std::fs::create_dir(\"again\").is_err() { panic!(\"once more\") }";
    course.save_check(&CHECK.replace("    assert_eq!", &format!("    {again}\n    assert_eq!")));
    let said = course.learn(&["verify", "--runs", "2"]);
    assert!(said.out.contains("run 2 came out differently: panic, by one_is_added"), "{}", said.out);
}

#[test]
fn a_table_that_cannot_be_written_is_named() {
    let course = bare("verify-unwritable");
    course.learn(&["verify", "--json", "gone/table.json"]).is_problem(3, &["gone/table.json could not be written"]);
}
