//! `cargo learn doctor` on machines that have all, and on machines that lack something.

use crate::support::TempCourse;

/// A course that can be built from nothing: it has a package for the command, too.
fn whole_course(name: &str) -> TempCourse {
    let course = TempCourse::new(name);
    course.write_command("fn main() {}\n");
    course
}

#[test]
fn a_machine_that_has_all_is_good_and_nothing_is_left_behind() {
    let course = whole_course("doctor");
    let said = course.learn(&["doctor"]);
    assert_eq!(said.code, 0, "{said:#?}");
    for what in ["Rust", "linker", "writing", "room on disk", "packages", "first build"] {
        assert!(said.says(&format!("{what}: good.")), "{what} in:\n{}", said.out);
    }
    let left: Vec<_> = std::fs::read_dir(course.path("target/learn")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_machine_without_a_rustc_is_told_where_to_get_one() {
    let course = whole_course("doctor-no-rust");
    let said = crate::support::Said::of(
        course.command(&["doctor", "--quick"]).env("RUSTC", "no-such-rustc").output().unwrap(),
    );
    assert_eq!(said.code, 3, "{said:#?}");
    assert!(said.says("Rust: missing. no rustc answers") && said.says("https://rustup.rs"), "{}", said.out);
    assert!(said.says("Mend what is marked"), "{}", said.out);
}

#[test]
fn a_rust_that_is_too_old_is_told_how_to_be_renewed() {
    let course = whole_course("doctor-old-rust");
    course.write("Cargo.toml", std::fs::read_to_string(course.path("Cargo.toml")).unwrap().replace("1.85", "9.99"));
    let said = course.learn(&["doctor", "--quick"]);
    assert_eq!(said.code, 3, "{said:#?}");
    assert!(said.says("needs 9.99 or newer next: rustup update"), "{}", said.out);
}

#[cfg(unix)] // the linker of Rust on Windows is found without the PATH
#[test]
fn a_machine_without_a_linker_is_told_what_to_install() {
    let course = whole_course("doctor-no-linker");
    let rustc = std::process::Command::new("sh").args(["-c", "command -v rustc"]).output().unwrap();
    let rustc = String::from_utf8(rustc.stdout).unwrap().trim().to_owned();
    // An empty PATH has no `cc` on it.
    let said =
        course.command(&["doctor", "--quick"]).env("RUSTC", rustc).env("PATH", course.path("empty")).output().unwrap();
    let said = crate::support::Said::of(said);
    assert_eq!(said.code, 3, "{said:#?}");
    let next = if cfg!(target_os = "macos") { "xcode-select" } else { "install a C compiler" };
    assert!(said.says("linker: missing.") && said.says(next), "{}", said.out);
    assert!(said.says("python3: not needed. none found"), "{}", said.out);
}

#[test]
fn a_course_that_does_not_build_is_bad() {
    let course = TempCourse::new("doctor-no-build");
    course.write_command("fn main( {}\n");
    let said = course.learn(&["doctor"]);
    assert_eq!(said.code, 3, "{said:#?}");
    assert!(said.says("first build: missing. it failed"), "{}", said.out);
}
