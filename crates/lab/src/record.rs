//! All samples of a run, with the machine and the day on which they were taken.

use serde::{Deserialize, Serialize};

use crate::sample::Values;

/// What `book/measured/record.json` holds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Record {
    /// The day, as `2026-11-27`.
    pub date: String,
    /// The machine in a few words: processor, cores, system.
    pub machine: String,
    /// Every sample, in the order in which they were taken.
    pub samples: Vec<Sample>,
}

/// One run of one program.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sample {
    /// The experiment's id.
    pub experiment: String,
    /// `3.11.7`, `3.14.0t` or `ours`.
    pub contender: String,
    /// What it measured.
    pub values: Values,
    /// How much of one core others used meanwhile; `None` where the system does not say.
    pub others: Option<f64>,
}
