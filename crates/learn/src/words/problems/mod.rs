//! What is said when a command cannot answer: what happened, and what to do next.

mod course;
mod machine;
mod pack;
mod replay;

pub use course::*;
pub use machine::*;
pub use pack::*;
pub use replay::*;

use crate::exercise::Exercise;
use crate::problem::{BROKEN, INTERRUPTED, Problem, USAGE};
use crate::words::path;
use std::io;
use std::path::Path;

/// Something is wrong with the course or the machine.
fn broken(says: String, next: impl Into<String>) -> Problem {
    Problem { code: BROKEN, says, next: next.into() }
}

/// An exercise where a command should be.
pub fn exercise_for_command(id: &str) -> Problem {
    let says = format!("`{id}` is an exercise and not a command.");
    Problem { code: USAGE, says, next: format!("cargo learn check {id}") }
}

/// No exercise has this id.
pub fn unknown_id(name: &str, nearest: Option<&str>) -> Problem {
    let guess = nearest.map_or_else(String::new, |nearest| format!(" Did you mean `{nearest}`?"));
    let says = format!("There is no exercise `{name}`.{guess}");
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

/// An exercise that is never asked again.
pub fn never_reviewed(exercise: &Exercise) -> Problem {
    let says = format!(
        "{} is of the kind `{}`, and only what is predicted, broken or mended in one line is asked again.",
        exercise.about.id, exercise.about.kind
    );
    Problem {
        code: USAGE,
        says,
        next: format!("cargo learn reset {} (begins again; your file is kept)", exercise.about.id),
    }
}

/// A review of an exercise that was never solved.
pub fn not_solved_yet(exercise: &Exercise) -> Problem {
    let says = format!("{} was not solved yet, so there is nothing to ask again.", exercise.about.id);
    Problem { code: USAGE, says, next: format!("cargo learn check {}", exercise.about.id) }
}

/// An exercise that was asked again as often as any is.
pub fn reviewed_enough(exercise: &Exercise) -> Problem {
    let says = format!("{} was asked again four times, over a month. It is yours now.", exercise.about.id);
    Problem { code: USAGE, says, next: "cargo learn review (what else is due)".into() }
}

/// A file that was to be made is there already, or cannot be made.
pub fn not_overwritten(file: &Path, error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::AlreadyExists {
        let says = format!("{} is there already, and nothing is written over it.", path(file));
        return Problem { code: USAGE, says, next: "name another one".into() };
    }
    Problem { next: "name another place".into(), ..cannot_write(file, error) }
}

/// Ctrl-C.
pub fn interrupted() -> Problem {
    let says = "Stopped before it was done. Nothing is left running.".into();
    Problem { code: INTERRUPTED, says, next: "cargo learn".into() }
}

/// Not inside the course.
pub fn no_course(start: &Path) -> Problem {
    broken(
        format!("The course is not in {} or any folder above it.", path(start)),
        "go to its folder, then: cargo learn",
    )
}
