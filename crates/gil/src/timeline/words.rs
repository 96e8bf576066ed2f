//! A time line in words: for a screen reader, or to be read aloud.

use super::{Doing, HandOver, Timeline};
use std::time::Duration;

/// One line a thread, with its sums; then one line a turn, in the order of time.
///
/// The lines are plain sentences, so that each makes sense by itself.
pub fn words(timeline: &Timeline) -> Vec<String> {
    let mut lines: Vec<String> = (0..timeline.names.len()).map(|thread| sums(timeline, thread)).collect();
    lines.extend(timeline.spans.iter().filter(|span| span.doing == Doing::Runs).map(|turn| {
        let name = &timeline.names[turn.thread];
        let before = timeline.hand_overs.iter().find(|over| (over.at, over.to) == (turn.from, turn.thread));
        let how = before.map_or(String::new(), |&HandOver { from, asked, .. }| {
            let from = &timeline.names[from];
            if asked { format!(" {from} was asked to let go.") } else { format!(" {from} had let go by itself.") }
        });
        format!("From {} to {}, {name} runs.{how}", told(turn.from), told(turn.to))
    }));
    lines
}

/// What a thread did, all in all.
pub(super) fn sums(timeline: &Timeline, thread: usize) -> String {
    let total = |doing| told(timeline.total(thread, doing));
    let outside = match timeline.total(thread, Doing::Outside) {
        Duration::ZERO => String::new(),
        outside => format!(", and is outside for {}", told(outside)),
    };
    let name = &timeline.names[thread];
    format!("{name} runs for {}, waits for the GIL for {}{outside}.", total(Doing::Runs), total(Doing::Waits))
}

/// `5 ms`, `0.2 ms`, `12.5 s`: at most three digits after the point, and none that is not needed.
pub(super) fn told(time: Duration) -> String {
    let (unit, in_unit) = match time.as_nanos() {
        1..10_000 => ("µs", time.as_secs_f64() * 1e6),
        10_000_000_000.. => ("s", time.as_secs_f64()),
        _ => ("ms", time.as_secs_f64() * 1e3),
    };
    let digits = format!("{in_unit:.3}");
    format!("{} {unit}", digits.trim_end_matches('0').trim_end_matches('.'))
}
