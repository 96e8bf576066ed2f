//! The strategies that there are: what to do with many tasks.

use crate::Workload;
use std::fmt;

/// A way to do many tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// One after the other, in the thread that you have.
    OneThread,
    /// A pool of so many threads.
    Threads(u32),
    /// A pool of so many processes.
    Processes(u32),
    /// All at once in the loop of asyncio: they take turns where they wait.
    Asyncio,
    /// The Python part rewritten as native code that lets go of the GIL, in a pool of so many threads.
    Native(u32),
    /// A pool of so many threads in a Python without a GIL.
    FreeThreading(u32),
}

/// A strategy without its number of workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is what the strategy of that name is")]
pub enum Kind {
    OneThread,
    Asyncio,
    Threads,
    Processes,
    FreeThreading,
    Native,
}

impl Kind {
    /// All of them, the ones that change a program least first.
    pub const ALL: [Kind; 6] =
        [Kind::OneThread, Kind::Asyncio, Kind::Threads, Kind::Processes, Kind::FreeThreading, Kind::Native];

    /// The strategy of this kind with so many workers, where it has workers.
    #[must_use]
    pub fn with(self, workers: u32) -> Strategy {
        match self {
            Kind::OneThread => Strategy::OneThread,
            Kind::Asyncio => Strategy::Asyncio,
            Kind::Threads => Strategy::Threads(workers),
            Kind::Processes => Strategy::Processes(workers),
            Kind::FreeThreading => Strategy::FreeThreading(workers),
            Kind::Native => Strategy::Native(workers),
        }
    }
}

impl Strategy {
    /// Which kind it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Strategy::OneThread => Kind::OneThread,
            Strategy::Asyncio => Kind::Asyncio,
            Strategy::Threads(_) => Kind::Threads,
            Strategy::Processes(_) => Kind::Processes,
            Strategy::FreeThreading(_) => Kind::FreeThreading,
            Strategy::Native(_) => Kind::Native,
        }
    }

    /// Whether the workload can be done so at all.
    pub(crate) fn fits(self, workload: &Workload) -> bool {
        match self {
            Strategy::Native(_) => workload.native_speed_up.is_some(),
            Strategy::FreeThreading(_) => workload.free_threaded,
            _ => true,
        }
    }
}

impl fmt::Display for Strategy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let threads = |workers: &u32| if *workers == 1 { "thread" } else { "threads" };
        match self {
            Strategy::OneThread => f.write_str("one after the other"),
            Strategy::Asyncio => f.write_str("asyncio"),
            Strategy::Threads(workers) => write!(f, "{workers} {}", threads(workers)),
            Strategy::Processes(1) => f.write_str("1 process"),
            Strategy::Processes(workers) => write!(f, "{workers} processes"),
            Strategy::Native(workers) => write!(f, "native, {workers} {}", threads(workers)),
            Strategy::FreeThreading(workers) => write!(f, "no GIL, {workers} {}", threads(workers)),
        }
    }
}
