//! Why a strategy is advised, by shares and costs that are counted, never by what it is usually good for.

use std::time::Duration;

use strategy::{Costs, Kind, Part, Strategy, Task, Workload};

use super::answer::short;
use super::choice::Choice;
use super::costs::{FREE_THREADING_SLOW_DOWN, Measured};

/// Why this is advised, and what it saves.
#[must_use]
pub fn why(workload: &Workload, choice: &Choice, measured: &Measured) -> String {
    let costs = &measured.costs;
    let advised = choice.advised();
    let to_start = |workers: u32, each: Duration| format!("{} to start {workers} of them", short(each * workers));
    let share = |part: fn(&Task) -> Duration| share(workload, part);
    let reason = match advised.strategy {
        Strategy::OneThread => why_not(workload, choice, costs),
        Strategy::Threads(n) => format!(
            "A task is without the GIL for {} of its time, and threads do that at the same time. It costs {}, and {} a task.",
            share(|task| task.waiting + task.native),
            to_start(n, costs.thread_start),
            short(costs.thread_task)
        ),
        Strategy::Processes(n) => format!(
            "A task has the GIL for {} of its time, and each process has its own. It costs {}, {} a task, and {} for 1,000 bytes on each \
             side; that is less than what it saves on {} cores.",
            share(|task| task.python + task.held),
            to_start(n, costs.process_start),
            short(costs.process_task),
            short(costs.kilobyte),
            costs.cores
        ),
        Strategy::Asyncio => format!(
            "A task waits for {} of its time, and a task of the loop costs {}; a thread for each costs {} to start, and {} a task. All that \
             waits must be awaited: one blocking call stops the whole loop.",
            share(|task| task.waiting),
            short(costs.async_task),
            short(costs.thread_start),
            short(costs.thread_task)
        ),
        Strategy::Native(_) => format!(
            "A task is Python for {} of its time. You say how much faster native code would be, and it lets go of the GIL, so that threads \
             run it at the same time.",
            share(|task| task.python)
        ),
        Strategy::FreeThreading(_) => format!(
            "A task would have the GIL for {} of its time. A thread costs {} a task and is sent nothing; a process costs {}, and {} for 1,000 \
             bytes on each side. Python is counted as {FREE_THREADING_SLOW_DOWN} times as slow without a GIL: CPython's HOWTO says so for 3.14; \
             it was not measured here.",
            share(|task| task.python + task.held),
            short(costs.thread_task),
            short(costs.process_task),
            short(costs.kilobyte)
        ),
    };
    match choice.one_thread() {
        Some(one) if advised.strategy.kind() != Kind::OneThread => {
            let times =
                one.outcome.elapsed.as_secs_f64() / advised.outcome.elapsed.as_secs_f64().max(f64::MIN_POSITIVE);
            format!("{reason}\nOne thread takes {times:.1} times as long.")
        }
        _ => reason,
    }
}

/// How much of a task's own time goes into `part`.
fn share(workload: &Workload, part: impl Fn(&Task) -> Duration) -> String {
    let sum = |of: &dyn Fn(&Task) -> Duration| -> f64 {
        workload.tasks.iter().map(|(count, task)| f64::from(*count) * of(task).as_secs_f64()).sum()
    };
    let all = sum(&|task| task.waiting + task.python + task.held + task.native);
    format!("{:.0} %", 100.0 * sum(&part) / all.max(f64::MIN_POSITIVE))
}

/// Why nothing is gained by more workers.
fn why_not(workload: &Workload, choice: &Choice, costs: &Costs) -> String {
    if workload.count() == 1 {
        return "One task cannot be shared out. Can it be cut into parts that need not wait for each other? Then say how many with --tasks, \
                and what one part does."
            .to_owned();
    }
    let processes = choice.ranking.iter().find(|ranked| ranked.strategy.kind() == Kind::Processes);
    let sending = processes.map_or(Duration::ZERO, |ranked| ranked.outcome.spent(Part::Sending));
    let one = choice.one_thread().map_or(Duration::ZERO, |ranked| ranked.outcome.elapsed);
    if sending > one / 4 {
        return format!(
            "Nothing is faster by more than a tenth. Threads would take turns with the GIL, and processes would be sent what costs {}, where \
             one thread takes {}. Send less, or let each worker read its data itself.",
            short(sending),
            short(one)
        );
    }
    format!(
        "Nothing is faster by more than a tenth. What could be shared out is too little for what that costs: {} to start a thread, {} to \
         start a process, and {} to give it a task.",
        short(costs.thread_start),
        short(costs.process_start),
        short(costs.process_task)
    )
}
