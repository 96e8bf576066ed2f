//! # s02 · A benchmark that lies
//!
//! Implement · 25 minutes · read first: `cargo book` → *A number you can trust*
//!
//! ## Task
//!
//! [`compare`] says how long each of two works takes. What it says is wrong in five ways at least. Mend its method; the table on the page
//! names what can go wrong. It is the method that is judged, on machines whose clock is made up: no check looks at how fast anything is.
//!
//! ## Keep true
//!
//! - Only [`Work::run`] is timed, each run by itself. Each needs a [`Work::set_up`] of its own before it, and that takes time, too.
//! - What a run returns goes to [`Machine::black_box`] before the clock is read again. What nobody looks at, a compiler leaves out.
//! - The first run of each work, or the first few, are a warm-up, and not counted: fewer than are counted. At least [`RUNS`] of each are
//!   counted after that, and none of those is left out.
//! - `typical` is the median of the counted runs. `lowest` and `highest` are the shortest and the longest of them.
//! - The machine may become slower while you measure, for good or for a while. That must hit both works alike.
//!
//! ```text
//!   begin = time.perf_counter()          In Python each line on the left
//!   result = work(set_up())              may be one of these lies.
//!   print(time.perf_counter() - begin)
//! ```
//!
//! ## Run
//!
//! `cargo learn check s02`. Then measure your own machine, and read it beside the book's numbers:
//! `cargo run -p lab --release -- --only countdown --compare`

use std::time::Duration;

/// How many runs of each work are counted, at least.
pub const RUNS: usize = 9;

/// What a benchmark can ask for.
pub trait Machine {
    /// The time since some moment, as `std::time::Instant` has it.
    fn now(&self) -> Duration;
    /// Looks at the answer of a run, so that it had to be computed: `std::hint::black_box`.
    fn black_box(&self, answer: u64);
}

/// What is measured.
pub trait Work {
    /// Makes what the next run works on. The run uses it up.
    fn set_up(&mut self);
    /// Does the work once.
    fn run(&mut self) -> u64;
}

/// What came of it, for one of the two works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// How many runs were counted.
    pub runs: usize,
    /// The median of the counted runs. Of an even number, one of the two in the middle, or what lies between them.
    pub typical: Duration,
    /// The shortest counted run.
    pub lowest: Duration,
    /// The longest counted run.
    pub highest: Duration,
}

// ── your work starts here ──────────────────────────────────────────────────
/// Measures both works.
pub fn compare(machine: &impl Machine, works: [&mut dyn Work; 2]) -> [Report; 2] {
    works.map(|work| {
        let begin = machine.now();
        work.set_up();
        let _ = work.run();
        let took = machine.now() - begin;
        Report { runs: 1, typical: took, lowest: took, highest: took }
    })
}
// ── your work ends here ────────────────────────────────────────────────────
