//! All samples of a run, with the machine and the day on which they were taken.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use crate::sample::Values;

/// What `target/lab/record.json` and `book/measured/record.json` hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The day on which the run began, as `2026-11-27`, in universal time.
    pub date: String,
    /// The machine in a few words: processor, cores, memory, system.
    pub machine: String,
    /// Whether the sizes were those of `--quick`.
    #[serde(default)]
    pub quick: bool,
    /// Whether our halves were built with `--release`. Without it they are many times slower than they could be.
    #[serde(default)]
    pub optimised: bool,
    /// How often each program was run.
    #[serde(default)]
    pub rounds: u32,
    /// How long the run took, in seconds; of one that was interrupted, all its parts.
    #[serde(default)]
    pub seconds: f64,
    /// Who was measured, oldest first and [`OURS`] last.
    #[serde(default)]
    pub contenders: Vec<String>,
    /// The contender that `python3` is on this machine, or what the variable PYTHON or the first `--python` names.
    #[serde(default)]
    pub default: Option<String>,
    /// Every sample, in the order in which they were taken.
    pub samples: Vec<Sample>,
    /// What was not run.
    #[serde(default)]
    pub skipped: Vec<Missing>,
    /// What did not give its numbers, and so was not run again.
    #[serde(default)]
    pub failed: Vec<Missing>,
}

/// The contender that is no Python: the halves that this course has built.
pub const OURS: &str = "ours";

/// One run of one program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// The experiment's id.
    pub experiment: String,
    /// `3.11.7`, `3.14.0t` or [`OURS`].
    pub contender: String,
    /// What it measured.
    pub values: Values,
    /// How much of one core others used meanwhile; `None` where the system does not say.
    pub others: Option<f64>,
}

/// An experiment of which a contender has no, or not all, samples.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The experiment's id.
    pub experiment: String,
    /// As in a [`Sample`].
    pub contender: String,
    /// Why, in words.
    pub why: String,
}

impl Record {
    /// The record in `file`; `None` if there is no such file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is no record; the message names it.
    pub fn read(file: &Path) -> Result<Option<Self>> {
        let text = match fs::read_to_string(file) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            text => text.with_context(|| format!("{} cannot be read", file.display()))?,
        };
        serde_json::from_str(&text).map(Some).with_context(|| {
            format!(
                "{} is no record of the lab, or a part of one; remove it and run the lab again (the book's comes back with `git checkout`)",
                file.display()
            )
        })
    }

    /// Writes the record into `file`. At every moment that file is whole: the old one or the new one. What is no file, such as `/dev/stdout`,
    /// is written to, and not replaced.
    ///
    /// # Errors
    ///
    /// The folder is not there or not writable, or the disk is full; the old file stays as it was.
    pub fn write(&self, file: &Path) -> Result<()> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        let new = file.with_extension("json.new");
        let written = if file.symlink_metadata().is_ok_and(|there| !there.is_file()) {
            fs::write(file, text)
        } else {
            fs::write(&new, text).and_then(|()| fs::rename(&new, file)).inspect_err(|_| {
                // A half of it helps nobody, and takes room. What went wrong first is what is said.
                let _ = fs::remove_file(&new);
            })
        };
        written.with_context(|| format!("{} cannot be written; what was there stays", file.display()))
    }
}
