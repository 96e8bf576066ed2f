//! What a run says at its end: a table for each experiment, then the claims of the book that did not come out.

use std::fmt::Write as _;

use anyhow::Result;

use crate::catalogue::Experiment;
use crate::claims::{self, Looked, Verdict};
use crate::record::Record;
use crate::table;

/// Prints the tables and the claims of `experiments` in `record`, and says whether no claim is broken.
///
/// # Errors
///
/// A claim cannot be read.
pub fn print(experiments: &[Experiment], record: &Record) -> Result<bool> {
    let looked = claims::look(experiments, record)?;
    print!("{}", tables(experiments, record));
    print!("{}", words(&looked, record));
    Ok(looked.iter().all(|one| !matches!(one.verdict, Verdict::Broken(_))))
}

/// The table of each experiment of which `record` has a sample.
#[must_use]
pub fn tables(experiments: &[Experiment], record: &Record) -> String {
    experiments.iter().filter_map(|one| table::terminal(one, record)).map(|table| table + "\n").collect()
}

/// The claims: how many hold, and each one that does not, or that was not looked at although its experiment ran.
#[must_use]
pub fn words(looked: &[Looked], record: &Record) -> String {
    let ran = |one: &&Looked| {
        let mut of = record.samples.iter().map(|sample| &sample.experiment);
        of.any(|id| *id == one.experiment)
            || record.skipped.iter().chain(&record.failed).any(|missing| missing.experiment == one.experiment)
    };
    let looked: Vec<&Looked> = looked.iter().filter(ran).collect();
    let count = |is: fn(&Verdict) -> bool| looked.iter().filter(|one| is(&one.verdict)).count();
    let broken = count(|verdict| matches!(verdict, Verdict::Broken(_)));
    let open = count(|verdict| matches!(verdict, Verdict::NotLookedAt(_)));
    let mut text = format!(
        "what the book says of these outcomes: {} hold, {broken} broken, {open} not looked at\n",
        looked.len() - broken - open
    );
    let (open_ones, broken_ones): (Vec<&Looked>, Vec<&Looked>) = looked
        .into_iter()
        .filter(|one| one.verdict != Verdict::Holds)
        .partition(|one| matches!(one.verdict, Verdict::NotLookedAt(_)));
    // What is broken last, since that is what stays on the screen.
    for one in open_ones.iter().chain(&broken_ones) {
        let _ = writeln!(text, "  {one}");
    }
    if broken > 0 {
        text += "A broken claim is an error in the book, or a machine that differs from all that we know: please tell us which.\n";
    }
    text
}
