//! What the samples of one figure say together: median, lowest, highest, and how many were taken under load.
//!
//! # Keeps true
//!
//! No sample is left out, whatever it says. A sample is *loaded* if others used more than a fifth of a core meanwhile: less may be our own,
//! since switching between threads is nobody's time.

use std::collections::BTreeSet;

use crate::contender::Contender;
use crate::record::Record;

/// How much of one core others may use before a sample counts as loaded.
pub const QUIET: f64 = 0.2;

/// The samples of one quantity of one experiment by one contender.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// The middle one; of an even number, the mean of the two in the middle.
    pub median: f64,
    /// The lowest.
    pub lowest: f64,
    /// The highest.
    pub highest: f64,
    /// How many there are; at least 1.
    pub samples: usize,
    /// How many of them were taken under load.
    pub loaded: usize,
}

impl Summary {
    /// The summary of `samples`: each a value, and how much of a core others used. `None` if there are none.
    #[must_use]
    pub fn of(samples: &[(f64, Option<f64>)]) -> Option<Self> {
        let mut values: Vec<f64> = samples.iter().map(|sample| sample.0).collect();
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        let (lowest, highest) = (*values.first()?, *values.last()?);
        let median =
            if values.len() % 2 == 1 { values[middle] } else { f64::midpoint(values[middle - 1], values[middle]) };
        let loaded = samples.iter().filter(|sample| sample.1.is_some_and(|others| others > QUIET)).count();
        Some(Self { median, lowest, highest, samples: values.len(), loaded })
    }

    /// Whether more than half of the samples were taken under load.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        2 * self.loaded > self.samples
    }

    /// Whether some value lies in the range of both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.lowest <= other.highest && other.lowest <= self.highest
    }
}

/// The summary of `quantity` of `experiment` by `contender`, if `record` has a sample of it.
#[must_use]
pub fn summary(record: &Record, experiment: &str, quantity: &str, contender: &Contender) -> Option<Summary> {
    let name = contender.to_string();
    let fits = record.samples.iter().filter(|sample| sample.experiment == experiment && sample.contender == name);
    let samples: Vec<_> = fits.filter_map(|sample| Some((*sample.values.get(quantity)?, sample.others))).collect();
    Summary::of(&samples)
}

/// Whoever has a sample of `experiment`, in order.
#[must_use]
pub fn contenders(record: &Record, experiment: &str) -> Vec<Contender> {
    let samples = record.samples.iter().filter(|sample| sample.experiment == experiment);
    samples.map(|sample| Contender::new(&sample.contender)).collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::Summary;

    fn of(values: &[f64]) -> Summary {
        let samples: Vec<_> = values.iter().map(|&value| (value, None)).collect();
        Summary::of(&samples).unwrap()
    }

    #[test]
    fn nothing_has_no_summary() {
        assert_eq!(Summary::of(&[]), None);
    }

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        let summary = of(&[5.0, 1.0, 100.0]);
        assert_eq!((summary.median, summary.lowest, summary.highest, summary.samples), (5.0, 1.0, 100.0, 3));
        assert_eq!(of(&[4.0, 1.0]).median, 2.5);
    }

    #[test]
    fn a_loaded_sample_is_counted_and_kept() {
        let summary = Summary::of(&[(1.0, Some(0.0)), (9.0, Some(0.8)), (2.0, None)]).unwrap();
        assert_eq!((summary.highest, summary.loaded), (9.0, 1));
        assert!(!summary.is_loaded());
    }

    #[test]
    fn a_figure_is_loaded_if_more_than_half_of_it_is() {
        assert!(!Summary::of(&[(1.0, Some(0.5)), (1.0, Some(0.2))]).unwrap().is_loaded());
        assert!(Summary::of(&[(1.0, Some(0.5)), (1.0, Some(0.21))]).unwrap().is_loaded());
    }

    #[test]
    fn ranges_that_touch_overlap() {
        assert!(of(&[1.0, 2.0]).overlaps(&of(&[2.0, 3.0])));
        assert!(!of(&[1.0, 2.0]).overlaps(&of(&[2.1, 3.0])));
    }
}
