//! s01, solved.

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

/// a: pages are fetched from many servers, and parsed.
// All wait at once, so what is left is 200 ms of Python, one after the other: a loop and a thread each take the same. Processes
// would share the Python, but have to be started, and there are not enough of them to wait for 200 at once.
pub const PAGES: Choice = Choice::Asyncio;
/// b: devices are asked whether they are alive.
// Here the Python is so short that handing out counts: a thread costs 80 µs, a task of the loop 10 µs.
pub const CONNECTIONS: Choice = Choice::Asyncio;
/// c: rows of a table are converted.
// To hand out a row to a thread costs two thirds of what it takes to convert it, and to a process seven times as much. In chunks of 1,000 rows it
// would be another program.
pub const ROWS: Choice = Choice::OneThread;
/// d: large files, already in memory, get a SHA-256 each.
// `hashlib` lets go of the GIL. So threads have all cores, and no process need be sent 8 MB.
pub const CHECKSUMS: Choice = Choice::Threads;
/// e: documents are searched by regular expressions.
// `re` is native code, too, and keeps the GIL. So threads take turns; processes have a GIL each, and 100 KB are soon sent.
pub const PATTERNS: Choice = Choice::Processes;
/// f: numbers are summed in loops, which Cython can compile.
// Four processes are at most four times faster. Native code is 30 times faster on one core already.
pub const SUMS: Choice = Choice::Native;
/// g: routes are searched in a large map, which each task needs whole.
// The parent sends 400 MB eight times, one after the other: that part is serial, whatever the number of processes.
pub const ROUTES: Choice = Choice::FreeThreading;
/// h: one report is computed, while a feed asks a server again and again.
// In one process the feed queues for the GIL after each answer, 5 ms behind the report. In another one it has a GIL of its own.
pub const FEED: Choice = Choice::Processes;
