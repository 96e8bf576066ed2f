//! The ranking, and which of it is advised.
//!
//! The fastest is not always advised: a simulation does not see a tenth, and a program that changes less is worth more than that.

use strategy::{Costs, Kind, Ranked, Strategy, Workload, best, simulate};

/// The strategies, the one that changes a program least first.
const BY_CHANGE: [Kind; 6] =
    [Kind::OneThread, Kind::Threads, Kind::FreeThreading, Kind::Processes, Kind::Asyncio, Kind::Native];

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
        let ranking: Vec<Ranked> =
            best(workload, costs).into_iter().map(|ranked| fewer_workers(ranked, workload, costs)).collect();
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
