//! What an exercise says of itself: the part of its Cargo.toml that the book shows.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;
use toml::{Table, Value};

/// `[package.metadata.exercise]`, and where it stands.
#[derive(Debug, Clone, Deserialize)]
pub struct Exercise {
    /// `g02`.
    pub id: String,
    /// `Two holders`.
    pub title: String,
    /// `fix one line`, `implement`, …
    pub kind: String,
    /// 1 to 5.
    pub difficulty: usize,
    /// How long it takes, about.
    pub minutes: usize,
    /// The ids of the concepts that it is about.
    pub concepts: Vec<String>,
    /// The page to read first, below `book/src`.
    pub page: String,
    /// Its folder below the course's, with `/` between the names.
    #[serde(skip)]
    pub folder: String,
}

impl Exercise {
    /// Reads the exercise in `folder`, which lies in `course`.
    ///
    /// # Errors
    ///
    /// Its Cargo.toml cannot be read, or lacks something. The message does not name the file.
    pub fn read(course: &Path, folder: &Path) -> Result<Exercise> {
        let text = fs::read_to_string(folder.join("Cargo.toml")).context("cannot be read")?;
        let table: Table = text.parse().map_err(|error: toml::de::Error| anyhow!("is not valid TOML: {error}"))?;
        let about = table.get("package").and_then(|package| package.get("metadata")?.get("exercise"));
        let about: Value = about.cloned().context("has no [package.metadata.exercise]")?;
        let read: Result<Exercise, _> = about.try_into();
        let mut exercise = read.map_err(|error| anyhow!("[package.metadata.exercise]: {}", error.message()))?;
        exercise.folder = below(course, folder);
        Ok(exercise)
    }

    /// The exercise with this id, whose folder begins with it.
    ///
    /// # Errors
    ///
    /// There is none, or it cannot be read.
    pub fn of(course: &Path, id: &str) -> Result<Exercise> {
        let is_its = |folder: &PathBuf| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            name.split('-').next() == Some(id)
        };
        let folder = folders(course)?
            .into_iter()
            .find(is_its)
            .with_context(|| format!("there is no exercise `{id}`; `cargo learn list` shows those that there are"))?;
        Exercise::read(course, &folder).with_context(|| format!("{}/Cargo.toml", below(course, &folder)))
    }
}

/// The folders of all exercises of the course, in the order of their names.
///
/// # Errors
///
/// A folder cannot be read.
pub fn folders(course: &Path) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for chapter in folders_in(&course.join("exercises"))? {
        all.extend(folders_in(&chapter)?);
    }
    Ok(all)
}

/// The folders in `parent`; none if it is not there (a book may stand alone).
///
/// # Errors
///
/// `parent` cannot be read.
pub fn folders_in(parent: &Path) -> Result<BTreeSet<PathBuf>> {
    if !parent.is_dir() {
        return Ok(BTreeSet::new());
    }
    let entries = fs::read_dir(parent).with_context(|| format!("{} cannot be read", parent.display()))?;
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    Ok(paths?.into_iter().filter(|path| path.is_dir()).collect())
}

fn below(course: &Path, folder: &Path) -> String {
    let names = folder.strip_prefix(course).unwrap_or(folder).components();
    names.map(|name| name.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}
