//! right: the warm-up lasts until a run is like the one before, but not for ever.

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
    // Until a run takes about as long as the one before, or five times.
    for work in &mut works {
        let mut before = timed(machine, *work);
        for _ in 0..4 {
            let now = timed(machine, *work);
            if now * 10 > before * 9 && before * 10 > now * 9 {
                break;
            }
            before = now;
        }
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
    Report { runs: times.len(), typical: times[times.len() / 2], lowest: times[0], highest: times[times.len() - 1] }
}
