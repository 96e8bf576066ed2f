//! What a strategy makes of a workload: workers, and the steps of each task.

use crate::{Costs, Part, Strategy, Task, Workload};
use std::time::Duration;

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
        // ANCHOR: adds
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
        // ANCHOR_END: adds
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
