//! How Python's classes behave, row by row: what its documentation says, what a CPython does, and what ours do.
//!
//! A row stands three times: in a table beside this file (`lock.txt`), with its words, its Python and its answer; in the Rust
//! module of the same name; and, through `ask.py`, in what a CPython answers. All three must agree, or the row lists how ours
//! differs and why. `UPDATE_EXPECT=1 cargo test -p threading --test behaviours` writes the tables down for readers:
//! `BEHAVIOURS.md`.

#![expect(clippy::unit_arg, clippy::let_unit_value, reason = "to return nothing is an answer, too: None")]

mod barrier;
mod condition;
mod event;
mod local;
mod lock;
mod meet;
mod orders;
mod page;
mod queue;
mod rlock;
mod rows;
mod semaphore;
mod shutdown;
mod simple;
mod thread;
mod timer;

use meet::{LIMIT, Rows, SOON, begin};
use rows::{Row, Table, table, tables};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The tables, and our answers, in the order in which they are read.
const TABLES: &[(&str, Rows)] = &[
    ("lock.txt", lock::ROWS),
    ("rlock.txt", rlock::ROWS),
    ("condition.txt", condition::ROWS),
    ("semaphore.txt", semaphore::ROWS),
    ("event.txt", event::ROWS),
    ("barrier.txt", barrier::ROWS),
    ("queue.txt", queue::ROWS),
    ("shutdown.txt", shutdown::ROWS),
    ("orders.txt", orders::ROWS),
    ("simple.txt", simple::ROWS),
    ("thread.txt", thread::ROWS),
    ("local.txt", local::ROWS),
    ("timer.txt", timer::ROWS),
];

fn all_tables() -> Vec<Table> {
    tables(&TABLES.iter().map(|(file, _)| *file).collect::<Vec<_>>())
}

#[test]
fn our_answers_are_those_of_the_tables() {
    let complaints: Vec<_> =
        all_tables().iter().zip(TABLES).flat_map(|(table, (_, ours))| complaints(table, ours, LIMIT * 2)).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Where our answers and a table do not fit together. What has no answer within `limit` hangs.
fn complaints(table: &Table, ours: Rows, limit: Duration) -> Vec<String> {
    let file = &table.file;
    let asked = ours.len();
    let mut ours: BTreeMap<_, _> = ours.iter().copied().collect();
    assert_eq!(ours.len(), asked, "{file}: ours is asked something twice");
    let mut complaints: Vec<_> = table
        .rows
        .iter()
        .filter_map(|row| {
            let Some(ask) = ours.remove(row.name.as_str()) else {
                return Some(format!("{file}: [{}] is not asked of ours", row.name));
            };
            complaint(row, &begin(ask).answer_within(limit)).map(|why| format!("{file}: [{}] {why}", row.name))
        })
        .collect();
    complaints.extend(ours.keys().map(|name| format!("{file} has no row [{name}]")));
    complaints
}

/// What is wrong with our answer.
fn complaint(row: &Row, ours: &str) -> Option<String> {
    if ours == row.our_answer() {
        None
    } else if ours == row.answer {
        Some(format!("lists a difference, but ours answers as Python: {ours}"))
    } else {
        Some(format!("ours answers `{ours}` and not `{}`", row.our_answer()))
    }
}

#[test]
fn cpythons_answers_are_those_of_the_tables() {
    let Some(python) = python::or_skip("how Python's classes behave") else { return };
    let output = ask(&python, TABLES.iter().map(|(file, _)| folder().join(file))).output();
    let output = output.expect("Python answered a moment ago");
    let minor = python.version.1;
    let tables = all_tables();
    let rows: Vec<_> = tables.iter().flat_map(|table| &table.rows).collect();
    let musts: Vec<_> = rows.iter().map(|row| format!("{} -> {}", row.name, row.answer_of(minor))).collect();
    let answers = python::lines(&output, &folder().join("ask.py"));
    let mut complaints: Vec<_> = answers
        .iter()
        .zip(&musts)
        .filter(|(answer, must)| answer != must)
        .map(|(answer, must)| format!("3.{minor} says `{answer}` and not `{must}`"))
        .collect();
    complaints.extend(String::from_utf8_lossy(&output.stderr).lines().map(str::to_owned));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert_eq!(answers.len(), musts.len(), "ask.py and rows.rs read another number of rows");
    let skipped: Vec<_> = rows.iter().filter(|row| minor < row.since).map(|row| &*row.name).collect();
    if !skipped.is_empty() {
        // To the terminal directly, because the test harness hides what a green test prints.
        let _ = writeln!(std::io::stderr(), "SKIPPED, since Python 3.{minor} is too old: {}", skipped.join(", "));
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/behaviours")
}

/// A command that asks this Python what the tables ask.
fn ask(python: &python::Python, tables: impl Iterator<Item = PathBuf>) -> Command {
    let mut command = python.command(&folder().join("ask.py"));
    command.args(tables);
    command
}

#[test]
fn a_row_that_does_not_end_in_python_is_named_and_the_others_go_on() {
    let Some(python) = python::or_skip("a row that does not end in Python") else { return };
    let table = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hangs.txt");
    let rows =
        "# Lock\n\n[hangs]\n| lock = Lock()\n| lock.acquire(), lock.acquire()\n\n[goes-on]\n| Lock().acquire()\n";
    fs::write(&table, rows).unwrap();
    let output = ask(&python, [table].into_iter()).env("ROW_LIMIT", "0.05").output().unwrap();
    assert_eq!(python::lines(&output, Path::new("ask.py")), ["hangs -> does not end", "goes-on -> True"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("hangs does not end:") && said.contains("in run"), "{said}");
}

/// A table of one row, with `lines` added.
fn one_row(lines: &str) -> Result<Table, String> {
    table("lock.txt", &format!("# Lock\n\n[row]\nasked: What?\n| Lock().acquire()\ndocs: True\n{lines}"))
}

#[test]
fn a_row_that_is_asked_of_one_side_only_is_refused() {
    let table = one_row("").unwrap();
    assert_eq!(complaints(&table, &[], LIMIT), ["lock.txt: [row] is not asked of ours"]);
    let answers: Rows = &[("row", || "True".into()), ("more", || "True".into())];
    assert_eq!(complaints(&table, answers, LIMIT), ["lock.txt has no row [more]"]);
}

#[test]
fn another_answer_is_refused_and_so_is_a_difference_that_is_none() {
    let row = &one_row("").unwrap().rows[0];
    assert_eq!(complaint(row, "True"), None);
    assert_eq!(complaint(row, "False").unwrap(), "ours answers `False` and not `True`");
    let row = &one_row("ours: False\nbecause: We know better.").unwrap().rows[0];
    assert_eq!(complaint(row, "False"), None);
    assert_eq!(complaint(row, "True").unwrap(), "lists a difference, but ours answers as Python: True");
    assert_eq!(one_row("ours: False").err().unwrap(), "[row] has no reason for its difference");
    assert_eq!(one_row("ours: True\nbecause: So.").err().unwrap(), "[row] lists a difference that is none");
}

#[test]
fn a_line_that_means_nothing_is_refused_and_so_is_a_row_that_stands_there_twice() {
    assert_eq!(one_row("[row]").err().unwrap(), "[row] stands there twice");
    assert_eq!(one_row("doc: True").err().unwrap(), "[row] cannot read `doc: True`");
}

#[test]
fn a_row_that_does_not_end_is_named() {
    let hangs: Rows = &[("row", || {
        let lock = threading::Lock::new();
        lock.acquire();
        lock.acquire();
        "True".into()
    })];
    let complaints = complaints(&one_row("").unwrap(), hangs, SOON);
    assert_eq!(complaints, ["lock.txt: [row] ours answers `does not end` and not `True`"]);
}
