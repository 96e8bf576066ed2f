//! All wording of the command, so that one person can read it in one go.
//!
//! A sentence says what happened in the learner's words, then where, then what to type. Nothing of loom, libtest or cargo.

pub mod doctor;
pub mod help;
pub mod pack;
pub mod problems;
pub mod progress;
pub mod replay;
pub mod review;
mod verdicts;
pub mod verify;
pub mod watch;

pub use verdicts::*;

use crate::caller::Busy;
use crate::exercise::Exercise;
use crate::problem::Problem;
use std::path::Path;

/// A path with `/` on every system, as it is typed in a shell.
pub fn path(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// A problem on standard error: what happened, and what to do next.
pub fn problem(problem: &Problem) -> (String, String) {
    (format!("cargo learn: {}", problem.says), format!("next: {}", problem.next))
}

/// The command to go on with.
pub fn next(command: &str) -> String {
    format!("next:  {command}")
}

/// The command that judges the exercise again.
pub fn again(exercise: &Exercise) -> String {
    format!("again: {}", exercise.command())
}

/// The learner's file.
pub fn file_is(file: &Path) -> String {
    format!("file: {}", path(file))
}

/// Where a panic happened, and what stands there.
pub fn at(place: &str, text: &str) -> String {
    match text.trim() {
        // What it says stands above, and how it was put together helps nobody.
        text if text.starts_with("todo!(\"") || text.contains(", \"{}\", ") => format!("at: {place}"),
        text => format!("at: {place}: {text}"),
    }
}

/// The reference, to compare with.
pub fn compare(solution: &Path) -> String {
    format!("compare: {}", path(solution))
}

/// The headings of two texts, the learner's and the reference.
pub const SIDES: (&str, &str) = ("yours", "the reference");

/// Where an exercise stands in the course.
pub fn position(at: usize, of: usize) -> String {
    format!("exercise {at} of {of}")
}

/// How the book is read here. A pack has its pages, if they were built, or its text, but not the tool that builds it.
fn where_the_book_is(exercise: &Exercise) -> String {
    if !crate::pack::is_in(exercise.root()) {
        return "in the book: cargo book".into();
    }
    let page = Path::new(&exercise.about.page);
    let built = Path::new("book/html").join(page).with_extension("html");
    let is_built = exercise.root().join(&built).is_file();
    path(&if is_built { built } else { Path::new("book/src").join(page) })
}

/// The facts of an exercise, read aloud.
pub fn facts(exercise: &Exercise) -> String {
    let about = &exercise.about;
    format!("{}, difficulty {} of 5, about {} minutes", about.kind, about.difficulty, about.minutes)
}

/// The facts of an exercise in little space.
pub fn short_facts(exercise: &Exercise) -> String {
    let about = &exercise.about;
    format!("{} · {} · {} min", about.kind, dots(about.difficulty), about.minutes)
}

/// A difficulty of 1 to 5.
pub fn dots(difficulty: u64) -> String {
    (1..=5).map(|dot| if dot <= difficulty { '●' } else { '○' }).collect()
}

/// The page to read.
pub fn read_page(exercise: &Exercise) -> String {
    format!("read: {} ({})", exercise.page_title(), where_the_book_is(exercise))
}

/// In the list: the learner's file is not there.
pub fn missing() -> &'static str {
    "missing"
}

/// Everything is done.
pub fn all_solved(count: usize) -> String {
    match count {
        1 => "solved: the one exercise there is.".into(),
        _ => format!("solved: all {count} exercises."),
    }
}

/// While a build takes longer than a moment.
pub fn busy(busy: Busy) -> &'static str {
    match busy {
        Busy::Building => "Building the checker. The first time this takes about a minute; later it takes a moment.",
        Busy::WaitingForCargo => "Waiting for another cargo, maybe your editor's.",
    }
}

/// Above a hint, where the exercise is named already.
pub fn hint_number(level: usize, levels: usize) -> String {
    format!("hint {level} of {levels}")
}

/// Above a hint.
pub fn hint_title(id: &str, title: &str, level: usize, levels: usize) -> String {
    format!("{id}  {title}: {}", hint_number(level, levels))
}

/// How to get the next hint, or what is left after the last.
pub fn after_hint(id: &str, level: usize, levels: usize) -> String {
    if level < levels {
        format!("next: cargo learn hint {id} --level {}", level + 1)
    } else {
        format!("next: cargo learn check {id} (that was the last hint)")
    }
}

/// A file is as the course shipped it again.
pub fn was_reset(exercise: &Exercise, kept: Option<&Path>) -> String {
    let file = path(&exercise.file());
    match kept {
        Some(kept) => format!("{file} is as the course shipped it. Yours is kept as {}", path(kept)),
        None => format!("{file} is as the course shipped it. There was nothing of yours to keep."),
    }
}

/// An explanation was asked for before its time.
pub fn explain_later(exercise: &Exercise) -> String {
    let id = &exercise.about.id;
    format!(
        "{id} is not solved as it stands. The reference is shown beside yours once it is.\nnext: cargo learn hint {id}, or cargo \
         learn solution {id} if you want to read the solution now"
    )
}

/// Above another right design.
pub fn also_right(differs: &str) -> String {
    format!("Also right: {differs}")
}

/// A solution was written to a file.
pub fn solution_written(file: &Path) -> String {
    format!("Written to {}", path(file))
}

#[cfg(test)]
mod tests {
    use super::at;

    #[test]
    fn a_place_shows_its_line_unless_what_it_says_stands_above() {
        assert_eq!(at("check.rs:7", "    assert_eq!(add(1), 2);"), "at: check.rs:7: assert_eq!(add(1), 2);");
        assert_eq!(at("lib.rs:3", "    todo!(\"Predict.\")"), "at: lib.rs:3");
        assert_eq!(at("check.rs:9", "    assert!(found, \"{}\", what_is_wrong(found));"), "at: check.rs:9");
    }
}
