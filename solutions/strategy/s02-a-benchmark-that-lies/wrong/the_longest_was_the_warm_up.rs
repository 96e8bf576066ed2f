//! wrong: S3 "the longest run must have been the warm-up" · caught by neither_a_disturbed_run_nor_a_lucky_one_is_typical · assertion

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
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..=RUNS {
        for (work, times) in works.iter_mut().zip(&mut times) {
            times.push(timed(machine, *work));
        }
    }
    times.map(|mut times| {
        times.sort_unstable();
        times.pop();
        report(times)
    })
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
