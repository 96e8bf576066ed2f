//! The drawing of a failing schedule, on the learner's own lines.
//!
//! ```text
//!  The numbers are lines of src/lib.rs.
//!
//!   step │ A                            │ B
//!  ──────┼──────────────────────────────┼──────────────────────────────
//!      1 │ 13 self.n.load(SeqCst)  → 0  │
//!      2 │                              │ 13 self.n.load(SeqCst)  → 0
//!      3 │                              │ 14 self.n.store(1, SeqCst)  = 1
//!      4 │ 14 self.n.store(1, SeqCst)  = 1
//!      ✗ │ 19 assert_eq!(n, 2)  fails   │
//!
//!  … why, and how it was found …
//! ```
//!
//! One column a thread, one row an operation, in the order in which they happened: line, call as written, what it did.
//! Where columns would be too narrow the same rows are listed one below the other, and the plain form says each in words.
//!
//! # Keeps true
//!
//! - Every event is in some row, or in a count of steps that were left out or that repeat.
//! - No line is wider than [`Style::width`], and nothing is told by colour alone.
//! - A drawing never panics, whatever the record says: it is what is left when everything else has failed.
//!
//! # The way through
//!
//! [`scene`] gives things their names, [`source`] reads the learner's files (as [`tokens`]), [`rows`] makes rows of events and [`ends`] those of the failure, [`loops`] folds
//! what repeats, [`body`], [`columns`] and [`list`] lay rows out, and [`words`] has all wording.

mod body;
mod columns;
mod ends;
mod list;
mod loops;
mod rows;
mod scene;
mod source;
mod style;
mod tokens;
mod words;

use crate::failure::Failure;
use rows::Table;
use scene::Scene;
pub(crate) use source::line_from;
pub use style::Style;

/// What happened, in one sentence of the learner's words: lower case, no full stop, no line break.
pub fn headline(failure: &Failure) -> String {
    words::headline(&Scene::new(failure, false))
}

/// The failing schedule, why it fails, and how it was found. Does not repeat the [`headline`].
///
/// Ends with a line break. Reads the learner's files to show calls as written; where one is missing the operation's name
/// stands in its place.
pub fn draw(failure: &Failure, style: &Style) -> String {
    let scene = Scene::new(failure, style.ascii);
    let (table, scene) = Table::new(scene);
    let table = (!table.rows.is_empty()).then(|| layout(&table, &scene, style));
    let why: String = words::explanation(&scene).iter().map(|sentence| style.paragraph(sentence)).collect();
    let found = words::found(failure).map(|found| style.dim(&style.paragraph(&found)));
    let parts = [table, Some(why), found].into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}
/// The headline and the drawing below it: what a failing model prints.
pub fn report(failure: &Failure, style: &Style) -> String {
    let mark = if style.ascii { "failed: " } else { " ✗ " };
    let headline = style.wrap(&headline(failure), mark, "   ");
    format!("{}\n{}", style.alarm(&headline), draw(failure, style))
}

/// The rows in the form that suits the style: words, columns, or a list if columns would be too narrow.
fn layout(table: &Table, scene: &Scene, style: &Style) -> String {
    if style.ascii {
        return list::spoken(table, scene, style);
    }
    columns::draw(table, scene, style).unwrap_or_else(|| list::narrow(table, scene, style))
}
