//! The figures that a page includes from `book/measured/figures.md`, put in at once.
//!
//! mdBook could do it: it goes through the whole file for each of the five hundred, which is a quarter of the time of a build.
//!
//! # Keeps true
//!
//! What mdBook would show stands there. An include that is not just that (another file, no such figure, `\` before it) is left to mdBook, and
//! to [`crate::check`], which tells what is wrong with it.

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;

use super::Asked;
use crate::memory::Memory;

type Figures = HashMap<String, String>;

/// What was read, by the file's text.
static READ: Memory<Arc<Figures>> = Memory::new();

/// `page` with each figure in place of its include.
pub(super) fn put(page: &str, asked: Asked<'_>) -> String {
    let include = format!("{{{{#include {}../measured/figures.md:", asked.to_root());
    let text = fs::read_to_string(asked.book.join("measured/figures.md")).unwrap_or_default();
    let figures = READ.get(text.clone(), || Ok(Arc::new(read(&text)))).unwrap_or_default();
    let mut parts = page.split(&include);
    let mut put = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let figure = part.split_once("}}").filter(|_| !put.ends_with('\\'));
        match figure.and_then(|(key, rest)| Some((figures.get(key)?, rest))) {
            Some((figure, rest)) => put.extend([figure, rest]),
            None => put.extend([&include, part]),
        }
    }
    put
}

/// What stands between the two marks of each figure.
fn read(text: &str) -> Figures {
    let mut figures = Figures::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(key) = line.strip_prefix("ANCHOR: ") {
            let figure: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("ANCHOR_END: ")).collect();
            figures.insert(key.to_owned(), figure.join("\n"));
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The page `a/b.md` of a book with these figures.
    fn shown(page: &str) -> String {
        let course = tempfile::tempdir().unwrap();
        let book = course.path().join("book");
        fs::create_dir_all(book.join("measured")).unwrap();
        let figures = "Head\n\nANCHOR: one\n1.5 ms\nANCHOR_END: one\n\nANCHOR: two\n| a |\n| b |\nANCHOR_END: two\n";
        fs::write(book.join("measured/figures.md"), figures).unwrap();
        put(page, Asked { course: course.path(), book: &book, page: Path::new("a/b.md") })
    }

    #[test]
    fn a_figure_stands_where_it_was_included() {
        let page =
            "It takes {{#include ../../measured/figures.md:one}}, or\n{{#include ../../measured/figures.md:two}}\n";
        assert_eq!(shown(page), "It takes 1.5 ms, or\n| a |\n| b |\n");
    }

    #[test]
    fn what_is_not_just_a_figure_is_left_as_it_is() {
        for page in [
            "{{#include ../../measured/figures.md:three}}",
            "{{#include ../measured/figures.md:one}}",
            "{{#include ../../measured/figures.md}}",
            r"\{{#include ../../measured/figures.md:one}}",
        ] {
            assert_eq!(shown(page), page);
        }
    }
}
