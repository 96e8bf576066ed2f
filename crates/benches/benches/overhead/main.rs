//! What one execution of a model costs on interleave, beside the same closure on bare loom.
//!
//! The nine algorithms are compiled twice (`programs.rs`): once on interleave's types, once on loom's. Both search with the same
//! bound. interleave's search has more rounds, so what is compared is the processor's time divided by the number of executions,
//! which the closures count themselves. Each is measured at two bounds, if it has two: at the long one a search is some hundred
//! executions; at the short one it may be some dozen, and what each round costs beside them shows (loom's start, and that of a search
//! that begins again). The ratios are printed at the end; the aim is at most 2.
//!
//! `tests/verdicts/algorithms` holds the same algorithms with all that can be wrong about them. They are on `thread::scope` and
//! other parts of std that loom does not have, so they do not compile on loom.

use cpu_time::ProcessTime;
use criterion::Criterion;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

mod on_interleave {
    use interleave::{cell, hint, sync, thread};
    include!("programs.rs");
}

mod on_loom {
    use loom::{cell, hint, sync, thread};
    include!("programs.rs");
}

/// How many executions there were. Relaxed: one at a time counts, and the search's end is an order.
static EXECUTIONS: AtomicU64 = AtomicU64::new(0);

/// The short bound.
const SHORT: usize = 2;

fn by_interleave(program: fn(), preemptions: usize) {
    let model = interleave::Model::new().preemptions(preemptions).early_returns(0).budget(Duration::from_secs(60));
    model
        .check(move || {
            EXECUTIONS.fetch_add(1, Relaxed);
            program();
        })
        .unwrap_or_else(|failure| panic!("{}: {}", failure.kind, failure.message));
}

fn by_loom(program: fn(), preemptions: usize) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(preemptions);
    builder.max_branches = 2_000;
    builder.check(move || {
        EXECUTIONS.fetch_add(1, Relaxed);
        program();
    });
}

/// Measures `search`, and returns the nanoseconds of the processor for one execution, and how many it has.
fn measure(criterion: &mut Criterion, name: &str, search: impl Fn()) -> (f64, u64) {
    let (mut time, mut executions, mut searches) = (Duration::ZERO, 0, 0);
    criterion.bench_function(name, |bencher| {
        bencher.iter_custom(|times| {
            EXECUTIONS.store(0, Relaxed);
            let start = ProcessTime::now();
            for _ in 0..times {
                black_box(&search)();
            }
            let took = start.elapsed();
            time += took;
            executions += EXECUTIONS.load(Relaxed);
            searches += times;
            took
        });
    });
    (time.as_nanos() as f64 / executions.max(1) as f64, executions / searches.max(1))
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    let mut ratios = Vec::new();
    for ((name, long, ours), (_, _, theirs)) in on_interleave::PROGRAMS.into_iter().zip(on_loom::PROGRAMS) {
        for preemptions in if long > SHORT { vec![SHORT, long] } else { vec![long] } {
            let name = format!("{name}, bound {preemptions}");
            let ours = measure(&mut criterion, &format!("{name}, on interleave"), || by_interleave(ours, preemptions));
            let theirs = measure(&mut criterion, &format!("{name}, on loom"), || by_loom(theirs, preemptions));
            ratios.push((name, ours, theirs));
        }
    }
    println!("{:<26}{:>12}{:>8}{:>12}{:>8}{:>8}", "CPU µs each", "interleave", "of", "loom", "of", "ratio");
    for (name, (ours, of), (theirs, of_theirs)) in ratios.into_iter().filter(|(_, ours, _)| ours.1 > 0) {
        let ratio = ours / theirs;
        println!("{name:<26}{:>12.1}{of:>8}{:>12.1}{of_theirs:>8}{ratio:>8.2}", ours / 1e3, theirs / 1e3);
    }
}
