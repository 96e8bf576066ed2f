//! Each include must find its file and its anchor, with something in it, and code must be included.
//!
//! mdBook leaves a broken include in the page as text, renders nothing at all for a missing anchor, and ends well both times.
//! And code that was typed into a page is code that no test compiles.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use regex::Regex;

use super::Problem;
use crate::book::{Book, Page};

/// `{{#include path}}` and its relatives; a backslash before it makes it plain text.
pub static INCLUDE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?P<escape>\\)?\{\{\s*#(?:include|rustdoc_include|playground)\s+(?P<what>[^}]+?)\s*\}\}";
    Regex::new(pattern).expect("the pattern is valid")
});

/// The languages whose code must come from a file that a test compiles.
const COMPILED: [&str; 2] = ["rust", "python"];

/// One include line of a page.
struct Include {
    line: usize,
    /// The file, as the reader of the page's source would open it.
    file: PathBuf,
    /// What stands after the colon: an anchor's name, or line numbers.
    part: Option<String>,
}

/// What is wrong with the includes of `pages`.
pub fn problems(book: &Book, pages: &[Page]) -> Vec<Problem> {
    let mut found = Vec::new();
    for page in pages {
        let place = |line: usize| format!("book/src/{}:{line}", slashes(&page.file));
        for include in includes(book, page) {
            found.extend(broken(book, &include).map(|(what, next)| Problem::new(place(include.line), what, next)));
        }
        for (line, language) in typed_by_hand(&page.text) {
            found.push(Problem::new(
                place(line),
                format!("this {language} code was typed into the page, so no test compiles it"),
                "put it into a file between `ANCHOR: name` and `ANCHOR_END: name`, and include it from there",
            ));
        }
    }
    found
}

/// All files that the pages include: what to watch besides the book's own folder.
pub fn files(book: &Book, pages: &[Page]) -> Vec<PathBuf> {
    pages.iter().flat_map(|page| includes(book, page)).map(|include| include.file).collect()
}

fn includes(book: &Book, page: &Page) -> Vec<Include> {
    let folder = book.root().join("src").join(page.file.parent().unwrap_or(Path::new("")));
    INCLUDE
        .captures_iter(&page.text)
        .filter(|found| found.name("escape").is_none())
        .map(|found| {
            let (file, part) = match found["what"].split_once(':') {
                Some((file, part)) => (file.to_owned(), Some(part.to_owned())),
                None => (found["what"].to_owned(), None),
            };
            let start = found.get_match().start();
            Include { line: line_of(&page.text, start), file: normal(&folder.join(file)), part }
        })
        .collect()
}

/// A program writes it: nobody puts an anchor there.
const FIGURES: &str = "book/measured/figures.md";

/// Why `include` shows the reader nothing, or the wrong thing, and what to do about it.
fn broken(book: &Book, include: &Include) -> Option<(String, String)> {
    let name = slashes(include.file.strip_prefix(book.course()).unwrap_or(&include.file));
    let Ok(text) = fs::read_to_string(&include.file) else {
        return Some((
            format!("includes {name}, which is not there"),
            "correct the path; it counts from the page's own folder".to_owned(),
        ));
    };
    let Some(anchor) = include.part.as_deref() else {
        let next = "write what the page is to show into it, or take the line out of the page".to_owned();
        return text.trim().is_empty().then(|| (format!("includes {name}, which is empty"), next));
    };
    if anchor.chars().all(|c| c.is_ascii_digit() || c == ':') {
        return Some((
            format!("includes lines {anchor} of {name}; lines move when the file is edited"),
            "name an anchor instead of line numbers".to_owned(),
        ));
    }
    let marked = |line: &&str, mark| named(line, mark) == Some(anchor);
    let mut from_the_first = text.lines().skip_while(|line| !marked(line, BEGIN)).peekable();
    let missing = match from_the_first.peek() {
        None => Some(BEGIN),
        Some(_) => (!from_the_first.any(|line| marked(&line, END))).then_some(END),
    };
    let (what, next) = match missing {
        Some(missing) => (
            format!("{name} has no `{missing}: {anchor}`, so nothing or too much of it is shown"),
            if missing == BEGIN {
                format!("write a comment `{BEGIN}: {anchor}` there, or correct the name")
            } else {
                format!("write a comment `{END}: {anchor}` there, below what is to be shown")
            },
        ),
        None if shows_nothing(&text, anchor) => (
            format!("{name} has nothing between `{BEGIN}: {anchor}` and the `{END}` below it, so nothing is shown"),
            "put the two comments above and below what the page is to show".to_owned(),
        ),
        None => return None,
    };
    let measured = "cargo run -p lab -- pages, which writes that file and names what no record has";
    Some((what, if name == FIGURES { measured.to_owned() } else { next }))
}

const BEGIN: &str = "ANCHOR";
const END: &str = "ANCHOR_END";

/// What the mark on this line names, if it has one.
fn named<'line>(line: &'line str, mark: &str) -> Option<&'line str> {
    line.split_once(&format!("{mark}:"))?.1.trim_start().split(|c: char| !is_name(c)).next()
}

/// Whether mdBook would find only blank lines, or marks of other anchors, from the first mark to the end.
fn shows_nothing(text: &str, anchor: &str) -> bool {
    let below = text.lines().skip_while(|line| named(line, BEGIN) != Some(anchor)).skip(1);
    let mut shown = below.take_while(|line| named(line, END) != Some(anchor));
    !shown.any(|line| !line.trim().is_empty() && named(line, BEGIN).is_none() && named(line, END).is_none())
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// The first line and the language of each block of compiled code that holds anything but include lines.
fn typed_by_hand(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut block = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let language = info.split([',', ' ']).next().unwrap_or("").to_owned();
                block = COMPILED.contains(&language.as_str()).then_some((line_of(text, range.start), language));
            }
            Event::Text(code) => {
                let by_hand = code.lines().any(|line| !line.trim().is_empty() && !INCLUDE.is_match(line));
                if by_hand {
                    found.extend(block.take());
                }
            }
            Event::End(_) => block = None,
            _ => {}
        }
    }
    found
}

pub fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// `path` without `.` and `..`, so that it can be shown and compared.
pub fn normal(path: &Path) -> PathBuf {
    use std::path::Component::{CurDir, ParentDir};
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            CurDir => {}
            ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// `path` with `/` on every system, as links and SUMMARY.md write it.
pub fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
