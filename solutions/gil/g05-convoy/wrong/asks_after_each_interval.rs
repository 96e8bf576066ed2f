//! wrong: G4 "whoever has waited for 5 ms may ask" · caught by your_cpython_decides_as_cpython_does · assertion

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Take,
    LetGo,
    Compute(u64),
    Wait(u64),
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiter {
    pub thread: usize,
    pub waited: u64,
    pub from_outside: bool,
}
pub trait Policy {
    fn sleeps(&mut self, waiter: &Waiter) -> u64;
    fn asks(&mut self, waiter: &Waiter, switched: bool) -> bool;
    fn takes(&mut self, waiters: &[Waiter]) -> usize;
}
#[derive(Debug)]
pub struct CPython {
    pub interval: u64,
}
pub fn wait_beside(cpu_threads: u64, interval: u64) -> u64 {
    cpu_threads * interval
}

pub fn round_trip(wait: u64, compute: u64) -> Vec<Step> {
    vec![Step::LetGo, Step::Wait(wait), Step::Take, Step::Compute(compute)]
}

impl Policy for CPython {
    fn sleeps(&mut self, _: &Waiter) -> u64 {
        self.interval
    }
    fn asks(&mut self, _: &Waiter, _: bool) -> bool {
        true
    }

    fn takes(&mut self, _: &[Waiter]) -> usize {
        0
    }
}
#[derive(Debug)]
pub struct Kinder {
    interval: u64,
    let_past: bool,
}

impl Kinder {
    pub fn new(interval: u64) -> Kinder {
        Kinder { interval, let_past: false }
    }
}

impl Policy for Kinder {
    fn sleeps(&mut self, waiter: &Waiter) -> u64 {
        if waiter.from_outside { self.interval / 2 } else { self.interval }
    }

    fn asks(&mut self, _: &Waiter, switched: bool) -> bool {
        !switched
    }

    fn takes(&mut self, waiters: &[Waiter]) -> usize {
        let outsider = waiters.iter().position(|waiter| waiter.from_outside);
        match outsider {
            Some(first) if !self.let_past => {
                self.let_past = first > 0;
                first
            }
            _ => {
                self.let_past = false;
                0
            }
        }
    }
}
