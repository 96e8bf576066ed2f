//! What came of it: how long it took, and where the time went.

use std::time::Duration;

/// What the workers' time went into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Starting workers.
    Start,
    /// Giving out tasks and taking results.
    Task,
    /// Bytes to and from other processes.
    Sending,
    /// Python code.
    Python,
    /// Native code that keeps the GIL.
    Held,
    /// Native code that lets go of it.
    Native,
    /// Waiting for the world outside.
    Waiting,
    /// Waiting for a GIL. Without one: for the pool's queue.
    ForGil,
    /// Waiting for a core.
    ForCore,
}

impl Part {
    /// All of them, in the order in which a table shows them.
    pub const ALL: [Part; 9] = [
        Part::Start,
        Part::Task,
        Part::Sending,
        Part::Python,
        Part::Held,
        Part::Native,
        Part::Waiting,
        Part::ForGil,
        Part::ForCore,
    ];

    /// In a few words.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Part::Start => "starting",
            Part::Task => "handing out",
            Part::Sending => "sending",
            Part::Python => "Python",
            Part::Held => "native, with GIL",
            Part::Native => "native, no GIL",
            Part::Waiting => "waiting outside",
            Part::ForGil => "waiting for GIL",
            Part::ForCore => "waiting for core",
        }
    }
}

/// A workload under a strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// From the first step to the end of the last one.
    pub elapsed: Duration,
    spent: [Duration; Part::ALL.len()],
}

impl Outcome {
    pub(crate) fn new() -> Self {
        Outcome { elapsed: Duration::ZERO, spent: [Duration::ZERO; Part::ALL.len()] }
    }

    pub(crate) fn add(&mut self, part: Part, length: Duration) {
        self.spent[part as usize] += length;
    }

    /// How much of all workers' time went into this. The sum over all workers: with four of them, four times as much as a clock
    /// on the wall shows may be spent.
    #[must_use]
    pub fn spent(&self, part: Part) -> Duration {
        self.spent[part as usize]
    }

    /// What most of all workers' time went into.
    #[must_use]
    pub fn mostly(&self) -> Part {
        Part::ALL.into_iter().max_by_key(|part| self.spent(*part)).unwrap_or(Part::Start)
    }
}
