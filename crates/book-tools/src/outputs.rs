//! What a program of the course prints, as a file that a page includes.
//!
//! Each `[[output]]` in `book/drawings/drawings.toml` names a package and its arguments, as `cargo run -q -p` takes them.
//!
//! # Keeps true
//!
//! Only what goes to standard output is kept, and only of a program that ends well. So a program says there what is the same in each run,
//! and elsewhere how long it took.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use toml::{Table, Value};

use crate::book::Book;
use crate::drawings::{cargo, tidy};

/// The width in characters that the program is told.
const COLUMNS: i64 = 100;

/// Each file, and what it should hold today.
///
/// # Errors
///
/// An `[[output]]` is not as it should be, or its program failed.
pub(crate) fn all(book: &Book, table: &Table) -> Result<Vec<(PathBuf, String)>> {
    let outputs = table.get("output").and_then(Value::as_array).into_iter().flatten();
    outputs.map(|output| one(book, output)).collect()
}

fn one(book: &Book, output: &Value) -> Result<(PathBuf, String)> {
    let wanted = "each [[output]] wants the texts `file` and `package`, and a list of texts `arguments`";
    let text = |key: &str| output.get(key).and_then(Value::as_str).context(wanted);
    let arguments = output.get("arguments").and_then(Value::as_array).context(wanted)?;
    let arguments: Option<Vec<&str>> = arguments.iter().map(Value::as_str).collect();
    let (file, package, arguments) = (text("file")?, text("package")?, arguments.context(wanted)?);
    let done = cargo(book, COLUMNS)
        .args(["run", "--quiet", "--package", package, "--"])
        .args(&arguments)
        .output()
        .context("cargo cannot be started")?;
    ensure!(
        done.status.success(),
        "`cargo run -p {package} -- {}` ended with {}. It said:\n{}",
        arguments.join(" "),
        done.status,
        String::from_utf8_lossy(&done.stderr)
    );
    Ok((book.root().join("drawings").join(file), tidy(&String::from_utf8(done.stdout)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_without_its_arguments_is_named() {
        let course = tempfile::tempdir().unwrap();
        std::fs::create_dir(course.path().join("book")).unwrap();
        std::fs::write(course.path().join("book/book.toml"), "").unwrap();
        let book = Book::at(&course.path().join("book")).unwrap();
        let table = "[[output]]\nfile = \"x.txt\"\npackage = \"gil\"\n".parse().unwrap();
        assert!(all(&book, &table).unwrap_err().to_string().contains("`arguments`"));
    }
}
