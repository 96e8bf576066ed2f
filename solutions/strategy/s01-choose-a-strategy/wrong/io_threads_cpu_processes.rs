//! wrong: S1 "threads for I/O, processes for CPU, done" · caught by at_most_one_of_eight_is_wrong · assertion

/// How many times as long each task computes.
pub const TIMES: u32 = 1;

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

pub const PAGES: Choice = Choice::Threads;
pub const CONNECTIONS: Choice = Choice::Threads;
pub const ROWS: Choice = Choice::Processes;
pub const CHECKSUMS: Choice = Choice::Processes;
pub const PATTERNS: Choice = Choice::Processes;
pub const SUMS: Choice = Choice::Processes;
pub const ROUTES: Choice = Choice::Processes;
pub const FEED: Choice = Choice::Processes;
