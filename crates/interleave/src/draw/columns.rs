//! Rows in columns, one a thread.
//!
//! Each column is as wide as its longest row. Where the terminal is too narrow, `self.` goes first; then the widest columns
//! give way and their rows are folded: the code, and below it, set in, what it did.
//!
//! # Keeps true
//!
//! A column is never narrower than 18 characters unless all that it says is shorter; if that is impossible there is no
//! drawing in columns, and the caller lists the rows instead.

use super::body::{Form, body, file, number};
use super::rows::{Mark, Row, Table};
use super::scene::{Scene, name};
use super::style::Style;
use textwrap::core::{Word, display_width};
use textwrap::{WordSeparator, WordSplitter};

/// In a narrower column every call would be folded.
const NARROWEST: usize = 18;
/// A model has five; more are drawn only to say that they are too many.
const MOST_THREADS: usize = 8;
/// The width of the step's column.
const STEP: usize = 5;
/// From this length an argument may stand on a line of its own.
const LONG_ARGUMENT: usize = 10;
/// What stands between two columns: ` │ `.
const BETWEEN: usize = 3;

/// The table, or `None` if its columns would be too narrow.
pub(super) fn draw(table: &Table, scene: &Scene, style: &Style) -> Option<String> {
    if scene.threads() > MOST_THREADS {
        return None;
    }
    let room = style.room().saturating_sub(STEP + BETWEEN * scene.threads());
    let natural = natural_widths(table, scene.threads());
    if natural.iter().sum::<usize>() <= room {
        return Some(write(table, scene, style, &natural));
    }
    let table = without_self(table);
    let widths = narrowed(natural_widths(&table, scene.threads()), room)?;
    Some(write(&table, scene, style, &widths))
}

/// The widths in which no row is folded.
fn natural_widths(table: &Table, threads: usize) -> Vec<usize> {
    let widest = |thread| {
        let rows = table.rows.iter().filter(|row| row.thread == thread);
        rows.map(|row| display_width(&whole(row))).max().unwrap_or(0).max(name(thread).len())
    };
    (0..threads).map(widest).collect()
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
fn write(table: &Table, scene: &Scene, style: &Style, widths: &[usize]) -> String {
    let above = file(scene).map(|words| format!("{}\n", style.dim(&style.paragraph(&words)))).unwrap_or_default();
    let row = |row: &Row| {
        let lines = fold(row, widths[row.thread]);
        lines.iter().enumerate().map(|(part, line)| one_line(row, part, line, widths, style)).collect()
    };
    let remark = |mark: &str, words: &str| style.dim(&style.wrap(words, &format!("{mark:>STEP$} │ "), "      │ "));
    format!("{above}{}{}", header(widths, style), body(table, &Form { row: &row, remark: &remark }))
}

/// ` step │ A   │ B`, and the rule below.
fn header(widths: &[usize], style: &Style) -> String {
    let mut names = format!("{:>STEP$}", "step");
    let mut rule = "─".repeat(STEP + 1);
    for (thread, width) in widths.iter().enumerate() {
        let name = name(thread);
        let space = " ".repeat(width.saturating_sub(name.len()));
        names.push_str(&format!(" │ {}{space}", style.name(thread, &name)));
        rule.push_str(&format!("┼{}", "─".repeat(width + BETWEEN - 1)));
    }
    rule.pop();
    format!("{}\n{rule}\n", names.trim_end())
}

/// One line of the table: the row's text in its thread's column, nothing in the others.
fn one_line(row: &Row, part: usize, line: &Line, widths: &[usize], style: &Style) -> String {
    let alarm = row.mark != Mark::Step;
    let number = format!("{:>STEP$}", if part == 0 { number(row) } else { String::new() });
    let mut text = if alarm { style.alarm(&number) } else { number };
    for (thread, width) in widths.iter().enumerate() {
        text.push_str(" │ ");
        if thread != row.thread {
            text.push_str(&" ".repeat(*width));
            continue;
        }
        match alarm {
            true => text.push_str(&style.alarm(&format!("{}{}", line.code, line.note))),
            false => text.push_str(&format!("{}{}", line.code, style.dim(&line.note))),
        }
        let used = display_width(&line.code) + display_width(&line.note);
        text.push_str(&" ".repeat(width.saturating_sub(used)));
    }
    format!("{}\n", text.trim_end())
}

/// One line of a row: code, then what it did.
struct Line {
    code: String,
    note: String,
}

fn code(row: &Row) -> String {
    format!("{} {}", row.at, row.call).trim().to_string()
}

/// What stands between code and note.
fn gap(row: &Row) -> &'static str {
    if row.note.is_empty() || code(row).is_empty() { "" } else { "  " }
}

/// A row on one line.
fn whole(row: &Row) -> String {
    format!("{}{}{}", code(row), gap(row), row.note)
}

/// A row on as many lines as it needs.
fn fold(row: &Row, width: usize) -> Vec<Line> {
    if display_width(&whole(row)) <= width {
        return vec![Line { code: code(row), note: format!("{}{}", gap(row), row.note) }];
    }
    let indent = " ".repeat(if row.at.is_empty() { 2 } else { (display_width(&row.at) + 1).min(width / 3) });
    let lines = |text: &str, first: &str| -> Vec<String> {
        let options = textwrap::Options::new(width).initial_indent(first).subsequent_indent(&indent);
        let options = options.word_separator(WordSeparator::Custom(parts)).word_splitter(WordSplitter::NoHyphenation);
        textwrap::wrap(text, options).into_iter().map(|line| line.trim_end().to_string()).collect()
    };
    let code = lines(&code(row), "").into_iter().map(|code| Line { code, note: String::new() });
    let notes = lines(&row.note, &indent).into_iter().map(|note| Line { code: String::new(), note });
    code.chain(notes).filter(|line| !line.code.is_empty() || !line.note.trim().is_empty()).collect()
}

/// The parts of a text between which a line may be broken: after a space, as in prose, before the dot of a method, and
/// before a long argument.
fn parts(text: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (index, c) in text.char_indices() {
        let is_method = c == '.' && before != '.' && text[index + 1..].starts_with(|c: char| c.is_alphabetic());
        let is_argument = before == '(' && text[index..].find([' ', ')']).is_some_and(|length| length >= LONG_ARGUMENT);
        if index > start && ((before == ' ' && c != ' ') || is_method || is_argument) {
            parts.push(Word::from(&text[start..index]));
            start = index;
        }
        before = c;
    }
    parts.push(Word::from(&text[start..]));
    Box::new(parts.into_iter())
}
