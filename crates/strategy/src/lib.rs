//! What a strategy costs: the same tasks in one thread, in threads, in processes, in a loop, in native code, without a GIL.
//!
//! Nothing here looks at a clock. Time is virtual: you say what one task does and what your machine's parts cost, and
//! [`simulate`] plays what follows, so the answer is the same each time, on any machine.
//!
//! ```
//! use std::time::Duration;
//! use strategy::{Costs, Kind, Task, Workload, best};
//!
//! let ms = Duration::from_millis;
//! let fetch = Task { waiting: ms(50), python: ms(1), ..Task::default() };
//! let ranking = best(&Workload::of(200, fetch), &Costs::default());
//! assert_eq!(ranking[0].strategy.kind(), Kind::Asyncio);
//! println!("{}: {:?}", ranking[0].strategy, ranking[0].outcome.elapsed);
//! ```
//!
//! # What is played
//!
//! - A GIL has one holder. Who has waited for 5 ms gets it from a holder that runs Python; native code that keeps it is not asked.
//! - There are so many cores. Who computes while others wait for a core goes to the end of their queue after 5 ms.
//! - Who waits for the world outside has neither.
//! - Whoever takes a task from a pool pays for it: in Python, under the GIL of the process that hands it out.
//!
//! # Left out
//!
//! - Memory, caches, and cores that slow down when all of them are busy.
//! - Locks of your own, and a server outside that answers more slowly when you ask more often.
//! - What taking the GIL and waking a thread cost by themselves: some microseconds each.
//! - Who has the GIL or a core for another reason. Here the program is alone on the machine.

mod costs;
mod outcome;
mod plan;
mod rank;
mod strategy;
mod table;
mod workload;
mod world;

pub use costs::Costs;
pub use outcome::{Outcome, Part};
pub use rank::{Ranked, best, best_of};
pub use strategy::{Kind, Strategy};
pub use table::{short, table};
pub use workload::{Task, Workload};

/// Plays the workload under the strategy.
///
/// None: this workload cannot be done so, because it cannot be written natively, or does not run without a GIL.
///
/// It takes a microsecond or so for each step of each task: think of that before you ask for a million tasks.
///
/// # Panics
///
/// If there are no cores, or the strategy has no workers.
#[must_use]
pub fn simulate(workload: &Workload, strategy: Strategy, costs: &Costs) -> Option<Outcome> {
    assert!(costs.cores > 0, "a machine without a core does nothing");
    strategy.fits(workload).then(|| world::play(plan::Plan::new(workload, strategy, costs)))
}
