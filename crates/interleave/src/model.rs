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
use crate::plan::{self, FIRST, Plan};
use crate::replay::{self, Code};
use crate::search::{self, Found, Limits, Round};
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
    pub(crate) early_returns: u8,
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
        let mut search = |round: Round, time, schedules| {
            let limits = Limits { steps: self.steps, time, schedules };
            search::search(&closure, round, limits, &mut knowledge, &mut worker)
        };
        let mut plan = Plan::default();
        // One schedule by itself, and the first round begins with the same one.
        let alone = search(FIRST, self.budget, Some(1)).map_err(|failure| coded(&test, FIRST, failure))?;
        while let Some(round) = plan.next(self, &so_far) {
            let time = self.budget.saturating_sub(start.elapsed());
            let found = search(round, time, None).map_err(|failure| coded(&test, round, failure))?;
            if round == FIRST && !found.learnt && found.first != alone.first {
                return Err(Box::new(Failure::without_record(Kind::NotRepeatable, "", None)));
            }
            so_far = self.and(so_far, round, &found);
            if start.elapsed() > self.budget {
                return Err(Box::new(self.out_of_time(round, found.schedules)));
            }
            if let Some(leap) = plan.leap(self, &so_far)
                && let Some(all) = leap.over(self, so_far, |round| {
                    let until = start.elapsed() + self.budget.saturating_sub(start.elapsed()) / 2;
                    let found = search(round, until.saturating_sub(start.elapsed()), Some(plan::LEAP)).ok();
                    found.filter(|found| found.schedules < plan::LEAP && start.elapsed() < until)
                })
            {
                so_far = all;
                break;
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

    /// What is known after one more round.
    pub(crate) fn and(&self, so_far: Passed, round: Round, found: &Found) -> Passed {
        let threads = so_far.threads.max(found.threads);
        let widest = so_far.preemptions.max(round.preemptions).min(self.bound(threads));
        Passed {
            schedules: if round.preemptions < widest { so_far.schedules } else { found.schedules },
            preemptions: widest,
            threads,
            shared: so_far.shared || found.shared,
            odd: so_far.odd || found.met_choice,
            atomics: so_far.atomics || found.met_atomic,
            asked_for_old: so_far.asked_for_old || found.asked_for_old,
        }
    }

    /// How many forced switches the widest rounds allow.
    pub(crate) fn bound(&self, threads: usize) -> usize {
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
    pub(crate) odd: bool,
    pub(crate) atomics: bool,
    pub(crate) asked_for_old: bool,
}
