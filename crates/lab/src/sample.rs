//! One run of one program, and the numbers that are read from it.
//!
//! # Keeps true
//!
//! A sample has a finite number for each quantity (ours: for each that it can tell), or it is no sample and says why.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use regex::Regex;

use crate::catalogue::{Experiment, Quantity, Reads};
use crate::limited::{self, End};
use crate::runner::Runner;

/// A number for each quantity.
pub type Values = BTreeMap<String, f64>;

/// The course's folder.
///
/// # Panics
///
/// Never: this crate lies two folders deep in it.
#[must_use]
pub fn course() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("this is crates/lab").to_owned()
}

/// What came of a run.
#[derive(Debug)]
pub enum Taken {
    /// Its numbers.
    Values(Values),
    /// It gave none; the message says why.
    Failed(String),
    /// The user wants to stop.
    Interrupted,
}

/// Runs the half of `experiment` that is `contender`'s, once, for at most `limit`.
pub fn take(
    experiment: &Experiment,
    contender: &Runner,
    quick: bool,
    limit: Duration,
    interrupt: &AtomicBool,
) -> Taken {
    let Some(command) = command(experiment, contender, quick) else {
        return Taken::Failed(format!("{contender} has no half of it"));
    };
    let values = match limited::run(command, limit, interrupt) {
        Ok(End::Interrupted) => return Taken::Interrupted,
        Ok(End::TooLong) => {
            Err(anyhow::anyhow!("it had not come to its end after {} s, and was ended", limit.as_secs_f64()))
        }
        Ok(End::Itself(output)) => read(experiment, contender, &output),
        Err(error) => Err(anyhow::Error::new(error).context("it does not start")),
    };
    values.map_or_else(
        |error| Taken::Failed(format!("{error:#} ({})", by_hand(experiment, contender, quick))),
        Taken::Values,
    )
}

/// The same run, as a reader types it.
fn by_hand(experiment: &Experiment, contender: &Runner, quick: bool) -> String {
    match contender {
        Runner::Python(python) => {
            let (major, minor, _) = python.version;
            let build = if python.free_threaded { "t" } else { "" };
            let arguments = if quick { &experiment.quick } else { &experiment.arguments };
            let words = experiment.program.iter().chain(arguments).map(String::as_str);
            format!("python{major}.{minor}{build} {}", words.collect::<Vec<_>>().join(" "))
        }
        Runner::Ours(_) => {
            let name = experiment.ours.as_deref().unwrap_or_default();
            format!("cargo run -p lab -- ours {name}{}", if quick { " --quick" } else { "" })
        }
    }
}

fn command(experiment: &Experiment, contender: &Runner, quick: bool) -> Option<Command> {
    let mut command = contender.command();
    match contender {
        Runner::Python(_) => {
            if experiment.needs.is_none() {
                // Looking for packages costs more than a small program.
                command.arg("-S");
            }
            command.arg(experiment.program.as_ref()?).args(if quick {
                &experiment.quick
            } else {
                &experiment.arguments
            });
        }
        Runner::Ours(_) => {
            command.arg(experiment.ours.as_ref()?).args(quick.then_some("--quick"));
        }
    }
    Some(command)
}

fn read(experiment: &Experiment, contender: &Runner, output: &Output) -> Result<Values> {
    let printed = String::from_utf8_lossy(&output.stdout);
    let is_ours = matches!(contender, Runner::Ours(_));
    let exit_is_read = !is_ours && experiment.quantity.iter().any(|quantity| matches!(quantity.reads, Reads::Exit));
    if !exit_is_read && !output.status.success() {
        bail!("it ended with {}: {}", output.status, end_of(&String::from_utf8_lossy(&output.stderr)));
    }
    let values = if is_ours { of_ours(experiment, &printed)? } else { of_python(experiment, &printed, output)? };
    if let Some((id, value)) = values.iter().find(|(_, value)| !value.is_finite()) {
        bail!("{id} is {value}, which is no figure");
    }
    Ok(values)
}

/// The last lines in one, since there Python's tracebacks and Rust's panics have the reason.
fn end_of(text: &str) -> String {
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("note: ")).collect();
    lines[lines.len().saturating_sub(3)..].join(" · ")
}

fn of_ours(experiment: &Experiment, printed: &str) -> Result<Values> {
    let values = last_line(printed)?;
    for id in values.keys() {
        ensure!(experiment.quantity.iter().any(|quantity| quantity.id == *id), "the catalogue does not know its {id}");
    }
    ensure!(!values.is_empty(), "it measures nothing");
    Ok(values)
}

fn of_python(experiment: &Experiment, printed: &str, output: &Output) -> Result<Values> {
    let one = |quantity: &Quantity| {
        let value = value(quantity, printed, output).with_context(|| format!("it did not say {}", quantity.id))?;
        Ok((quantity.id.clone(), value))
    };
    experiment.quantity.iter().map(one).collect()
}

fn value(quantity: &Quantity, printed: &str, output: &Output) -> Result<f64> {
    match &quantity.reads {
        Reads::Json => last_line(printed)?.get(&quantity.id).copied().context("its last line has no such key"),
        Reads::Find(pattern) => {
            let found = Regex::new(pattern)?.captures(printed).with_context(|| format!("{pattern:?} fits nowhere"))?;
            let digits = found.get(1).context("the pattern has no group")?.as_str().replace(',', "");
            digits.parse().with_context(|| format!("{digits:?} is no number"))
        }
        Reads::Count(pattern) => {
            let places = Regex::new(pattern)?.find_iter(printed).count();
            ensure!(places < 1 << 20, "{pattern:?} fits everywhere");
            #[expect(clippy::cast_precision_loss, reason = "it is less than 2^20")]
            Ok(places as f64)
        }
        Reads::Exit => Ok(output.status.code().context("a signal ended it")?.into()),
    }
}

fn last_line(printed: &str) -> Result<Values> {
    let last = printed.lines().last().unwrap_or("");
    serde_json::from_str(last).with_context(|| format!("its last line is {last:?}, not a JSON object of numbers"))
}

#[cfg(test)]
mod tests;
