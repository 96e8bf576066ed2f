//! The quizzes of the pages: the questions that stand in `questions*.toml` beside the chapters, as HTML that is whole without a script.
//!
//! ```text
//!   {{#quiz}}                            all questions whose `page` is this one
//!   {{#quiz g1-last-seat g1-append}}     these
//!   {{#again questions-threading.toml}}  the earlier questions that this file, in the folder of the page, asks once more
//!   {{#progress}}                        a list of all pages with their questions and exercises, to be ticked
//! ```
//!
//! # Keeps true
//!
//! - What is shown has the form that the head of the first file describes, and a key that the explorer agrees with where a program is named. Anything
//!   else is an error that names the file and the line of the question.
//! - A script finds all that it needs in this HTML; `book/theme/quiz.js` makes a form of it.
//!
//! Read in this order: [`file`] (the questions on disk), [`html`], [`steps`] (a schedule as a table), [`progress`].

pub mod file;
mod html;
mod progress;
mod steps;

use anyhow::{Context, Result, bail, ensure};

use crate::directives::Asked;
use file::{File, Question};
pub use html::markdown;
pub use progress::progress;

/// The questions with these ids, or all of the page.
///
/// # Errors
///
/// A question is not there, or is there twice, or is not as it should be; or the page has none.
pub fn quiz(ids: &[&str], asked: Asked<'_>) -> Result<String> {
    let files = file::all(asked.book)?;
    let chosen = if ids.is_empty() {
        let page = asked.page.to_string_lossy().replace('\\', "/");
        let of_page = |question: &&Question| question.text("page") == page;
        let chosen: Vec<_> = files.iter().flat_map(|file| &file.questions).filter(of_page).collect();
        ensure!(!chosen.is_empty(), "no file of questions has one for this page");
        chosen
    } else {
        ids.iter().map(|id| find(&files, id)).collect::<Result<_>>()?
    };
    html::questions(&chosen, asked.book, false)
}

/// The questions that the file of this name, beside the page, lists in `again`.
///
/// # Errors
///
/// As [`quiz`]; or there is no such file, or it asks nothing again.
pub fn again(words: &[&str], asked: Asked<'_>) -> Result<String> {
    let [name] = words else { bail!("`again` wants one file: {{{{#again questions.toml}}}}") };
    let path = asked.page.with_file_name(name);
    let files = file::all(asked.book)?;
    let file = files.iter().find(|file| file.path == path);
    let file = file.with_context(|| format!("there is no book/src/{}", path.display()))?;
    ensure!(!file.again.is_empty(), "book/src/{} asks nothing again", path.display());
    let chosen: Vec<_> = file.again.iter().map(|id| find(&files, id)).collect::<Result<_>>()?;
    html::questions(&chosen, asked.book, true)
}

/// The one question with this id.
fn find<'a>(files: &'a [File], id: &str) -> Result<&'a Question> {
    let all: Vec<_> =
        files.iter().flat_map(|file| &file.questions).filter(|question| question.text("id") == id).collect();
    match all[..] {
        [one] => Ok(one),
        [] => bail!("no file of questions has `{id}`"),
        [first, second, ..] => bail!("two questions are called `{id}`: {} and {}", first.place(), second.place()),
    }
}
