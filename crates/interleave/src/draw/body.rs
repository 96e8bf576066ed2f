//! What all forms of the picture share: the rows in their order, and what stands between them for rows that are not shown.

use super::rows::{Mark, Row, Table};
use super::scene::Scene;
use super::words::aside;

/// How one form writes a row, and a remark between rows: a mark and a sentence.
pub(super) struct Form<'a> {
    pub row: &'a dyn Fn(&Row) -> String,
    pub remark: &'a dyn Fn(&str, &str) -> String,
}

/// The rows, from the first that is shown to what failed.
pub(super) fn body(table: &Table, form: &Form) -> String {
    let mut text = String::new();
    let remark = |mark: &str, words: Option<String>| words.map(|words| (form.remark)(mark, &words)).unwrap_or_default();
    text.push_str(&remark("…", aside::earlier(table.left_out)));
    let (steps, unfinished) = table.rows.split_at(table.steps);
    for row in steps {
        text.push_str(&(form.row)(row));
        text.push_str(&remark("⟳", row.repeats.map(aside::repeated)));
    }
    text.push_str(&remark("…", aside::later(table.later)));
    unfinished.iter().for_each(|row| text.push_str(&(form.row)(row)));
    text
}

/// Which file the numbers before the code are lines of.
pub(super) fn file(scene: &Scene) -> Option<String> {
    (!scene.file.is_empty()).then(|| aside::file(&scene.file, scene.several))
}

/// What stands in the column of the step: its number, and `✗` or `⏸`.
pub(super) fn number(row: &Row) -> String {
    match (row.mark, row.step) {
        (Mark::Step, Some(step)) => step.to_string(),
        (Mark::Step, None) => String::new(),
        (Mark::Failed, Some(step)) => format!("✗ {step}"),
        (Mark::Failed, None) => "✗".to_string(),
        (Mark::Stuck, _) => "⏸".to_string(),
    }
}
