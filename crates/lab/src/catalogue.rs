//! What is measured: `experiments/*.toml`, one file a chapter, one table an experiment.
//!
//! # Keeps true
//!
//! Every experiment has a question, a page that tells of it, and at least one quantity; every quantity that a claim names exists.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::contender::Version;

/// The folder of the catalogue and of its Python programs.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("experiments")
}

/// One question that is answered by running a program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experiment {
    /// Its name everywhere: small letters, digits and `_`.
    pub id: String,
    /// What a reader would ask.
    pub question: String,
    /// The page of the book that tells of it, from `book/src/`.
    pub page: String,
    /// Which of the twelve misconceptions it ends.
    pub misconception: Option<Misconception>,
    /// The Python program, from the course's folder: the one that the page shows, or one in `crates/lab/experiments/`.
    pub program: Option<String>,
    /// What the program is given. With `--quick` it is given [`quick`](Self::quick) instead.
    #[serde(default)]
    pub arguments: Vec<String>,
    /// What the program is given with `--quick`.
    #[serde(default)]
    pub quick: Vec<String>,
    /// The name of our own half, in `src/ours/`.
    pub ours: Option<String>,
    /// The oldest Python that is asked, such as `3.9`.
    pub since: Option<String>,
    /// The newest Python that is asked.
    pub until: Option<String>,
    /// A package that must be importable, such as `numpy`; without it the experiment is skipped, aloud.
    pub needs: Option<String>,
    /// What one run measures.
    pub quantity: Vec<Quantity>,
    /// What the book says about the outcome; looked at for each version.
    #[serde(default)]
    pub claim: Vec<Claim>,
}

/// A wrong idea that many have, as FACTS numbers them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Misconception {
    /// 1 to 12.
    pub number: u8,
    /// The wrong sentence itself.
    pub says: String,
}

/// One number of a run.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// Small letters, digits and `_`. Without `reads` it is the key in the JSON object that the program prints as its last line.
    pub id: String,
    /// Where else the number stands in what the program does.
    #[serde(default)]
    pub reads: Reads,
    /// What it is, for the head of a column.
    pub says: String,
    /// How it is shown.
    pub unit: Unit,
}

/// Where a number is read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reads {
    /// In the JSON object on the last line.
    #[default]
    Json,
    /// The first group of this pattern, in what the program prints; thousands may have commas.
    Find(String),
    /// The number of places in what the program prints at which this pattern fits.
    Count(String),
    /// The program's exit status.
    Exit,
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Seconds; shown as s, ms or µs.
    Seconds,
    /// Bytes; shown as B, KB or MB.
    Bytes,
    /// A whole number of things; exact where all samples agree.
    Count,
    /// So many a second.
    Rate,
    /// A ratio; the text says `times` or `of`.
    Ratio,
}

/// What the book says about an outcome.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// `QUANTITY > NUMBER`, `QUANTITY < NUMBER * QUANTITY`, `QUANTITY = NUMBER`.
    pub that: String,
    /// The oldest Python of which the book says so.
    pub since: Option<String>,
    /// The newest.
    pub until: Option<String>,
}

#[derive(Deserialize)]
struct File {
    experiment: Vec<Experiment>,
}

/// All experiments, in the order of the book's chapters.
///
/// # Errors
///
/// A file that cannot be read, is no catalogue, or breaks a rule; the message names it.
pub fn read() -> Result<Vec<Experiment>> {
    read_in(&folder())
}

/// The same of another folder.
///
/// # Errors
///
/// Those of [`read`].
pub fn read_in(folder: &Path) -> Result<Vec<Experiment>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let mut all: Vec<Experiment> = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let read: File = toml::from_str(&text).with_context(|| format!("{} is no catalogue", file.display()))?;
        for experiment in read.experiment {
            ensure!(all.iter().all(|other| other.id != experiment.id), "two experiments are called {}", experiment.id);
            let versions = experiment.claim.iter().flat_map(|claim| [&claim.since, &claim.until]);
            for version in versions.chain([&experiment.since, &experiment.until]).flatten() {
                ensure!(Version::read(version).is_some(), "{}: {version} is no version such as 3.9", experiment.id);
            }
            ensure!(experiment.program.is_some() || experiment.ours.is_some(), "{} runs nothing", experiment.id);
            ensure!(!experiment.quantity.is_empty(), "{} measures nothing", experiment.id);
            all.push(experiment);
        }
    }
    Ok(all)
}
