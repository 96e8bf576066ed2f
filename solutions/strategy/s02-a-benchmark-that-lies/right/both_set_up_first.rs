//! right: both are set up, and then both run.

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
        for work in &mut works {
            work.set_up();
        }
        for (work, times) in works.iter_mut().zip(&mut times) {
            let begin = machine.now();
            machine.black_box(work.run());
            times.push(machine.now() - begin);
        }
    }
    times.map(|times| report(times[1..].to_vec()))
}

fn report(mut times: Vec<Duration>) -> Report {
    times.sort_unstable();
    Report { runs: times.len(), typical: times[times.len() / 2], lowest: times[0], highest: times[times.len() - 1] }
}
