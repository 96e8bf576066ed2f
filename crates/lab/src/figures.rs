//! What the pages include: the text of a key, computed from the record.
//!
//! A key is `EXPERIMENT-QUANTITY-CONTENDER`. The contender is `py311`, `py313t`, `ours`, `pythons` (lowest to highest median of all versions) or
//! `default` (the `python3` of the record). `spread-…` before it gives lowest to highest sample. `date`, `machine`, `versions` and
//! `default-version` tell of the run; `table-EXPERIMENT` is a table.
//!
//! # Keeps true
//!
//! A key has a text only if the record holds a sample of it.

use crate::catalogue::{Experiment, Unit};
use crate::contender::Contender;
use crate::record::Record;
use crate::statistics::{Summary, contenders, summary};
use crate::table;

/// What stands in the place of a figure that has no sample.
pub const NOT_MEASURED: &str = "(not measured)";

/// The text of a key.
#[derive(Debug, PartialEq, Eq)]
pub struct Figure {
    /// What the page shows.
    pub text: String,
    /// Whether more than half of its samples were taken under load.
    pub loaded: bool,
}

/// Why a key has no text.
#[derive(Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing in the catalogue is called so; the sentence says what is there.
    Unknown(String),
    /// It could have been measured, and the record has no sample of it.
    NotMeasured(String),
}

/// The text of `key`.
///
/// # Errors
///
/// Why there is none.
pub fn figure(key: &str, record: &Record, experiments: &[Experiment]) -> Result<Figure, Problem> {
    if let Some(text) = of_the_run(key, record) {
        return if text.is_empty() {
            Err(Problem::NotMeasured(format!("the record does not say its {key}")))
        } else {
            Ok(Figure { text, loaded: false })
        };
    }
    if let Some(id) = key.strip_prefix("table-") {
        let experiment = experiment(id, experiments)?;
        let text = table::markdown(experiment, record)
            .ok_or_else(|| Problem::NotMeasured(format!("the record has no sample of {id}")))?;
        return Ok(Figure { text, loaded: false });
    }
    let (spread, rest) = key.strip_prefix("spread-").map_or((false, key), |rest| (true, rest));
    let [id, quantity, who] = rest.split('-').collect::<Vec<_>>()[..] else {
        return Err(Problem::Unknown(format!("{key} is no key: a key is EXPERIMENT-QUANTITY-CONTENDER")));
    };
    let experiment = experiment(id, experiments)?;
    let unit = unit(experiment, quantity)?;
    let chosen = chosen(who, record, experiment)?;
    let summaries: Vec<Summary> = chosen.iter().filter_map(|one| summary(record, id, quantity, one)).collect();
    if summaries.is_empty() {
        return Err(Problem::NotMeasured(format!("the record has no sample of {id} by {who}")));
    }
    let text = if spread {
        let ends = (summaries.iter().map(|one| one.lowest), summaries.iter().map(|one| one.highest));
        unit.write_range(ends.0.fold(f64::INFINITY, f64::min), ends.1.fold(f64::NEG_INFINITY, f64::max))
    } else if let [only] = &summaries[..] {
        unit.write_median(only)
    } else {
        write_medians(unit, &summaries)
    };
    Ok(Figure { text, loaded: summaries.iter().any(Summary::is_loaded) })
}

/// Lowest to highest median; a count in which all samples of all agree is exact.
fn write_medians(unit: Unit, summaries: &[Summary]) -> String {
    let medians = || summaries.iter().map(|one| one.median);
    let (lowest, highest) = (medians().fold(f64::INFINITY, f64::min), medians().fold(f64::NEG_INFINITY, f64::max));
    match summaries.iter().find(|one| one.lowest != one.highest) {
        Some(spread) if lowest == highest => unit.write_median(spread),
        _ => unit.write_range(lowest, highest),
    }
}

/// What tells of the whole run; `None` if `key` is none of these.
fn of_the_run(key: &str, record: &Record) -> Option<String> {
    match key {
        "date" => Some(record.date.clone()),
        "machine" => Some(record.machine.clone()),
        "default-version" => Some(record.default.clone().unwrap_or_default()),
        "versions" => {
            let mut all: Vec<Contender> =
                record.samples.iter().map(|sample| Contender::new(&sample.contender)).collect();
            all.retain(|one| one.version().is_some());
            all.sort();
            Some(match (all.first(), all.last()) {
                (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
                (Some(only), _) => only.to_string(),
                _ => String::new(),
            })
        }
        _ => None,
    }
}

/// The contenders that `who` stands for.
fn chosen(who: &str, record: &Record, experiment: &Experiment) -> Result<Vec<Contender>, Problem> {
    let all = contenders(record, &experiment.id);
    let is_python = who.strip_prefix("py3").is_some_and(|rest| rest.trim_end_matches('t').parse::<u32>().is_ok());
    match who {
        "pythons" => Ok(all.into_iter().filter(|one| one.version().is_some()).collect()),
        "default" => Ok(record.default.as_deref().map(Contender::new).into_iter().collect()),
        "ours" if experiment.ours.is_none() => Err(Problem::Unknown(format!(
            "{} has no half of ours; give it `ours = …`, or name a Python",
            experiment.id
        ))),
        _ if who == "ours" || is_python => Ok(all.into_iter().filter(|one| one.key() == who).collect()),
        _ => Err(Problem::Unknown(format!(
            "{who} is no contender; there are pythons, default, ours, and versions such as py311 or py313t"
        ))),
    }
}

/// The experiment called `id`.
///
/// # Errors
///
/// None is; the sentence names those that are nearly called so.
pub fn experiment<'all>(id: &str, experiments: &'all [Experiment]) -> Result<&'all Experiment, Problem> {
    experiments.iter().find(|one| one.id == id).ok_or_else(|| {
        Problem::Unknown(format!("no experiment is called {id}; crates/lab/experiments has their names"))
    })
}

fn unit(experiment: &Experiment, quantity: &str) -> Result<Unit, Problem> {
    experiment.quantity.iter().find(|one| one.id == quantity).map(|one| one.unit).ok_or_else(|| {
        let names: Vec<&str> = experiment.quantity.iter().map(|one| one.id.as_str()).collect();
        Problem::Unknown(format!("{} does not measure {quantity}; it measures {}", experiment.id, names.join(", ")))
    })
}
