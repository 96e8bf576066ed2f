//! From what each test did to one of six verdicts. Pure: nothing is run and nothing is read here.
//!
//! # Keeps true
//!
//! *Solved* needs every expected test to have passed. No other combination leads there, and nothing here knows an exit code.

use crate::kind::Kind;
use std::fmt;

/// What is said about an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The file is the one that the course shipped.
    NotStarted,
    /// A `todo!` is reached.
    Unfinished,
    /// The compiler refuses the file.
    DoesNotBuild,
    /// A test failed.
    Wrong,
    /// No test failed, but one did not come to an end.
    Undecided,
    /// Every test passed.
    Solved,
}

impl Verdict {
    /// The verdict in words, as it is printed and as `--json` writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::NotStarted => "not started",
            Verdict::Unfinished => "unfinished",
            Verdict::DoesNotBuild => "does not build",
            Verdict::Wrong => "wrong",
            Verdict::Undecided => "undecided",
            Verdict::Solved => "solved",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One expected test and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The function's name in check.rs.
    pub test: String,
    /// How it ended.
    pub end: End,
}

/// How a test ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It ran to its end; and what its models explored, empty for a test on real threads.
    Passed(Vec<Explored>),
    /// It failed.
    Failed(Box<Failure>),
    /// It was ended, or never begun, since another test had failed already.
    Stopped,
}

/// What one model looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explored {
    /// How many schedules.
    pub schedules: u64,
    /// How often a thread could be stopped while it could go on.
    pub preemptions: u64,
    /// How many threads there were.
    pub threads: u64,
}

/// Why a test did not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The kind.
    pub kind: Kind,
    /// What happened: the model's sentence, or the panic's message.
    pub says: String,
    /// Where a panic happened, if it was a panic outside a model.
    pub place: Option<Place>,
    /// The schedule in which a model failed; `None` for a test on real threads.
    pub found: Option<Found>,
}

/// A model's failing schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How many schedules were tried until then.
    pub schedules: u64,
    /// The bound under which it was found.
    pub preemptions: u64,
    /// The code that finds it again, if it can be found again.
    pub replay: Option<String>,
    /// Its operations one by one, as `interleave` wrote them, if they were asked for.
    pub steps: Vec<String>,
    /// The drawing, as `interleave` made it.
    pub drawing: String,
}

/// A line of source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as the compiler was given it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1.
    pub column: usize,
    /// What stands there; empty if the file cannot be read.
    pub text: String,
}

impl Failure {
    /// What this failure alone would make of the exercise.
    pub fn verdict(&self) -> Verdict {
        match self.kind {
            Kind::Unfinished => Verdict::Unfinished,
            Kind::Hang | Kind::Undecided => Verdict::Undecided,
            _ => Verdict::Wrong,
        }
    }
}

/// What the outcomes of a file that was built say about it.
///
/// An unfinished test says more than a wrong one (there is nothing yet to be wrong), and a wrong one more than one that
/// did not end (the same mistake often makes a test on real threads hang).
pub fn of_outcomes(outcomes: &[Outcome]) -> Verdict {
    let failures: Vec<Verdict> = outcomes.iter().filter_map(failure).map(Failure::verdict).collect();
    for verdict in [Verdict::Unfinished, Verdict::Wrong, Verdict::Undecided] {
        if failures.contains(&verdict) {
            return verdict;
        }
    }
    let all_passed = outcomes.iter().all(|outcome| matches!(outcome.end, End::Passed(_)));
    if all_passed && !outcomes.is_empty() { Verdict::Solved } else { Verdict::Undecided }
}

/// The outcome that explains the verdict: of those that lead to it the first with a drawing, or else the first.
pub fn telling(outcomes: &[Outcome]) -> Option<(&Outcome, &Failure)> {
    let verdict = of_outcomes(outcomes);
    let mut candidates: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| Some((outcome, failure(outcome)?)))
        .filter(|(_, failure)| failure.verdict() == verdict)
        .collect();
    candidates.sort_by_key(|(_, failure)| failure.found.is_none());
    candidates.into_iter().next()
}

fn failure(outcome: &Outcome) -> Option<&Failure> {
    match &outcome.end {
        End::Failed(failure) => Some(failure),
        End::Passed(_) | End::Stopped => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(end: End) -> Outcome {
        Outcome { test: "a_test".into(), end }
    }

    fn failed(kind: Kind) -> Outcome {
        outcome(End::Failed(Box::new(Failure { kind, says: String::new(), place: None, found: None })))
    }

    fn passed() -> Outcome {
        outcome(End::Passed(Vec::new()))
    }

    #[test]
    fn solved_needs_every_test_to_pass() {
        assert_eq!(of_outcomes(&[passed(), passed()]), Verdict::Solved);
        assert_eq!(of_outcomes(&[]), Verdict::Undecided, "no test at all is no proof");
        assert_eq!(of_outcomes(&[passed(), outcome(End::Stopped)]), Verdict::Undecided);
        for kind in Kind::ALL {
            assert_ne!(of_outcomes(&[passed(), failed(kind)]), Verdict::Solved, "{kind}");
        }
    }

    #[test]
    fn unfinished_goes_before_wrong_and_wrong_before_undecided() {
        use Kind::{Deadlock, Hang, Undecided, Unfinished};
        let table = [
            (vec![failed(Hang)], Verdict::Undecided),
            (vec![failed(Undecided), passed()], Verdict::Undecided),
            (vec![failed(Hang), failed(Deadlock)], Verdict::Wrong),
            (vec![failed(Deadlock), outcome(End::Stopped)], Verdict::Wrong),
            (vec![failed(Deadlock), failed(Unfinished), failed(Hang)], Verdict::Unfinished),
        ];
        for (outcomes, verdict) in table {
            assert_eq!(of_outcomes(&outcomes), verdict, "{outcomes:?}");
        }
    }

    #[test]
    fn the_failure_with_a_drawing_is_shown_before_the_one_without() {
        let mut drawn = failed(Kind::Deadlock);
        if let End::Failed(failure) = &mut drawn.end {
            failure.found =
                Some(Found { schedules: 1, preemptions: 0, replay: None, steps: Vec::new(), drawing: "A B".into() });
        }
        let outcomes = [failed(Kind::Assertion), failed(Kind::Hang), drawn];
        let (_, failure) = telling(&outcomes).unwrap();
        assert_eq!(failure.kind, Kind::Deadlock);
    }
}
