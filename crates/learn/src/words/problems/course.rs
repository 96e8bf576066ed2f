//! A file of the course, or the learner's own, is not as it should be.

use super::broken;
use crate::exercise::Exercise;
use crate::problem::Problem;
use crate::words::path;
use std::io;
use std::path::Path;

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
    let file = path(&exercise.file());
    let begin_again = format!("begin again: cargo learn reset {}", exercise.about.id);
    let (says, next) = match error.kind() {
        io::ErrorKind::NotFound => (format!("{file} is missing."), begin_again),
        io::ErrorKind::InvalidData => (
            format!("{file} is not text in UTF-8, so rustc cannot read it either."),
            format!("save it as UTF-8 in your editor, or {begin_again} (what is there is kept)"),
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

/// The learner's file cannot be kept, so nothing is done to it.
pub fn cannot_keep(file: &Path, error: &io::Error) -> Problem {
    let says = format!("A copy of {} could not be written: {error}. So the file is as it was.", path(file));
    broken(says, "make room on the disk, or look who owns the folder; then the same command again")
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
