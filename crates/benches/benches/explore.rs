//! What it costs to know every schedule: the explorer of crate gil beside a plain walk through each of them, and its reduction beside none.
//!
//! `cargo bench -p benches --bench explore`. Processor time, so that other programs on the machine are not measured.

use cpu_time::ProcessTime;
use criterion::Criterion;
use gil::explore::{Options, Outcome, explore};
use gil::listing;
use gil::vm::{Program, State, Step, Switches};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Duration;

/// `x += 1`, so many times, in a function f.
fn adds(times: usize) -> Program {
    let body = "LOAD_GLOBAL (x)\nLOAD_CONST (1)\nBINARY_OP (+=)\nSTORE_GLOBAL (x)\n".repeat(times);
    let text = format!(
        "LOAD_CONST (0)\nSTORE_NAME (x)\nLOAD_CONST (None)\nRETURN_VALUE\n\n\
         Disassembly of f:\n{body}LOAD_CONST (None)\nRETURN_VALUE\n"
    );
    listing::read_as(&text, (3, 9)).expect("a listing")
}

/// Every schedule from its beginning to its end, on copies of the whole state; no thread of this program ever waits.
fn walk(program: &Program, state: &State, found: &mut BTreeMap<Outcome, u128>) {
    let mut ends = true;
    for thread in 0..state.threads.len() {
        if state.threads[thread].next(program).is_some() {
            let mut next = state.clone();
            assert_ne!(next.step(program, thread), Step::Blocked);
            walk(program, &next, found);
            ends = false;
        }
    }
    if ends {
        *found.entry(Outcome::new(program, &state.shared)).or_default() += 1;
    }
}

fn timed(times: u64, mut work: impl FnMut()) -> Duration {
    let clock = ProcessTime::now();
    (0..times).for_each(|_| work());
    clock.elapsed()
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let options = Options::new(Switches::EveryOpcode);
    let small = adds(1);
    let begin = State::functions(&small, &["f", "f"]).expect("a function f");
    let mut group = criterion.benchmark_group("924 schedules");
    group.bench_function("explore", |bench| {
        bench.iter_custom(|times| timed(times, || drop(black_box(explore(&small, &begin, options)))));
    });
    group.bench_function("plain walk", |bench| {
        bench.iter_custom(|times| timed(times, || walk(&small, &begin, black_box(&mut BTreeMap::new()))));
    });
    group.finish();

    let large = adds(4);
    let begin = State::functions(&large, &["f", "f"]).expect("a function f");
    let mut group = criterion.benchmark_group("9 billion schedules");
    for (name, reduction) in [("every schedule", false), ("reduced", true)] {
        let options = Options { reduction, ..options };
        group.bench_function(name, |bench| {
            bench.iter_custom(|times| timed(times, || drop(black_box(explore(&large, &begin, options)))));
        });
    }
    group.finish();
    criterion.final_summary();
}
