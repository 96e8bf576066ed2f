//! `gil::timeline`: the simulation against a naive one, and what the pictures show.

mod naive;
mod pictures;
mod simulation;
mod trace;

use gil::event::Event;
use gil::timeline::virtual_time::{self, CPython, Task, run, run_without_forced_switching};
use gil::timeline::{Timeline, text};
use std::time::Duration;

const MS: Duration = Duration::from_millis(1);
const POLL: Duration = Duration::from_micros(1);

/// The picture of the book.
fn convoy_log() -> Vec<Event> {
    run(&virtual_time::convoy().1, POLL, &mut CPython::default())
}

fn convoy() -> Timeline {
    Timeline::new(&virtual_time::convoy().0, &convoy_log())
}

/// Two threads that only compute, and no forced switching.
fn bypassed() -> Timeline {
    let tasks = [Task::computes(16 * MS), Task::computes(5 * MS)];
    Timeline::new(&["A", "B"], &run_without_forced_switching(&tasks, POLL, &mut CPython::default()))
}

/// For the message of a test that fails.
fn drawn(log: &[Event]) -> String {
    text::picture(&Timeline::new(&[], log), 100, &text::DRAWN)
}
