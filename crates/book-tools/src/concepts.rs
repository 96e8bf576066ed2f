//! The concepts of the course: what there is to know, and which exercises and questions are about it.
//!
//! # Keeps true
//!
//! The concepts stand in `book/concepts.toml`. Which exercises and questions have one is read in their own files each time, and written down nowhere else: so
//! the page that shows it is never out of date.

mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use toml::Spanned;
use walkdir::WalkDir;

use crate::check::includes::slashes;

pub use table::html;

/// One thing to know.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// A letter and a number, `G1`.
    pub id: String,
    /// The crate whose subject it is.
    #[serde(rename = "crate")]
    pub package: String,
    /// What who has understood it can say.
    pub know: String,
    /// The wrong idea that stands in its way, in the words of who has it.
    pub idea: String,
}

/// Who is about a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something to build.
    Exercise,
    /// A question of the quiz.
    Question,
}

/// An exercise or a question that names a concept.
#[derive(Debug, Clone)]
pub struct Use {
    /// Whether it is an exercise or a question.
    pub kind: Kind,
    /// Its id: `g02`, `g1-last-seat`.
    pub by: String,
    /// The id of the concept.
    pub concept: String,
    /// Whether it names this concept first: it is about this one, and touches the others.
    pub first: bool,
    /// Its page, below `src/`.
    pub page: String,
    /// The file and the line that name the concept.
    pub place: String,
}

/// All concepts, and all who name one.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// In the order of `concepts.toml`.
    pub concepts: Vec<Concept>,
    /// Exercises first; each kind in the order of its files.
    pub uses: Vec<Use>,
}

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

/// The concepts of `concepts.toml` in the folder `book`; none if it is not there.
///
/// # Errors
///
/// It cannot be read, or is not what it should be.
pub fn concepts(book: &Path) -> Result<Vec<Concept>> {
    let file = book.join("concepts.toml");
    if file.is_file() { Ok(parse::<ConceptsFile>(&text(&file)?, &file)?.concept) } else { Ok(Vec::new()) }
}

impl Inventory {
    /// Reads `concepts.toml` in the folder `book`, its `questions*.toml`, and the exercises of `course`. Without `concepts.toml` there are no concepts.
    ///
    /// # Errors
    ///
    /// One of the book's files cannot be read, or is not what it should be. An exercise whose Cargo.toml is not is left out: [`crate::check`] tells of it.
    pub fn read(course: &Path, book: &Path) -> Result<Inventory> {
        let (concepts, mut uses) = (concepts(book)?, Vec::new());
        for file in files(&course.join("exercises"), |name| name == "Cargo.toml") {
            let text = text(&file)?;
            if let Ok(manifest) = toml::from_str::<Manifest>(&text) {
                uses.extend(uses_of(
                    Kind::Exercise,
                    manifest.package.metadata.exercise,
                    &text,
                    &relative(course, &file),
                ));
            }
        }
        for file in files(&book.join("src"), |name| name.starts_with("questions") && name.ends_with(".toml")) {
            let text = text(&file)?;
            for question in parse::<QuestionsFile>(&text, &file)?.question {
                uses.extend(uses_of(Kind::Question, question, &text, &relative(course, &file)));
            }
        }
        Ok(Inventory { concepts, uses })
    }

    /// Who names a concept that `concepts.toml` does not have.
    pub fn unknown(&self) -> impl Iterator<Item = &Use> {
        self.uses.iter().filter(|used| self.concepts.iter().all(|concept| concept.id != used.concept))
    }

    /// The ids that more than one concept has.
    pub fn twice(&self) -> impl Iterator<Item = &str> {
        let mut seen = BTreeSet::new();
        self.concepts.iter().map(|concept| concept.id.as_str()).filter(move |id| !seen.insert(*id))
    }

    /// The concepts whose chapter has been written, with the number of questions that are about them: a chapter that has an exercise or a
    /// question of its own has been.
    #[must_use]
    pub fn questions_of_written_chapters(&self) -> Vec<(&Concept, usize)> {
        let about = |concept: &Concept, used: &Use| used.first && used.concept == concept.id;
        let is_written = |package: &str| {
            let mut concepts = self.concepts.iter().filter(|concept| concept.package == package);
            concepts.any(|concept| self.uses.iter().any(|used| about(concept, used)))
        };
        let questions =
            |concept| self.uses.iter().filter(|used| used.kind == Kind::Question && about(concept, used)).count();
        self.concepts
            .iter()
            .filter(|concept| is_written(&concept.package))
            .map(|concept| (concept, questions(concept)))
            .collect()
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
fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries
        .filter(|entry| entry.file_type().is_file() && entry.file_name().to_str().is_some_and(&wanted))
        .map(walkdir::DirEntry::into_path)
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
