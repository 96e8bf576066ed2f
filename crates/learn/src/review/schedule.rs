//! When an exercise is asked again: 1, 3, 7 and 21 days after it was solved the last time.
//!
//! Waiting longer each time is what makes it stay (Cepeda et al. 2006, *Distributed practice in verbal recall tasks*).

use crate::exercise::Exercise;
use crate::progress::Progress;
use std::time::{Duration, SystemTime};

const HOUR: u64 = 60 * 60;
/// The days before the first review, before the second, …
const DAYS: [u64; 4] = [1, 3, 7, 21];
/// Who learned in the evening is asked in the morning: the last day of a wait may be this much shorter.
const EARLY: Duration = Duration::from_secs(10 * HOUR);
/// The kinds that are asked again. A larger piece of work is not done twice.
const KINDS: [&str; 3] = ["predict", "break it", "fix one line"];

/// The next review of an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// Its number, from 1.
    pub number: usize,
    /// How long until then; zero once it is due.
    pub wait: Duration,
    /// For how long it has been due.
    pub late: Duration,
}

/// Whether an exercise is of a kind that is asked again.
pub fn is_asked_again(exercise: &Exercise) -> bool {
    KINDS.contains(&exercise.about.kind.as_str())
}

/// The next review of an exercise; `None` if it was never solved, is of no kind that is asked again, or was asked often enough.
pub fn next(progress: &Progress, exercise: &Exercise, now: SystemTime) -> Option<Next> {
    let done = progress.reviews(exercise);
    let since = progress.last_solved(exercise).filter(|_| is_asked_again(exercise))?;
    let wait = Duration::from_secs(DAYS.get(done)? * 24 * HOUR).saturating_sub(EARLY);
    // A clock that was set back means: just now.
    let passed = now.duration_since(since).unwrap_or_default();
    Some(Next { number: done + 1, wait: wait.saturating_sub(passed), late: passed.saturating_sub(wait) })
}

/// The reviews that are due, the one that has waited longest first.
pub fn due(exercises: &[Exercise], progress: &Progress, now: SystemTime) -> Vec<Exercise> {
    let nexts = exercises.iter().filter_map(|exercise| Some((exercise, next(progress, exercise, now)?)));
    let mut due: Vec<_> = nexts.filter(|(_, next)| next.wait.is_zero()).collect();
    due.sort_by_key(|(_, next)| std::cmp::Reverse(next.late));
    due.into_iter().map(|(exercise, next)| exercise.for_review(next.number)).collect()
}
