//! What the book says of an outcome, looked at in a record: for each claim and each CPython of which it speaks, whether it holds.
//!
//! A claim is `QUANTITY > NUMBER` or `QUANTITY < NUMBER * QUANTITY`, with `>`, `<`, `>=` or `<=`, about the medians; or with `=`, about each
//! sample: what is said of every run is broken by one.
//!
//! # Keeps true
//!
//! A claim holds only where all of its numbers were measured. Where one is missing it was not looked at, and that says why.

use std::fmt;
use std::sync::LazyLock;

use anyhow::{Context as _, Result, bail};
use regex::Regex;

use crate::catalogue::{Claim, Experiment};
use crate::contender::Contender;
use crate::record::{Missing, OURS, Record};
use crate::statistics::{Summary, contenders, summary};

static SYNTAX: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^\s*([a-z][a-z0-9_]*)\s*(>=|<=|>|<|=)\s*(?:([0-9.]+)\s*\*\s*([a-z][a-z0-9_]*)|([a-z][a-z0-9_]*)|(-?[0-9.]+))\s*$";
    Regex::new(pattern).expect("the pattern is valid")
});

/// A claim, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    left: String,
    relation: String,
    right: Right,
}

#[derive(Debug, Clone, PartialEq)]
enum Right {
    Number(f64),
    /// So many times a quantity.
    Share(f64, String),
}

/// What came out for one contender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is so.
    Holds,
    /// It is not so; the sentence has the numbers.
    Broken(String),
    /// A number is missing; the sentence says why.
    NotLookedAt(String),
}

/// A claim, and what came out for one contender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The experiment's id.
    pub experiment: String,
    /// The claim as the catalogue has it.
    pub that: String,
    /// Of whom; `None` if the run had nobody of whom the claim speaks.
    pub contender: Option<Contender>,
    /// What came out.
    pub verdict: Verdict,
}

impl Rule {
    /// Reads a claim of `experiment`.
    ///
    /// # Errors
    ///
    /// It is not written as a claim is, or names a quantity that the experiment does not measure.
    pub fn read(that: &str, experiment: &Experiment) -> Result<Self> {
        let parts = SYNTAX.captures(that).with_context(|| {
            format!(
                "{that:?} of {} is no claim; write `QUANTITY > NUMBER` or `QUANTITY < NUMBER * QUANTITY`, with one of > < = >= <=",
                experiment.id
            )
        })?;
        let number = |text: &str| text.parse::<f64>().with_context(|| format!("{text} in {that:?} is no number"));
        let text = |group: usize| parts.get(group).map(|found| found.as_str().to_owned());
        let right = match (text(3), text(4), text(5), text(6)) {
            (Some(factor), Some(quantity), ..) => Right::Share(number(&factor)?, quantity),
            (_, _, Some(quantity), _) => Right::Share(1.0, quantity),
            (.., digits) => Right::Number(number(&digits.unwrap_or_default())?),
        };
        let rule = Self { left: parts[1].to_owned(), relation: parts[2].to_owned(), right };
        for quantity in rule.quantities() {
            if experiment.quantity.iter().all(|one| one.id != *quantity) {
                bail!("{that:?} speaks of {quantity}, and {} does not measure it", experiment.id);
            }
        }
        Ok(rule)
    }

    fn quantities(&self) -> Vec<&String> {
        match &self.right {
            Right::Number(_) => vec![&self.left],
            Right::Share(_, quantity) => vec![&self.left, quantity],
        }
    }

    /// Whether it holds where the samples of each quantity are what `samples` says.
    fn look(&self, samples: impl Fn(&str) -> Option<Summary>) -> Verdict {
        let missing = |quantity: &str| Verdict::NotLookedAt(format!("{quantity} has no sample"));
        let Some(all) = samples(&self.left) else { return missing(&self.left) };
        let right = match &self.right {
            Right::Number(number) => *number,
            Right::Share(factor, quantity) => match samples(quantity) {
                Some(summary) => factor * summary.median,
                None => return missing(quantity),
            },
        };
        let left = all.median;
        let holds = match self.relation.as_str() {
            ">" => left > right,
            "<" => left < right,
            ">=" => left >= right,
            "<=" => left <= right,
            _ => all.lowest == right && all.highest == right,
        };
        if holds {
            return Verdict::Holds;
        }
        let is = match self.relation.as_str() {
            "=" if all.lowest < all.highest => format!("{} to {}", all.lowest, all.highest),
            _ => left.to_string(),
        };
        Verdict::Broken(format!("{} is {is}, not {} {right}", self.left, self.relation))
    }
}

/// Looks at all claims of `experiments` in `record`.
///
/// # Errors
///
/// A claim that cannot be read.
pub fn look(experiments: &[Experiment], record: &Record) -> Result<Vec<Looked>> {
    let mut all = Vec::new();
    for experiment in experiments {
        for claim in &experiment.claim {
            let rule = Rule::read(&claim.that, experiment)?;
            let mut of = |contender, verdict| {
                let (experiment, that) = (experiment.id.clone(), claim.that.clone());
                all.push(Looked { experiment, that, contender, verdict });
            };
            let who = spoken_of(experiment, claim, record);
            if who.is_empty() {
                of(None, Verdict::NotLookedAt("nobody of whom it speaks was there".to_owned()));
            }
            for contender in who {
                let samples = |quantity: &str| summary(record, &experiment.id, quantity, &contender);
                let verdict = match rule.look(samples) {
                    Verdict::NotLookedAt(why) => {
                        Verdict::NotLookedAt(reason(record, experiment, &contender).unwrap_or(why))
                    }
                    looked => looked,
                };
                of(Some(contender), verdict);
            }
        }
    }
    Ok(all)
}

/// The contenders of `record` of which `claim` speaks: CPythons with a GIL in its range, or ours if there is no Python half.
fn spoken_of(experiment: &Experiment, claim: &Claim, record: &Record) -> Vec<Contender> {
    let mut all: Vec<Contender> = record.contenders.iter().map(|name| Contender::new(name)).collect();
    all.extend(contenders(record, &experiment.id));
    all.sort();
    all.dedup();
    all.retain(|one| match one.version() {
        Some(version) => {
            experiment.program.is_some()
                && !version.free_threaded
                && version.is_within(experiment.since.as_deref(), experiment.until.as_deref())
                && version.is_within(claim.since.as_deref(), claim.until.as_deref())
        }
        None => experiment.program.is_none() && one.to_string() == OURS,
    });
    all
}

/// Why `record` has no sample of `experiment` by `contender`, if it says so.
fn reason(record: &Record, experiment: &Experiment, contender: &Contender) -> Option<String> {
    let name = contender.to_string();
    let is_it = |missing: &&Missing| missing.experiment == experiment.id && missing.contender == name;
    record.skipped.iter().chain(&record.failed).find(is_it).map(|missing| missing.why.clone())
}

impl fmt::Display for Looked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, why) = match &self.verdict {
            Verdict::Holds => ("holds", ""),
            Verdict::Broken(why) => ("BROKEN", why.as_str()),
            Verdict::NotLookedAt(why) => ("not looked at", why.as_str()),
        };
        let who = self.contender.as_ref().map_or_else(String::new, |one| format!(" ({one})"));
        write!(formatter, "{word}: {}: {}{who}", self.experiment, self.that)?;
        if why.is_empty() { Ok(()) } else { write!(formatter, ": {why}") }
    }
}
