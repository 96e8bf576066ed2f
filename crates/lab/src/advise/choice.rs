//! The ranking, and which of it is advised.
//!
//! The fastest is not always advised: a simulation does not see a tenth, and a program that changes less is worth more than that.

use std::time::Duration;

use strategy::{Costs, Kind, Ranked, Strategy, Task, Workload, best, simulate};

/// The strategies, the one that is preferred among equals first: what changes a program least, and a loop before dozens of processes, whose
/// memory nobody counts here.
const BY_CHANGE: [Kind; 6] =
    [Kind::OneThread, Kind::Threads, Kind::FreeThreading, Kind::Asyncio, Kind::Processes, Kind::Native];

/// So much slower than the fastest may be what is advised.
const TOLERANCE: f64 = 1.1;

/// So much slower may fewer workers be than the best number of them.
const FEWER: f64 = 1.03;

/// What is advised, and the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// All strategies that the workload allows, the fastest first.
    pub ranking: Vec<Ranked>,
    /// Which of them is advised.
    pub advised: usize,
}

impl Choice {
    /// Plays all strategies, and chooses.
    #[must_use]
    pub fn new(workload: &Workload, costs: &Costs) -> Self {
        let costs = &with_fewer_turns(workload, costs);
        let mut ranking: Vec<Ranked> =
            best(workload, costs).into_iter().map(|ranked| fewer_workers(ranked, workload, costs)).collect();
        // With fewer workers, one may now be behind another.
        ranking.sort_by_key(|ranked| ranked.outcome.elapsed);
        // One thread is always possible, so there is a first.
        let limit = ranking[0].outcome.elapsed.mul_f64(TOLERANCE);
        let near = ranking.iter().take_while(|ranked| ranked.outcome.elapsed <= limit).count();
        let change = |index: &usize| BY_CHANGE.iter().position(|kind| *kind == ranking[*index].strategy.kind());
        let advised = (0..near).min_by_key(change).unwrap_or(0);
        Self { ranking, advised }
    }

    /// What is advised.
    #[must_use]
    pub fn advised(&self) -> &Ranked {
        &self.ranking[self.advised]
    }

    /// How long one thread takes, to compare with.
    #[must_use]
    pub fn one_thread(&self) -> Option<&Ranked> {
        self.ranking.iter().find(|ranked| ranked.strategy.kind() == Kind::OneThread)
    }
}

/// So many turns of the GIL and of the cores are played at most, or about that. Hours of computing have millions of them.
const TURNS: u32 = 100_000;

/// The same costs, but whoever computes keeps what it has for longer if there is very much to compute. All tasks are alike, so that
/// changes who is done first, and hardly when all are done.
fn with_fewer_turns(workload: &Workload, costs: &Costs) -> Costs {
    let sending = |bytes: u64| costs.kilobyte.mul_f64(bytes as f64 / 500.0);
    let computing = |task: &Task| (task.python + task.held + task.native) * task.rounds + sending(task.bytes);
    let all: Duration = workload.tasks.iter().map(|(count, task)| computing(task) * *count).sum();
    Costs { switch_interval: costs.switch_interval.max(all / TURNS), ..*costs }
}

/// The same kind with half the workers, as long as that is hardly slower.
fn fewer_workers(best: Ranked, workload: &Workload, costs: &Costs) -> Ranked {
    let limit = best.outcome.elapsed.mul_f64(FEWER);
    let mut chosen = best;
    while let Strategy::Threads(n) | Strategy::Processes(n) | Strategy::Native(n) | Strategy::FreeThreading(n) =
        chosen.strategy
        && n > 1
    {
        let strategy = chosen.strategy.kind().with(n / 2);
        match simulate(workload, strategy, costs) {
            Some(outcome) if outcome.elapsed <= limit => chosen = Ranked { strategy, outcome },
            _ => break,
        }
    }
    chosen
}
