//! The table of an experiment: a row a contender, a column a quantity, for the terminal and for a page.
//!
//! # Keeps true
//!
//! Each cell says the median and, unless all samples agree, the lowest and the highest. A cell that is loaded has the mark [`MARK`],
//! and then the table says below it what the mark means.

use std::iter;

use crate::catalogue::{Experiment, Quantity};
use crate::contender::Contender;
use crate::record::Record;
use crate::statistics::{Summary, contenders, summary};

/// Stands behind a figure of which more than half of the samples were taken under load.
pub const MARK: &str = "†";

/// How many quantities stand beside one another on a terminal; a wide table is cut into several.
const COLUMNS: usize = 3;

/// What [`MARK`] means.
pub const MARK_MEANS: &str = "more than half of its samples were taken while other programs used the processors";

/// The table for a page, with the command that makes the reader's own. `None` if `record` has no sample of `experiment`.
#[must_use]
pub fn markdown(experiment: &Experiment, record: &Record) -> Option<String> {
    let rows = rows(experiment, record)?;
    let mut text = String::from("| |");
    for quantity in &experiment.quantity {
        text += &format!(" {} |", quantity.says);
    }
    text += &format!("\n|---|{}", "---:|".repeat(experiment.quantity.len()));
    for (contender, cells) in &rows {
        let name = if contender.version().is_some() { format!("CPython {contender}") } else { contender.to_string() };
        text += &format!("\n| {name} |");
        for cell in cells {
            text += &match cell {
                Some(Cell { median, spread: Some(spread) }) => format!(" {median}<br><small>{spread}</small> |"),
                Some(Cell { median, spread: None }) => format!(" {median} |"),
                None => " – |".to_owned(),
            };
        }
    }
    text += "\n\nMedian, and lowest to highest.";
    if has_mark(&rows) {
        text += &format!(" {MARK} means that {MARK_MEANS}.");
    }
    text += &format!(" Yours: `{}`", command(experiment));
    Some(text)
}

/// The table for a terminal, its columns aligned. `None` if `record` has no sample of `experiment`.
#[must_use]
pub fn terminal(experiment: &Experiment, record: &Record) -> Option<String> {
    let rows = rows(experiment, record)?;
    let mut text = format!("{} ({})\n", experiment.question, experiment.id);
    for first in (0..experiment.quantity.len()).step_by(COLUMNS) {
        let some = first..experiment.quantity.len().min(first + COLUMNS);
        let head = experiment.quantity[some.clone()].iter().map(|quantity| quantity.says.clone());
        let mut lines = vec![iter::once(String::new()).chain(head).collect()];
        for (contender, cells) in &rows {
            let cells = cells[some.clone()].iter().map(|cell| match cell {
                Some(Cell { median, spread: Some(spread) }) => format!("{median} ({spread})"),
                Some(Cell { median, spread: None }) => median.clone(),
                None => "–".to_owned(),
            });
            lines.push(iter::once(contender.to_string()).chain(cells).collect());
        }
        text += &aligned(&lines);
    }
    if has_mark(&rows) {
        text += &format!("  {MARK} {MARK_MEANS}\n");
    }
    Some(text)
}

/// The command that runs `experiment` alone.
#[must_use]
pub fn command(experiment: &Experiment) -> String {
    format!("cargo run -p lab --release -- --only {}", experiment.id)
}

/// Puts the cells of `lines` below one another: the first of each line at the left, the others at the right of their column.
#[must_use]
pub fn aligned(lines: &[Vec<String>]) -> String {
    let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max();
    let mut text = String::new();
    for line in lines {
        let mut written = String::new();
        for (column, cell) in line.iter().enumerate() {
            let width = width(column).unwrap_or(0);
            written += &if column == 0 { format!("  {cell:<width$}") } else { format!("  {cell:>width$}") };
        }
        text += written.trim_end();
        text.push('\n');
    }
    text
}

/// One figure of the table.
struct Cell {
    /// With its mark, if it is loaded.
    median: String,
    spread: Option<String>,
}

impl Cell {
    fn of(quantity: &Quantity, summary: &Summary) -> Self {
        let mark = if summary.is_loaded() { MARK } else { "" };
        Self {
            median: quantity.unit.write_median(summary) + mark,
            spread: (summary.lowest != summary.highest)
                .then(|| quantity.unit.write_range(summary.lowest, summary.highest)),
        }
    }
}

type Row = (Contender, Vec<Option<Cell>>);

fn rows(experiment: &Experiment, record: &Record) -> Option<Vec<Row>> {
    let contenders = contenders(record, &experiment.id);
    let row = |contender: Contender| {
        let cell =
            |quantity: &Quantity| Some(Cell::of(quantity, &summary(record, &experiment.id, &quantity.id, &contender)?));
        let cells = experiment.quantity.iter().map(cell).collect();
        (contender, cells)
    };
    (!contenders.is_empty()).then(|| contenders.into_iter().map(row).collect())
}

fn has_mark(rows: &[Row]) -> bool {
    rows.iter().flat_map(|row| row.1.iter().flatten()).any(|cell| cell.median.ends_with(MARK))
}
