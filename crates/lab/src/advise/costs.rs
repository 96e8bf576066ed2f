//! What the parts of a strategy cost on a machine: medians of the experiment `costs`, and who measured them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use strategy::Costs;

use crate::contender::Contender;
use crate::record::{OURS, Record};
use crate::sample::course;
use crate::statistics::{contenders, summary};

/// The experiment whose quantities these are.
const EXPERIMENT: &str = "costs";

/// How many times slower Python is without a GIL: the 3.14 HOWTO on free threading names up to 8 %, on x86-64 Linux. Nobody here measured it.
pub const FREE_THREADING_SLOW_DOWN: f64 = 1.08;

/// Costs, and where they come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What is counted with.
    pub costs: Costs,
    /// Whose costs: `3.11.7`.
    pub contender: String,
    /// The day on which they were measured.
    pub date: String,
    /// The machine on which they were measured.
    pub machine: String,
    /// The record's file.
    pub file: PathBuf,
}

impl Measured {
    /// The costs of the user's own record, else of the book's.
    ///
    /// # Errors
    ///
    /// There is neither, or one cannot be read; the message says how to make one.
    pub fn find() -> Result<Self> {
        Self::in_one_of(&course(), &["target/lab/record.json", "book/measured/record.json"])
    }

    /// The costs of the first record, of these in `folder`, that has any.
    ///
    /// # Errors
    ///
    /// No record has them, or one cannot be read.
    pub fn in_one_of(folder: &Path, files: &[&str]) -> Result<Self> {
        for file in files {
            if let Some(record) = Record::read(&folder.join(file))?
                && let Some(measured) = Self::of(&record, Path::new(file))?
            {
                return Ok(measured);
            }
        }
        bail!(
            "nobody has measured the costs that advice is counted with: they are not in {}\n\
             measure them on this machine, in a few seconds: cargo run -p lab --release -- --only {EXPERIMENT}",
            files.join(", nor in ")
        );
    }

    /// The costs of the record's default Python, else of the newest that has any.
    fn of(record: &Record, file: &Path) -> Result<Option<Self>> {
        let mut measured = contenders(record, EXPERIMENT);
        measured.retain(|contender| contender.to_string() != OURS);
        let is_default = |contender: &&Contender| Some(contender.to_string()) == record.default;
        let Some(contender) = measured.iter().find(is_default).or(measured.last()) else { return Ok(None) };
        let of = |quantity: &str| {
            let summary = summary(record, EXPERIMENT, quantity, contender);
            let missing = || format!("{} has no {quantity} of {contender}; measure it again", file.display());
            summary.map(|summary| summary.median).with_context(missing)
        };
        let time = |quantity: &str| Ok::<_, anyhow::Error>(Duration::try_from_secs_f64(of(quantity)?)?);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of cores, at least 1")]
        let cores = of("cores")?.clamp(1.0, 1024.0) as u32;
        let costs = Costs {
            cores,
            switch_interval: time("switch_interval")?,
            thread_start: time("thread_start")?,
            process_start: time("process_start")?,
            thread_task: time("thread_task")?,
            process_task: time("process_task")?,
            kilobyte: time("kilobyte")?,
            async_task: time("async_task")?,
            free_threading_slow_down: FREE_THREADING_SLOW_DOWN,
        };
        let (date, machine) = (record.date.clone(), record.machine.clone());
        Ok(Some(Self { costs, contender: contender.to_string(), date, machine, file: file.to_owned() }))
    }
}
