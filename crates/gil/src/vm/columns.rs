//! A replayed schedule as text: one column a thread, one row a step.
//!
//! # Keeps true
//!
//! - No column is wider than 100 characters.
//! - Steps that nobody else can notice are left out, and counted, unless all are asked for.
//! - The plain form has no drawn lines, and each row is a sentence: it can be read aloud.

use super::replay::Row;
use std::fmt::Write as _;

/// How wide a column may be; what is longer ends in dots. A list may be as long as it likes.
const WIDEST: usize = 100;

/// How to write a schedule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Each row as a sentence.
    pub plain: bool,
    /// Also the steps that no other thread can notice.
    pub all: bool,
}

/// Writes `rows`; the name of thread `n` is `names[n]`.
///
/// # Panics
///
/// If a row's thread has no name.
pub fn columns(rows: &[Row], names: &[String], style: Style) -> String {
    let shown: Vec<_> = rows.iter().filter(|row| row.shared || style.all).collect();
    let text = |row: &Row| {
        if row.effect.is_empty() { row.instruction.clone() } else { format!("{} {}", row.instruction, row.effect) }
    };
    let mut out = String::new();
    if style.plain {
        for row in &shown {
            let line = if row.line > 0 { format!(" (line {})", row.line) } else { String::new() };
            let text = text(row).replace('→', "gives").replace('←', "writes");
            let step = if row.step > 0 { format!("step {}", row.step) } else { "at the end".to_owned() };
            writeln!(out, "{step}: {}: {text}{line}", names[row.thread]).expect("a String takes all");
        }
    } else {
        let cell = |row: &Row| {
            let text = text(row);
            match text.char_indices().nth(WIDEST) {
                Some(_) => text.chars().take(WIDEST - 1).chain(['…']).collect(),
                None => text,
            }
        };
        let present: Vec<_> = (0..names.len()).filter(|&thread| shown.iter().any(|row| row.thread == thread)).collect();
        let width = |thread: usize| {
            let texts = shown.iter().filter(|row| row.thread == thread).map(|row| cell(row).chars().count());
            texts.chain([names[thread].chars().count()]).max().unwrap_or_default()
        };
        let widths: Vec<_> = present.iter().map(|&thread| width(thread)).collect();
        let mut line = |step: &str, at: &str, cells: &dyn Fn(usize) -> String| {
            let mut row = format!("{step:>5}  {at:>4}");
            for (&thread, &width) in present.iter().zip(&widths) {
                write!(row, "  {:<width$}", cells(thread)).expect("a String takes all");
            }
            writeln!(out, "{}", row.trim_end()).expect("a String takes all");
        };
        line("step", "line", &|thread| names[thread].clone());
        for row in &shown {
            let at = if row.line > 0 { row.line.to_string() } else { String::new() };
            let step = if row.step > 0 { row.step.to_string() } else { "end".to_owned() };
            line(&step, &at, &|thread| if thread == row.thread { cell(row) } else { String::new() });
        }
    }
    let hidden = rows.len() - shown.len();
    if hidden > 0 {
        writeln!(out, "({hidden} more steps, which no other thread can notice, are left out)")
            .expect("a String takes all");
    }
    out
}
