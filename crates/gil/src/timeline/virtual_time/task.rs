//! What a thread does, if nobody is in its way: it computes, it waits for the world outside, it computes again.

use crate::event::{Event, What};
use std::time::Duration;

/// One stretch of what a thread does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Burst {
    /// Runs Python code for so long, and looks at the drop request now and then.
    Compute(Duration),
    /// Runs native code for so long that keeps the GIL and never looks, as a regular expression does.
    Native(Duration),
    /// Waits for the world outside for so long, without the GIL: a socket, a file, a sleep, or native code that let go.
    Outside(Duration),
}

impl Burst {
    /// How long it takes if nobody is in the way.
    pub fn length(self) -> Duration {
        match self {
            Burst::Compute(length) | Burst::Native(length) | Burst::Outside(length) => length,
        }
    }
}

/// A thread: its bursts, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What it does. All tasks begin at the same time; one that begins later begins with [`Burst::Outside`].
    pub bursts: Vec<Burst>,
}

impl Task {
    /// Computes for so long, and does nothing else.
    pub fn computes(length: Duration) -> Task {
        Task { bursts: vec![Burst::Compute(length)] }
    }

    /// So many times: waits outside for `outside`, then computes with the answer for `compute`.
    pub fn round_trips(times: usize, outside: Duration, compute: Duration) -> Task {
        Task { bursts: [Burst::Outside(outside), Burst::Compute(compute)].repeat(times) }
    }
}

/// The convoy of the book: two threads that count beside one that asks a server three times, and what they are called.
///
/// They count for as long as the other one needs, so that the picture ends when it does.
pub fn convoy() -> ([&'static str; 3], [Task; 3]) {
    let ms = Duration::from_millis;
    let tasks = [Task::computes(ms(19)), Task::computes(ms(15)), Task::round_trips(3, ms(2), ms(1))];
    (["count", "count 2", "fetch"], tasks)
}

/// What happens without a GIL (PEP 703), or if each task has an interpreter and thus a GIL of its own (PEP 684): nobody
/// waits for anybody, so each takes as long as its bursts.
///
/// [`What::Takes`] and [`What::LetsGo`] then say when a task begins to run and ceases to; many may run at once, so
/// [`event::check`](crate::event::check) rejects such a log. There are as many cores as tasks.
pub fn run_without_gil(tasks: &[Task]) -> Vec<Event> {
    let mut log = Vec::new();
    for (thread, task) in tasks.iter().enumerate() {
        let mut at = Duration::ZERO;
        for burst in &task.bursts {
            let (begins, ends) = match burst {
                Burst::Outside(_) => (What::WaitsOutside, What::Returns),
                Burst::Compute(_) | Burst::Native(_) => (What::Takes, What::LetsGo { asked: false }),
            };
            log.push(Event { at, thread, what: begins });
            at += burst.length();
            log.push(Event { at, thread, what: ends });
        }
        log.push(Event { at, thread, what: What::Ends });
    }
    // A stable sort: what one task does in one moment stays in order.
    log.sort_by_key(|event| event.at);
    log
}
