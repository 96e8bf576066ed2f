//! The reader's own run beside the book's: each figure of both, and the claims that hold in one of them only.
//!
//! # Keeps true
//!
//! What differs between the two runs (machine, Python, sizes) is said before any number.

use std::fmt::Write as _;

use anyhow::Result;

use crate::amount::times;
use crate::catalogue::Experiment;
use crate::claims::{self, Looked, Verdict};
use crate::contender::Contender;
use crate::record::{OURS, Record};
use crate::statistics::{Summary, contenders, summary};
use crate::table;

/// The comparison for the terminal.
///
/// # Errors
///
/// A claim of the catalogue cannot be read.
pub fn words(experiments: &[Experiment], book: &Record, yours: &Record) -> Result<String> {
    let pairs = pairs(book, yours);
    let mut text = differences(book, yours, &pairs);
    for experiment in experiments {
        text += &figures(experiment, book, yours, &pairs);
    }
    text +=
        "\nyours/book is the ratio of the two medians. `apart`: all samples of one run are above all of the other.\n";
    text += &claims_in_one(&claims::look(experiments, book)?, &claims::look(experiments, yours)?);
    Ok(text)
}

/// Who is compared with whom: the book's `python3` with the same version, or else with yours; and ours with ours.
fn pairs(book: &Record, yours: &Record) -> Vec<(Contender, Contender)> {
    let mut pairs = Vec::new();
    if let Some(theirs) = book.default.as_deref().map(Contender::new) {
        let mut here = yours.contenders.iter().map(|name| Contender::new(name));
        let same = here.find(|one| one.key() == theirs.key());
        let other = || yours.default.as_deref().map(Contender::new);
        pairs.extend(same.or_else(other).map(|mine| (theirs, mine)));
    }
    pairs.push((Contender::new(OURS), Contender::new(OURS)));
    pairs
}

fn differences(book: &Record, yours: &Record, pairs: &[(Contender, Contender)]) -> String {
    let mut text = String::new();
    for (whose, record) in [("the book's", book), ("yours", yours)] {
        let sizes = if record.quick { "quick sizes" } else { "full sizes" };
        let _ = writeln!(text, "{whose:<10}  {}, {} rounds, {sizes}, {}", record.date, record.rounds, record.machine);
    }
    for (theirs, mine) in pairs.iter().filter(|(theirs, mine)| theirs != mine) {
        let _ = writeln!(text, "Your run has no CPython {theirs}: its {mine} stands beside it.");
    }
    if book.quick != yours.quick {
        text +=
            "The sizes differ: a time is that of less work in the quick run. Ratios and outcomes can be compared.\n";
    }
    if book.machine != yours.machine {
        text += "The machines differ: expect other times, and the same outcomes.\n";
    }
    text
}

/// The lines of one experiment; nothing if there is no figure of it in both.
fn figures(experiment: &Experiment, book: &Record, yours: &Record, pairs: &[(Contender, Contender)]) -> String {
    let mut lines = vec![["", "", "book", "yours", "yours/book", "ranges"].map(str::to_owned).to_vec()];
    for quantity in &experiment.quantity {
        for (theirs, mine) in pairs {
            let of = |record, contender| summary(record, &experiment.id, &quantity.id, contender);
            let (Some(one), Some(other)) = (of(book, theirs), of(yours, mine)) else { continue };
            lines.push(vec![
                quantity.says.clone(),
                mine.to_string(),
                quantity.unit.write_median(&one),
                quantity.unit.write_median(&other),
                ratio(&one, &other),
                if one.overlaps(&other) { "overlap" } else { "apart" }.to_owned(),
            ]);
        }
    }
    if lines.len() > 1 {
        return format!("\n{} ({})\n{}", experiment.question, experiment.id, table::aligned(&lines));
    }
    let is_in = |record| !contenders(record, &experiment.id).is_empty();
    match (is_in(book), is_in(yours)) {
        (true, false) => {
            format!("\n{}: only in the book's run; yours: {}\n", experiment.id, table::command(experiment))
        }
        (false, true) => format!("\n{}: only in your run\n", experiment.id),
        _ => String::new(),
    }
}

fn ratio(book: &Summary, yours: &Summary) -> String {
    if book.median == 0.0 { "–".to_owned() } else { times(yours.median / book.median) }
}

/// The claims that came out in one run and not in the other, where both were looked at.
fn claims_in_one(book: &[Looked], yours: &[Looked]) -> String {
    let mut text = String::new();
    for (index, one) in yours.iter().enumerate() {
        let is_first = yours[..index].iter().all(|earlier| !same(earlier, one));
        if !is_first {
            continue;
        }
        let (theirs, mine) = (outcome(book, one), outcome(yours, one));
        if let (Some(theirs), Some(mine)) = (theirs, mine)
            && theirs.is_none() != mine.is_none()
        {
            let (whose, broken) =
                if let Some(broken) = mine { ("yours", broken) } else { ("the book's", theirs.unwrap_or(one)) };
            let _ = writeln!(text, "  {whose}: {broken}");
        }
    }
    if text.is_empty() {
        "Each claim that was looked at in both runs came out alike.\n".to_owned()
    } else {
        format!("Claims that hold in one run and not in the other:\n{text}")
    }
}

fn same(one: &Looked, other: &Looked) -> bool {
    one.experiment == other.experiment && one.that == other.that
}

/// The first contender for whom the claim of `one` is broken in `all`, if any; `None` if it was not looked at.
fn outcome<'all>(all: &'all [Looked], one: &Looked) -> Option<Option<&'all Looked>> {
    let mut looked =
        all.iter().filter(|other| same(other, one) && !matches!(other.verdict, Verdict::NotLookedAt(_))).peekable();
    looked.peek()?;
    Some(looked.find(|other| matches!(other.verdict, Verdict::Broken(_))))
}
