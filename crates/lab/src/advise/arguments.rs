//! What one may say to `lab advise` on the command line.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use strategy::Task;

use super::profile::Profile;
use super::sizes;

/// How many tasks there are if only a profile is given: it does not tell.
pub const TASKS_OF_A_PROFILE: u32 = 100;

/// How a profile is made; stands below the help.
pub const RECIPE: &str = "\
A profile is three recordings by py-spy of the same work:
  py-spy record --format raw --idle --output all.txt -- python3 program.py
  py-spy record --format raw --gil --output gil.txt -- python3 program.py
  py-spy record --format raw --output running.txt -- python3 program.py
  lab advise --profile all.txt --gil-profile gil.txt --running-profile running.txt --tasks 1000";

/// What one task does, or a profile. Without both, the user is asked.
#[derive(Debug, Clone, Args)]
pub struct Arguments {
    /// How many tasks there are that need not wait for each other; of more, the first 10,000 [default: 1, of a profile 100].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub tasks: Option<u32>,
    /// How long one task runs Python code, such as 1ms.
    #[arg(long, value_name = "TIME", value_parser = sizes::time, conflicts_with = "profile")]
    pub python: Option<Duration>,
    /// How long one task runs native code that keeps the GIL, as re and sorted do.
    #[arg(long, value_name = "TIME", value_parser = sizes::time, conflicts_with = "profile")]
    pub held: Option<Duration>,
    /// How long one task runs native code that lets go of the GIL, as hashlib and zlib do.
    #[arg(long, value_name = "TIME", value_parser = sizes::time, conflicts_with = "profile")]
    pub native: Option<Duration>,
    /// How long one task waits for the world outside.
    #[arg(long, value_name = "TIME", value_parser = sizes::time, conflicts_with = "profile")]
    pub waiting: Option<Duration>,
    /// What is sent and sent back for one task if another process does it, such as 10KB.
    #[arg(long, value_name = "SIZE", value_parser = sizes::bytes, default_value = "0")]
    pub bytes: u64,
    /// How many times faster your Python part would be as native code that lets go of the GIL. Without this, nobody can rewrite it.
    #[arg(long, value_name = "TIMES", value_parser = sizes::times)]
    pub native_speed_up: Option<f64>,
    /// It may run on a free-threaded Python: all that it imports can.
    #[arg(long)]
    pub free_threaded: bool,
    /// Where all threads were, recorded with `py-spy record --format raw --idle`.
    #[arg(long, value_name = "FILE", requires = "gil_profile", requires = "running_profile")]
    pub profile: Option<PathBuf>,
    /// Who had the GIL, recorded with `--gil` instead of `--idle`.
    #[arg(long, value_name = "FILE", requires = "profile")]
    pub gil_profile: Option<PathBuf>,
    /// Who ran, with or without the GIL: recorded with neither.
    #[arg(long, value_name = "FILE", requires = "profile")]
    pub running_profile: Option<PathBuf>,
    /// How many samples a second the recordings have.
    #[arg(long, value_name = "N", default_value_t = 100, requires = "profile", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub rate: u32,
}

impl Arguments {
    /// The three recordings, if they are given.
    ///
    /// # Errors
    ///
    /// One of them cannot be read, or is none; the message names it.
    pub fn profile(&self) -> Result<Option<Profile>> {
        match (&self.profile, &self.gil_profile, &self.running_profile) {
            (Some(all), Some(gil), Some(running)) => Profile::read(all, gil, running).map(Some),
            _ => Ok(None),
        }
    }

    /// Whether there is something that a task does.
    #[must_use]
    pub fn says_what_a_task_does(&self) -> bool {
        [self.python, self.held, self.native, self.waiting].iter().any(Option::is_some)
    }

    /// What one task does; what was not said takes no time.
    #[must_use]
    pub fn task(&self) -> Task {
        Task {
            python: self.python.unwrap_or_default(),
            held: self.held.unwrap_or_default(),
            native: self.native.unwrap_or_default(),
            waiting: self.waiting.unwrap_or_default(),
            bytes: self.bytes,
            ..Task::default()
        }
    }
}
