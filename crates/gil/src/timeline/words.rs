//! A time line in words: for a screen reader, or to be read aloud.

use super::{Doing, HandOver, Request, Span, Timeline};
use std::time::Duration;

/// One line a thread, with its sums; then one line a turn and one a request, in the order of time.
///
/// The lines are plain sentences, so that each makes sense by itself.
pub fn words(timeline: &Timeline) -> Vec<String> {
    let mut lines: Vec<String> = (0..timeline.names.len()).map(|thread| sums(timeline, thread)).collect();
    // What happens in one moment: first a request, then the turn that follows from it. The sort is stable.
    let asks = timeline.requests.iter().map(|request| (request.at, asks(timeline, request)));
    let turns = timeline.spans.iter().filter(|span| span.doing == Doing::Runs);
    let turns = turns.map(|span| (span.from, turn(timeline, span)));
    let mut happens: Vec<(Duration, String)> = asks.chain(turns).collect();
    happens.sort_by_key(|&(at, _)| at);
    lines.extend(happens.into_iter().map(|(_, line)| line));
    lines
}

fn asks(timeline: &Timeline, request: &Request) -> String {
    format!("At {}, {} asks for the GIL.", told(request.at), timeline.names[request.thread])
}

fn turn(timeline: &Timeline, turn: &Span) -> String {
    let name = &timeline.names[turn.thread];
    let before = timeline.hand_overs.iter().find(|over| (over.at, over.to) == (turn.from, turn.thread));
    let how = before.map_or(String::new(), |&HandOver { from, to, asked, .. }| {
        let before = &timeline.names[from];
        match asked {
            true if from == to => " It was asked, let go, and took the GIL again.".to_owned(),
            true => format!(" {before} was asked to let go."),
            false => format!(" {before} had let go by itself."),
        }
    });
    format!("From {} to {}, {name} runs.{how}", told(turn.from), told(turn.to))
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
