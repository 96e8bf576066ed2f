//! What there is to do: tasks, by where their time goes if nobody is in their way.

use crate::short;
use std::fmt;
use std::time::Duration;

// ANCHOR: task
/// One task. It does this so many times, in this order: it waits, runs Python, and runs native code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// How many times. A task that asks a server three times has 3 rounds.
    pub rounds: u32,
    /// Each time: waits for the world outside, without the GIL and without a core.
    pub waiting: Duration,
    /// Each time: runs Python code.
    pub python: Duration,
    /// Each time: runs native code that keeps the GIL, as `re` and `json` do.
    pub held: Duration,
    /// Each time: runs native code that lets go of the GIL, as `hashlib` and `zlib` do.
    pub native: Duration,
    /// Once: what is sent and sent back if another process does the task, in bytes.
    pub bytes: u64,
}
// ANCHOR_END: task

impl Default for Task {
    /// One round of nothing.
    fn default() -> Self {
        let none = Duration::ZERO;
        Task { rounds: 1, waiting: none, python: none, held: none, native: none, bytes: 0 }
    }
}

impl fmt::Display for Task {
    /// `waits 50 ms, 1 ms of Python; 8 MB`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let native = [(self.held, "of native code with the GIL"), (self.native, "of native code without it")];
        let computing = [(self.python, "of Python")].into_iter().chain(native);
        let computing = computing.filter(|(length, _)| !length.is_zero());
        let mut does: Vec<_> = computing.map(|(length, says)| format!("{} {says}", short(length))).collect();
        if !self.waiting.is_zero() {
            does.insert(0, format!("waits {}", short(self.waiting)));
        }
        if self.rounds != 1 {
            write!(f, "{} times: ", self.rounds)?;
        }
        f.write_str(&does.join(", "))?;
        match self.bytes {
            0 => Ok(()),
            bytes @ ..1_000 => write!(f, "; {bytes} bytes"),
            bytes @ ..1_000_000 => write!(f, "; {} KB", bytes / 1_000),
            bytes => write!(f, "; {} MB", bytes / 1_000_000),
        }
    }
}

/// All that is to be done, and what may be done about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Workload {
    /// How many of which task. Workers take them in this order.
    pub tasks: Vec<(u32, Task)>,
    /// How many times faster the Python part would be as native code that lets go of the GIL. None: nobody can rewrite it.
    pub native_speed_up: Option<f64>,
    /// Whether it may run on a free-threaded Python: every package that it needs is there and says that it can.
    pub free_threaded: bool,
}

impl Workload {
    /// So many tasks of one kind, which nobody can rewrite, and which need a GIL.
    #[must_use]
    pub fn of(count: u32, task: Task) -> Self {
        Workload { tasks: vec![(count, task)], native_speed_up: None, free_threaded: false }
    }

    /// And so many of another kind, to be taken after those.
    #[must_use]
    pub fn and(mut self, count: u32, task: Task) -> Self {
        self.tasks.push((count, task));
        self
    }

    /// How many tasks there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.tasks.iter().map(|(count, _)| count).sum()
    }

    /// Each task, in order.
    pub(crate) fn each(&self) -> impl Iterator<Item = Task> {
        self.tasks.iter().flat_map(|(count, task)| (0..*count).map(|_| *task))
    }
}
