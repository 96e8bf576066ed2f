//! wrong: S3 "if somebody came in between, all of it is measured again" · caught by neither_a_disturbed_run_nor_a_lucky_one_is_typical · assertion

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
    for _ in 0..3 {
        let times = in_turns(machine, &mut works);
        let quiet = times.iter().all(|times| times.iter().max() < times.iter().min().map(|least| *least * 2).as_ref());
        if quiet {
            return times.map(report);
        }
    }
    in_turns(machine, &mut works).map(report)
}

fn in_turns(machine: &impl Machine, works: &mut [&mut dyn Work; 2]) -> [Vec<Duration>; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..RUNS {
        for (work, times) in works.iter_mut().zip(&mut times) {
            times.push(timed(machine, *work));
        }
    }
    times
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
