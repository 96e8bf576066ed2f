//! A strategy, and what it makes of a workload: workers, and the steps of each task.

use crate::{Costs, Part, Task, Workload};
use std::fmt;
use std::time::Duration;

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

/// What somebody must have in order to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// It waits for the world outside.
    Nothing,
    Core,
    /// A core, and the GIL of this process.
    Gil(usize),
}

/// One stretch of what a worker does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub part: Part,
    pub needs: Needs,
    /// Whether it lets go of the GIL when asked.
    pub polls: bool,
    pub length: Duration,
}

/// Who does what: the workers' first steps, and then the steps of each task, to be taken by whoever has nothing to do.
#[derive(Debug)]
pub(crate) struct Plan {
    pub workers: Vec<Vec<Step>>,
    pub tasks: Vec<Task>,
    strategy: Strategy,
    native_speed_up: f64,
    pub costs: Costs,
}

impl Plan {
    pub fn new(workload: &Workload, strategy: Strategy, costs: &Costs) -> Self {
        let tasks: Vec<Task> = workload.each().collect();
        let native_speed_up = workload.native_speed_up.unwrap_or(1.0);
        let workers = match strategy {
            Strategy::OneThread => vec![Vec::new()],
            // A task of a loop is a thread that lets go only where it waits.
            Strategy::Asyncio => vec![Vec::new(); tasks.len()],
            Strategy::Threads(workers) | Strategy::Native(workers) | Strategy::FreeThreading(workers) => {
                vec![vec![python(Part::Start, 0, costs.thread_start)]; workers as usize]
            }
            Strategy::Processes(workers) => {
                let start = Step { part: Part::Start, needs: Needs::Core, polls: false, length: costs.process_start };
                vec![vec![start]; workers as usize]
            }
        };
        assert!(tasks.is_empty() || !workers.is_empty(), "somebody has to do it");
        Plan { workers, tasks, strategy, native_speed_up, costs: *costs }
    }

    /// What this worker does for the task, in order.
    pub fn steps(&self, task: &Task, worker: usize) -> Vec<Step> {
        let (gil, costs) = (self.gil_of(worker), &self.costs);
        let mut steps = Vec::new();
        match self.strategy {
            Strategy::OneThread => {}
            Strategy::Asyncio => steps.push(python(Part::Task, gil, costs.async_task)),
            Strategy::Processes(_) => {
                let sending = costs.kilobyte.mul_f64(task.bytes as f64 / 1000.0);
                steps.push(python(Part::Task, 0, costs.process_task));
                steps.push(python(Part::Sending, 0, sending));
                steps.push(python(Part::Sending, gil, sending));
            }
            _ => steps.push(python(Part::Task, gil, costs.thread_task)),
        }
        for _ in 0..task.rounds {
            steps.push(Step { part: Part::Waiting, needs: Needs::Nothing, polls: false, length: task.waiting });
            steps.push(python(Part::Python, gil, task.python));
            steps.push(Step { polls: false, ..python(Part::Held, gil, task.held) });
            steps.push(Step { part: Part::Native, needs: Needs::Core, polls: false, length: task.native });
        }
        let mut steps: Vec<_> = steps.into_iter().map(|step| self.changed(step)).collect();
        steps.retain(|step| !step.length.is_zero());
        steps
    }

    /// Whether the workers are tasks of one loop. One that waits for its turn there keeps nobody idle.
    pub fn is_loop(&self) -> bool {
        self.strategy == Strategy::Asyncio
    }

    /// How many GILs there are.
    pub fn gils(&self) -> usize {
        if matches!(self.strategy, Strategy::Processes(_)) { self.workers.len() + 1 } else { 1 }
    }

    /// Process 0 is the one that the program begins in.
    fn gil_of(&self, worker: usize) -> usize {
        if matches!(self.strategy, Strategy::Processes(_)) { worker + 1 } else { 0 }
    }

    /// The step as the strategy has it.
    fn changed(&self, step: Step) -> Step {
        match (self.strategy, step.part) {
            // The loop's one thread does it, and no other task comes in between.
            (Strategy::Asyncio, Part::Native) => Step { needs: Needs::Gil(0), ..step },
            (Strategy::Asyncio, _) => Step { polls: false, ..step },
            (Strategy::Native(_), Part::Python) => Step {
                part: Part::Native,
                needs: Needs::Core,
                length: step.length.div_f64(self.native_speed_up),
                ..step
            },
            (Strategy::FreeThreading(_), Part::Python) => {
                Step { needs: Needs::Core, length: step.length.mul_f64(self.costs.free_threading_slow_down), ..step }
            }
            // The pool's queue is still one: who takes a task from it waits for whoever does so now.
            (Strategy::FreeThreading(_), Part::Held) => Step { needs: Needs::Core, ..step },
            _ => step,
        }
    }
}

fn python(part: Part, gil: usize, length: Duration) -> Step {
    Step { part, needs: Needs::Gil(gil), polls: true, length }
}
