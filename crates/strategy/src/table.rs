//! A ranking as text: what each strategy takes, and where the time goes.

use crate::{Kind, Part, Ranked};
use std::fmt::Write as _;
use std::time::Duration;

/// One row a strategy: how long it takes, and the two largest parts of all workers' time. No row is wider than 80 columns.
#[must_use]
pub fn table(ranking: &[Ranked]) -> String {
    let mut text = format!("  {:<20}{:>8}   of all workers' time\n", "", "takes");
    for ranked in ranking {
        let name = ranked.strategy.to_string();
        let _ = writeln!(text, "  {name:<20}{:>8}   {}", short(ranked.outcome.elapsed), largest(ranked));
    }
    text
}

/// A duration in three digits and its unit.
#[must_use]
pub fn short(length: Duration) -> String {
    let micros = length.as_secs_f64() * 1e6;
    let (value, unit) = match micros {
        ..999.5 => (micros, "µs"),
        ..999_500.0 => (micros / 1e3, "ms"),
        _ => (micros / 1e6, "s"),
    };
    let decimals = if value < 9.995 { 2 } else { usize::from(value < 99.95) };
    let digits = format!("{value:.decimals$}");
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { &digits };
    format!("{digits} {unit}")
}

/// The two largest parts, as shares of the whole.
fn largest(Ranked { strategy, outcome }: &Ranked) -> String {
    let all: Duration = Part::ALL.iter().map(|part| outcome.spent(*part)).sum();
    let share = |part: &Part| 100.0 * outcome.spent(*part).as_secs_f64() / all.as_secs_f64().max(f64::MIN_POSITIVE);
    let mut parts: Vec<Part> = Part::ALL.into_iter().filter(|part| share(part) >= 0.5).collect();
    parts.sort_by(|a, b| share(b).total_cmp(&share(a)));
    let says = |part: &Part| match (part, strategy.kind()) {
        (Part::ForGil, Kind::FreeThreading) => "waiting for queue",
        _ => part.says(),
    };
    let parts: Vec<_> = parts.iter().take(2).map(|part| format!("{:.0} % {}", share(part), says(part))).collect();
    parts.join(", ")
}
