//! Every heading of the document that the course follows has its page, and the pages come in the document's order.
//!
//! The outline stands in `book/document.toml`. A book without that file follows no document.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Problem;
use super::includes::slashes;
use crate::book::{Book, Page};

const OUTLINE: &str = "book/document.toml";

/// A heading of the document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    title: String,
    /// The page that answers it, from `book/src/`.
    page: String,
    /// The page after which it comes, where the course shows an example beside what it is an example of.
    below: Option<String>,
}

#[derive(Deserialize)]
struct Outline {
    heading: Vec<Heading>,
}

/// Headings without a page, and pages in another order than the document's.
///
/// # Errors
///
/// The outline is there and cannot be read.
pub fn problems(book: &Book, pages: &[Page]) -> Result<Vec<Problem>> {
    let file = book.root().join("document.toml");
    if !file.is_file() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(&file).with_context(|| format!("{OUTLINE} cannot be read"))?;
    let outline: Outline = toml::from_str(&text).with_context(|| format!("{OUTLINE} is no outline"))?;
    let place_of = |page: &str| pages.iter().position(|written| slashes(Path::new(&written.file)) == page);

    let mut found = Vec::new();
    let mut last: Option<(usize, &Heading)> = None;
    for heading in &outline.heading {
        let Some(place) = place_of(&heading.page) else {
            let what =
                format!("the document's heading “{}” has no page: {} is not in the book", heading.title, heading.page);
            found.push(Problem::new(OUTLINE, what, "write the page, and list it in SUMMARY.md"));
            continue;
        };
        let (after, moves_on) = match &heading.below {
            Some(below) => (place_of(below).map(|place| (place, below.as_str())), false),
            None => (last.map(|(place, last)| (place, last.page.as_str())), true),
        };
        if let Some((_, name)) = after.filter(|(after, _)| *after > place) {
            let what = format!("{} comes before {name}, and in the document after it", heading.page);
            found.push(Problem::new(OUTLINE, what, "move it in SUMMARY.md"));
        }
        if moves_on {
            last = Some((place, heading));
        }
    }
    Ok(found)
}
