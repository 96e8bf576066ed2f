//! A page holds no measured number of its own: it includes it from the lab's record, or the number is *given*.
//!
//! Looked at is what a reader reads as a sentence or as a cell of a table, not code. A figure is a number with a unit, a number with
//! a comma for thousands, a share such as 0.97; or a claim to have measured: the word, or a date. Given are a program's constants and what
//! others have documented: `book/given/*.toml`, each with its reason.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;
use serde::Deserialize;

use super::Problem;
use super::includes::{INCLUDE, line_of, slashes};
use crate::book::{Book, Page};

/// The lab's figures, as a page names them.
const MEASURED: &str = "measured/";

static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    let unit = r"(?:s|ms|µs|ns|seconds?|milliseconds?|microseconds?|[KMG]i?B|bytes?|percent|times)\b|%|a second\b";
    let number = r"\d[\d,]*(?:\.\d+)?";
    let thousands = r"\d{1,3}(?:,\d{3})+";
    let share = r"\d{1,2}\.\d{2,}|0\.\d+";
    let pattern = format!(r"{number}\s(?:{unit})|{number}%|{thousands}|{share}|20\d\d-\d\d-\d\d|[Mm]easured\b");
    Regex::new(&pattern).expect("the pattern is valid")
});

/// `3.11` is a version of Python, and so is `3.1`.
static VERSION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^3\.\d{1,2}$").expect("the pattern is valid"));

/// Numbers that nobody has to measure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    /// A page, or a folder of pages that ends with `/`, from `book/src/`.
    page: String,
    /// The numbers as the page writes them, with their units.
    numbers: Vec<String>,
    /// Where they come from.
    why: String,
}

#[derive(Deserialize)]
struct File {
    given: Vec<Given>,
}

/// Measured numbers that were typed into a page, and given ones that no page has.
///
/// # Errors
///
/// A file in `book/given/` cannot be read.
pub fn problems(book: &Book, pages: &[Page]) -> Result<Vec<Problem>> {
    let given = given(book)?;
    let mut used: Vec<Vec<bool>> = given.iter().map(|(_, given)| vec![false; given.numbers.len()]).collect();
    let mut found = Vec::new();
    for page in pages {
        let name = slashes(&page.file);
        for (line, figure) in figures(&page.text) {
            let mut is_given = false;
            for ((_, given), used) in given.iter().zip(&mut used) {
                if given.page != name && !(given.page.ends_with('/') && name.starts_with(&given.page)) {
                    continue;
                }
                for (_, used) in given.numbers.iter().zip(used).filter(|(number, _)| **number == figure) {
                    (is_given, *used) = (true, true);
                }
            }
            if !is_given {
                found.push(typed(&name, line, &figure));
            }
        }
    }
    for ((file, given), used) in given.iter().zip(used) {
        if given.why.trim().is_empty() {
            found.push(Problem::new(
                file,
                format!("no reason is given for {}", given.numbers.join(", ")),
                "say where the numbers come from",
            ));
        }
        for (number, _) in given.numbers.iter().zip(used).filter(|(_, used)| !used) {
            let what = format!("{number} is given for {}, where it does not stand", given.page);
            found.push(Problem::new(file, what, "take the number out of the list, or correct the page's name"));
        }
    }
    Ok(found)
}

fn typed(page: &str, line: usize, figure: &str) -> Problem {
    let what = match figure {
        "measured" | "Measured" => {
            "it says that something was measured, and includes no figure of the lab beside it".to_owned()
        }
        date if date.starts_with("20") && date.len() == 10 => {
            format!("{date} is the day of a measurement, or of reading, and does not say which")
        }
        number => format!("{number} was typed into the page, so nobody will measure it again"),
    };
    let next = "include it from measured/figures.md (`cargo run -p lab -- list` names the experiments), say `read` beside the day, \
                or give the number and its reason in book/given/";
    Problem::new(format!("book/src/{page}:{line}"), what, next)
}

/// The figures in what a reader reads, each with its line.
fn figures(text: &str) -> Vec<(usize, String)> {
    // An include is not there yet. Fillers of the same length keep the lines; `~` stands for a figure of the lab.
    let filled = INCLUDE.replace_all(text, |found: &regex::Captures<'_>| {
        let filler = if found["what"].contains(MEASURED) { "\u{1}" } else { "_" };
        filler.repeat(found[0].len())
    });
    let mut found = Vec::new();
    for (range, block) in blocks(&filled) {
        let has_figure = block.contains('\u{1}');
        let is_read = block.split(|c: char| !c.is_alphabetic()).any(|word| word == "read");
        for figure in FIGURE.find_iter(&block).filter(|figure| stands_alone(&block, figure.range())) {
            let figure = figure.as_str().replace('\n', " ");
            let is_date = figure.len() == 10 && figure.starts_with("20") && figure.contains('-');
            let excused = VERSION.is_match(&figure)
                || (is_date && is_read)
                || (figure.eq_ignore_ascii_case("measured") && has_figure);
            if !excused {
                found.push((line_of(text, range.start), figure));
            }
        }
    }
    found
}

/// Not a part of a longer number, of a version such as 3.13.1, or of a word.
fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let after: Vec<char> = text[range.end..].chars().take(2).collect();
    let goes_on = match after[..] {
        ['.' | ',', next] => next.is_ascii_digit(),
        [next, ..] => next.is_alphanumeric(),
        [] => false,
    };
    !goes_on && !text[..range.start].ends_with(|c: char| c.is_alphanumeric() || c == '.')
}

/// Each sentence-bearing block with its text, without code and HTML.
fn blocks(text: &str) -> Vec<(Range<usize>, String)> {
    let mut blocks: Vec<(Range<usize>, String)> = Vec::new();
    let mut in_code = false;
    let mut open = false;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell)
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => open = false,
            Event::Text(part) if !in_code => push(&mut blocks, &mut open, range, &part),
            Event::Code(_) => push(&mut blocks, &mut open, range, "`"),
            Event::SoftBreak | Event::HardBreak => push(&mut blocks, &mut open, range, " "),
            _ => {}
        }
    }
    blocks
}

fn push(blocks: &mut Vec<(Range<usize>, String)>, open: &mut bool, range: Range<usize>, part: &str) {
    match blocks.last_mut() {
        Some((_, text)) if *open => text.push_str(part),
        _ => blocks.push((range, part.to_owned())),
    }
    *open = true;
}

/// What is given, with the file that says so.
fn given(book: &Book) -> Result<Vec<(String, Given)>> {
    let folder = book.root().join("given");
    let mut all = Vec::new();
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(all) };
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    for file in files {
        let name = slashes(file.strip_prefix(book.course()).unwrap_or(Path::new("book/given")));
        let text = fs::read_to_string(&file).with_context(|| format!("{name} cannot be read"))?;
        let read: File = toml::from_str(&text).with_context(|| format!("{name} is no list of given numbers"))?;
        all.extend(read.given.into_iter().map(|given| (name.clone(), given)));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::figures;

    fn found(text: &str) -> Vec<String> {
        figures(text).into_iter().map(|(_, figure)| figure).collect()
    }

    #[test]
    fn a_number_with_a_unit_thousands_and_a_share_are_figures() {
        assert_eq!(
            found("It took 0.747 s, not 5 ms, for 72,210 trips: 0.97 of it, or 40%."),
            ["0.747 s", "5 ms", "72,210", "0.97", "40%"]
        );
    }

    #[test]
    fn versions_counts_and_code_are_no_figures() {
        let text = "CPython 3.11 and 3.13.1, since 3.8; 4 threads. `sleep(0.25)`\n\n```text\n0.25 s\n```\n";
        assert_eq!(found(text), [""; 0]);
    }

    #[test]
    fn what_is_included_from_the_lab_is_no_typed_figure() {
        assert_eq!(found("We measured {{#include ../measured/figures.md:a-b-ours}} here."), [""; 0]);
        assert_eq!(found("We measured it."), ["measured"]);
    }

    #[test]
    fn a_day_needs_to_say_what_was_done_on_it() {
        assert_eq!(found("PEP 703 (read 2026-11-25)"), [""; 0]);
        assert_eq!(found("on two cores, 2026-11-25"), ["2026-11-25"]);
    }

    #[test]
    fn a_cell_of_a_table_is_read_and_a_figure_over_two_lines_is_one() {
        assert_eq!(found("| a | b |\n|---|---|\n| 1 | 10.4 ms |\n\nIt took 7\nms.\n"), ["10.4 ms", "7 ms"]);
    }
}
