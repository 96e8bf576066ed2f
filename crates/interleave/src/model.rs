//! A model: a closure that is run once for every schedule that matters.
//!
//! # Keeps true
//!
//! The first failure found is the simplest: rounds go from plain to odd. No forced switch comes before one, one before
//! two; threads that only run in turn come before threads that wake early, and those before loads of old values.

use std::panic::{Location, resume_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::draw::{self, Style};
use crate::failure::{Failure, Kind, Search};
use crate::knowledge::Knowledge;
use crate::replay::{self, Code};
use crate::search::{self, Limits, Round};
use crate::worker::{self, Worker};
use crate::{asked, ending, report, unwind};

/// Checks `closure` in every schedule, with the default [`Model`].
///
/// # Panics
///
/// If some schedule fails, after drawing it on standard error.
#[track_caller]
pub fn model(closure: impl Fn() + Send + Sync + 'static) {
    Model::new().run(closure);
}

/// Runs `closure` on the model's types with one thread: for behaviour that needs no second one.
///
/// # Panics
///
/// As [`model`] does.
#[track_caller]
pub fn sequential(closure: impl Fn() + Send + Sync + 'static) {
    Model { one_schedule_is_fine: true, ..Model::new() }.run(closure);
}

/// How to search. Every part has a default that suits an exercise.
#[derive(Clone, Debug)]
#[must_use = "a model checks nothing until `run` or `check` is called"]
pub struct Model {
    preemptions: Option<usize>,
    early_returns: u8,
    budget: Duration,
    steps: usize,
    one_schedule_is_fine: bool,
    replay: Option<Code>,
}

impl Default for Model {
    fn default() -> Self {
        Model {
            preemptions: None,
            early_returns: 1,
            budget: Duration::from_secs(8),
            steps: 2_000,
            one_schedule_is_fine: false,
            replay: None,
        }
    }
}

impl Model {
    /// The default search: up to 3 forced switches with two threads, 2 with more; each thread may come back early once
    /// in a schedule; 8 seconds; 2,000 steps a schedule.
    pub fn new() -> Self {
        Model::default()
    }

    /// How often, in one schedule, a thread may be stopped while it could go on.
    pub fn preemptions(self, most: usize) -> Self {
        Model { preemptions: Some(most), ..self }
    }

    /// How often, in one schedule, each thread may come back early: its time up at once, woken for no reason, a weak
    /// exchange that fails although it could succeed.
    pub fn early_returns(self, most: u8) -> Self {
        Model { early_returns: most, ..self }
    }

    /// How long the search may take. When it is over the model is undecided.
    pub fn budget(self, most: Duration) -> Self {
        Model { budget: most, ..self }
    }

    /// How many steps one schedule may have.
    pub fn steps(self, most: usize) -> Self {
        Model { steps: most, ..self }
    }

    /// Looks first for the schedule of this code, if it is one of the test that runs. The environment variable
    /// `INTERLEAVE_REPLAY` says the same to [`run`](Model::run). Where it does not fail, the model is checked as usual.
    pub fn replay(self, code: Code) -> Self {
        Model { replay: Some(code), ..self }
    }

    /// Checks `closure` and says what was found.
    ///
    /// # Errors
    ///
    /// The first schedule that fails.
    #[track_caller]
    pub fn check(&self, closure: impl Fn() + Send + Sync + 'static) -> Result<Passed, Box<Failure>> {
        if worker::is_here() {
            ending::fail(Kind::Undecided, "a model was started inside a model", Location::caller());
        }
        unwind::watch_panics();
        let closure: search::Closure = Arc::new(closure);
        let test = replay::test_here(Location::caller());
        if let Some(failure) =
            self.replay.filter(|code| code.is_of(&test)).and_then(|code| self.again(&closure, &test, code))
        {
            return Err(failure);
        }
        let start = Instant::now();
        let mut so_far = Passed::default();
        let mut knowledge = Knowledge::default();
        let mut worker = Worker::default();
        let mut plan = Plan::default();
        while let Some(round) = plan.next(self, &so_far) {
            let time = self.budget.saturating_sub(start.elapsed());
            let limits = Limits { steps: self.steps, time, schedules: None };
            let found = search::search(&closure, round, limits, &mut knowledge, &mut worker)
                .map_err(|failure| coded(&test, round, failure))?;
            let threads = so_far.threads.max(found.threads);
            let widest = so_far.preemptions.max(round.preemptions).min(self.bound(threads));
            so_far = Passed {
                schedules: if round.preemptions < widest { so_far.schedules } else { found.schedules },
                preemptions: widest,
                threads,
                shared: so_far.shared || found.shared,
                odd: so_far.odd || found.met_choice,
                atomics: so_far.atomics || found.met_atomic,
                asked_for_old: so_far.asked_for_old || found.asked_for_old,
            };
            if start.elapsed() > self.budget {
                return Err(Box::new(self.out_of_time(round, found.schedules)));
            }
        }
        if so_far.schedules == 1 && !so_far.shared && !self.one_schedule_is_fine {
            return Err(Box::new(Failure::without_record(Kind::OneSchedule, "", None)));
        }
        Ok(so_far)
    }

    /// Checks `closure`.
    ///
    /// # Panics
    ///
    /// If some schedule fails, after drawing it on standard error.
    #[track_caller]
    pub fn run(&self, closure: impl Fn() + Send + Sync + 'static) {
        let place = Location::caller();
        let code = self.replay.or_else(|| asked::code(place));
        match (Model { replay: code, ..self.clone() }).check(closure) {
            Ok(passed) => {
                report::passed(&passed);
                asked::mended(code, place);
            }
            Err(failure) => {
                let style = Style::from_env();
                let steps = asked::steps(&failure, code);
                report::failed(&failure, steps.as_deref(), &style);
                asked::before(&failure, code, steps.as_deref(), &style);
                let again = asked::command(&failure).map(|command| draw::again(&command, &style)).unwrap_or_default();
                eprintln!("{}\n{again}", draw::report(&failure, &style));
                // The picture has said it all: no second message from the panic hook.
                resume_unwind(Box::new(draw::headline(&failure)));
            }
        }
    }

    /// How many forced switches the widest rounds allow.
    fn bound(&self, threads: usize) -> usize {
        self.preemptions.unwrap_or(if threads > 2 { 2 } else { 3 })
    }

    /// The schedule of a code, if it fails as it did.
    fn again(&self, closure: &search::Closure, test: &str, code: Code) -> Option<Box<Failure>> {
        let round = code.round(self.early_returns);
        let limits = Limits { steps: self.steps, time: self.budget, schedules: Some(code.schedule()) };
        let failure =
            search::search(closure, round, limits, &mut Knowledge::default(), &mut Worker::default()).err()?;
        Some(coded(test, round, failure)).filter(|failure| failure.code == Some(code))
    }

    fn out_of_time(&self, round: Round, schedules: usize) -> Failure {
        let message = format!("{} s were not enough", self.budget.as_secs());
        Failure {
            search: Search {
                schedules,
                preemptions: round.preemptions,
                weak_memory: round.weak_memory,
                early: round.early > 0,
            },
            ..Failure::without_record(Kind::Undecided, &message, None)
        }
    }
}

/// The failure, and how to find it again.
fn coded(test: &str, round: Round, mut failure: Box<Failure>) -> Box<Failure> {
    failure.code = Code::of(test, round, &failure);
    failure
}

/// What a model that holds was checked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Passed {
    /// How many schedules the last of the widest rounds tried.
    pub schedules: usize,
    /// Its bound: how often a thread was stopped while it could go on.
    pub preemptions: usize,
    /// How many threads there were, the closure's own included.
    pub threads: usize,
    shared: bool,
    odd: bool,
    atomics: bool,
    asked_for_old: bool,
}

/// Which round comes next: plain before early, early before old values, few switches before many.
#[derive(Default)]
struct Plan {
    last: Option<Round>,
}

impl Plan {
    fn next(&mut self, model: &Model, met: &Passed) -> Option<Round> {
        let bound = model.bound(met.threads);
        let early = if met.odd { model.early_returns } else { 0 };
        let next = match self.last {
            // Where nobody asked for an old value, the widest round with old values would be the one before once more. The
            // narrower ones were: a program that does not repeat itself may show there.
            Some(last) if last.weak_memory && last.preemptions + 1 >= bound && !met.asked_for_old => return None,
            None => Round { preemptions: 0, early: 0, weak_memory: false },
            // A wider bound of the same sort.
            Some(last) if last.preemptions < bound => Round { preemptions: last.preemptions + 1, ..last },
            // All bounds of this sort are done: the next sort, from no forced switch.
            Some(last) if last.early < early => Round { preemptions: 0, early, ..last },
            Some(last) if !last.weak_memory && met.atomics => Round { preemptions: 0, early, weak_memory: true },
            Some(_) => return None,
        };
        self.last = Some(next);
        Some(next)
    }
}
