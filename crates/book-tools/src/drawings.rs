//! The drawn schedules in the book, and its pictures of the terminal, are what the course shows today.
//!
//! `book/drawings/drawings.toml` says how each file is made: from the report of one failing test, or from a whole verdict of
//! `cargo learn check`, both on the exercise as it is shipped; from a session with the watcher ([`sessions`]); or from what a program of
//! the course prints ([`outputs`]).
//!
//! # Keeps true
//!
//! A drawing never shows a learner's own file: an exercise that somebody has begun is an error.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::{Context, Result, bail, ensure};
use regex::Regex;
use toml::{Table, Value};

use crate::book::Book;
use crate::outputs;
use crate::sessions;

/// A colour code of a terminal.
static COLOUR: LazyLock<Regex> = LazyLock::new(|| Regex::new("\x1b\\[[0-9;]*m").expect("the pattern is valid"));

/// A file in `book/drawings`, and how it is made.
struct Drawing {
    file: PathBuf,
    /// The exercise's folder, below the course.
    exercise: PathBuf,
    /// The failing test whose report holds the drawing; none for a whole verdict.
    test: Option<String>,
    /// The width in characters.
    columns: i64,
}

/// Makes every drawing of `book` anew.
///
/// # Errors
///
/// `drawings.toml` is not as it should be, an exercise is not as it was shipped, a command failed to give a drawing, a session
/// could not be played, or a file could not be written.
pub fn make(book: &Book) -> Result<()> {
    for (file, today) in all(book)? {
        fs::write(&file, today).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}

/// The drawings of `book` that are not what their command prints today.
///
/// # Errors
///
/// As [`make`].
pub fn stale(book: &Book) -> Result<Vec<PathBuf>> {
    let is_stale = |(file, today): &(PathBuf, String)| {
        fs::read_to_string(file).unwrap_or_default().replace("\r\n", "\n") != *today
    };
    Ok(all(book)?.into_iter().filter(is_stale).map(|(file, _)| file).collect())
}

/// Each file, and what it should hold today.
fn all(book: &Book) -> Result<Vec<(PathBuf, String)>> {
    let file = book.root().join("drawings/drawings.toml");
    let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let table: Table = text.parse().with_context(|| format!("{} is not valid TOML", file.display()))?;
    let mut all = Vec::new();
    for drawing in read(book, &table)? {
        let today = drawn(book, &drawing)?;
        all.push((drawing.file, today));
    }
    all.extend(outputs::all(book, &table)?);
    all.extend(sessions::pictures(book, &table)?);
    Ok(all)
}

fn read(book: &Book, table: &Table) -> Result<Vec<Drawing>> {
    let folder = book.root().join("drawings");
    let drawings = table.get("drawing").and_then(Value::as_array).context("drawings.toml has no [[drawing]]")?;
    let one = |drawing: &Value| {
        let text = |key: &str| drawing.get(key).and_then(Value::as_str);
        Some(Drawing {
            file: folder.join(text("file")?),
            exercise: text("exercise")?.into(),
            test: text("test").map(str::to_owned),
            columns: drawing.get("columns")?.as_integer()?,
        })
    };
    let drawings: Option<Vec<Drawing>> = drawings.iter().map(one).collect();
    drawings.context("each [[drawing]] wants the texts `file` and `exercise`, and the number `columns`")
}

/// What `drawing` shows today.
fn drawn(book: &Book, drawing: &Drawing) -> Result<String> {
    let exercise = book.course().join(&drawing.exercise);
    let stub = book.course().join(shipped(&drawing.exercise)?);
    ensure!(
        fs::read(exercise.join("src/lib.rs"))? == fs::read(&stub)?,
        "{} has been begun here; the book shows it as it was shipped.\n  next: git stash, or work in another copy of the course",
        drawing.exercise.display()
    );
    let package = exercise.file_name().and_then(|name| name.to_str()).context("the exercise's folder has no name")?;
    let output = match &drawing.test {
        Some(test) => report(book, package, test, drawing.columns)?,
        None => verdict(book, package, drawing.columns)?,
    };
    Ok(tidy(&output))
}

/// Where the shipped `src/lib.rs` of an exercise is kept.
fn shipped(exercise: &Path) -> Result<PathBuf> {
    let below = exercise.strip_prefix("exercises").context("an exercise's folder begins with `exercises`")?;
    Ok(Path::new("solutions").join(below).join("stub.rs"))
}

/// The drawing in the report that the failing `test` leaves.
fn report(book: &Book, package: &str, test: &str, columns: i64) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let report = folder.path().join("report");
    let output = cargo(book, columns)
        .args(["test", "--quiet", "--package", package, "--", "--exact", &format!("check::{test}")])
        .env("INTERLEAVE_REPORT", &report)
        .output()
        .context("cargo cannot be started")?;
    let said = fs::read_to_string(&report).unwrap_or_default();
    let Some((_, drawing)) = said.split_once("\ndrawing:\n") else {
        bail!("{test} of {package} left no drawing. It said:\n{}", String::from_utf8_lossy(&output.stderr));
    };
    Ok(drawing.to_owned())
}

/// All that `cargo learn check` prints.
fn verdict(book: &Book, package: &str, columns: i64) -> Result<String> {
    let output = cargo(book, columns)
        .args(["run", "--quiet", "--package", "learn", "--", "check", package])
        // As in a terminal. Its colours are taken out again.
        .env("CLICOLOR_FORCE", "1")
        .output()
        .context("cargo cannot be started")?;
    ensure!(
        !output.stdout.is_empty(),
        "cargo learn printed nothing. It said:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(COLOUR.replace_all(&String::from_utf8(output.stdout)?, "").into_owned())
}

/// The cargo that runs this program, or the first on the PATH.
pub(crate) fn cargo(book: &Book, columns: i64) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or(OsString::from("cargo")));
    cargo.current_dir(book.course()).env("COLUMNS", columns.to_string());
    for styled in ["NO_COLOR", "INTERLEAVE_PLAIN", "CLICOLOR_FORCE"] {
        cargo.env_remove(styled);
    }
    cargo
}

/// Without blanks at the ends of lines and empty lines at both ends, so that a formatter leaves the file alone.
pub(crate) fn tidy(output: &str) -> String {
    let lines: Vec<&str> = output.lines().map(str::trim_end).collect();
    let text = lines.join("\n");
    format!("{}\n", text.trim_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_blanks_at_the_ends_are_taken_out() {
        let painted = "\n \x1b[1;31m✗\x1b[0m wrong  \n\n";
        assert_eq!(tidy(&COLOUR.replace_all(painted, "")), " ✗ wrong\n");
    }

    #[test]
    fn the_shipped_file_lies_beside_the_solution() {
        let stub = shipped(Path::new("exercises/gil/g02-two-holders")).unwrap();
        assert_eq!(stub, Path::new("solutions/gil/g02-two-holders/stub.rs"));
        assert!(shipped(Path::new("crates/gil")).is_err());
    }

    #[test]
    fn an_exercise_that_was_begun_is_never_drawn() {
        let course = tempfile::tempdir().unwrap();
        let write = |file: &str, text: &str| {
            let file = course.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        write("book/book.toml", "");
        let drawing = "[[drawing]]\nfile = \"d.txt\"\nexercise = \"exercises/gil/g02\"\ncolumns = 80\n";
        write("book/drawings/drawings.toml", drawing);
        write("exercises/gil/g02/src/lib.rs", "// mine\n");
        write("solutions/gil/g02/stub.rs", "// shipped\n");
        let error = make(&Book::at(&course.path().join("book")).unwrap()).unwrap_err();
        assert!(error.to_string().starts_with("exercises/gil/g02 has been begun here"), "{error}");
    }
}
