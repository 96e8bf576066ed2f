//! wrong: S1 "where there is no GIL everything is faster" · caught by at_most_one_of_eight_is_wrong · assertion

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

pub const PAGES: Choice = Choice::Asyncio;
pub const CONNECTIONS: Choice = Choice::Asyncio;
pub const ROWS: Choice = Choice::FreeThreading;
pub const CHECKSUMS: Choice = Choice::Threads;
pub const PATTERNS: Choice = Choice::Processes;
pub const SUMS: Choice = Choice::FreeThreading;
pub const ROUTES: Choice = Choice::FreeThreading;
pub const FEED: Choice = Choice::Processes;
