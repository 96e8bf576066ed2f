//! One run of one program, and the numbers that are read from it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context as _, Result, bail, ensure};
use regex::Regex;

use crate::catalogue::{Experiment, Quantity, Reads};

/// A number for each quantity.
pub type Values = BTreeMap<String, f64>;

/// The course's folder.
#[must_use]
pub fn course() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the Python half of `experiment` once with `python`.
///
/// # Errors
///
/// The program does not start, fails where its exit status is not what is read, or does not say a number for each quantity.
pub fn of_python(experiment: &Experiment, python: &OsStr, quick: bool) -> Result<Values> {
    let program = experiment.program.as_ref().context("there is no Python half")?;
    let mut command = Command::new(python);
    command.args(["-I", "-B"]);
    if experiment.needs.is_none() {
        // Looking for packages costs more than a small program.
        command.arg("-S");
    }
    command.arg(course().join(program)).args(if quick { &experiment.quick } else { &experiment.arguments });
    let output = command.output().with_context(|| format!("{} does not start", python.display()))?;
    read(experiment, program, &output)
}

fn read(experiment: &Experiment, program: &str, output: &Output) -> Result<Values> {
    let printed = String::from_utf8_lossy(&output.stdout);
    let exit_is_read = experiment.quantity.iter().any(|quantity| matches!(quantity.reads, Reads::Exit));
    if !exit_is_read && !output.status.success() {
        bail!("{program} ended with {}:\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    let one = |quantity: &Quantity| {
        let value =
            value(quantity, &printed, output).with_context(|| format!("{program} did not say {}", quantity.id))?;
        Ok((quantity.id.clone(), value))
    };
    experiment.quantity.iter().map(one).collect()
}

fn value(quantity: &Quantity, printed: &str, output: &Output) -> Result<f64> {
    match &quantity.reads {
        Reads::Json => {
            let last = printed.lines().last().unwrap_or("");
            let values: Values = serde_json::from_str(last).with_context(|| format!("its last line is {last:?}"))?;
            values.get(&quantity.id).copied().context("its last line has no such key")
        }
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
