//! wrong: S3 "where one run ends the next one begins, so one look at the clock will do" · caught by only_the_run_is_timed · assertion

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
    let mut begin = machine.now();
    for _ in 0..RUNS {
        for (work, times) in works.iter_mut().zip(&mut times) {
            work.set_up();
            machine.black_box(work.run());
            let end = machine.now();
            times.push(end - begin);
            begin = end;
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
