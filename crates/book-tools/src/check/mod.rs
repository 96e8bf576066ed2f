//! What the book promises its reader, looked at after a build.
//!
//! [`includes`] reads the pages as they were written, since a missing anchor leaves no trace in the built page. All others
//! read the built site: what a browser will follow.
//!
//! # Not covered
//!
//! Links to other sites are not followed: the check works offline.

mod concepts;
mod document;
mod exercises;
mod figures;
mod form;
pub(crate) mod includes;
mod lines;
mod questions;
mod site;
mod unseen;

use std::fmt;

use anyhow::{Context, Result};

use crate::book::Book;
use site::Site;

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, and the line where one is known.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub next: String,
}

impl Problem {
    fn new(place: impl Into<String>, what: impl Into<String>, next: impl Into<String>) -> Problem {
        Problem { place: place.into(), what: what.into(), next: next.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}\n  next: {}", self.place, self.what, self.next)
    }
}

/// The result of [`check`].
#[derive(Debug)]
pub struct Report {
    /// What to mend, in the order of the files.
    pub problems: Vec<Problem>,
    /// How many written pages were looked at.
    pub pages: usize,
    /// How many links inside the site were followed.
    pub links: usize,
}

impl Report {
    /// One line for the end of the output.
    #[must_use]
    pub fn summary(&self) -> String {
        let found = match self.problems.len() {
            0 => "no problem".to_owned(),
            1 => "1 problem".to_owned(),
            many => format!("{many} problems"),
        };
        format!("book: {} pages, {} links followed, {found}", self.pages, self.links)
    }
}

/// Builds `book` into a folder of its own and looks for what a reader would stumble over.
///
/// # Errors
///
/// The book could not be built at all, or a file could not be read.
pub fn check(book: &Book) -> Result<Report> {
    let folder = tempfile::tempdir().context("no temporary folder can be made")?;
    let built = book.build_into(folder.path())?;
    let site = Site::read(folder.path())?;

    let mut problems: Vec<Problem> = built.complaints.iter().map(|line| complaint(line)).collect();
    problems.extend(includes::problems(book, &built.pages));
    let (dead, links) = site.problems(&built.pages);
    problems.extend(dead);
    problems.extend(form::problems(&site));
    problems.extend(document::problems(book, &built.pages)?);
    problems.extend(figures::problems(book, &built.pages)?);
    problems.extend(exercises::problems(book, &built.pages, &site)?);
    problems.extend(questions::problems(book, &site)?);
    problems.extend(concepts::problems(book)?);
    problems.extend(unseen::problems(book, &built.pages, &site)?);
    problems.sort();
    problems.dedup();
    Ok(Report { problems, pages: built.pages.len(), links })
}

fn complaint(line: &str) -> Problem {
    Problem::new("book", format!("mdBook complains: {line}"), "mend the page or the setting that it names")
}
