//! Two interpreters, a thread each: with a GIL each (PEP 684), and sharing one, as all did until 3.11.
//!
//! Run it with `cargo run -q --release -p gil --example interpreters`, on a machine with two cores that does nothing else.

use gil::impact::compute;
use gil::statistics::Statistics;
use gil::{SWITCH_INTERVAL, Watched};
use std::thread;
use std::time::{Duration, Instant};

/// How many Collatz numbers each interpreter has to do.
const EACH: u64 = 500_000;
/// Each time is the median of so many runs. Both ways are measured once before any is measured again.
const ROUNDS: usize = 5;

// ANCHOR: run
/// Has each interpreter do the same work on a thread of its own, under its GIL. Returns how long it took until both were
/// done.
fn run(gils: [&Watched; 2]) -> Duration {
    let begin = Instant::now();
    let results = thread::scope(|scope| {
        gils.map(|gil| scope.spawn(move || compute(gil, 1..=EACH))).map(|thread| thread.join().expect("nothing panics"))
    });
    let took = begin.elapsed();
    assert_eq!(results[0], results[1], "both did the same work");
    took
}
// ANCHOR_END: run

/// One line of the table.
struct Row {
    title: &'static str,
    times: Vec<Duration>,
    /// What each thread had of the GIL in the last run.
    threads: Vec<Statistics>,
}

impl Row {
    fn new(title: &'static str) -> Self {
        Row { title, times: Vec::new(), threads: Vec::new() }
    }

    fn median(&self) -> f64 {
        let mut sorted = self.times.clone();
        sorted.sort();
        sorted[sorted.len() / 2].as_secs_f64()
    }
}

fn main() {
    if cfg!(debug_assertions) {
        println!("Built without --release: the times say little.\n");
    }
    let mut rows = [Row::new("a GIL each"), Row::new("one GIL")];
    for _ in 0..ROUNDS {
        let own = [(); 2].map(|()| Watched::new(SWITCH_INTERVAL));
        rows[0].times.push(run([&own[0], &own[1]]));
        rows[0].threads = own.iter().flat_map(Watched::statistics).collect();

        let shared = Watched::new(SWITCH_INTERVAL);
        rows[1].times.push(run([&shared, &shared]));
        rows[1].threads = shared.statistics();
    }
    println!("            thread  switches  waits  requests made  obeyed");
    for row in &rows {
        for (number, thread) in row.threads.iter().enumerate() {
            let Statistics { switches, waits, requests_made, requests_obeyed, .. } = thread;
            println!(
                "{:<10}  {number:>6}  {switches:>8}  {waits:>5}  {requests_made:>13}  {requests_obeyed:>6}",
                row.title
            );
        }
    }
    let [own, shared] = rows.map(|row| row.median());
    println!("\nWith one GIL it takes {:.2} times as long ({ROUNDS} runs each, medians).", shared / own);
}
