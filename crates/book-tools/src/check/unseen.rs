//! What was written for a reader is seen by one: a page is in the book and on the list of what is done, a lab and a time line are on a page.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::Result;
use regex::Regex;
use scraper::Selector;
use walkdir::WalkDir;

use super::Problem;
use super::includes::{files, normal, slashes};
use super::site::Site;
use crate::book::{Book, Page};

/// A directive that shows what a file of its own folder describes.
static SHOWS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^\{\{#(?P<kind>lab|timeline)\s+(?P<name>[^\s}]+)\s*\}\}").expect("the pattern is valid")
});

/// mdBook's list, and the table from which `{{#kill-matrix}}` makes its own.
const NO_PAGES: [&str; 2] = ["SUMMARY.md", "graders-table.md"];

/// Pages, labs and time lines of `book` that nobody comes to see.
pub fn problems(book: &Book, pages: &[Page], site: &Site) -> Result<Vec<Problem>> {
    let mut found = not_shown(book, pages)?;
    found.extend(not_listed(book, pages)?);
    found.extend(not_on_the_list_of_what_is_done(pages, site));
    Ok(found)
}

fn not_shown(book: &Book, pages: &[Page]) -> Result<Vec<Problem>> {
    let shown: BTreeSet<(&str, &str)> = pages
        .iter()
        .flat_map(|page| SHOWS.captures_iter(&page.text))
        .map(|shows| shows.extract::<2>().1)
        .map(|[kind, name]| (kind, name))
        .collect();
    let mut found = Vec::new();
    for kind in ["lab", "timeline"] {
        for file in files_in(&book.root().join(format!("{kind}s")), "toml")? {
            let name = file.file_stem().and_then(OsStr::to_str).unwrap_or_default();
            if !shown.contains(&(kind, name)) {
                let next = format!("write `{{{{#{kind} {name}}}}}` into a page, or remove the file");
                found.push(Problem::new(format!("book/{kind}s/{name}.toml"), "no page shows it", next));
            }
        }
    }
    Ok(found)
}

/// A page that stands in the folder, and not in SUMMARY.md. What pages include is no page.
fn not_listed(book: &Book, pages: &[Page]) -> Result<Vec<Problem>> {
    let source = normal(&book.root().join("src"));
    let mut known: BTreeSet<PathBuf> = files(book, pages).into_iter().collect();
    known.extend(pages.iter().map(|page| source.join(&page.file)));
    known.extend(NO_PAGES.map(|file| source.join(file)));
    let all = files_in(&source, "md")?.into_iter().filter(|file| !known.contains(file));
    let problem = |file: PathBuf| {
        let name = slashes(file.strip_prefix(&source).unwrap_or(&file));
        let what = "it is in no list of pages, so it is not in the book";
        Problem::new(format!("book/src/{name}"), what, "list it in SUMMARY.md, or remove it")
    };
    Ok(all.map(problem).collect())
}

/// If a page has the list of what is done, all others stand there.
fn not_on_the_list_of_what_is_done(pages: &[Page], site: &Site) -> Vec<Problem> {
    let marks = Selector::parse(".progress .mark[data-kind=\"read\"]").expect("the selector is valid");
    let lists = |page: &&Page| site.page_of(&page.file).is_some_and(|built| built.select(&marks).next().is_some());
    let Some(list) = pages.iter().find(lists) else { return Vec::new() };
    let built = site.page_of(&list.file).into_iter().flat_map(|built| built.select(&marks));
    let listed: BTreeSet<&str> = built.filter_map(|mark| mark.attr("data-id")).collect();
    let missing = pages.iter().filter(|page| page.file != list.file && !listed.contains(slashes(&page.file).as_str()));
    let problem = |page: &Page| {
        let what = format!("{} is not on the list of what is done", slashes(&page.file));
        let next = "write its entry as `- [Title](page.md)`, without brackets in the title; crates/book-tools/src/quiz/progress.rs reads it";
        Problem::new("book/src/SUMMARY.md", what, next)
    };
    missing.map(problem).collect()
}

/// The files with this extension in `folder` and below it, in order; none if it is not there.
fn files_in(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let there = entries.filter(|entry| !entry.as_ref().is_err_and(|error| error.depth() == 0));
    let files = there.map(|entry| Ok(entry?.into_path())).collect::<Result<Vec<_>>>()?;
    Ok(files.into_iter().filter(|file| file.extension() == Some(OsStr::new(extension))).collect())
}
