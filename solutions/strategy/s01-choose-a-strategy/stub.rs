//! # s01 · Choose a strategy
//!
//! Predict · 15 minutes · read first: `cargo book` → *Identify the task*
//!
//! ## Task
//!
//! Eight programs. For each, choose how its tasks are to be done, so that all of them are done soonest. A choice is right if it takes
//! at most 15 % longer than the best one; one of the eight may be wrong. The number of workers you need not choose: each strategy
//! gets the one that suits it.
//!
//! ```text
//!               tasks  each of them
//!   a pages        200  waits 50 ms, 1 ms of Python
//!   b connections 2000  waits 100 ms, 20 µs of Python
//!   c rows        2000  30 µs of Python; 1 KB
//!   d checksums     64  100 µs of Python, 20 ms of native code without it; 8 MB
//!   e patterns      40  100 µs of Python, 100 ms of native code with the GIL; 100 KB
//!   f sums           8  500 ms of Python; 1 MB
//!                       as native code, the Python part is 30 times faster
//!   g routes         8  1 s of Python; 400 MB
//!                       all its packages run without a GIL, too
//!   h feed           1  2 s of Python
//!                    1  2000 times: waits 1 ms, 100 µs of Python; 10 KB
//!
//!   The machine has 4 cores. What else costs something:
//!   a thread       60 µs to start, 20 µs to hand out a task
//!   a process      10 ms to start, 200 µs to hand out a task, 1 µs a KB on each side
//!   the loop       10 µs a task
//!   without a GIL  Python takes 1.1 times as long
//! ```
//!
//! `Native` and `FreeThreading` are possible only where a line below the program says so. What stands behind the semicolon goes to
//! another process and back, if another process does the task. All this is for `TIMES` = 1:
//! with 10, whatever is computed takes ten times as long, while waits and bytes stay as they are.
//!
//! ## Run
//!
//! `cargo learn check s01`. It plays every strategy in virtual time, and shows what a wrong choice would have cost.

/// How many times as long each task computes.
pub const TIMES: u32 = 1; // again with: 10, 3

/// What can be done with many tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Nothing is chosen.
    NotYet,
    /// One task after the other, as it is now.
    OneThread,
    /// A pool of threads.
    Threads,
    /// A pool of processes.
    Processes,
    /// The loop of asyncio.
    Asyncio,
    /// What is Python becomes native code that lets go of the GIL, in a pool of threads.
    Native,
    /// A pool of threads in a Python without a GIL.
    FreeThreading,
}

// ── your work starts here ──────────────────────────────────────────────────
/// a: pages are fetched from many servers, and parsed.
pub const PAGES: Choice = Choice::NotYet;
/// b: devices are asked whether they are alive.
pub const CONNECTIONS: Choice = Choice::NotYet;
/// c: rows of a table are converted.
pub const ROWS: Choice = Choice::NotYet;
/// d: large files, already in memory, get a SHA-256 each.
pub const CHECKSUMS: Choice = Choice::NotYet;
/// e: documents are searched by regular expressions.
pub const PATTERNS: Choice = Choice::NotYet;
/// f: numbers are summed in loops, which Cython can compile.
pub const SUMS: Choice = Choice::NotYet;
/// g: routes are searched in a large map, which each task needs whole.
pub const ROUTES: Choice = Choice::NotYet;
/// h: one report is computed, while a feed asks a server again and again.
pub const FEED: Choice = Choice::NotYet;
// ── your work ends here ────────────────────────────────────────────────────
