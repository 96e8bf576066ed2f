//! Which strategy is the fastest, and by how much.

use crate::{Costs, Kind, Outcome, Strategy, Workload, simulate};

/// A strategy, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// With the number of workers that suits it best.
    pub strategy: Strategy,
    /// What it took.
    pub outcome: Outcome,
}

/// Each kind that fits the workload, with its best number of workers; the fastest first. Of two that take the same, the one that
/// changes a program less.
#[must_use]
pub fn best(workload: &Workload, costs: &Costs) -> Vec<Ranked> {
    let mut ranking: Vec<_> = Kind::ALL.into_iter().filter_map(|kind| best_of(kind, workload, costs)).collect();
    // A stable sort keeps the order of `ALL` among equals.
    ranking.sort_by_key(|ranked| ranked.outcome.elapsed);
    ranking
}

/// This kind with the number of workers that suits it best, of 1, 2, 4, 8 … up to one for each task, and one for each
/// core; the smallest of equals.
#[must_use]
pub fn best_of(kind: Kind, workload: &Workload, costs: &Costs) -> Option<Ranked> {
    let counts = match kind {
        Kind::OneThread | Kind::Asyncio => vec![1],
        // Each is a whole Python, and Windows waits for 61 at most.
        Kind::Processes => worker_counts(workload, costs, 61),
        Kind::Threads | Kind::Native | Kind::FreeThreading => worker_counts(workload, costs, 1024),
    };
    let each = counts.into_iter().filter_map(|workers| {
        let strategy = kind.with(workers);
        Some(Ranked { strategy, outcome: simulate(workload, strategy, costs)? })
    });
    each.min_by_key(|ranked| ranked.outcome.elapsed)
}

/// 1, 2, 4, 8 … up to one for each task or to `limit`, and one for each core.
fn worker_counts(workload: &Workload, costs: &Costs, limit: u32) -> Vec<u32> {
    let most = workload.count().clamp(1, limit);
    let mut counts: Vec<u32> = (0..=10).map(|n| 1 << n).chain([most, costs.cores.min(most)]).collect();
    counts.retain(|count| *count <= most);
    counts.sort_unstable();
    counts.dedup();
    counts
}
