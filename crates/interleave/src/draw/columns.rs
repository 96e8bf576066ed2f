//! Rows in columns: the step, the line, and one column a thread.
//!
//! Each column is as wide as its longest row. Where the terminal is too narrow, `self.` goes first; then the widest
//! threads' columns give way, and their rows are folded.
//!
//! # Keeps true
//!
//! A thread's column is never narrower than 16 characters unless all that it says is shorter; if that is impossible there
//! is no drawing in columns, and the caller lists the rows instead.

use super::body::{Form, body, file, number};
use super::fold::{Line, fold, whole};
use super::rows::{Mark, Row, Table};
use super::scene::{Scene, name};
use super::style::Style;
use textwrap::core::display_width;

/// In a narrower column nearly every call would be folded.
const NARROWEST: usize = 16;
/// A model has five; more are drawn only to say that they are too many.
const MOST_THREADS: usize = 8;
/// The width of the step's column.
const STEP: usize = 5;
/// What stands between two columns: ` │ `.
const BETWEEN: usize = 3;

/// The widths of the columns.
struct Widths {
    /// Of the lines' numbers.
    line: usize,
    /// Of each thread.
    threads: Vec<usize>,
}

/// The table, or `None` if its columns would be too narrow.
pub(super) fn draw(table: &Table, scene: &Scene, style: &Style) -> Option<String> {
    let line = table.rows.iter().map(|row| display_width(&row.at)).max().unwrap_or(0).max("line".len());
    if scene.threads() > MOST_THREADS || line > style.room() / 3 {
        return None;
    }
    let room = style.room().saturating_sub(STEP + 1 + line + BETWEEN * scene.threads());
    let threads = natural_widths(table, scene);
    if threads.iter().sum::<usize>() <= room {
        return Some(write(table, scene, style, &Widths { line, threads }));
    }
    let table = without_self(table);
    let threads = narrowed(natural_widths(&table, scene), room)?;
    Some(write(&table, scene, style, &Widths { line, threads }))
}

/// The widths of the threads' columns in which no row is folded.
fn natural_widths(table: &Table, scene: &Scene) -> Vec<usize> {
    let widest = |thread| {
        let rows = table.rows.iter().filter(|row| row.thread == thread);
        rows.map(|row| whole(row).width()).max().unwrap_or(0).max(display_width(&scene.head(thread)))
    };
    (0..scene.threads()).map(widest).collect()
}

/// Takes from the widest column until all fit, or none may give any more.
fn narrowed(mut widths: Vec<usize>, room: usize) -> Option<Vec<usize>> {
    while widths.iter().sum::<usize>() > room {
        let widest = widths.iter_mut().max()?;
        if *widest <= NARROWEST {
            return None;
        }
        *widest -= 1;
    }
    Some(widths)
}

/// Where space is short: `free.wait(held)` for `self.free.wait(held)`.
fn without_self(table: &Table) -> Table {
    let shorter =
        |row: &Row| Row { call: format!(" {}", row.call).replace(" self.", " ").trim().to_string(), ..row.clone() };
    Table { rows: table.rows.iter().map(shorter).collect(), ..*table }
}

/// The table, in these widths.
fn write(table: &Table, scene: &Scene, style: &Style, widths: &Widths) -> String {
    let above = file(scene).map(|words| format!("{}\n", style.dim(&style.paragraph(&words)))).unwrap_or_default();
    let row = |row: &Row| {
        let lines = fold(row, widths.threads[row.thread]);
        lines.iter().enumerate().map(|(part, line)| one_line(row, part, line, widths, style)).collect()
    };
    let space = " ".repeat(widths.line + 1);
    let remark = |mark: &str, words: &str| {
        style.dim(&style.wrap(words, &format!("{mark:>STEP$}{space} │ "), &format!("{:>STEP$}{space} │ ", "")))
    };
    format!("{above}{}{}", header(scene, widths, style), body(table, &Form { row: &row, remark: &remark }))
}

/// ` step line │ A   │ B waiter`, and the rule below.
fn header(scene: &Scene, widths: &Widths, style: &Style) -> String {
    let mut names = format!("{:>STEP$} {:>line$}", "step", "line", line = widths.line);
    let mut rule = "─".repeat(STEP + 1 + widths.line + 1);
    for (thread, width) in widths.threads.iter().enumerate() {
        let head = scene.head(thread);
        let name = if display_width(&head) > *width { name(thread) } else { head };
        let space = " ".repeat(width.saturating_sub(display_width(&name)));
        names.push_str(&format!(" │ {}{space}", style.name(thread, &name)));
        rule.push_str(&format!("┼{}", "─".repeat(width + BETWEEN - 1)));
    }
    rule.pop();
    format!("{}\n{rule}\n", names.trim_end())
}

/// One line of the table: the row's text in its thread's column, nothing in the others.
fn one_line(row: &Row, part: usize, line: &Line, widths: &Widths, style: &Style) -> String {
    let alarm = row.mark != Mark::Step;
    let (number, at) = if part == 0 { (number(row), row.at.as_str()) } else { (String::new(), "") };
    let number = format!("{number:>STEP$}");
    let at = format!("{}{at}", " ".repeat(widths.line.saturating_sub(display_width(at))));
    let mut text = match alarm {
        true => style.alarm(&format!("{number} {at}")),
        false => format!("{number} {}", style.dim(&at)),
    };
    for (thread, width) in widths.threads.iter().enumerate() {
        text.push_str(" │ ");
        if thread != row.thread {
            text.push_str(&" ".repeat(*width));
            continue;
        }
        match alarm {
            true => text.push_str(&style.alarm(&format!("{}{}", line.code, line.note))),
            false => text.push_str(&format!("{}{}", line.code, style.dim(&line.note))),
        }
        text.push_str(&" ".repeat(width.saturating_sub(line.width())));
    }
    format!("{}\n", text.trim_end())
}
