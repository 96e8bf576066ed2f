//! A loop that goes round and round is drawn once: "the last 3 steps repeat 12 times more".
//!
//! # Keeps true
//!
//! Only whole rounds are folded, all by the same threads at the same places, and only if they are many: a few are shown.
//! If their values differ the words say so.

use super::rows::Row;
use super::scene::Scene;
use std::mem::discriminant;

/// The longest round that is looked for, in rows.
const LONGEST_ROUND: usize = 12;
/// Fewer rounds than this are shown.
const FEWEST_ROUNDS: usize = 4;
/// As long as no more rows than this would be saved, they are shown.
const FEW_ROWS: usize = 6;

/// Rounds that are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Repeats {
    /// How many rows a round has.
    pub rows: usize,
    /// How many rounds came after the one that is shown.
    pub times: usize,
    /// Whether all rounds had the same values.
    pub same: bool,
}

/// Shows only the first round of each loop; its last row knows how often the round was repeated.
pub(super) fn fold(rows: Vec<Row>, scene: &Scene) -> Vec<Row> {
    let mut folded = Vec::new();
    let mut rest = rows.as_slice();
    while let Some(first) = rest.first() {
        match longest_loop(rest, scene) {
            Some(repeats) => {
                folded.extend_from_slice(&rest[..repeats.rows]);
                folded.last_mut().expect("a round has rows").repeats = Some(repeats);
                rest = &rest[repeats.rows * (repeats.times + 1)..];
            }
            None => {
                folded.push(first.clone());
                rest = &rest[1..];
            }
        }
    }
    folded
}

/// The loop that `rows` begin with, if they do. Of several ways to see it the one that hides most rows is taken, and of
/// those the shortest round.
fn longest_loop(rows: &[Row], scene: &Scene) -> Option<Repeats> {
    let longest = LONGEST_ROUND.min(rows.len() / FEWEST_ROUNDS);
    let loops = (1..=longest).rev().map(|round| (round, rounds(rows, round, scene)));
    let many = loops.filter(|(round, times)| *times >= FEWEST_ROUNDS && round * (times - 1) > FEW_ROWS);
    let (round, times) = many.max_by_key(|(round, times)| round * (times - 1))?;
    let later = rows[round..round * times].iter();
    let same = later.zip(rows[..round].iter().cycle()).all(|(later, first)| later.note == first.note);
    Some(Repeats { rows: round, times: times - 1, same })
}

/// How often the first `round` rows stand at the beginning, one after the other.
fn rounds(rows: &[Row], round: usize, scene: &Scene) -> usize {
    let is_round = |part: &&[Row]| part.iter().zip(rows).all(|(a, b)| alike(a, b, scene));
    rows.chunks_exact(round).take_while(is_round).count()
}

/// Whether two rows are the same operation of the same thread in the same place.
fn alike(a: &Row, b: &Row, scene: &Scene) -> bool {
    let what = |row: &Row| {
        let event = scene.event(row.event?)?;
        Some((discriminant(&event.what), event.object, event.place))
    };
    a.thread == b.thread && a.mark == b.mark && a.call == b.call && what(a) == what(b)
}
