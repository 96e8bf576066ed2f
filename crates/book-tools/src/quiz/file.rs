//! The files of questions below `book/src`, each question with its place.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, ensure};
use questions::compute::{Tried, computed};
use questions::form;
use questions::read::{Table, Value, lines, table};
use walkdir::WalkDir;

use crate::memory::Memory;

/// One file.
#[derive(Debug)]
pub struct File {
    /// Below `src/`.
    pub path: PathBuf,
    /// The ids of the earlier questions that it asks once more.
    pub again: Vec<String>,
    /// Its own.
    pub questions: Vec<Question>,
}

/// One question, as it stands in its file.
#[derive(Debug)]
pub struct Question {
    /// All that it has.
    pub table: Table,
    file: PathBuf,
    line: usize,
}

/// One choice of a question.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// What is ticked.
    pub text: &'a str,
    /// The wrong idea of who ticks it; `None` if it is right.
    pub idea: Option<&'a str>,
}

/// The files that were read, by their texts.
static READ: Memory<Arc<Vec<File>>> = Memory::new();
/// What was computed, by the question and the listings of its programs.
static COMPUTED: Memory<Tried> = Memory::new();

/// All files `questions*.toml`, in the order of their names.
///
/// # Errors
///
/// One cannot be read, or is no TOML.
pub fn all(book: &Path) -> Result<Arc<Vec<File>>> {
    let source = book.join("src");
    let mut texts = Vec::new();
    for entry in WalkDir::new(&source).sort_by_file_name() {
        let entry = entry.context("the book's folder cannot be read")?;
        let name = entry.file_name().to_string_lossy();
        if name.starts_with("questions") && name.ends_with(".toml") {
            let path = entry.path().strip_prefix(&source).expect("the walk stays below its root");
            let text = fs::read_to_string(entry.path())
                .with_context(|| format!("book/src/{} cannot be read", path.display()))?;
            texts.push((path.to_path_buf(), text));
        }
    }
    // Written as they are: to escape them for each page would cost more than to read them.
    let key = texts.iter().map(|(path, text)| format!("{}\0{text}\0", path.display())).collect();
    READ.get(key, || Ok(Arc::new(texts.iter().map(|(path, text)| read(path, text)).collect::<Result<_>>()?)))
}

fn read(path: &Path, text: &str) -> Result<File> {
    let name = path.display();
    let all = table(text).map_err(|error| anyhow!("book/src/{name}:{}: {}", error.line, error.what))?;
    let list = |key: &str| all.get(key).and_then(Value::list).unwrap_or(&[]).iter();
    let tables = list("question").filter_map(Value::table).cloned();
    let questions: Vec<Question> =
        tables.zip(lines(text)).map(|(table, line)| Question { table, file: path.to_path_buf(), line }).collect();
    ensure!(
        questions.len() == list("question").len(),
        "book/src/{name}: each question begins with a line `[[question]]`"
    );
    let again = list("again").filter_map(Value::text).map(str::to_owned).collect();
    Ok(File { path: path.to_path_buf(), again, questions })
}

impl Question {
    /// Where it stands: `book/src/…/questions.toml:40`.
    #[must_use]
    pub fn place(&self) -> String {
        format!("book/src/{}:{}", self.file.display(), self.line)
    }

    /// The text behind `key`; empty if there is none.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        self.table.get(key).and_then(Value::text).unwrap_or("")
    }

    /// Its choices, in the order of the file.
    pub fn choices(&self) -> impl Iterator<Item = Choice<'_>> {
        let choices = self.table.get("choice").and_then(Value::list).unwrap_or(&[]);
        choices.iter().filter_map(Value::table).map(|choice| {
            let text = |key: &str| choice.get(key).and_then(Value::text);
            Choice { text: text("text").unwrap_or(""), idea: text("idea") }
        })
    }

    /// Whether several choices may be right: then all of these are to be ticked.
    #[must_use]
    pub fn wants_many(&self) -> bool {
        let right = self.choices().filter(|choice| choice.idea.is_none()).count();
        right > 1 || matches!(self.text("kind"), "outcomes" | "which-repair")
    }

    /// What was tried to make sure of its key; `None` if no program can tell.
    ///
    /// # Errors
    ///
    /// Its form or its key is wrong.
    pub fn sure(&self, book: &Path) -> Result<Option<Tried>> {
        let wrong = |why| anyhow!("{}: {why}", self.place());
        if let Some(why) = form::complaint(&self.table, book) {
            return Err(wrong(why));
        }
        let program = self.table.contains_key("program");
        program.then(|| COMPUTED.get(self.made_from(book), || computed(&self.table, book).map_err(wrong))).transpose()
    }

    /// All that the computed answer depends on.
    fn made_from(&self, book: &Path) -> String {
        let choices = self.table.get("choice").and_then(Value::list).unwrap_or(&[]);
        let tables = choices.iter().filter_map(Value::table).chain([&self.table]);
        let programs = tables.filter_map(|table| table.get("program")?.text());
        let listing = |name: &str| book.join(format!("python/dis/{name}.{}.txt", self.text("python")));
        let listings: Vec<_> = programs.map(|name| fs::read_to_string(listing(name)).ok()).collect();
        format!("{:?}{listings:?}", self.table)
    }
}
