//! s02, solved.

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

/// Measures both works.
pub fn compare(machine: &impl Machine, mut works: [&mut dyn Work; 2]) -> [Report; 2] {
    // The first run pays for what later ones find ready: caches, imports, compiled code. Its time is thrown away.
    for work in &mut works {
        timed(machine, *work);
    }
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..RUNS {
        // In turns: a minute in which the machine is slow hits both.
        for (work, times) in works.iter_mut().zip(&mut times) {
            times.push(timed(machine, *work));
        }
    }
    times.map(report)
}

/// Runs the work once; says how long that took.
fn timed(machine: &impl Machine, work: &mut dyn Work) -> Duration {
    // Before the clock starts: it is not what we want to know.
    work.set_up();
    let begin = machine.now();
    // Before the clock is read again: else the compiler may do the work later, or never.
    machine.black_box(work.run());
    machine.now() - begin
}

/// What these runs say.
fn report(mut times: Vec<Duration>) -> Report {
    times.sort_unstable();
    // The median: half of the runs took at most as long. One run that was disturbed does not move it, however long it took. The lowest
    // and the highest are reported, too, so that a reader sees how much a single run is worth.
    Report { runs: times.len(), typical: times[times.len() / 2], lowest: times[0], highest: times[times.len() - 1] }
}
