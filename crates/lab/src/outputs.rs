//! What is done with a record beside printing it: `--json`, `--svg` and `--compare`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use clap::Args;

use crate::catalogue::Experiment;
use crate::record::Record;
use crate::sample::course;
use crate::{chart, compare};

/// What else to do with the samples.
#[derive(Debug, Clone, Default, Args)]
pub struct Outputs {
    /// Write all samples into this file, as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write a chart of each experiment into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub svg: Option<PathBuf>,
    /// Show the figures beside the book's.
    #[arg(long)]
    pub compare: bool,
}

/// The record of the book, from the course's folder.
pub const OF_THE_BOOK: &str = "book/measured/record.json";

/// The record of the last run.
pub const OF_THE_LAST_RUN: &str = "target/lab/record.json";

impl Outputs {
    /// Whether all of it can be done; asked before a run, since nobody wants to hear it ten minutes later.
    ///
    /// # Errors
    ///
    /// What is missing, or cannot be written.
    pub fn ready(&self) -> Result<()> {
        if let Some(folder) = &self.svg {
            fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        }
        if let Some(file) = &self.json {
            ensure!(!file.is_dir(), "{} is a folder: --json takes a file, such as {0}/mine.json", file.display());
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)
                    .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
            }
        }
        if self.compare {
            of_the_book()?;
        }
        Ok(())
    }

    /// Does it with `record`.
    ///
    /// # Errors
    ///
    /// What is missing, or cannot be written.
    pub fn write(&self, experiments: &[Experiment], record: &Record) -> Result<()> {
        if let Some(file) = &self.json {
            record.write(file)?;
            println!("the samples stand in {}", file.display());
        }
        if let Some(folder) = &self.svg {
            let mut count = 0;
            for experiment in experiments {
                let Some(chart) = chart::svg(experiment, record) else { continue };
                let file = folder.join(format!("{}.svg", experiment.id));
                fs::write(&file, chart).with_context(|| format!("{} cannot be written", file.display()))?;
                count += 1;
            }
            println!("{count} charts stand in {}", folder.display());
        }
        if self.compare {
            print!("{}", compare::words(experiments, &of_the_book()?, record)?);
        }
        Ok(())
    }
}

/// The book's record.
///
/// # Errors
///
/// It is not there, or is none; the message says what to do.
pub fn of_the_book() -> Result<Record> {
    Record::read(&course().join(OF_THE_BOOK))?.with_context(|| {
        format!("there is no {OF_THE_BOOK} to compare with; `git status` says whether it was deleted, and this makes a new one: cargo run -p lab --release -- --record")
    })
}

/// The record of the last run.
///
/// # Errors
///
/// It is not there, or is none; the message says what to do.
pub fn of_the_last_run() -> Result<Record> {
    Record::read(&course().join(OF_THE_LAST_RUN))?.with_context(|| {
        format!("there is no {OF_THE_LAST_RUN} yet; this makes one in a minute: cargo run -p lab --release -- --quick")
    })
}
