//! `cargo learn pack`: on a course without packages from outside, so that nothing is fetched. ci/pack.sh packs the real one.

use crate::support::{STUB, TempCourse};
use std::fs;
use std::path::PathBuf;

/// What a pack's own `cargo learn` says in the proof.
const SAYS_NOT_STARTED: &str = "fn main() { println!(\"{{\\\"verdict\\\":\\\"not started\\\"}}\"); }\n";

fn course(name: &str, command: &str) -> (TempCourse, PathBuf) {
    let course = TempCourse::new(name);
    course.write_command(command);
    let pack = course.path("").with_file_name(format!("{name}-packed"));
    let _ = fs::remove_dir_all(&pack);
    (course, pack)
}

#[test]
fn a_pack_has_all_to_build_with_and_nothing_of_the_learners() {
    let (course, pack) = course("pack", SAYS_NOT_STARTED);
    course.save("// my own\n");
    course.write(".learn/progress.json", "{\"version\":1,\"solved\":{}}");
    course.write("exercises/gil/g01-first/src/kept-2026-11-23.rs", "// my own\n");
    let said = course.learn(&["pack", &pack.display().to_string()]);
    assert_eq!(said.code, 0, "{said:#?}");
    assert_eq!(fs::read_to_string(pack.join("exercises/gil/g01-first/src/lib.rs")).unwrap(), STUB);
    for gone in [".learn", "target", "proof", "exercises/gil/g01-first/src/kept-2026-11-23.rs", "crates/learn/tests"] {
        assert!(!pack.join(gone).exists(), "{gone}");
    }
    for there in ["PACKED.txt", "exercises/gil/g01-first/check.rs", "solutions/gil/g01-first/stub.rs", "Cargo.lock"] {
        assert!(pack.join(there).exists(), "{there}");
    }
    assert!(fs::read_to_string(pack.join(".cargo/config.toml")).unwrap().contains("directory = \"vendor\""));
    course.learn(&["pack", &pack.display().to_string()]).is_problem(2, &["is there already"]);
    fs::remove_dir_all(&pack).unwrap();
}

#[test]
fn a_pack_that_does_not_prove_itself_is_removed_again() {
    for (name, command) in [("pack-no-build", "fn main( {}\n"), ("pack-other", "fn main() { println!(\"{{}}\"); }\n")] {
        let (course, pack) = course(name, command);
        let said = course.learn(&["pack", &pack.display().to_string()]);
        assert_eq!(said.code, 3, "{said:#?}");
        assert!(said.says("What was packed does not build by itself") && said.says("next: "), "{}", said.err);
        assert!(!pack.exists(), "{}", pack.display());
    }
}

#[test]
fn a_pack_inside_the_course_is_refused_and_one_beside_it_is_not() {
    let (course, pack) = course("pack-inside", SAYS_NOT_STARTED);
    for inside in ["packed", "../pack-inside/packed", "./crates/../packed"] {
        course.learn(&["pack", inside]).is_problem(2, &["lies inside the course"]);
        assert!(!course.path("packed").exists());
    }
    assert_eq!(course.learn(&["pack", "../pack-inside-packed"]).code, 0);
    assert!(pack.join("PACKED.txt").is_file());
    fs::remove_dir_all(&pack).unwrap();
}

#[test]
fn a_pack_is_not_packed_again() {
    let (course, pack) = course("pack-of-pack", SAYS_NOT_STARTED);
    course.write("PACKED.txt", "");
    course.learn(&["pack", &pack.display().to_string()]).is_problem(2, &["is a pack already", "copy its folder"]);
    assert!(course.learn(&["check", "g01"]).says("First") && !course.learn(&["check", "g01"]).says("cargo book"));
}
