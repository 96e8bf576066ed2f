//! The directives as an mdBook preprocessor: inside of our own build, and as a command for a plain `mdbook build book`.
//!
//! # Keeps true
//!
//! Both ways run the same code over the same text, before mdBook follows includes: so a line number is one of the page's file.

use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::{MDBOOK_VERSION, Preprocessor, PreprocessorContext, errors, parse_input};

use super::{Asked, expand, figures};

/// The preprocessor that `book.toml` calls `course`.
#[derive(Debug, Clone, Copy)]
pub struct Course;

impl Preprocessor for Course {
    fn name(&self) -> &'static str {
        "course"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> errors::Result<Book> {
        let root = &context.root;
        let course = root.parent().unwrap_or(root);
        let mut problems = String::new();
        book.for_each_mut(|item: &mut BookItem| {
            if let BookItem::Chapter(chapter) = item {
                chapter.content = page(chapter, course, root, &mut problems);
            }
        });
        ensure!(problems.is_empty(), "pages ask for what there is not:\n{}", problems.trim_end());
        Ok(book)
    }
}

fn page(chapter: &Chapter, course: &Path, book: &Path, problems: &mut String) -> String {
    match &chapter.source_path {
        Some(file) => {
            let asked = Asked { course, book, page: file };
            figures::put(&expand(&chapter.content, asked, problems), asked)
        }
        None => String::new(), // not written yet
    }
}

/// What mdBook starts: reads the book from `input`, writes it to `output`.
///
/// # Errors
///
/// The input is no book of mdBook, or a page asks for what there is not.
pub fn preprocess(input: impl Read, mut output: impl Write) -> Result<()> {
    let (context, book) =
        parse_input(input).context("mdBook gave no book; this command is for book.toml, not for people")?;
    if context.mdbook_version != MDBOOK_VERSION {
        eprintln!("book: made for mdBook {MDBOOK_VERSION}, called by {}", context.mdbook_version);
    }
    serde_json::to_writer(&mut output, &Course.run(&context, book)?)?;
    output.flush().map_err(io::Error::into)
}
