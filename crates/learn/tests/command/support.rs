//! A small course in a folder of its own, and the command run inside it.
//!
//! Its exercises need no model: their checks are plain tests, so that a build takes a moment.

#![allow(dead_code)] // each test binary uses its own part of it

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub const STUB: &str = "//! g01.\n\n/// Adds one.\npub fn add_one(n: u32) -> u32 {\n    n + 2\n}\n";
pub const CHECK: &str = "//! What g01 must keep true.\n\nuse super::real;\n\n#[test]\nfn one_is_added() {\n    assert_eq!(real::add_one(1), 2);\n}\n";
const TEST: &str = "//! The root of the check.\nuse g01_first as real;\nmod check;\n";
const HINTS: &str = "## 1\nCount.\n\n## 2\nCount from one\nto two.\n";
/// Nothing here is built often enough for what incremental builds keep.
const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"exercises/*/*\"]\n\n[workspace.package]\nrust-version = \"1.85\"\n\n\
                         [profile.dev]\ndebug = 0\nincremental = false\n";
const COMMAND: &str = "[package]\nname = \"learn\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n";
const MANIFEST: &str = r#"[package]
name = "g01-first"
version = "0.1.0"
edition = "2024"
publish = false

[package.metadata.exercise]
id = "g01"
title = "First"
kind = "fix one line"
difficulty = 1
minutes = 5
concepts = ["G1"]
page = "gil/first-steps.md"
seconds = 5

[lib]
test = false
doctest = false

[[test]]
name = "check"
path = "test.rs"
"#;

/// A check whose model is played: it writes the report that a model would write.
pub const PLAYED: &str = r#"//! What g01 must keep true.

use super::real;

fn play(record: &str) {
    let report = std::env::var("INTERLEAVE_REPORT").unwrap();
    std::fs::write(report, record).unwrap();
}

#[test]
fn one_is_added() {
    assert_eq!(real::add_one(1), 2);
}

#[test]
fn no_step_is_lost() {
    // Stands for `interleave::model(`.
    if real::add_one(10) == 11 {
        return play("model: passed\nschedules: 812\npreemptions: 2\nthreads: 3\n");
    }
    play("model: failed\nkind: data race\nsays: B and C use the count at the same time\nschedules: 81\npreemptions: 1\nreplay: hv5-1p81-9f3tz\ndrawing:\n step  A         B\n    1  n + 2\n    2            n + 2\n");
    std::panic::resume_unwind(Box::new(()));
}
"#;

/// A course with the one exercise `g01-first`.
pub struct TempCourse {
    root: PathBuf,
}

impl TempCourse {
    /// Makes the course in a folder of this name.
    pub fn new(name: &str) -> TempCourse {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if root.exists() {
            fs::remove_dir_all(&root).unwrap();
        }
        let course = TempCourse { root };
        course.write("Cargo.toml", WORKSPACE);
        course.knows_the_compiler();
        course.add_exercise("g01-first", MANIFEST);
        course
    }

    /// What cargo found out about rustc for this workspace holds for the course, too. Asking again costs a third of a build.
    fn knows_the_compiler(&self) {
        const FILE: &str = ".rustc_info.json";
        let known = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..").join(FILE);
        // It may not be there: cargo asks then.
        if let Ok(known) = fs::read(known) {
            self.write(&format!("target/{FILE}"), known);
        }
    }

    /// One more exercise with the files of the first.
    pub fn add_exercise(&self, package: &str, manifest: &str) {
        let folder = format!("exercises/gil/{package}");
        self.write(&format!("{folder}/Cargo.toml"), manifest);
        self.write(&format!("{folder}/src/lib.rs"), STUB);
        self.write(&format!("{folder}/check.rs"), CHECK);
        self.write(&format!("{folder}/test.rs"), TEST.replace("g01_first", &package.replace('-', "_")));
        self.write(&format!("{folder}/hints.md"), HINTS);
        self.write(&format!("solutions/gil/{package}/stub.rs"), STUB);
    }

    /// A package `learn`, as the course has one; this is its program.
    pub fn write_command(&self, main: &str) {
        self.write("Cargo.toml", WORKSPACE.replace("members = [", "members = [\"crates/learn\", "));
        self.write("crates/learn/Cargo.toml", COMMAND);
        self.write("crates/learn/src/main.rs", main);
        let locked =
            Command::new(env!("CARGO")).args(["generate-lockfile", "--offline"]).current_dir(&self.root).status();
        assert!(locked.unwrap().success());
    }

    /// The first exercise's Cargo.toml with one text replaced.
    pub fn manifest_with(&self, from: &str, to: &str) -> String {
        assert!(MANIFEST.contains(from), "{from}");
        MANIFEST.replace(from, to)
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.root.join(file)
    }

    /// A file of the first exercise.
    pub fn of_exercise(&self, file: &str) -> PathBuf {
        self.path("exercises/gil/g01-first").join(file)
    }

    pub fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Saves the learner's file.
    pub fn save(&self, text: impl AsRef<[u8]>) {
        self.write("exercises/gil/g01-first/src/lib.rs", text);
    }

    /// Saves a learner's file with this as the body of `add_one`.
    pub fn save_body(&self, body: &str) {
        self.save(STUB.replace("n + 2", body));
    }

    /// Replaces check.rs.
    pub fn save_check(&self, text: &str) {
        self.write("exercises/gil/g01-first/check.rs", text);
    }

    /// `cargo learn` with these arguments, to be run in the course.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_learn"));
        command.args(arguments).current_dir(&self.root);
        // Each course has a target folder of its own; what the tests are run with must not reach into it.
        for name in
            ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR", "NO_COLOR", "INTERLEAVE_PLAIN", "CLICOLOR_FORCE", "COLUMNS"]
        {
            command.env_remove(name);
        }
        command
    }

    pub fn learn(&self, arguments: &[&str]) -> Said {
        Said::of(self.command(arguments).output().unwrap())
    }
}

impl Drop for TempCourse {
    fn drop(&mut self) {
        // What a failed test left is worth looking at.
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.root);
        }
    }
}

/// A program of `examples/`. It is built here, since `cargo test NAME` builds none.
pub fn example(name: &str) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", "learn", "--example", name, "--message-format=json"]);
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).unwrap();
    let mut built =
        messages.lines().filter_map(|line| jzon::parse(line).ok()?["executable"].as_str().map(PathBuf::from));
    built.next_back().expect("cargo names what it has built")
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn of(output: Output) -> Said {
        Said {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Whether it said this anywhere; where its lines were broken does not matter.
    pub fn says(&self, part: &str) -> bool {
        [&self.out, &self.err]
            .into_iter()
            .any(|text| text.split_whitespace().collect::<Vec<_>>().join(" ").contains(part))
    }

    /// It failed with this code, printed nothing but a problem, and the problem has all these parts.
    #[track_caller]
    pub fn is_problem(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, code, "{self:#?}");
        assert_eq!(self.out, "", "a problem goes to standard error");
        let words = self.err.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in parts {
            assert!(words.contains(part), "`{part}` is not in:\n{}", self.err);
        }
        assert!(words.contains("next: "), "no next step in:\n{}", self.err);
        assert_clean(&self.err);
    }

    /// The verdict is this one, with its exit code, and the text has all these parts.
    #[track_caller]
    pub fn is_verdict(&self, verdict: &str, parts: &[&str]) {
        assert_eq!(self.code, i32::from(verdict != "solved"), "{self:#?}");
        let words = self.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&format!("{verdict}: ")), "not `{verdict}`:\n{}", self.out);
        for part in parts {
            assert!(words.contains(part), "`{part}` is not in:\n{}", self.out);
        }
        assert_clean(&self.out);
    }
}

/// Nothing on the screen that belongs to our machinery.
#[track_caller]
pub fn assert_clean(text: &str) {
    for noise in ["panicked at", "backtrace", "thread '", "loom", "running 1 test", "test result", "could not compile"]
    {
        assert!(!text.contains(noise), "`{noise}` is in:\n{text}");
    }
}
