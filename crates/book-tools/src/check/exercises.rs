//! Book and exercises name each other: an exercise's page exists and shows its card, the exercise's file names its page, and a command in
//! the book names what exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::Result;
use regex::Regex;
use scraper::{Html, Selector};
use toml::Table;

use super::Problem;
use super::includes::slashes;
use super::site::{Site, source_of, text_of};
use crate::book::{Book, Page};
use crate::exercise::{Exercise, folders, folders_in};
use crate::markup::count;

/// A command that names an exercise by its id, or a package.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"cargo learn (?:check|hint|replay) (?P<id>[a-z]\d\d)\b|cargo test -p (?P<package>[\w-]+)";
    Regex::new(pattern).expect("the pattern is valid")
});

/// What does not fit between the exercises beside `book` and its pages.
pub fn problems(book: &Book, pages: &[Page], site: &Site) -> Result<Vec<Problem>> {
    let mut found = Vec::new();
    let mut exercises = BTreeMap::new();
    let mut packages = BTreeSet::new();
    for krate in folders_in(&book.course().join("crates"))? {
        packages.extend(package_name(&krate));
        // The same source on the shadow std: a package of its own, in a folder below.
        packages.extend(package_name(&krate.join("model")));
    }
    for folder in folders(book.course())? {
        match Exercise::read(book.course(), &folder) {
            Ok(exercise) => {
                found.extend(page_or_exercise(book, &exercise, pages, site));
                exercises.insert(exercise.id.clone(), exercise);
            }
            Err(error) => {
                let manifest = slashes(&folder.strip_prefix(book.course()).unwrap_or(&folder).join("Cargo.toml"));
                let next = "compare it with the Cargo.toml of another exercise";
                found.push(Problem::new(manifest, format!("{error:#}"), next));
            }
        }
        packages.extend(package_name(&folder));
    }
    for (file, page) in site.written_pages() {
        found.extend(typed_card(file, page));
        found.extend(unknown_names(file, page, &exercises, &packages));
    }
    Ok(found)
}

/// The name of the package in `folder`, if there is one.
fn package_name(folder: &Path) -> Option<String> {
    let table: Table = fs::read_to_string(folder.join("Cargo.toml")).ok()?.parse().ok()?;
    Some(table.get("package")?.get("name")?.as_str()?.to_owned())
}

/// What is wrong between an exercise and its page.
fn page_or_exercise(book: &Book, exercise: &Exercise, pages: &[Page], site: &Site) -> Vec<Problem> {
    let Exercise { id, page, folder, .. } = exercise;
    let written = pages.iter().find(|written| slashes(&written.file) == *page);
    let Some(built) = written.and_then(|written| site.page_of(&written.file)) else {
        let what = format!("its page, {page}, is not a written page of the book");
        let next = "correct `page`, or write the page and list it in SUMMARY.md";
        return vec![Problem::new(format!("{folder}/Cargo.toml"), what, next)];
    };
    let card = Selector::parse(&format!(".exercise[data-exercise=\"{id}\"]")).expect("an id is letters and digits");
    let without_card = built.select(&card).next().is_none().then(|| {
        let what = format!("the page of {id} does not show its card");
        Problem::new(format!("book/src/{page}"), what, format!("write `{{{{#exercise {id}}}}}` under `## Your turn`"))
    });
    without_card.into_iter().chain(names_another_page(book, exercise, built)).collect()
}

/// The shipped file of an exercise says in its head how long it takes and what to read first.
fn names_another_page(book: &Book, exercise: &Exercise, page: &Html) -> Option<Problem> {
    let Exercise { kind, minutes, folder, .. } = exercise;
    let title = page.select(&Selector::parse("main h1").expect("the selector is valid")).next().map(text_of)?;
    let (first, rest) = kind.split_at_checked(1)?;
    let minutes = count(*minutes, "minute", "minutes");
    let head = format!("//! {}{rest} · {minutes} · read first: `cargo book` → *{title}*", first.to_uppercase());
    // A learner's own file is nobody's business; what was shipped lies beside the solution.
    let stub = format!("{}/stub.rs", folder.replacen("exercises/", "solutions/", 1));
    let text = fs::read_to_string(book.course().join(&stub)).unwrap_or_default();
    (!text.lines().any(|line| line == head)).then(|| {
        Problem::new(stub, format!("its head does not have the line `{head}`"), "correct the line, or Cargo.toml")
    })
}

/// A card that no directive made.
fn typed_card(file: &Path, page: &Html) -> Option<Problem> {
    let typed = Selector::parse(".exercise:not([data-exercise])").expect("the selector is valid");
    page.select(&typed).next().map(|_| {
        let what = "the card of an exercise was typed, so it will differ from the exercise one day";
        Problem::new(source_of(file), what, "write `{{#exercise ID}}` on a line by itself instead")
    })
}

/// Commands on the page that name an exercise or a package which does not exist.
fn unknown_names(
    file: &Path,
    page: &Html,
    exercises: &BTreeMap<String, Exercise>,
    packages: &BTreeSet<String>,
) -> Vec<Problem> {
    let text = text_of(page.root_element());
    let unknown = NAMED.captures_iter(&text).filter(|named| {
        let id = named.name("id").is_some_and(|id| !exercises.contains_key(id.as_str()));
        let package = named.name("package").is_some_and(|package| !packages.contains(package.as_str()));
        id || package
    });
    unknown
        .map(|named| {
            let what = format!("`{}` names something that does not exist", &named[0]);
            Problem::new(source_of(file), what, "correct the command; `cargo learn list` shows the exercises")
        })
        .collect()
}
