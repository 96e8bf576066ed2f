//! A time line for the terminal: one row a thread, one character a moment.
//!
//! ```text
//!   0        5        10       15       20   ms
//!            AAAAAAAAABBBBBBBBBCAAAAAAAAABBBB   the GIL
//!   A count  ▬▬▬▬▬▬▬▬▬··········▬▬▬▬▬▬▬▬▬····
//! ```
//!
//! # Keeps true
//!
//! - All characters of a row stand for the same length of time, which the last line tells.
//! - A thread that ran in such a moment is shown to have run, however briefly.

use super::words::told;
use super::{Doing, Span, Timeline};
use std::time::Duration;

/// What a picture is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters {
    /// Holds the GIL for most of the moment.
    pub runs: char,
    /// Holds the GIL, but not for most of it.
    pub briefly: char,
    /// Waits for the GIL.
    pub waits: char,
    /// Waits outside.
    pub outside: char,
}

/// As in the drawings of this crate.
pub const DRAWN: Letters = Letters { runs: '▬', briefly: '▪', waits: '·', outside: '─' };

/// For a terminal, or a file, that knows nothing else.
pub const ASCII: Letters = Letters { runs: '=', briefly: '+', waits: '.', outside: '-' };

/// The picture: an axis, a row for the GIL, a row for each thread, and two lines that explain the letters. The rows are at most
/// `width` characters wide, or 20 beside the names if that is more.
pub fn picture(timeline: &Timeline, width: usize, letters: &Letters) -> String {
    let titles: Vec<String> =
        timeline.names.iter().enumerate().map(|(thread, name)| format!("{} {name}", letter(thread))).collect();
    let margin = titles.iter().map(|title| title.chars().count()).max().unwrap_or(0).max("the GIL".len()) + 2;
    let step = round_up(timeline.end, u32::try_from(width.saturating_sub(margin).max(20)).unwrap_or(u32::MAX));
    let columns: Vec<(Duration, Duration)> = std::iter::successors(Some(Duration::ZERO), |at| Some(*at + step))
        .take_while(|at| *at < timeline.end)
        .map(|at| (at, at + step))
        .collect();

    let mut picture = row(&format!("{:margin$}", "ms"), axis(&columns));
    let gil = columns.iter().map(|column| {
        let ran = timeline.spans.iter().filter(|span| span.doing == Doing::Runs);
        let longest = ran.filter(|span| !within(span, column).is_zero()).max_by_key(|span| within(span, column));
        longest.map_or(' ', |span| letter(span.thread))
    });
    picture += &row(&format!("{:margin$}", "the GIL"), gil);
    for (thread, title) in titles.iter().enumerate() {
        picture +=
            &row(&format!("{title:margin$}"), columns.iter().map(|column| cell(timeline, thread, column, letters)));
    }
    // Only the letters of ASCII know no Greek one.
    let step = if letters == &ASCII { told(step).replace('µ', "u") } else { told(step) };
    let Letters { runs, briefly, waits, outside } = letters;
    picture +=
        &format!("{runs} runs   {briefly} runs for a part   {waits} waits for the GIL   {outside} waits outside\n");
    picture += &format!("one character is {step}\n");
    picture
}

/// What the thread did in this moment.
fn cell(timeline: &Timeline, thread: usize, column: &(Duration, Duration), letters: &Letters) -> char {
    let time = |doing| -> Duration {
        timeline.of(thread).filter(|span| span.doing == doing).map(|span| within(span, column)).sum()
    };
    let (runs, waits, outside) = (time(Doing::Runs), time(Doing::Waits), time(Doing::Outside));
    match () {
        () if runs * 2 > column.1 - column.0 => letters.runs,
        () if !runs.is_zero() => letters.briefly,
        () if (waits + outside).is_zero() => ' ',
        () if waits >= outside => letters.waits,
        () => letters.outside,
    }
}

/// How much of the span lies in the column.
fn within(span: &Span, &(from, to): &(Duration, Duration)) -> Duration {
    span.to.min(to).saturating_sub(span.from.max(from))
}

/// The number of milliseconds above each tenth column.
fn axis(columns: &[(Duration, Duration)]) -> impl Iterator<Item = char> {
    let mut axis = String::new();
    for (n, (from, _)) in columns.iter().enumerate().step_by(10) {
        axis += &" ".repeat(n.saturating_sub(axis.chars().count()));
        axis += told(*from).trim_end_matches(" ms");
    }
    axis.chars().collect::<Vec<_>>().into_iter()
}

fn row(title: &str, cells: impl Iterator<Item = char>) -> String {
    let row: String = title.chars().chain(cells).collect();
    format!("{}\n", row.trim_end())
}

/// A, B, … Z, and `?` beyond.
fn letter(thread: usize) -> char {
    u8::try_from(thread).ok().filter(|&n| n < 26).map_or('?', |n| char::from(b'A' + n))
}

/// The shortest of 1, 2, 5, 10, 20, … ns of which `parts` are at least `whole`.
pub(super) fn round_up(whole: Duration, parts: u32) -> Duration {
    let steps = (0..).flat_map(|power| [1, 2, 5].map(|step| Duration::from_nanos(step * 10_u64.pow(power))));
    steps.take(57).find(|step| *step * parts >= whole).unwrap_or(Duration::MAX)
}
