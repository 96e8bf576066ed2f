//! The five kinds of work of `book/python/kinds_of_work.py`, on two cores of a virtual machine.

use std::fmt::Write as _;
use std::time::Duration;
use strategy::{Costs, Strategy, Task, Workload, best, short, simulate, table};

// ANCHOR: kinds
fn kinds() -> [(&'static str, Workload); 5] {
    let ms = Duration::from_millis(5);
    let none = Task::default();
    [
        ("waits", Workload::of(6, Task { waiting: ms, ..none })),
        ("runs Python", Workload::of(6, Task { python: ms, ..none })),
        ("native, lets go", Workload::of(6, Task { native: ms, ..none })),
        ("native, keeps it", Workload::of(6, Task { held: ms, ..none })),
        ("tiny", Workload::of(600, Task { python: ms / 5_000, ..none })),
    ]
}
// ANCHOR_END: kinds

/// How long each takes, and where the time of the tiny ones goes.
pub fn shown() -> String {
    // The pools are there already, as in the Python program.
    let none = Duration::ZERO;
    let costs = Costs { cores: 2, thread_start: none, process_start: none, ..Costs::default() };
    let mut text = format!("  {:<18}{:>19}{:>12}{:>14}\n", "", "one after the other", "2 threads", "2 processes");
    for (name, workload) in kinds() {
        let takes = |strategy| simulate(&workload, strategy, &costs).expect("all three fit any workload").elapsed;
        let one = takes(Strategy::OneThread);
        let share = |strategy| takes(strategy).div_duration_f64(one);
        let (threads, processes) = (share(Strategy::Threads(2)), share(Strategy::Processes(2)));
        let _ = writeln!(text, "  {name:<18}{:>19}{threads:>12.2}{processes:>14.2}", short(one));
    }
    let [.., (name, tiny)] = kinds();
    let _ = write!(text, "\n  Where the time of the {name} ones goes:\n{}", table(&best(&tiny, &costs)));
    text
}
