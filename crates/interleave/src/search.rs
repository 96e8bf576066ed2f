//! One round: loom runs the closure once for every schedule with at most so many forced switches.
//!
//! # Keeps true
//!
//! A round ends with all its schedules seen, or with a failure, or out of time; never with a part of them called passed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use crate::failure::{Failure, Kind, Search};
use crate::knowledge::Knowledge;
use crate::record::What;
use crate::worker::{End, Worker};
use crate::{choice, ending, execution, fingerprint, late, local, pool, steering, sync, thread, tracked, unwind};

/// What a model checks.
pub(crate) type Closure = Arc<dyn Fn() + Send + Sync>;

/// What is allowed to happen in the schedules of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Round {
    /// How often a thread may be stopped while it could go on.
    pub(crate) preemptions: usize,
    /// How often each thread may come back early.
    pub(crate) early: u8,
    /// May a load return an older value than the newest?
    pub(crate) weak_memory: bool,
}

/// How far a round may go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How many steps one schedule may have.
    pub(crate) steps: usize,
    /// How long all may take.
    pub(crate) time: Duration,
    /// How many schedules are run; all if there is no number.
    pub(crate) schedules: Option<usize>,
}

/// What a round without a failure has met.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) schedules: usize,
    pub(crate) threads: usize,
    /// Some object was used by two threads.
    pub(crate) shared: bool,
    pub(crate) met_choice: bool,
    pub(crate) met_atomic: bool,
    /// Some operation asked whether it may see an old store.
    pub(crate) asked_for_old: bool,
    /// What the first schedule did, as a number.
    pub(crate) first: u64,
    /// The search had to begin again: it knows more than before, and goes other ways.
    pub(crate) learnt: bool,
}

/// What is counted while a round runs. Relaxed everywhere: one thread counts, and the channel hands the counts over.
#[derive(Default)]
struct Tally {
    schedules: AtomicUsize,
    threads: AtomicUsize,
    shared: AtomicBool,
    first: AtomicU64,
}

/// Runs one round, again for as long as it learns something that it must know from the beginning.
pub(crate) fn search(
    closure: &Closure,
    round: Round,
    limits: Limits,
    knowledge: &mut Knowledge,
    worker: &mut Worker,
) -> Result<Found, Box<Failure>> {
    let start = Instant::now();
    // Executions are counted anew.
    knowledge.suspected = 0;
    let mut learnt = false;
    loop {
        let tally = Arc::new(Tally::default());
        let (closure, counts) = (Arc::clone(closure), Arc::clone(&tally));
        let known = std::mem::take(knowledge);
        let (end, known) = worker.run(known, move || explore(&closure, round, limits, &counts));
        *knowledge = known;
        match end {
            End::Again if start.elapsed() < limits.time => learnt = true,
            // The caller looks at its clock.
            End::Again => {
                return Ok(Found::default());
            }
            End::Complete(found) => return Ok(Found { learnt, ..found }),
            End::Failed(mut failure) => {
                let early = failure.search.early;
                let (schedules, Round { preemptions, weak_memory, .. }) = (tally.schedules.load(Relaxed), round);
                failure.search = Search { schedules, preemptions, weak_memory, early };
                return Err(failure);
            }
        }
    }
}

/// The round itself, on the worker's thread.
fn explore(closure: &Closure, round: Round, limits: Limits, tally: &Arc<Tally>) -> Found {
    execution::new_search();
    late::new_search();
    choice::set_limit(round.early);
    sync::atomic::set_newest_only(!round.weak_memory);
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(round.preemptions);
    builder.max_branches = limits.steps;
    builder.max_duration = Some(limits.time);
    // The clock is looked at after every so many schedules.
    builder.checkpoint_interval = 256;
    if let Some(most) = limits.schedules {
        // It counts the one that it is about to run.
        builder.max_permutations = Some(most.saturating_add(1));
        builder.checkpoint_interval = 1;
    }
    let (closure, counts) = (Arc::clone(closure), Arc::clone(tally));
    steering::follow(|| {
        builder.check(move || {
            if counts.schedules.load(Relaxed) > 0 {
                look_back(&counts);
            }
            counts.schedules.fetch_add(1, Relaxed);
            execution::begin_execution();
            pool::new_execution();
            late::new_execution();
            thread::new_execution();
            local::new_execution();
            tracked::new_execution();
            unwind::root(|| {
                closure();
                local::end_thread();
            });
        });
        look_back(tally);
    });
    execution::with(|execution| Found {
        schedules: tally.schedules.load(Relaxed),
        threads: tally.threads.load(Relaxed),
        shared: tally.shared.load(Relaxed),
        met_choice: execution.met_choice,
        met_atomic: execution.met_atomic,
        asked_for_old: execution.asked_for_old,
        first: tally.first.load(Relaxed),
        learnt: false,
    })
}

/// All threads of an execution have ended: what did it leave behind?
fn look_back(tally: &Tally) {
    if tally.schedules.load(Relaxed) == 1 {
        tally.first.store(execution::with(|execution| fingerprint::of_steps(&execution.record)), Relaxed);
    }
    tally.threads.fetch_max(execution::with(|execution| execution.threads.len()), Relaxed);
    tally.shared.fetch_or(something_was_shared(), Relaxed);
    if let Some(failure) = nobody_looked() {
        ending::stop(failure);
    }
    if let Some(left) = late::left_behind() {
        let record = execution::with(|execution| execution.record.clone());
        ending::stop(Failure { record, left, ..Failure::without_record(Kind::Leak, "", None) });
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
        let died = |thread: &usize| execution.threads[*thread].died_of.is_some();
        let thread = (1..execution.threads.len()).find(|thread| died(thread) && !joined(*thread))?;
        Some(ending::failure_of(execution, thread))
    })
}
