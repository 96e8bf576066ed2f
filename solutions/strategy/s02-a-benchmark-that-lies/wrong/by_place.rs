//! wrong: S3 "whoever comes first in a round is the first work" · caught by the_report_is_true_of_any_machine · assertion

use std::time::Duration;

pub const RUNS: usize = 9;

pub trait Machine {
    fn now(&self) -> Duration;
    fn black_box(&self, answer: u64);
}

pub trait Work {
    fn set_up(&mut self);
    fn run(&mut self) -> u64;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    pub runs: usize,
    pub typical: Duration,
    pub lowest: Duration,
    pub highest: Duration,
}

pub fn compare(machine: &impl Machine, mut works: [&mut dyn Work; 2]) -> [Report; 2] {
    for work in &mut works {
        timed(machine, *work);
    }
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..2 * RUNS {
        for turn in 0..2 {
            // The place in the round, not the work.
            times[turn].push(timed(machine, works[(round + turn) % 2]));
        }
    }
    times.map(report)
}

fn timed(machine: &impl Machine, work: &mut dyn Work) -> Duration {
    work.set_up();
    let begin = machine.now();
    machine.black_box(work.run());
    machine.now() - begin
}

fn report(mut times: Vec<Duration>) -> Report {
    times.sort_unstable();
    Report { runs: times.len(), typical: times[times.len() / 2], lowest: times[0], highest: times[times.len() - 1] }
}
