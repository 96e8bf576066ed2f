//! wrong: S3 "first, second, second, first: what becomes slower hits both alike" · caught by a_slow_stretch_hits_both · assertion

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
    for which in [0, 1, 1, 0] {
        times[which].extend((0..RUNS).map(|_| timed(machine, works[which])));
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
    let typical = (times[times.len() / 2 - 1] + times[times.len() / 2]) / 2;
    Report { runs: times.len(), typical, lowest: times[0], highest: times[times.len() - 1] }
}
