//! What a page may ask for beside mdBook's own includes: `{{#lab two-locks}}` on a line by itself becomes a schedule lab, and so on.
//!
//! ```text
//!   {{#exercise g02}}              the card of an exercise
//!   {{#lab lost-update}}           a schedule lab of book/labs
//!   {{#timeline convoy}}           a time line of book/timelines
//!   {{#quiz}}                      the page's questions, or those that are named
//!   {{#kill-matrix}}               what `cargo learn verify` has tried on each exercise
//!   {{#again FILE}}                the earlier questions that this file asks once more
//!   {{#progress}}                  what the reader has done
//!   {{#concepts gil}}              what there is to know in a crate
//! ```
//!
//! # Keeps true
//!
//! A line that cannot become what it asks for is an error with file and line, and all of them are told at once. Text in a code block stays as it is.

mod figures;
mod preprocessor;

use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Result, bail};
use regex::{Captures, Regex};

pub use preprocessor::{Course, preprocess};

use crate::{cards, concepts, labs, matrix, quiz, timelines};

/// A line that is a directive and nothing else. mdBook's own are left to it.
static LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\{\{#(?P<name>[a-z-]+)(?P<words>[^}]*)\}\}\s*$").expect("the pattern is valid"));

/// A line that somebody meant to be one: in a list, with a space too many, without `#`. A reader would see it as it is.
static ALMOST: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^ {0,3}(?:[>*-] )?\{\{\s*#?\s*(?P<name>[A-Za-z-]+)[^}]*\}\}\s*$";
    Regex::new(pattern).expect("the pattern is valid")
});

/// The directives that mdBook has itself.
const OF_MDBOOK: [&str; 5] = ["include", "rustdoc", "playground", "title", "template"];

/// What a directive may look at.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The folder of the course: where `crates`, `exercises` and `book` lie.
    pub course: &'a Path,
    /// The folder of `book.toml`.
    pub book: &'a Path,
    /// The page's Markdown file, below `src/`.
    pub page: &'a Path,
}

impl Asked<'_> {
    /// The way from the page to `src/`: `../` for each folder that it lies in.
    #[must_use]
    pub fn to_root(&self) -> String {
        "../".repeat(self.page.components().count().saturating_sub(1))
    }
}

/// The HTML for a directive with these words behind its name.
fn html(name: &str, words: &[&str], asked: Asked<'_>) -> Result<String> {
    // One line for each directive.
    match name {
        "quiz" => quiz::quiz(words, asked),
        "again" => quiz::again(words, asked),
        "progress" => quiz::progress(words, asked),
        "concepts" => concepts::html(words, asked),
        "lab" => labs::html(only(words)?, asked),
        "exercise" => cards::card(only(words)?, asked),
        "timeline" => timelines::figure(only(words)?, asked),
        "kill-matrix" => matrix::matrix(asked),
        _ => bail!("there is no directive `{name}`; crates/book-tools/src/directives/mod.rs lists them"),
    }
}

/// The one word that a directive wants.
fn only<'a>(words: &[&'a str]) -> Result<&'a str> {
    match words {
        [word] => Ok(word),
        _ => bail!("one name is wanted here, and there are {}", words.len()),
    }
}

/// `text` with each directive replaced; what cannot be is added to `problems`, a line each.
#[must_use]
pub fn expand(text: &str, asked: Asked<'_>, problems: &mut String) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut fence = None;
    for (number, line) in text.lines().enumerate() {
        match (fence, fence_of(line)) {
            (None, opens) => fence = opens,
            (Some(open), Some(closes)) if closes == open => fence = None,
            _ => {}
        }
        // Hardly a line has one, and the patterns are slow where they are not compiled for speed.
        let may_be = fence.is_none() && line.contains("{{");
        let place = || format!("book/src/{}:{}", asked.page.display(), number + 1);
        match if may_be { directive(&LINE, line) } else { None } {
            None if may_be && directive(&ALMOST, line).is_some() => {
                tell("a directive begins its line and is written `{{#name}}`, in small letters", &place(), problems);
            }
            None => expanded.push_str(line),
            Some(found) => {
                let words: Vec<&str> = found["words"].split_whitespace().collect();
                match html(&found["name"], &words, asked) {
                    Ok(html) => expanded.push_str(&html),
                    Err(error) => tell(&format!("{error:#}"), &place(), problems),
                }
            }
        }
        expanded.push('\n');
    }
    expanded
}

/// What `line` asks for, if it has this form and is none of mdBook's.
fn directive<'line>(form: &Regex, line: &'line str) -> Option<Captures<'line>> {
    form.captures(line).filter(|found| !OF_MDBOOK.contains(&&found["name"]))
}

/// Adds what is wrong with the line at `place`. What lies in another file, and says so, is told once, however many pages show that file.
fn tell(wrong: &str, place: &str, problems: &mut String) {
    if !wrong.starts_with("book/src/") {
        let _ = writeln!(problems, "{place}: {wrong}");
        return;
    }
    for line in wrong.lines() {
        if !problems.lines().any(|told| told == line) {
            let _ = writeln!(problems, "{line}");
        }
    }
}

/// The three characters of a line that opens or closes a code block.
fn fence_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["```", "~~~"].into_iter().find(|fence| line.starts_with(fence))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(text: &str) -> (String, String) {
        let asked = Asked { course: Path::new("."), book: Path::new("book"), page: Path::new("a/b.md") };
        let mut problems = String::new();
        let text = expand(text, asked, &mut problems);
        (text, problems)
    }

    #[test]
    fn what_nobody_knows_is_a_problem_with_file_and_line() {
        let (_, problems) = expanded("one\n{{#nonsense x}}\n\n{{#more}}\n");
        let lines: Vec<&str> = problems.lines().map(|line| line.split(';').next().unwrap()).collect();
        assert_eq!(
            lines,
            ["book/src/a/b.md:2: there is no directive `nonsense`", "book/src/a/b.md:4: there is no directive `more`"]
        );
    }

    #[test]
    fn what_is_almost_a_directive_is_a_problem_and_is_not_shown_as_it_is() {
        for line in ["{{ #quiz}}", "{{quiz}}", " {{#quiz}}", "- {{#lab x}}", "{{#Lab x}}", "{{# progress }}"] {
            let (_, problems) = expanded(&format!("one\n{line}\n"));
            assert!(problems.starts_with("book/src/a/b.md:2: a directive begins its line"), "{line}: {problems}");
        }
    }

    #[test]
    fn what_is_wrong_in_another_file_is_told_once_and_with_its_own_place() {
        let mut problems = String::new();
        tell("book/src/q.toml:3: no kind", "book/src/a.md:1", &mut problems);
        tell("book/src/q.toml:3: no kind\nbook/src/q.toml:9: no page", "book/src/b.md:1", &mut problems);
        assert_eq!(problems, "book/src/q.toml:3: no kind\nbook/src/q.toml:9: no page\n");
    }

    #[test]
    fn code_and_includes_stay_as_they_are() {
        let text =
            "```text\n{{#nonsense x}}\n```\n{{#include a.md}}\n{{ #include a.md}}\nsee `{{#nonsense}}`\n\n    {{x}}\n";
        assert_eq!(expanded(text), (text.to_owned(), String::new()));
    }

    #[test]
    fn a_page_in_a_folder_knows_the_way_up() {
        let page = Path::new("a/b.md");
        assert_eq!(Asked { course: page, book: page, page }.to_root(), "../");
    }
}
