//! Reading the concepts and who names them.
//!
//! # Keeps true
//!
//! The files are looked at each time; they are understood once, until one of them changes. A build shows a table for each crate, and all need the same.

use std::fs;
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use serde::Deserialize;
use toml::Spanned;
use walkdir::WalkDir;

use super::{Concept, Inventory, Kind, Use};
use crate::check::includes::slashes;
use crate::memory::Memory;

#[derive(Deserialize)]
struct ConceptsFile {
    #[serde(default)]
    concept: Vec<Concept>,
}

/// What an exercise and a question have in common. What else they have is the business of others.
#[derive(Deserialize)]
struct Entry {
    id: String,
    page: String,
    #[serde(default)]
    concepts: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
struct QuestionsFile {
    #[serde(default)]
    question: Vec<Entry>,
}

#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    exercise: Entry,
}

/// A file and what stands in it.
type Text = (PathBuf, String);

/// The concepts, by the text that they stand in.
static CONCEPTS: Memory<Arc<Vec<Concept>>> = Memory::new();
/// What was read, by the texts of all its files.
static READ: Memory<Arc<Inventory>> = Memory::new();

/// The concepts of `concepts.toml` in the folder `book`; none if it is not there.
///
/// # Errors
///
/// It cannot be read, or is not what it should be.
pub fn concepts(book: &Path) -> Result<Arc<Vec<Concept>>> {
    let (file, text) = concepts_text(book)?;
    CONCEPTS.get(text.clone(), || Ok(Arc::new(parse::<ConceptsFile>(&text, &file)?.concept)))
}

fn concepts_text(book: &Path) -> Result<Text> {
    let file = book.join("concepts.toml");
    let text = if file.is_file() { text(&file)? } else { String::new() };
    Ok((file, text))
}

impl Inventory {
    /// Reads `concepts.toml` in the folder `book`, its `questions*.toml`, and the exercises of `course`. Without `concepts.toml` there are no concepts.
    ///
    /// # Errors
    ///
    /// One of the book's files cannot be read, or is not what it should be. An exercise whose Cargo.toml is not is left out: [`crate::check`] tells of it.
    pub fn read(course: &Path, book: &Path) -> Result<Arc<Inventory>> {
        let concepts = concepts_text(book)?;
        let exercises = texts(&course.join("exercises"), |name| name == "Cargo.toml")?;
        let questions = texts(&book.join("src"), |name| name.starts_with("questions") && name.ends_with(".toml"))?;
        let all = iter::once(&concepts).chain(&exercises).chain(&questions);
        let key = all.map(|(file, text)| format!("{}\0{text}\0", file.display())).collect();
        READ.get(key, || {
            let mut uses = Vec::new();
            for (file, text) in &exercises {
                if let Ok(manifest) = toml::from_str::<Manifest>(text) {
                    let exercise = manifest.package.metadata.exercise;
                    uses.extend(uses_of(Kind::Exercise, exercise, text, &relative(course, file)));
                }
            }
            for (file, text) in &questions {
                for question in parse::<QuestionsFile>(text, file)?.question {
                    uses.extend(uses_of(Kind::Question, question, text, &relative(course, file)));
                }
            }
            Ok(Arc::new(Inventory { concepts: self::concepts(book)?.to_vec(), uses }))
        })
    }
}

/// What an exercise or a question names, with the line on which it does.
fn uses_of(kind: Kind, entry: Entry, text: &str, file: &str) -> Vec<Use> {
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let uses = entry.concepts.iter().enumerate().map(|(nth, concept)| Use {
        kind,
        by: entry.id.clone(),
        concept: concept.get_ref().clone(),
        first: nth == 0,
        page: entry.page.clone(),
        place: format!("{file}:{}", line(concept.span().start)),
    });
    uses.collect()
}

/// The files in `folder` and below it whose name is `wanted`, in order; none if the folder is not there.
fn texts(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<Text>> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries
        .filter(|entry| entry.file_type().is_file() && entry.file_name().to_str().is_some_and(&wanted))
        .map(walkdir::DirEntry::into_path)
        .map(|file| Ok((file.clone(), text(&file)?)))
        .collect()
}

fn text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

fn parse<T: for<'de> Deserialize<'de>>(text: &str, file: &Path) -> Result<T> {
    toml::from_str(text).with_context(|| format!("{} is not as its head says", file.display()))
}

fn relative(course: &Path, file: &Path) -> String {
    slashes(file.strip_prefix(course).unwrap_or(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONCEPT: &str = "[[concept]]\nid = \"G1\"\ncrate = \"gil\"\nknow = \"one\"\nidea = \"none\"\n";

    #[test]
    fn the_inventory_is_understood_once_until_a_file_changes() {
        let course = tempfile::tempdir().unwrap();
        let (book, exercise) = (course.path().join("book"), course.path().join("exercises/gil/g01-one"));
        fs::create_dir_all(book.join("src")).unwrap();
        fs::create_dir_all(&exercise).unwrap();
        let read = || Inventory::read(course.path(), &book).unwrap();

        fs::write(book.join("concepts.toml"), CONCEPT).unwrap();
        let first = read();
        assert!(Arc::ptr_eq(&first, &read()), "the same files were understood twice");

        let about = "[package.metadata.exercise]\nid = \"g01\"\npage = \"a.md\"\nconcepts = [\"G1\"]\n";
        fs::write(exercise.join("Cargo.toml"), about).unwrap();
        assert_eq!((first.uses.len(), read().uses.len()), (0, 1));

        fs::write(book.join("concepts.toml"), CONCEPT.replace("one", "two")).unwrap();
        assert_eq!(read().concepts[0].know, "two");
    }
}
