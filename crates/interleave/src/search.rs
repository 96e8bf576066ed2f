//! One round: loom runs the closure once for every schedule with at most so many forced switches.
//!
//! # Keeps true
//!
//! A round ends with all its schedules seen, or with a failure, or out of time; never with a part of them called passed.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use crate::failure::{Failure, Kind, Search};
use crate::record::What;
use crate::{choice, execution, late, pool, steering, sync, thread, unwind};

/// What a model checks.
pub(crate) type Closure = Arc<dyn Fn() + Send + Sync>;

/// What is allowed to happen in the schedules of a round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Round {
    /// How often a thread may be stopped while it could go on.
    pub(crate) preemptions: usize,
    /// How often each thread may come back early.
    pub(crate) early: u8,
    /// May a load return an older value than the newest?
    pub(crate) weak_memory: bool,
}

/// What a round without a failure has met.
pub(crate) struct Found {
    pub(crate) schedules: usize,
    pub(crate) threads: usize,
    /// Some object was used by two threads.
    pub(crate) shared: bool,
    pub(crate) met_choice: bool,
    pub(crate) met_atomic: bool,
}

/// What is counted while a round runs. Relaxed everywhere: only this operating-system thread counts; they are atomics
/// because loom wants a closure that is `Sync`.
#[derive(Default)]
struct Tally {
    schedules: AtomicUsize,
    threads: AtomicUsize,
    shared: AtomicBool,
}

/// A new model begins: nothing learnt of an earlier one may be used.
pub(crate) fn new_model() {
    pool::new_model();
    late::new_model();
    sync::new_model();
    sync::atomic::new_model();
    execution::with(|execution| *execution = Default::default());
}

/// Runs one round.
pub(crate) fn search(closure: &Closure, round: Round, steps: usize, budget: Duration) -> Result<Found, Box<Failure>> {
    choice::set_limit(round.early);
    sync::atomic::set_newest_only(!round.weak_memory);
    loop {
        let tally = Arc::new(Tally::default());
        execution::with(|execution| execution.failure = None);
        late::new_search();
        let outcome = explore(closure, round, steps, budget, &tally);
        // More objects are needed before the first thread starts: the same again, with them.
        if unwind::restart_wanted() {
            continue;
        }
        let schedules = tally.schedules.load(Relaxed);
        if outcome.is_err() {
            return Err(the_failure(round, schedules));
        }
        return Ok(execution::with(|execution| Found {
            schedules,
            threads: tally.threads.load(Relaxed),
            shared: tally.shared.load(Relaxed),
            met_choice: execution.met_choice,
            met_atomic: execution.met_atomic,
        }));
    }
}

fn explore(
    closure: &Closure,
    round: Round,
    steps: usize,
    budget: Duration,
    tally: &Arc<Tally>,
) -> std::thread::Result<()> {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(round.preemptions);
    builder.max_branches = steps;
    builder.max_duration = Some(budget);
    // The clock is looked at after every so many schedules.
    builder.checkpoint_interval = 256;
    let (closure, counts) = (Arc::clone(closure), Arc::clone(tally));
    let was_active = execution::set_active(true);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        steering::follow(|| {
            builder.check(move || {
                if counts.schedules.load(Relaxed) > 0 {
                    look_back(&counts);
                }
                counts.schedules.fetch_add(1, Relaxed);
                execution::begin_execution();
                unwind::new_execution();
                pool::new_execution();
                late::new_execution();
                thread::new_execution();
                closure();
            });
            look_back(tally);
        });
    }));
    execution::set_active(was_active);
    outcome
}

/// All threads of an execution have ended: what did it leave behind?
fn look_back(tally: &Tally) {
    tally.threads.fetch_max(execution::with(|execution| execution.threads.len()), Relaxed);
    tally.shared.fetch_or(something_was_shared(), Relaxed);
    if let Some((place, what)) = execution::with(|execution| execution.undecided) {
        execution::fail(Kind::Undecided, what.to_owned(), place);
    }
    if let Some(failure) = nobody_looked() {
        unwind::stop(failure);
    }
    if let Some(left) = late::left_behind() {
        let record = execution::with(|execution| execution.record.clone());
        let objects: Vec<_> = left.iter().map(|id| &record.objects[*id]).collect();
        let message = objects
            .iter()
            .map(|object| format!("{} made at {}:{}", object.kind, object.made.file(), object.made.line()))
            .collect::<Vec<_>>()
            .join(", ");
        unwind::stop(Failure { record, ..Failure::without_record(Kind::Leak, &message, None) });
    }
}

/// Was an object used by two threads?
fn something_was_shared() -> bool {
    execution::with(|execution| {
        let events = &execution.record.events;
        let mut users = vec![None; execution.record.objects.len()];
        events
            .iter()
            .filter_map(|event| Some((event.object?, event.thread)))
            .any(|(object, thread)| *users[object].get_or_insert(thread) != thread)
    })
}

/// A thread panicked, and no `join` asked how it ended.
fn nobody_looked() -> Option<Failure> {
    execution::with(|execution| {
        let joined = |thread| execution.record.events.iter().any(|event| event.what == What::Joined { child: thread });
        let thread = (1..execution.threads.len())
            .find(|thread| execution.threads[*thread].died_of.is_some() && !joined(*thread))?;
        Some(unwind::failure_of(execution, thread))
    })
}

/// The panic that some thread died of and somebody raised again.
fn resumed() -> Option<Failure> {
    execution::with(|execution| Some(unwind::failure_of(execution, unwind::first_cause(execution)?)))
}

/// What the panic hook kept of the panic that ended the search.
fn the_failure(round: Round, schedules: usize) -> Box<Failure> {
    let kept = execution::with(|execution| execution.failure.take());
    // A panic that was caught and then resumed (`resume_unwind`, the end of a scope) meets no panic hook.
    let mut failure = kept.or_else(|| resumed().map(Box::new)).unwrap_or_else(|| {
        Box::new(Failure::without_record(Kind::Undecided, "the search ended without saying why", None))
    });
    failure.search = Search {
        schedules,
        preemptions: round.preemptions,
        weak_memory: round.weak_memory,
        early: execution::with(|execution| execution.threads.iter().any(|thread| thread.early > 0)),
    };
    failure
}
