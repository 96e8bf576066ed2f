//! From a learner's file to its verdict: build it, compare the tests, run them, read what they say.

use crate::caller::Caller;
use crate::catalog;
use crate::compile::{self, Build};
use crate::doctor::{self, Finding};
use crate::exercise::{Exercise, Expected};
use crate::interrupt::Interrupt;
use crate::problem::Problem;
use crate::run::{self, Plan, Variable};
use crate::screen::Screen;
use crate::verdict::{self, Outcome, Verdict};
use crate::verify::workshop::Workshop;
use crate::words;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// A verdict and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// What each test did; empty if the file was not built.
    pub outcomes: Vec<Outcome>,
    /// The errors of the build, or the warnings of one that went well, as rustc draws them.
    pub diagnostics: Vec<String>,
    /// Whether only the check could not be built, while the file by itself is good Rust.
    pub only_the_check: bool,
    /// What the machine has, in the chapter that begins with it; else empty.
    pub machine: Vec<Finding>,
}

/// Judges the learner's file where it lies.
///
/// # Errors
///
/// When a file of the exercise cannot be read, or something outside of the learner's file is wrong.
pub fn judge(exercise: &Exercise, caller: &Caller) -> Result<Judgement, Problem> {
    let since = Instant::now();
    let untouched = exercise.is_untouched()?;
    // Read before the build, so that a broken exercise is known at once.
    exercise.tests()?;
    let (folder, sources, build) = match exercise.review {
        None => {
            let build = compile::build(exercise, caller)?;
            caller.interrupt.check()?;
            (exercise.root().join(&exercise.folder), exercise.root().to_owned(), build)
        }
        // Its file is in no package, so it is built as `verify` builds its variants.
        Some(_) => {
            let workshop = Workshop::open(exercise.root(), &[exercise], caller)?;
            let overlay = workshop.colours(!caller.screen.plain).build_review(exercise)?;
            (overlay.folder, exercise.root().to_owned(), overlay.build)
        }
    };
    let place = Place {
        folder: &folder,
        sources: &sources,
        limit: Duration::from_secs(exercise.about.seconds),
        at_once: thread::available_parallelism().map_or(1, usize::from),
        screen: caller.screen,
        interrupt: caller.interrupt,
        variables: &[],
    };
    let mut judged = judge_build(exercise, build, untouched, &place)?;
    if exercise.chapter == catalog::CHAPTERS[0] {
        judged.machine = doctor::at_a_glance(exercise.root(), caller, since.elapsed())?;
    }
    Ok(judged)
}

/// Where a built check runs, and how.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The exercise's folder, or a copy of it.
    pub folder: &'a Path,
    /// The folder that the compiler ran in.
    pub sources: &'a Path,
    /// How long one test may take.
    pub limit: Duration,
    /// How many tests run at once.
    pub at_once: usize,
    /// How drawings are to look.
    pub screen: &'a Screen,
    /// Whether to stop.
    pub interrupt: &'a Interrupt,
    /// What else to tell the tests.
    pub variables: &'a [Variable],
}

/// Judges what came of a build.
///
/// # Errors
///
/// As for [`judge`].
pub fn judge_build(exercise: &Exercise, build: Build, untouched: bool, place: &Place) -> Result<Judgement, Problem> {
    let (binary, warnings) = match build {
        Build::Ready { binary, warnings } => (binary, warnings),
        Build::Refused { errors, .. } if untouched => {
            return Err(words::problems::stub_does_not_build(exercise, &errors));
        }
        Build::Refused { errors, only_the_check } => {
            let verdict = Verdict::DoesNotBuild;
            return Ok(Judgement {
                verdict,
                outcomes: Vec::new(),
                diagnostics: errors,
                only_the_check,
                machine: Vec::new(),
            });
        }
    };
    let outcomes = run_tests(exercise, &binary, &exercise.tests()?, place)?;
    let verdict = if untouched { Verdict::NotStarted } else { verdict::of_outcomes(&outcomes) };
    Ok(Judgement { verdict, outcomes, diagnostics: warnings, only_the_check: false, machine: Vec::new() })
}

/// Runs some of the tests that a built check has.
///
/// # Errors
///
/// When the check was built with other tests than check.rs has, and as for [`run::run`].
pub fn run_tests(
    exercise: &Exercise,
    binary: &Path,
    tests: &[Expected],
    place: &Place,
) -> Result<Vec<Outcome>, Problem> {
    compare_tests(binary, exercise, &exercise.tests()?)?;
    let Place { folder, sources, limit, at_once, screen, interrupt, variables } = *place;
    run::run(&Plan { binary, folder, sources, tests, limit, at_once, screen, interrupt, variables })
}

/// Asks the built check for its tests: they must be those of check.rs, no more and no fewer. Tests that the learner wrote
/// in the exercise itself are theirs.
///
/// # Errors
///
/// When they differ, or the check does not start.
fn compare_tests(binary: &Path, exercise: &Exercise, expected: &[Expected]) -> Result<(), Problem> {
    let listing = Command::new(binary).args(["--list", "--format", "terse"]).output();
    let listing = listing.map_err(|error| words::problems::cannot_run(binary, &error))?;
    let listing = String::from_utf8_lossy(&listing.stdout).into_owned();
    let mut built: Vec<&str> =
        listing.lines().filter_map(|line| line.strip_prefix("check::")?.strip_suffix(": test")).collect();
    let mut promised: Vec<&str> = expected.iter().map(|test| test.name.as_str()).collect();
    built.sort_unstable();
    promised.sort_unstable();
    if built == promised { Ok(()) } else { Err(words::problems::other_tests(exercise, &promised, &built)) }
}
