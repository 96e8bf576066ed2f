//! `BEHAVIOURS.md`: the tables, as a reader of the crate sees them.

use super::rows::{Row, Table};
use expect_test::expect_file;
use std::fmt::Write as _;

const HEAD: &str = "\
# How Python's classes behave, and ours

Each row is a question to a class of `threading` or `queue`. Its Python and its answer stand in `tests/behaviours/*.txt`, under the name in the last
column; beside them stands the same question in Rust. `cargo test -p threading --test behaviours` asks both, and compares three answers: the
table's, a CPython's, and ours. It fails if one of them is another, and also if a difference that is listed here is none any more. This
page is made from the tables.

*Answers* are written as Python prints them, an exception with its words. Where several things are asked, their answers stand in
order. An answer in *italics* is what CPython does although its documentation does not promise it: do not build upon it.
Where Python returns True or None in any case, our method may return nothing. *Older words* are those of older versions.
";

/// The whole page.
pub fn page(tables: &[Table]) -> String {
    let all = || tables.iter().flat_map(|table| &table.rows);
    let (refused, other): (Vec<_>, Vec<_>) =
        all().filter(|row| row.ours.is_some()).partition(|row| row.our_answer() == super::meet::REFUSED);
    let seen = all().filter(|row| !row.documented).count();
    let mut page = HEAD.to_owned();
    let rows = all().count();
    let _ = write!(
        page,
        "\nThere are {rows} rows; {seen} of them are not documented. Ours answers as Python in {}. It answers otherwise in {}, and in \
         {} more the question cannot be put, because the types of Rust do not allow the call.\n",
        rows - refused.len() - other.len(),
        other.len(),
        refused.len()
    );
    page += "\n## Where ours answers otherwise\n\n| asked | Python | ours | why | row |\n|---|---|---|---|---|\n";
    for row in other {
        let ours = code(row.our_answer());
        let _ =
            writeln!(page, "| {} | {} | {ours} | {} | `{}` |", cell(&row.asked), answer(row), because(row), row.name);
    }
    page += "\n## What the types refuse\n\n| asked | Python | why not in Rust | row |\n|---|---|---|---|\n";
    for row in refused {
        let _ = writeln!(page, "| {} | {} | {} | `{}` |", cell(&row.asked), answer(row), because(row), row.name);
    }
    for table in tables {
        let _ = write!(page, "\n## {}\n\n| asked | answer | row |\n|---|---|---|\n", table.class);
        for row in &table.rows {
            let mark = if row.ours.is_some() { " Not ours: see above." } else { "" };
            let _ = writeln!(page, "| {} | {}{mark} | `{}` |", cell(&row.asked), answer(row), row.name);
        }
    }
    page
}

/// Python's answer, with its versions.
fn answer(row: &Row) -> String {
    let italic = if row.documented { "" } else { "*" };
    let mut answer = format!("{italic}{}{italic}", code(&row.answer));
    if let Some((last, older)) = &row.older {
        let _ = write!(answer, " (3.9 to 3.{last}: {})", code(older));
    }
    if row.since > 0 {
        let _ = write!(answer, " (since 3.{})", row.since);
    }
    answer
}

fn because(row: &Row) -> String {
    cell(row.ours.as_ref().map_or("", |(_, because)| because))
}

/// Our own phrases are words; an answer is code.
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
    assert!(rows >= 19, "only {rows} rows");
    expect_file!["../../BEHAVIOURS.md"].assert_eq(&page(&tables));
}
