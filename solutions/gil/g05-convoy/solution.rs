//! g05, solved.

/// One step of a thread. Times are in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Waits for the GIL, and takes it.
    Take,
    /// Lets go of it.
    LetGo,
    /// Runs Python code for so long. Needs the GIL.
    Compute(u64),
    /// Waits for the world outside for so long, with the GIL or without.
    Wait(u64),
}

/// A thread that waits for the GIL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiter {
    /// Which thread.
    pub thread: usize,
    /// For how many milliseconds it has waited.
    pub waited: u64,
    /// Whether it has come from a wait outside. False: it was asked to let go, and wants the GIL back.
    pub from_outside: bool,
}

/// What a lock decides. The rest is the same for all: a holder that is asked lets go within a millisecond, and does not get the
/// GIL back before another thread had it.
pub trait Policy {
    /// For how many milliseconds this waiter sleeps, at least 1, before it looks whether to ask. Then it sleeps again.
    fn sleeps(&mut self, waiter: &Waiter) -> u64;
    /// Whether a waiter that has slept for so long asks. `switched`: the GIL went to another thread while it slept.
    fn asks(&mut self, waiter: &Waiter, switched: bool) -> bool;
    /// Who takes the GIL, now that it is free: the index of one of these. The first one came first.
    fn takes(&mut self, waiters: &[Waiter]) -> usize;
}

/// What CPython decides; but here whoever came first is the next. No real machine promises that.
#[derive(Debug)]
pub struct CPython {
    /// The switch interval, in milliseconds.
    pub interval: u64,
}

/// Each answer comes while a CPU thread holds the GIL, and behind all the others that want it. Each of those has its turn first, and
/// each turn ends only when somebody has slept for a whole interval and asks.
pub fn wait_beside(cpu_threads: u64, interval: u64) -> u64 {
    cpu_threads * interval
}

/// What the I/O thread does each time, from holding the GIL to holding it again.
pub fn round_trip(wait: u64, compute: u64) -> Vec<Step> {
    // Py_BEGIN_ALLOW_THREADS before the wait, Py_END_ALLOW_THREADS after it: and that is where it queues.
    vec![Step::LetGo, Step::Wait(wait), Step::Take, Step::Compute(compute)]
}

impl Policy for CPython {
    fn sleeps(&mut self, _: &Waiter) -> u64 {
        self.interval
    }

    // An interval in which the GIL changed hands is lost: its new holder has not had a whole one.
    fn asks(&mut self, _: &Waiter, switched: bool) -> bool {
        !switched
    }

    fn takes(&mut self, _: &[Waiter]) -> usize {
        0
    }
}

/// Who comes from outside asks after half an interval and goes first, but not twice in a row.
#[derive(Debug)]
pub struct Kinder {
    interval: u64,
    /// Whether the last turn went to somebody who was let past others.
    let_past: bool,
}

impl Kinder {
    /// A policy at the beginning.
    pub fn new(interval: u64) -> Kinder {
        Kinder { interval, let_past: false }
    }
}

impl Policy for Kinder {
    fn sleeps(&mut self, waiter: &Waiter) -> u64 {
        // Beside one CPU thread there is nobody to be let past; what it waits there is the time until it asks.
        if waiter.from_outside { self.interval / 2 } else { self.interval }
    }

    fn asks(&mut self, _: &Waiter, switched: bool) -> bool {
        // As in CPython, so that a CPU thread that got its turn has it for half an interval at least.
        !switched
    }

    fn takes(&mut self, waiters: &[Waiter]) -> usize {
        let outsider = waiters.iter().position(|waiter| waiter.from_outside);
        match outsider {
            // Not twice in a row: many I/O threads together would keep the CPU threads waiting for ever.
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
