//! What the GIL costs: a computation and a wait, with it and without.
//!
//! Both run "Python code", and take part as CPython would: a computation looks for a request at the end of each loop's
//! body, and whoever waits for the world outside lets go first. What they do is the same under any [`Lock`], so the
//! difference between [`Gil`] and [`NoGil`] is the price of the lock.
//!
//! # Keeps true
//!
//! - A thread computes only while it holds the lock, and waits only while it does not.
//! - The result does not depend on the lock, nor on the number of threads.
//!
//! ```text
//!   compute   A ▬▬▬▬▬▬▬▬▬▬▬▬▬▬·················▬▬▬▬▬▬▬▬▬▬▬▬       ▬ holds the lock
//!             B ··············▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬············       · wants it
//!
//!   wait      A ▬──────────────────▬──────────────────▬           ─ waits without it
//!             B ·▬──────────────────▬──────────────────▬
//! ```
//!
//! # Not here
//!
//! Time. The lab measures (`crates/lab/src/ours/gil.rs`); nothing in this file reads a clock.

use crate::{Gil, Held, Watched, WatchedHeld};
use std::thread;

/// What decides who runs Python code: the GIL, or nothing.
pub trait Lock: Sync {
    /// The right to run. Dropping it lets go.
    type Held<'lock>
    where
        Self: 'lock;

    /// Waits until this thread may run.
    fn take(&self) -> Self::Held<'_>;

    /// Lets others run if they asked.
    fn poll(held: &mut Self::Held<'_>);
}

impl Lock for Gil {
    type Held<'gil> = Held<'gil>;

    fn take(&self) -> Held<'_> {
        Gil::take(self)
    }

    fn poll(held: &mut Held<'_>) {
        held.poll();
    }
}

impl Lock for Watched {
    type Held<'gil> = WatchedHeld<'gil>;

    fn take(&self) -> WatchedHeld<'_> {
        Watched::take(self)
    }

    fn poll(held: &mut WatchedHeld<'_>) {
        held.poll();
    }
}

/// As many threads run as like to. Nothing protects the interpreter's state, so this is no free-threaded CPython (PEP
/// 703), which pays for that protection elsewhere.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoGil;

impl Lock for NoGil {
    type Held<'lock> = ();

    fn take(&self) {}

    fn poll((): &mut ()) {}
}

// ANCHOR: compute
/// How many steps all of these numbers together take to come down to 1 (Collatz). Never ends
/// for a 0.
pub fn compute<L: Lock>(lock: &L, numbers: impl Iterator<Item = u64>) -> u64 {
    let mut held = lock.take();
    let mut steps = 0;
    for n in numbers {
        steps += steps_to_1(n);
        // The end of the body: CPython's JUMP_BACKWARD.
        L::poll(&mut held);
    }
    steps
}

/// Stands for the body of a Python loop: it never blocks, and takes some hundred steps. Never
/// inlined, so that it is the same machine code whatever the lock.
#[inline(never)]
fn steps_to_1(mut n: u64) -> u64 {
    let mut steps = 0;
    while n != 1 {
        n = if n.is_multiple_of(2) { n / 2 } else { 3 * n + 1 };
        steps += 1;
    }
    steps
}
// ANCHOR_END: compute

// ANCHOR: wait
/// Calls `outside` so many times, each time without the lock, and counts the calls with it.
pub fn wait<L: Lock>(lock: &L, times: u64, outside: impl Fn()) -> u64 {
    let mut held = lock.take();
    let mut done = 0;
    for _ in 0..times {
        // C code says Py_BEGIN_ALLOW_THREADS here,
        drop(held);
        outside();
        // and here Py_END_ALLOW_THREADS.
        held = lock.take();
        done += 1;
    }
    drop(held);
    done
}
// ANCHOR_END: wait

/// Runs `part(0)`, `part(1)` and so on, each on a thread of its own, and adds up what they return.
///
/// # Panics
///
/// If a part panics.
pub fn on_threads(threads: u64, part: impl Fn(u64) -> u64 + Sync) -> u64 {
    let part = &part;
    thread::scope(|scope| {
        let started: Vec<_> = (0..threads).map(|me| scope.spawn(move || part(me))).collect();
        started.into_iter().map(|thread| thread.join().expect("a part panicked")).sum()
    })
}
