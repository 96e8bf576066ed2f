//! What is said when a command cannot answer: what happened, and what to do next.

use crate::exercise::Exercise;
use crate::problem::{BROKEN, INTERRUPTED, Problem, USAGE};
use crate::words::path;
use std::ffi::OsStr;
use std::io;
use std::path::Path;

fn broken(says: String, next: impl Into<String>) -> Problem {
    Problem { code: BROKEN, says, next: next.into() }
}

/// An exercise where a command should be.
pub fn exercise_for_command(id: &str) -> Problem {
    let says = format!("`{id}` is an exercise and not a command.");
    Problem { code: USAGE, says, next: format!("cargo learn check {id}") }
}

/// No exercise has this id.
pub fn unknown_id(name: &str, nearest: &str) -> Problem {
    let says = format!("There is no exercise `{name}`. Did you mean `{nearest}`?");
    Problem { code: USAGE, says, next: "cargo learn list".into() }
}

/// There is no such hint.
pub fn unknown_level(level: usize, levels: usize) -> Problem {
    let says = format!("There is no hint {level}: this exercise has {levels}.");
    Problem { code: USAGE, says, next: format!("choose a --level from 1 to {levels}") }
}

/// There is no such design.
pub fn unknown_design(name: &str, designs: &[&str]) -> Problem {
    let others = if designs.is_empty() { "none".into() } else { designs.join(", ") };
    let says = format!("There is no design `{name}` of this exercise. Beside the reference there are: {others}.");
    Problem { code: USAGE, says, next: "choose one of them with --design, or leave it out for the reference".into() }
}

/// A file that was to be made is there already, or cannot be made.
pub fn not_overwritten(file: &Path, error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::AlreadyExists {
        let says = format!("{} is there already, and nothing is written over it.", path(file));
        return Problem { code: USAGE, says, next: "name another one".into() };
    }
    Problem { next: "name another place".into(), ..cannot_write(file, error) }
}

/// The watcher cannot use the terminal.
pub fn no_terminal(error: &io::Error) -> Problem {
    broken(
        format!("The watcher needs a terminal, and cannot use this one: {error}."),
        "cargo learn check (one verdict, without a terminal)",
    )
}

/// Ctrl-C.
pub fn interrupted() -> Problem {
    let says = "Stopped before there was a verdict. No test is left running.".into();
    Problem { code: INTERRUPTED, says, next: "cargo learn".into() }
}

/// Not inside the course.
pub fn no_course(start: &Path) -> Problem {
    broken(
        format!("The course is not in {} or any folder above it.", path(start)),
        "go to its folder, then: cargo learn",
    )
}

/// No exercise at all.
pub fn no_exercises(root: &Path) -> Problem {
    broken(format!("There is no exercise below {}.", path(&root.join("exercises"))), "git checkout -- exercises")
}

/// A folder among the exercises is none.
pub fn no_manifest(folder: &Path) -> Problem {
    let says = format!("{} has no Cargo.toml, so it is no exercise.", path(folder));
    // Only that file: a checkout of the folder would undo what the learner wrote in it.
    broken(says, format!("git checkout -- {}/Cargo.toml, or move the folder away if it is yours", path(folder)))
}

/// The metadata cannot be read.
pub fn bad_manifest(folder: &Path, error: &str) -> Problem {
    let file = path(&folder.join("Cargo.toml"));
    broken(format!("{file} does not describe an exercise: {error}."), format!("git checkout -- {file}"))
}

/// Folder, package and id do not belong together.
pub fn wrong_name(folder: &Path, package: &str, id: &str) -> Problem {
    let says = format!(
        "{} holds the package `{package}` with the id `{id}`. The package must have the folder's name, and the id must be \
         the part of it before the first `-`.",
        path(folder)
    );
    broken(says, "make the three agree")
}

/// A chapter that has no place in the order.
pub fn unknown_chapter(chapter: &str) -> Problem {
    broken(
        format!("`exercises/{chapter}` is no chapter of this course."),
        "add it to CHAPTERS in crates/learn/src/catalog.rs",
    )
}

/// Two exercises with one id.
pub fn duplicate_id(id: &str, one: &Path, other: &Path) -> Problem {
    broken(
        format!("Two exercises have the id `{id}`: {} and {}.", path(one), path(other)),
        "give one of them another id",
    )
}

/// The learner's file cannot be read.
pub fn no_source(exercise: &Exercise, error: &io::Error) -> Problem {
    let (file, stub) = (path(&exercise.file()), path(&exercise.solutions.join("stub.rs")));
    let begin_again = format!("begin again: cp {stub} {file}");
    let (says, next) = match error.kind() {
        io::ErrorKind::NotFound => (format!("{file} is missing."), begin_again),
        io::ErrorKind::InvalidData => (
            format!("{file} is not text in UTF-8, so rustc cannot read it either."),
            format!("save it as UTF-8 in your editor, or {begin_again}"),
        ),
        io::ErrorKind::IsADirectory => {
            (format!("{file} is a folder, and should be a file."), format!("move it away, then {begin_again}"))
        }
        io::ErrorKind::PermissionDenied => (
            format!("{file} cannot be read: {error}."),
            "look who owns it, and give yourself the right to read it".into(),
        ),
        _ => (format!("{file} cannot be read: {error}."), format!("mend that, or {begin_again}")),
    };
    broken(says, next)
}

/// A file that the course ships cannot be read.
pub fn course_file(file: &Path, error: &io::Error) -> Problem {
    let says = match error.kind() {
        io::ErrorKind::NotFound => format!("{} is missing. The course ships it.", path(file)),
        _ => format!("{} cannot be read: {error}.", path(file)),
    };
    broken(says, format!("git checkout -- {}", path(file)))
}

/// hints.md has no hints.
pub fn no_hints(file: &Path) -> Problem {
    broken(
        format!("{} has no hint: each begins with a line `## 1`, `## 2`, …", path(file)),
        format!("git checkout -- {}", path(file)),
    )
}

/// check.rs has no tests.
pub fn no_tests(file: &Path) -> Problem {
    broken(
        format!("{} has no test, so nothing can be said about this exercise.", path(file)),
        format!("git checkout -- {}", path(file)),
    )
}

/// The built check has other tests than check.rs.
pub fn other_tests(exercise: &Exercise, promised: &[&str], built: &[&str]) -> Problem {
    let says = format!(
        "The check of {} was built with other tests than check.rs has. In check.rs: {}. Built: {}. This is a fault of the \
         course and not yours.",
        exercise.about.id,
        promised.join(", "),
        if built.is_empty() { "none".to_owned() } else { built.join(", ") },
    );
    broken(says, format!("git checkout -- {0}/check.rs {0}/test.rs {0}/Cargo.toml", path(&exercise.folder)))
}

/// The shipped stub is refused by the compiler.
pub fn stub_does_not_build(exercise: &Exercise, errors: &[String]) -> Problem {
    let says = format!(
        "{} does not build as the course shipped it. This is not your fault.\n\n{}\n\n",
        exercise.about.id,
        errors.join("\n\n")
    );
    broken(says, format!("git checkout -- {}", path(&exercise.folder)))
}

/// No cargo.
pub fn no_cargo(program: &OsStr, error: &io::Error) -> Problem {
    let says =
        format!("`{}` could not be started: {error}. The exercises are built with cargo.", program.to_string_lossy());
    broken(says, "install Rust from https://rustup.rs, or put cargo on the PATH")
}

/// cargo failed, and not because of the learner.
pub fn cargo_failed(errors: &str) -> Problem {
    let says = format!(
        "cargo could not build the check, and the reason is not in your file. It says:\n\n{}\n\n",
        errors.trim()
    );
    let next = if errors.contains("No space left on device") || errors.contains("os error 112") {
        "the disk is full: make room, then the same command again"
    } else if errors.contains("Permission denied")
        || errors.contains("Read-only file system")
        || errors.contains("os error 5)")
    {
        "look who owns the target folder; CARGO_TARGET_DIR can name another one"
    } else {
        "mend that first; without a network, run `cargo fetch` once while there is one"
    };
    broken(says, next)
}

/// A process cannot be started or waited for.
pub fn cannot_run(program: &Path, error: &io::Error) -> Problem {
    broken(format!("{} could not be run: {error}.", path(program)), "cargo clean, then the same command again")
}

/// A file or folder of ours cannot be written.
pub fn cannot_write(file: &Path, error: &io::Error) -> Problem {
    let next = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full: make room, then the same command again"
        }
        _ => "look who owns the target folder; CARGO_TARGET_DIR can name another one",
    };
    broken(format!("{} could not be written: {error}.", path(file)), next)
}

/// A test's process ended without a word, not even the test runner's first line.
pub fn no_output(file: &Path) -> Problem {
    broken(
        format!("A test could not write what it found to {}.", path(file)),
        "look whether the disk is full, then the same command again",
    )
}

/// A file or folder cannot be read.
pub fn cannot_read(file: &Path, error: &io::Error) -> Problem {
    broken(format!("{} could not be read: {error}.", path(file)), "look who owns it, and whether it is there")
}

/// A model left no report, or one that makes no sense.
pub fn bad_report(test: &str, error: &str) -> Problem {
    let says = format!(
        "The report of `{test}` cannot be trusted: {error}. The disk is full, or it is a fault of the checker. It is not yours."
    );
    broken(says, "make room on the disk, and if there is some: cargo clean -p interleave, then the same command again")
}

/// Ctrl-C cannot be watched for.
pub fn no_signals(error: &io::Error) -> Problem {
    broken(format!("The system does not let this program watch for Ctrl-C: {error}."), "the same command again")
}

/// rustc failed without a diagnostic of the exercise.
pub fn rustc_failed(errors: &str) -> Problem {
    broken(
        format!("rustc could not build a variant, and the reason is not in it. It says:\n\n{}\n", errors.trim()),
        "mend that first",
    )
}
