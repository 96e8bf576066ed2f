//! Who is measured: each CPython that is found, and the halves that this course has built.
//!
//! # Keeps true
//!
//! Every contender has a name of its own, which its samples bear in the record.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use python::Python;

use crate::limited::{self, End};
use crate::record::OURS;
use crate::sample::course;

/// The oldest Python that the book speaks of.
pub const OLDEST: (u32, u32) = (3, 6);

/// How long an import may take.
const LIMIT: Duration = Duration::from_secs(30);

/// Somebody who runs programs.
#[derive(Debug, Clone)]
pub enum Runner {
    /// A CPython.
    Python(Python),
    /// This executable itself, which has our halves.
    Ours(PathBuf),
}

/// `3.11.7`, `3.14.0t` or `ours`.
impl fmt::Display for Runner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Runner::Python(python) => python.fmt(f),
            Runner::Ours(_) => f.write_str(OURS),
        }
    }
}

impl Runner {
    /// This program, with our halves in it.
    ///
    /// # Errors
    ///
    /// The system does not say which program this is.
    pub fn ours() -> Result<Runner> {
        env::current_exe()
            .map(Runner::Ours)
            .context("the system does not say where this program is, so it cannot run our halves")
    }

    /// Whether it can import this package. For what needs no Python that is never asked.
    #[must_use]
    pub fn imports(&self, package: &str) -> bool {
        let Runner::Python(python) = self else { return true };
        let mut command = Command::new(&python.program);
        command.args(["-I", "-B", "-c", &format!("import {package}")]);
        let ended = limited::run(command, LIMIT, &AtomicBool::new(false));
        matches!(ended, Ok(End::Itself(output)) if output.status.success())
    }

    /// A command that starts it in the course's folder; what it runs is to be added.
    pub(crate) fn command(&self) -> Command {
        let mut command = match self {
            Runner::Python(python) => {
                let mut command = Command::new(&python.program);
                // Nothing of this user's settings, and no .pyc beside the course's files.
                command.args(["-I", "-B"]);
                command
            }
            Runner::Ours(program) => {
                let mut command = Command::new(program);
                // The reason of a panic is its message, not the way to it.
                command.arg("ours").env("RUST_BACKTRACE", "0");
                command
            }
        };
        command.current_dir(course());
        command
    }
}

/// The Pythons of a run, oldest first, and the name of the one that a reader gets who names none.
///
/// # Errors
///
/// What is named is no CPython from 3.6 on, or two of the named are the same version.
pub fn pythons(named: &[OsString]) -> Result<(Vec<Runner>, Option<String>)> {
    let (mut pythons, default) =
        if named.is_empty() { python::all(OLDEST).map_err(|why| anyhow!(why))? } else { these(named)? };
    pythons.sort_by_key(|python| (python.version, python.free_threaded));
    let default = default.map(|python| python.to_string());
    Ok((pythons.into_iter().map(Runner::Python).collect(), default))
}

fn these(named: &[OsString]) -> Result<(Vec<Python>, Option<Python>)> {
    let mut pythons: Vec<Python> = Vec::new();
    for name in named {
        let python =
            python::named(name, OLDEST).map_err(|why| anyhow!("--python names `{}`, but {why}", name.display()))?;
        if let Some(other) = pythons.iter().find(|other| other.to_string() == python.to_string()) {
            let (other, this) = (other.program.display(), python.program.display());
            bail!(
                "{other} and {this} are both Python {python}, and a figure could not say whose it is: give one of them"
            );
        }
        pythons.push(python);
    }
    let first = pythons.first().cloned();
    Ok((pythons, first))
}
