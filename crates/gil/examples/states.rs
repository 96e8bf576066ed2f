//! How fast the explorer is, and what a state costs.
//!
//! Run it with `cargo run --release -q -p gil --example states`.

use cpu_time::ProcessTime;
use gil::explore::{Options, explore};
use gil::listing;
use gil::vm::{State, Switches};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// One after the other, so often that each thread has many instructions.
fn adds(times: usize) -> String {
    "LOAD_GLOBAL (x)\nLOAD_CONST (1)\nBINARY_OP (+=)\nSTORE_GLOBAL (x)\n".repeat(times)
}

fn main() {
    measure("2 threads of 10 instructions", 2, &adds(2));
    measure("2 threads of 82", 2, &adds(20));
    measure("3 threads of 18", 3, &adds(4));
    measure("4 threads of 10", 4, &adds(2));
}

fn measure(title: &str, threads: usize, body: &str) {
    let text = format!(
        "LOAD_CONST (0)\nSTORE_NAME (x)\nLOAD_CONST (None)\nRETURN_VALUE\n\n\
         Disassembly of f:\n{body}LOAD_CONST (None)\nRETURN_VALUE\n"
    );
    let program = listing::read_as(&text, (3, 9)).expect("a listing");
    let begin = State::functions(&program, &vec!["f"; threads]).expect("a function f");
    for reduction in [false, true] {
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let clock = ProcessTime::now();
        let options = Options { switches: Switches::EveryOpcode, reduction, limit: 20_000_000 };
        let explored = explore(&program, &begin, options);
        let seconds = clock.elapsed().as_secs_f64();
        let peak = MEMORY.peak_usage().saturating_sub(before);
        println!(
            "{title:<30} {:<10} {:>9} states {:>7.3} s {:>6.2} M/s {:>4} B a state in tables, {:>4} at the peak; {} outcomes, decided: {}, schedules: {}",
            if reduction { "reduced" } else { "all" },
            explored.states(),
            seconds,
            explored.states() as f64 / seconds / 1e6,
            explored.bytes_per_state(),
            peak / explored.states(),
            explored.outcomes().len(),
            explored.decided(),
            explored.schedules().map_or("-".to_owned(), |n| n.to_string()),
        );
    }
}
