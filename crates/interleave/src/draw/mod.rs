//! The drawing of a failing schedule, on the learner's own lines.
//!
//! ```text
//!  Lines of src/lib.rs:
//!
//!  step line │ A                         │ B
//! ───────────┼───────────────────────────┼─────────────────────────────
//!     1   18 │ thread::spawn(..)         │
//!            │   starts B                │
//!     2   13 │ self.n.load(SeqCst)  → 0  │
//!     3   13 │                           │ self.n.load(SeqCst)  → 0
//!     4   14 │                           │ self.n.store(..)  = 1
//!     5   14 │ self.n.store(..)  = 1     │
//!     6   20 │ other.join()  B has ended │
//!     ✗   21 │ assert!(n.is(2))          │
//!            │   does not hold           │
//!
//!  … why it fails, and how it was found …
//! ```
//!
//! One column a thread, one row an operation, in the order in which they happened: line, call as written, what it did.
//! Where columns would be too narrow the same rows are listed one below the other, and the plain form says each in words.
//!
//! # Keeps true
//!
//! - Every event is in some row, or in a count of steps that were left out or that repeat.
//! - No line is wider than [`Style::width`] (from 60 on), and nothing is told by colour alone.
//! - A drawing never panics, whatever the record says: it is what is left when everything else has failed.
//!
//! In the source the modules stand in reading order.

// How things are called: threads, lines, steps.
mod scene;

mod names;
mod sections;

// From events to rows.
mod rows;

mod ends;
mod loops;

// The call at a place.
mod source;

mod tokens;

mod binding;

// From rows to text.
mod breaks;
mod style;

mod body;
mod columns;
mod fold;
mod list;

// What is said beside the rows and below them.
pub(crate) mod words;

// One operation at a time.
mod state;
mod steps;

mod html;

use crate::failure::Failure;
pub use html::page;
use rows::Table;
use scene::Scene;
pub(crate) use source::{function_at, line_from};
pub use steps::{Step, steps};
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

/// The line below a report that says how to see it again; ends with a line break.
pub(crate) fn again(command: &str, style: &Style) -> String {
    // Not folded: half a command is none.
    let indent = if style.ascii { "" } else { " " };
    style.dim(&format!("{indent}{}\n", words::replay::again(command)))
}

/// The rows in the form that suits the style: words, columns, or a list if columns would be too narrow.
fn layout(table: &Table, scene: &Scene, style: &Style) -> String {
    if style.ascii {
        return list::spoken(table, scene, style);
    }
    columns::draw(table, scene, style).unwrap_or_else(|| list::narrow(table, scene, style))
}
