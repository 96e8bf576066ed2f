//! Rows one below the other: short for narrow terminals, in words for screen readers and logs.
//!
//! ```text
//!  12  B  23  flag.lock()  waits …               step 12, thread B, line 23: flag.lock() waits …
//! ```

use super::body::{Form, body, file, number};
use super::rows::{Mark, Row, Table};
use super::scene::{Scene, name};
use super::style::Style;
use super::words::aside::named_threads;
use crate::failure::Kind;
use textwrap::core::display_width;

/// For terminals that are too narrow for columns.
pub(super) fn narrow(table: &Table, scene: &Scene, style: &Style) -> String {
    let widest = table.rows.iter().map(|row| display_width(&row.at)).max().unwrap_or(0).min(style.room() / 3);
    let row = |row: &Row| {
        let name = name(row.thread);
        // A place that is much longer than the others is a part of the text.
        let long = display_width(&row.at) > widest;
        let (at, more) = if long { ("", row.at.as_str()) } else { (row.at.as_str(), "") };
        let space = " ".repeat(widest - display_width(at));
        let head = format!("{:>5}  {name}  {space}{at}  ", number(row));
        let indent = " ".repeat(display_width(&head));
        let folded = style.wrap(format!("{more}  {}  {}", row.call, row.note).trim(), &head, &indent);
        if row.mark != Mark::Step {
            return style.alarm(&folded);
        }
        folded.replacen(&format!("  {name}  "), &format!("  {}  ", style.name(row.thread, &name)), 1)
    };
    let remark = |mark: &str, words: &str| style.dim(&style.wrap(words, &format!("    {mark}  "), "       "));
    let above = file(scene).map(|words| format!("{}\n", style.dim(&style.paragraph(&words)))).unwrap_or_default();
    let named = named_threads(scene).map(|words| style.dim(&style.paragraph(&words))).unwrap_or_default();
    format!("{above}{named}{}", body(table, &Form { row: &row, remark: &remark }))
}

/// One line of words a step.
pub(super) fn spoken(table: &Table, scene: &Scene, style: &Style) -> String {
    let row = |row: &Row| style.wrap(&sentence(row, scene), "", "  ");
    let remark = |_: &str, words: &str| style.wrap(words, "", "  ");
    let above = file(scene).map(|words| style.wrap(&words, "", "  ")).unwrap_or_default();
    let named = named_threads(scene).map(|words| style.wrap(&words, "", "  ")).unwrap_or_default();
    format!("{above}{named}{}", body(table, &Form { row: &row, remark: &remark }))
}

/// A row as it is said.
pub(super) fn sentence(row: &Row, scene: &Scene) -> String {
    let line = if row.line.is_empty() { String::new() } else { format!(", {}", row.line) };
    let pause = match (row.call.is_empty() || row.note.is_empty(), row.mark) {
        (true, _) => "",
        (false, Mark::Stuck) => " ",
        (false, _) => ", ",
    };
    format!("{}, thread {}{line}: {}{pause}{}", called(row, scene), name(row.thread), row.call, row.note)
}

/// The step's number, or what its mark says.
pub(super) fn called(row: &Row, scene: &Scene) -> String {
    let race = scene.failure.kind == Kind::DataRace;
    match (row.mark, row.step) {
        (Mark::Failed, Some(step)) if race => format!("step {step}, first access"),
        (Mark::Failed, Some(step)) => format!("step {step}, failure"),
        (_, Some(step)) => format!("step {step}"),
        (Mark::Stuck, None) => "stuck".to_string(),
        (_, None) if race => "second access".to_string(),
        (_, None) => "failure".to_string(),
    }
}
