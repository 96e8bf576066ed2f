//! # g05 · The convoy
//!
//! Implement · 40 minutes · read first: `cargo book` → *The convoy*
//!
//! ## Task
//!
//! An I/O thread asks a server again and again, beside CPU threads that only compute. Predict how long each of its answers waits
//! for the GIL: [`wait_beside`]. Write down what makes it wait: [`round_trip`] says when the I/O thread has the GIL, and
//! [`CPython`] who asks for it, and who gets it. Then write [`Kinder`], under which answers wait at most half as long. The check
//! runs all of it in virtual time, where a millisecond is a step, and draws what it does not like.
//!
//! ## Keep true, under `Kinder`
//!
//! - Each CPU thread gets at least a quarter of an equal share of the GIL, however many I/O threads there are.
//! - No wait is longer than two intervals for each thread that there is.
//! - Where nobody waits outside, or not any more, the GIL changes hands no more often than under `CPython`.
//!
//! ```text
//!   CPU  ▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬·▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬      ▬ has the GIL
//!   I/O  ──────·············▬──────············     · waits for it     ─ outside
//!              └─ how long? ┘
//! ```
//!
//! ## Run
//!
//! `cargo learn check g05`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(unused_variables, dead_code, reason = "nothing uses them yet")]

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

// ── your work starts here ──────────────────────────────────────────────────
/// Your prediction: how many milliseconds each answer waits for the GIL, beside so many CPU threads that all want it.
///
/// Asking the server and using its answer take less than one interval together.
pub fn wait_beside(cpu_threads: u64, interval: u64) -> u64 {
    todo!("what must happen before the I/O thread has its turn, and how long does that take?")
}

/// What the I/O thread does each time: waits `wait` ms for an answer, and computes with it for `compute` ms. It has the GIL
/// before, and after.
pub fn round_trip(wait: u64, compute: u64) -> Vec<Step> {
    todo!("the steps, in order, as CPython takes them around a call that waits")
}

impl Policy for CPython {
    fn sleeps(&mut self, waiter: &Waiter) -> u64 {
        todo!("how long does a thread wait before it may ask?")
    }

    fn asks(&mut self, waiter: &Waiter, switched: bool) -> bool {
        todo!("which sleep gives a thread the right to ask?")
    }

    fn takes(&mut self, waiters: &[Waiter]) -> usize {
        todo!("first come, first served")
    }
}

/// Your own policy.
#[derive(Debug)]
pub struct Kinder {
    /// The switch interval of a CPU thread, in milliseconds: 2 at least.
    interval: u64,
}

impl Kinder {
    /// A policy at the beginning. You may add fields.
    pub fn new(interval: u64) -> Kinder {
        Kinder { interval }
    }
}

impl Policy for Kinder {
    fn sleeps(&mut self, waiter: &Waiter) -> u64 {
        todo!("may somebody ask earlier?")
    }

    fn asks(&mut self, waiter: &Waiter, switched: bool) -> bool {
        todo!("as in CPython, or not?")
    }

    fn takes(&mut self, waiters: &[Waiter]) -> usize {
        todo!("may somebody go first, and how often?")
    }
}
// ── your work ends here ────────────────────────────────────────────────────
