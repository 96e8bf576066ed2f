//! The concepts of the course: what there is to know, and which exercises and questions are about it.
//!
//! # Keeps true
//!
//! The concepts stand in `book/concepts.toml`. Which exercises and questions have one is read in their own files each time, and written down nowhere else: so
//! the page that shows it is never out of date.

mod read;
mod table;

use std::collections::BTreeSet;

use serde::Deserialize;

pub use read::concepts;
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

impl Inventory {
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
