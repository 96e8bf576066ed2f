//! One variant: what should come of it, and what came of it.

use super::variant::{Role, Variant};
use super::workshop::{Overlay, Workshop};
use crate::Session;
use crate::compile::Build;
use crate::exercise::Exercise;
use crate::judge::{self, Place};
use crate::problem::Problem;
use crate::screen::Screen;
use crate::verdict::{self, End, Verdict};
use crate::words::verify as words;
use std::path::Path;
use std::time::{Duration, Instant};

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The exercise's id.
    pub exercise: String,
    /// The variant's name.
    pub variant: String,
    /// What the variant says about itself.
    pub role: Option<Role>,
    /// What should come of it.
    pub expected: String,
    /// What came of it.
    pub happened: String,
    /// How long a stub took to its verdict, the build not counted. Only for people: no two runs agree on it.
    pub took: Option<Duration>,
    /// What is wrong with the exercise; empty if nothing is.
    pub defects: Vec<String>,
}

/// How soon a learner must see what the check makes of the stub.
const SOON: Duration = Duration::from_secs(1);
/// How often a stub that was slower is timed again: another variant, or another program, may have had the machine.
const TIMED_AGAIN: usize = 2;

/// Builds a variant once, and runs it as often as was asked.
///
/// # Errors
///
/// When something outside of the variant is wrong.
pub fn try_variant(
    session: &Session,
    workshop: &Workshop,
    exercise: &Exercise,
    variant: &Variant,
    runs: usize,
) -> Result<Row, Problem> {
    let mut row = Row {
        exercise: exercise.about.id.clone(),
        variant: variant.name.clone(),
        role: variant.role.clone().ok(),
        expected: String::new(),
        happened: String::new(),
        took: None,
        defects: Vec::new(),
    };
    let role = match &variant.role {
        Ok(role) => role,
        Err(reason) => {
            row.defects.push(reason.clone());
            return Ok(row);
        }
    };
    row.expected = words::expected(role);
    let overlay = workshop.build(exercise, &variant.name, &variant.text)?;
    let (binary, warnings) = match &overlay.build {
        Build::Ready { binary, warnings } => (binary, warnings),
        Build::Refused { errors, .. } => {
            row.happened = Verdict::DoesNotBuild.to_string();
            row.defects.push(words::does_not_build(errors));
            return Ok(row);
        }
    };
    if *role == Role::Stub && !warnings.is_empty() {
        row.defects.push(words::stub_warns(warnings));
    }
    for run in 1..=runs {
        let (happened, defect) = run_once(session, exercise, role, &overlay, binary)?;
        if run == 1 {
            row.happened = happened;
            row.defects.extend(defect);
        } else if row.happened != happened {
            row.defects.push(words::runs_differ(run, &happened));
        }
    }
    if *role == Role::Stub {
        let took = time_to_verdict(session, exercise, &overlay, binary)?;
        row.defects.extend((took > SOON).then(|| words::stub_is_slow(took)));
        row.took = Some(took);
    }
    Ok(row)
}

/// The shortest time from a built stub to its verdict. Timed again only if it was too long, and not because it hangs.
fn time_to_verdict(
    session: &Session,
    exercise: &Exercise,
    overlay: &Overlay,
    binary: &Path,
) -> Result<Duration, Problem> {
    let mut shortest = Duration::MAX;
    for _ in 0..=TIMED_AGAIN {
        let since = Instant::now();
        run_once(session, exercise, &Role::Stub, overlay, binary)?;
        shortest = shortest.min(since.elapsed());
        if shortest <= SOON || shortest >= Duration::from_secs(exercise.about.seconds) {
            break;
        }
    }
    Ok(shortest)
}

/// What came of one run, and what is wrong with that.
fn run_once(
    session: &Session,
    exercise: &Exercise,
    role: &Role,
    overlay: &Overlay,
    binary: &Path,
) -> Result<(String, Option<String>), Problem> {
    let place = Place {
        folder: &overlay.folder,
        sources: &overlay.folder,
        limit: Duration::from_secs(exercise.about.seconds),
        // The other cores are busy with other variants.
        at_once: 1,
        screen: &Screen::plain(80),
        interrupt: &session.interrupt,
        variables: &[],
    };
    let tests = exercise.tests()?;
    let Role::Wrong { test, kind, .. } = role else {
        let outcomes = judge::run_tests(exercise, binary, &tests, &place)?;
        let verdict = verdict::of_outcomes(&outcomes);
        return Ok(match (role, verdict) {
            (Role::Stub, Verdict::Solved) => (verdict.to_string(), Some(words::stub_passes())),
            (Role::Stub, _) => (words::expected(role), None),
            (_, Verdict::Solved) => (verdict.to_string(), None),
            _ => (verdict.to_string(), Some(words::right_is_rejected(verdict::telling(&outcomes)))),
        });
    };
    // Only the named test: whether another one fails first, or hangs, says nothing about it.
    let Some(named) = tests.iter().position(|expected| expected.name == *test) else {
        return Ok((String::new(), Some(words::unknown_test(test))));
    };
    let outcomes = judge::run_tests(exercise, binary, &tests[named..=named], &place)?;
    Ok(match &outcomes[0].end {
        End::Failed(failure) if failure.kind == *kind => (words::expected(role), None),
        End::Failed(failure) => (words::rejected(test, failure.kind), Some(words::other_kind(failure))),
        End::Passed(_) | End::Stopped => (words::accepted(), Some(words::wrong_passes(test))),
    })
}
