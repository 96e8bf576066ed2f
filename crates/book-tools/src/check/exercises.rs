//! Book and exercises name each other: an exercise's page exists and shows its card, a command in the book names what exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result};
use regex::Regex;
use scraper::Html;
use toml::{Table, Value};

use super::Problem;
use super::includes::slashes;
use super::site::{Site, source_of, text_of};
use crate::book::{Book, Page};

/// A command that names an exercise by its id, or a package.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"cargo learn (?:check|hint|replay) (?P<id>[a-z]\d\d)\b|cargo test -p (?P<package>[\w-]+)";
    Regex::new(pattern).expect("the pattern is valid")
});

/// What the book must know of an exercise.
struct Exercise {
    manifest: String,
    id: String,
    title: String,
    kind: String,
    difficulty: i64,
    minutes: i64,
    page: String,
}

/// What does not fit between the exercises beside `book` and its pages.
pub fn problems(book: &Book, pages: &[Page], site: &Site) -> Result<Vec<Problem>> {
    let mut found = Vec::new();
    let mut exercises = BTreeMap::new();
    let mut packages = BTreeSet::new();
    for krate in folders(&book.course().join("crates"))? {
        packages.extend(package_name(&krate));
        // The same source on the shadow std: a package of its own, in a folder below.
        packages.extend(package_name(&krate.join("model")));
    }
    for chapter in folders(&book.course().join("exercises"))? {
        for folder in folders(&chapter)? {
            match read(book, &folder) {
                Ok(exercise) => {
                    found.extend(without_card(&exercise, pages, site));
                    exercises.insert(exercise.id.clone(), exercise);
                }
                Err(problem) => found.push(problem),
            }
            packages.extend(package_name(&folder));
        }
    }
    for (file, page) in site.written_pages() {
        found.extend(unknown_names(file, page, &exercises, &packages));
    }
    Ok(found)
}

/// The folders in `parent`; none if it is not there (a book may stand alone).
fn folders(parent: &Path) -> Result<BTreeSet<PathBuf>> {
    if !parent.is_dir() {
        return Ok(BTreeSet::new());
    }
    let entries = fs::read_dir(parent).with_context(|| format!("{} cannot be read", parent.display()))?;
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    Ok(paths?.into_iter().filter(|path| path.is_dir()).collect())
}

/// The name of the package in `folder`, if there is one.
fn package_name(folder: &Path) -> Option<String> {
    let table: Table = fs::read_to_string(folder.join("Cargo.toml")).ok()?.parse().ok()?;
    Some(table.get("package")?.get("name")?.as_str()?.to_owned())
}

/// Reads the metadata of the exercise in `folder`.
fn read(book: &Book, folder: &Path) -> Result<Exercise, Problem> {
    let manifest = slashes(&folder.strip_prefix(book.course()).unwrap_or(folder).join("Cargo.toml"));
    let unreadable = |why: String| Problem::new(&manifest, why, "compare it with the Cargo.toml of another exercise");
    let text = fs::read_to_string(folder.join("Cargo.toml"))
        .map_err(|error| unreadable(format!("cannot be read: {error}")))?;
    let table: Table = text.parse().map_err(|error| unreadable(format!("is not valid TOML: {error}")))?;
    let exercise =
        ["package", "metadata", "exercise"].into_iter().try_fold(&table, |table, key| table.get(key)?.as_table());
    let exercise = exercise.ok_or_else(|| unreadable("has no [package.metadata.exercise]".to_owned()))?;
    let missing = |kind: &str, key: &str| unreadable(format!("has no {kind} `{key}` in [package.metadata.exercise]"));
    let text = |key: &str| {
        let value = exercise.get(key).and_then(Value::as_str).map(str::to_owned);
        value.ok_or_else(|| missing("text", key))
    };
    let number = |key: &str| exercise.get(key).and_then(Value::as_integer).ok_or_else(|| missing("number", key));
    Ok(Exercise {
        id: text("id")?,
        title: text("title")?,
        kind: text("kind")?,
        difficulty: number("difficulty")?,
        minutes: number("minutes")?,
        page: text("page")?,
        manifest: manifest.clone(),
    })
}

/// The exercise's page must be a written one, and show its card: what it is, and the command that checks it.
fn without_card(exercise: &Exercise, pages: &[Page], site: &Site) -> Option<Problem> {
    let Exercise { manifest, id, title, kind, difficulty, minutes, page } = exercise;
    let written = pages.iter().find(|written| slashes(&written.file) == *page);
    let Some(built) = written.and_then(|written| site.page_of(&written.file)) else {
        let what = format!("its page, {page}, is not a written page of the book");
        return Some(Problem::new(manifest, what, "correct `page`, or write the page and list it in SUMMARY.md"));
    };
    let text = text_of(built.root_element());
    let card = [
        format!("{id} · {title}"),
        format!("{kind} · difficulty {difficulty} of 5 · {minutes} minutes"),
        format!("cargo learn check {id}"),
    ];
    let missing = card.iter().find(|part| !text.contains(*part))?;
    let what = format!("the page of {id} does not show `{missing}`");
    Some(Problem::new(format!("book/src/{page}"), what, "add it to the exercise's card under `## Your turn`"))
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
