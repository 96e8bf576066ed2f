//! wrong: S3 "without the longest and the shortest, the mean is typical" · caught by neither_a_disturbed_run_nor_a_lucky_one_is_typical · assertion

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
    for _ in 0..RUNS {
        for (work, times) in works.iter_mut().zip(&mut times) {
            times.push(timed(machine, *work));
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
    let middle = &times[1..times.len() - 1];
    let typical = middle.iter().sum::<Duration>() / middle.len() as u32;
    Report { runs: times.len(), typical, lowest: times[0], highest: times[times.len() - 1] }
}
