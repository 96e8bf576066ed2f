//! `BEHAVIOURS.md`: the tables, as a reader of the crate sees them.

use super::meet::REFUSED;
use super::rows::{Row, Table};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// Fewer would be no table of behaviours any more.
const AT_LEAST: usize = 240;

/// Row, with the class that it is about.
type Of<'a> = (&'a str, &'a Row);

/// The whole page.
fn page(tables: &[Table]) -> String {
    let all: Vec<Of> = tables.iter().flat_map(|table| table.rows.iter().map(|row| (&*table.class, row))).collect();
    let (refused, other): (Vec<Of>, Vec<Of>) =
        all.iter().filter(|(_, row)| row.ours.is_some()).partition(|(_, row)| row.our_answer() == REFUSED);
    let mut page = head(&all, refused.len(), other.len());
    page += "\n## Where ours answers otherwise\n\n| class | asked | Python | ours | why | row |\n|---|---|---|---|---|---|\n";
    for (class, row) in other {
        let (asked, ours) = (cell(&row.asked), code(row.our_answer()));
        let _ = writeln!(page, "| {class} | {asked} | {} | {ours} | {} | `{}` |", answer(row), because(row), row.name);
    }
    page += "\n## What the types refuse\n\n| class | asked | Python | why not in Rust | row |\n|---|---|---|---|---|\n";
    for (class, row) in refused {
        let asked = cell(&row.asked);
        let _ = writeln!(page, "| {class} | {asked} | {} | {} | `{}` |", answer(row), because(row), row.name);
    }
    for table in tables {
        let file = format!("tests/behaviours/{}", table.file);
        let _ = write!(page, "\n## {}\n\n{} rows: [`{file}`]({file})\n", table.class, table.rows.len());
        page += "\n| asked | answer | row |\n|---|---|---|\n";
        for row in &table.rows {
            let mark = if row.ours.is_some() { " Not ours: see above." } else { "" };
            let _ = writeln!(page, "| {} | {}{mark} | `{}` |", cell(&row.asked), answer(row), row.name);
        }
    }
    page
}

fn head(all: &[Of], refused: usize, other: usize) -> String {
    let rows = all.len();
    let (same, seen) = (rows - refused - other, all.iter().filter(|(_, row)| !row.documented).count());
    format!(
        "\
# How Python's classes behave, and ours

{rows} questions to the classes of `threading` and `queue`, and their answers. Ours answers as Python in {same} of them. It answers otherwise in
{other}; and {refused} more cannot be asked, since Rust's types do not allow the call. Both kinds come first, with the reasons.

Each row stands in a file of `tests/behaviours` under its name, with the Python that asks; the same question in Rust stands beside it.
`cargo test -p threading --test behaviours` puts them to a CPython and to ours, and compares three answers: the table's, CPython's, and
ours. It fails if one of them is another, and also if a difference listed here is none any more. Each answer was seen with CPython
3.9, 3.10, 3.11, 3.12 and 3.13 on 2026-11-27, or with those from which on it can be asked. `PYTHON=python3.12` in front of the command asks another
one than `python3`. This page is made from the files.

*Answers* are written as Python prints them, an exception with its words. Where several things are asked, the answers stand in order. Where
Python returns True or None in any case, our method may return nothing. An answer in *italics* is what CPython does although
Python's documentation does not promise it ({seen} rows): do not build upon it. Nor upon the words of an error: the
documentation promises at most its type.
"
    )
}

/// Python's answer, with its versions.
fn answer(row: &Row) -> String {
    let italic = if row.documented { "" } else { "*" };
    let mut answer = format!("{italic}{}{italic}", code(&row.answer));
    if let Some((last, older)) = &row.older {
        let until = if *last > 9 { format!("3.9 to 3.{last}") } else { "3.9".into() };
        let _ = write!(answer, " ({until}: {})", code(older));
    }
    if row.since > 0 {
        let _ = write!(answer, " (since 3.{})", row.since);
    }
    answer
}

fn because(row: &Row) -> String {
    cell(row.ours.as_ref().map_or("", |(_, because)| because))
}

fn code(answer: &str) -> String {
    format!("`{}`", cell(answer))
}

/// Text that may stand in a cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[test]
fn the_page_is_that_of_the_tables() {
    let tables = super::all_tables();
    let rows: usize = tables.iter().map(|table| table.rows.len()).sum();
    assert!(rows >= AT_LEAST, "only {rows} rows");
    let (file, made) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("BEHAVIOURS.md"), page(&tables));
    if env::var("UPDATE_EXPECT").is_ok_and(|update| update == "1") {
        fs::write(&file, &made).unwrap();
    }
    let is_new = fs::read_to_string(&file).unwrap() == made;
    assert!(is_new, "BEHAVIOURS.md is old: UPDATE_EXPECT=1 cargo test -p threading --test behaviours");
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/src/03-concurrency-in-python/threading.md");
    let book = fs::read_to_string(book).unwrap();
    assert!(
        book.contains(&format!(" {rows} questions ")),
        "the book's page `Threading` names another number than {rows}"
    );
}
