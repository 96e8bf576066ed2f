//! The chapter form: every page of a numbered chapter leads its reader the same way.
//!
//! What you will be able to do, a Python line you know, a prediction before the answer, something to run, how it is built, something
//! to do, and what was left out; in this order. A page that skips the prediction reads well
//! and teaches less, and nobody misses it while writing. Every page, of a chapter or not, has at most [`WORDS`] words, no
//! numbered list with one entry, and ends with what it leaves out.

use std::path::Path;

use scraper::{ElementRef, Html, Selector};

use super::Problem;
use super::site::{Site, source_of, text_of};

/// A page longer than this is two pages.
const WORDS: usize = 1_500;

/// A picture of a terminal is looked at, and what a directive made is played with or answered: neither is read.
const NOT_READ: &str = "svg, .quiz, .progress, .lab, .timeline, .exercise";

/// One part of the form.
struct Part {
    /// What its author knows it by.
    name: &'static str,
    /// Where it begins: an element that fits the selector …
    selector: &'static str,
    /// … and whose text begins like this.
    begins: &'static str,
}

const fn part(name: &'static str, selector: &'static str, begins: &'static str) -> Part {
    Part { name, selector, begins }
}

/// The parts in the order in which a reader meets them.
const FORM: [Part; 11] = [
    part("its title", "h1", ""),
    part("what the reader can do afterwards (`> After this page you can …`)", "blockquote", "After this page you can"),
    part("a Python line that the reader knows (```python)", "code.language-python", ""),
    part("the section `## Predict`", "h2", "Predict"),
    part("the answer, folded away (`<details>`)", "details", ""),
    part("the section `## Run it`", "h2", "Run it"),
    part("a command to run in it", "pre > code", ""),
    part("the section `## How it is built`", "h2", "How it is built"),
    part("the crate's own code in it (```rust)", "code.language-rust", ""),
    part("the section `## Your turn`", "h2", "Your turn"),
    part("the section `## What we left out`", "h2", LAST),
];

/// The last section of every page.
const LAST: &str = "What we left out";

/// The pages that do not keep the form.
pub fn problems(site: &Site) -> Vec<Problem> {
    let problems_of = |(file, page)| {
        let form = if is_concept_page(file) { missing_part(file, page) } else { no_last_section(file, page) };
        form.into_iter().chain(too_long(file, page)).chain(list_of_one(file, page))
    };
    site.written_pages().flat_map(problems_of).collect()
}

/// A page in a numbered folder, `02-understanding-the-gil/…`; a chapter's own first page (`index.md`) is free in its form.
fn is_concept_page(file: &Path) -> bool {
    let folder = file.parent().and_then(Path::to_str).unwrap_or("");
    folder.starts_with(|c: char| c.is_ascii_digit()) && file.file_stem().is_some_and(|stem| stem != "index")
}

fn missing_part(file: &Path, page: &Html) -> Option<Problem> {
    let elements: Vec<ElementRef<'_>> = main_of(page)?.descendent_elements().collect();
    let mut rest = elements.iter();
    let mut before = "the page's start";
    for part in &FORM {
        let selector = Selector::parse(part.selector).expect("the selectors of the form are valid");
        let found = rest.any(|element| selector.matches(element) && text_of(*element).starts_with(part.begins));
        if !found {
            let what = format!("after {before}, the chapter form wants {}", part.name);
            return Some(Problem::new(source_of(file), what, "write it there; CONTRIBUTING.md shows the form"));
        }
        before = part.name;
    }
    None
}

fn no_last_section(file: &Path, page: &Html) -> Option<Problem> {
    let headings = Selector::parse("h2").expect("the selector is valid");
    let last = main_of(page)?.select(&headings).last().map(text_of);
    (!last.is_some_and(|last| last.starts_with(LAST))).then(|| {
        let what = format!("the page does not end with the section `## {LAST}`");
        Problem::new(source_of(file), what, "say there what a reader might miss, and where it is")
    })
}

fn too_long(file: &Path, page: &Html) -> Option<Problem> {
    // Beside the chapters a table may be the whole point of a page; it is looked up.
    let not_read = if is_concept_page(file) { NOT_READ.to_owned() } else { format!("{NOT_READ}, table") };
    let not_read = Selector::parse(&not_read).expect("the selector is valid");
    let words = words(main_of(page)?, &not_read);
    (words > WORDS).then(|| {
        let what = format!("the page has {words} words, over {WORDS}");
        Problem::new(source_of(file), what, "one idea a page: make two of it, or leave something out")
    })
}

/// How many words `element` has, but for those in elements that fit `not_read`.
fn words(element: ElementRef<'_>, not_read: &Selector) -> usize {
    let own = element.children().filter_map(|node| node.value().as_text()).map(|text| text.split_whitespace().count());
    let inner = element.child_elements().filter(|child| !not_read.matches(child));
    own.sum::<usize>() + inner.map(|child| words(child, not_read)).sum::<usize>()
}

/// A line of a sentence that begins with "1." is a list for Markdown, and nobody sees it in the source.
fn list_of_one(file: &Path, page: &Html) -> Option<Problem> {
    let lists = Selector::parse("main ol").expect("the selector is valid");
    let entries = |list: &ElementRef<'_>| list.child_elements().count();
    let list = page.select(&lists).find(|list| entries(list) == 1)?;
    let what =
        format!("a numbered list with one entry: \"{}\"", text_of(list).trim().chars().take(60).collect::<String>());
    Some(Problem::new(
        source_of(file),
        what,
        "if it is a sentence, break its line elsewhere: \"1.\" at the beginning of a line makes a list",
    ))
}

fn main_of(page: &Html) -> Option<ElementRef<'_>> {
    page.select(&Selector::parse("main").expect("the selector is valid")).next()
}
