//! The chart of an experiment.

use crate::catalogue::Experiment;
use crate::record::Record;

/// The chart.
#[must_use]
pub fn svg(_experiment: &Experiment, _record: &Record) -> Option<String> {
    None
}
