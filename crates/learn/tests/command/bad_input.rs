//! What is wrong with a course, a machine or a command is said plainly, with the next step and an exit code of its own.

use crate::support::{CHECK, STUB, TempCourse};
use std::fs;

#[test]
fn a_folder_without_a_manifest_is_named() {
    let course = TempCourse::new("no-manifest");
    fs::create_dir_all(course.path("exercises/gil/g07-empty")).unwrap();
    course.learn(&["list"]).is_problem(
        3,
        &[
            "exercises/gil/g07-empty has no Cargo.toml",
            "git checkout -- exercises/gil/g07-empty/Cargo.toml",
            "move the folder away",
        ],
    );
}

#[test]
fn an_exercise_without_metadata_is_named() {
    let course = TempCourse::new("no-metadata");
    course.add_exercise("g07-bare", "[package]\nname = \"g07-bare\"\nversion = \"0.1.0\"\n");
    course.learn(&[]).is_problem(3, &["exercises/gil/g07-bare/Cargo.toml", "no [package.metadata.exercise] table"]);
}

#[test]
fn a_manifest_that_is_no_toml_is_named_with_its_line() {
    let course = TempCourse::new("no-toml");
    course.add_exercise("g07-torn", "[package\nname = 1\n");
    course.learn(&[]).is_problem(3, &["exercises/gil/g07-torn/Cargo.toml", "line 1"]);
}

#[test]
fn two_exercises_with_one_id_are_both_named() {
    let course = TempCourse::new("duplicate");
    course.add_exercise("g01-second", &course.manifest_with("g01-first", "g01-second"));
    course.learn(&["list"]).is_problem(3, &["Two exercises have the id `g01`", "g01-first", "g01-second"]);
}

#[test]
fn a_package_that_is_not_called_like_its_folder_is_named() {
    let course = TempCourse::new("wrong-name");
    course.add_exercise("g07-other", &course.manifest_with("id = \"g01\"", "id = \"g07\""));
    course.learn(&["list"]).is_problem(3, &["exercises/gil/g07-other holds the package `g01-first`"]);
}

#[test]
fn a_chapter_without_a_place_in_the_order_is_named() {
    let course = TempCourse::new("unknown-chapter");
    course.write("exercises/tea/g01-first/Cargo.toml", course.manifest_with("g01-first", "g01-first"));
    course.learn(&["list"]).is_problem(3, &["`exercises/tea` is no chapter"]);
}

#[test]
fn an_unknown_id_brings_the_nearest_one() {
    let course = TempCourse::new("unknown-id");
    for name in ["G01", "exercises/gil/g01-first/", "g01-first"] {
        assert_eq!(course.learn(&["hint", name]).code, 0, "{name}");
    }
    course.learn(&["check", "first"]).is_problem(2, &["Did you mean `g01`?"]);
    let nothing = course.learn(&["check", "zzz"]);
    nothing.is_problem(2, &["There is no exercise `zzz`."]);
    assert!(!nothing.says("Did you mean"), "nothing in common is no guess");
    for command in [&["check", "g1"][..], &["hint", "g1"], &["verify", "g1"]] {
        course.learn(command).is_problem(2, &["There is no exercise `g1`. Did you mean `g01`?", "cargo learn list"]);
    }
}

#[test]
fn a_mistyped_command_brings_the_nearest_one_and_the_usage_code() {
    let course = TempCourse::new("mistyped");
    let said = course.learn(&["chekc"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("'check'"), "{}", said.err);
    assert_eq!(course.learn(&["check", "--jsn"]).code, 2);
    assert_eq!(course.learn(&["hint", "g01", "--level", "0"]).code, 2);
    course.learn(&["hint", "g01", "--level", "3"]).is_problem(2, &["no hint 3", "has 2"]);
}

#[test]
fn an_exercise_where_a_command_should_be_brings_the_command() {
    let course = TempCourse::new("id-as-command");
    course.learn(&["g01"]).is_problem(2, &["`g01` is an exercise and not a command", "cargo learn check g01"]);
    assert_eq!(course.learn(&["g99"]).code, 2);
}

#[test]
fn a_deleted_file_can_be_got_back() {
    let course = TempCourse::new("deleted");
    fs::remove_file(course.of_exercise("src/lib.rs")).unwrap();
    let back = "cargo learn reset g01";
    course.learn(&["check", "g01"]).is_problem(3, &["src/lib.rs is missing", back]);
    assert!(course.learn(&["list"]).says("about 5 minutes; missing"));
    assert_eq!(course.learn(&["reset", "g01"]).code, 0);
    assert_eq!(fs::read_to_string(course.of_exercise("src/lib.rs")).unwrap(), STUB);
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let course = TempCourse::new("unreadable");
    fs::remove_file(course.of_exercise("src/lib.rs")).unwrap();
    // A folder in its place cannot be read by anybody; a file without permission can still be read by root.
    fs::create_dir(course.of_exercise("src/lib.rs")).unwrap();
    course
        .learn(&["check"])
        .is_problem(3, &["src/lib.rs is a folder", "move it away, then begin again: cargo learn reset g01"]);
}

#[test]
fn a_file_that_is_not_utf_8_is_named() {
    let course = TempCourse::new("latin-1");
    course.save(b"// caf\xe9\n");
    course.learn(&["check"]).is_problem(3, &["src/lib.rs is not text in UTF-8"]);
}

#[test]
fn files_of_the_course_that_are_missing_come_back_with_git() {
    for (file, command) in [
        ("hints.md", &["hint", "g01"][..]),
        ("check.rs", &["check"]),
        ("../../../solutions/gil/g01-first/stub.rs", &["list"]),
    ] {
        let course = TempCourse::new(&format!("missing-{}", command[0]));
        fs::remove_file(course.of_exercise(file)).unwrap();
        let name = file.rsplit('/').next().unwrap();
        course.learn(command).is_problem(3, &[&format!("{name} is missing"), "git checkout --"]);
    }
}

#[test]
fn a_check_without_tests_is_no_pass() {
    let course = TempCourse::new("no-tests");
    course.save_check("//! Nothing here yet.\n");
    course.learn(&["check"]).is_problem(3, &["check.rs has no test"]);
}

#[test]
fn hints_without_levels_are_named() {
    let course = TempCourse::new("no-levels");
    course.write("exercises/gil/g01-first/hints.md", "Think.\n");
    course.learn(&["hint", "g01"]).is_problem(3, &["hints.md has no hint"]);
}

#[test]
fn a_check_that_was_built_with_other_tests_is_no_pass() {
    let course = TempCourse::new("other-tests");
    course.write("exercises/gil/g01-first/test.rs", "//! No `mod check`.\n");
    course.save_body("n + 1");
    course.learn(&["check"]).is_problem(3, &["In check.rs: one_is_added. Built: none.", "not yours"]);
}

#[test]
fn a_model_that_left_no_report_is_no_pass() {
    let course = TempCourse::new("no-report");
    course.save_check(&CHECK.replace("assert_eq!", "let _ = \"interleave::model(\";\n    assert_eq!"));
    course.save_body("n + 1");
    course.learn(&["check"]).is_problem(3, &["The report of `one_is_added` cannot be trusted: it is empty"]);
}

#[test]
fn a_stub_that_does_not_build_is_the_courses_fault() {
    let course = TempCourse::new("broken-stub");
    let stub = STUB.replace("n + 2", "m");
    course.save(&stub);
    course.write("solutions/gil/g01-first/stub.rs", &stub);
    course.learn(&["check"]).is_problem(3, &["does not build as the course shipped it", "cannot find value `m`"]);
}

#[test]
fn a_cargo_that_fails_for_another_reason_is_quoted() {
    let course = TempCourse::new("broken-workspace");
    course.write("Cargo.toml", "[workspace]\nmembers = [\"exercises/*/*\", \"gone\"]\n");
    course.learn(&["check"]).is_problem(3, &["the reason is not in your file", "gone"]);
}

#[test]
fn a_machine_without_cargo_is_told_where_to_get_it() {
    let course = TempCourse::new("no-cargo");
    let mut named = course.command(&["check"]);
    named.env("CARGO", course.path("no-such-cargo"));
    let mut searched = course.command(&["check"]);
    searched.env_remove("CARGO").env("PATH", course.path("empty"));
    for mut command in [named, searched] {
        let said = crate::support::Said::of(command.output().unwrap());
        said.is_problem(3, &["cargo", "could not be started", "https://rustup.rs"]);
    }
}

#[cfg(unix)] // the linker of Rust on Windows is found without the PATH
#[test]
fn a_machine_without_a_linker_is_not_taken_for_a_mistake_in_the_file() {
    let course = TempCourse::new("no-linker");
    course.save_body("n + 1");
    let sysroot = std::process::Command::new("rustc").args(["--print", "sysroot"]).output().unwrap();
    let rustc = format!("{}/bin/rustc", String::from_utf8(sysroot.stdout).unwrap().trim());
    let said = course.command(&["check"]).env("RUSTC", rustc).env("PATH", course.path("empty")).output().unwrap();
    let said = crate::support::Said::of(said);
    assert_eq!(said.code, 3, "{said:#?}");
    assert!(said.says("the reason is not in your file") && said.says("cargo learn doctor"), "{}", said.err);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let course = TempCourse::new("unwritable");
    // A file where the folder should be keeps everybody out, root too.
    course.write("target/learn", "");
    course.learn(&["check"]).is_problem(3, &["target/learn/run", "could not be written", "CARGO_TARGET_DIR"]);
}

#[test]
fn outside_of_any_course_the_folder_is_named() {
    let nowhere = std::env::temp_dir();
    let problem = learn::catalog::find_course(&nowhere, &nowhere.join("gone")).unwrap_err();
    assert_eq!(problem.code, 3);
    assert!(problem.says.starts_with("The course is not in"), "{}", problem.says);
}

#[test]
fn a_course_is_found_from_every_folder_inside_it() {
    let course = TempCourse::new("subfolder");
    let inside = course.of_exercise("src");
    let root = learn::catalog::find_course(&inside, &inside.join("gone")).unwrap();
    assert_eq!(root, course.path(""));
}
