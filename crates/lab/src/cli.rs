//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::advise::arguments::{Arguments, RECIPE};
use crate::outputs::Outputs;

/// Measures every figure of the book again, on this machine: ours and each CPython that is found. Without --only it takes ten minutes.
#[derive(Debug, Parser)]
#[command(name = "lab", args_conflicts_with_subcommands = true)]
pub struct Line {
    /// What else the lab can do.
    #[command(subcommand)]
    pub other: Option<Other>,
    /// How to measure.
    #[command(flatten)]
    pub run: Options,
}

/// What the lab does beside measuring.
#[derive(Debug, Subcommand)]
pub enum Other {
    /// Lists the experiments: what each asks, and the page that tells of it.
    List,
    /// Shows the last run again and measures nothing.
    Show {
        /// Only these experiments.
        #[arg(long, value_name = "ID", value_delimiter = ',')]
        only: Vec<String>,
        /// What else to do with its samples.
        #[command(flatten)]
        outputs: Outputs,
    },
    /// Writes what the book's pages include, from the book's record.
    Pages,
    /// Says which strategy suits a program, by its sizes or by a profile, with the costs of a record.
    #[command(after_help = RECIPE)]
    Advise(Box<Arguments>),
    /// One of our halves, as the lab runs it: prints its numbers as a JSON object.
    #[command(hide = true)]
    Ours {
        /// Its name in the catalogue.
        name: String,
        /// Smaller sizes.
        #[arg(long)]
        quick: bool,
    },
}

/// How to measure.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Smaller sizes, one round, and at most five of the Pythons that are found: one minute for everything, and rough numbers.
    #[arg(long)]
    pub quick: bool,
    /// How often each program is run [default: 3, with --quick 1].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub rounds: Option<u32>,
    /// Only these experiments, such as round_trips,deaf_ms.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Only this Python, beside ours. May be given several times.
    #[arg(long, value_name = "PATH")]
    pub python: Vec<OsString>,
    /// Start anew, even if a run like this was interrupted.
    #[arg(long)]
    pub fresh: bool,
    /// No bar: a line for each tenth.
    #[arg(long)]
    pub plain: bool,
    /// End with 1 if a claim of the book does not hold here. What breaks one is measured in two rounds more first.
    #[arg(long)]
    pub check: bool,
    /// Make this run the book's: write book/measured/record.json.
    #[arg(long)]
    pub record: bool,
    /// What else to do with the samples.
    #[command(flatten)]
    pub outputs: Outputs,
    /// Another catalogue of experiments. For tests.
    #[arg(long, hide = true, value_name = "FOLDER")]
    pub catalogue: Option<PathBuf>,
    /// Where the journal and the record are kept. For tests.
    #[arg(long, hide = true, value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// After how many milliseconds a program is ended. For tests.
    #[arg(long, hide = true, value_name = "MS", default_value_t = 30_000)]
    pub limit: u64,
}

impl Options {
    /// How often each program is run.
    #[must_use]
    pub fn rounds(&self) -> u32 {
        self.rounds.unwrap_or(if self.quick { 1 } else { 3 })
    }
}
