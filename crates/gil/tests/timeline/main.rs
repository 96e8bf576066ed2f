//! `gil::timeline`: the simulation against a naive one, and what the pictures show.

mod naive;
mod pictures;
mod trace;
mod virtual_time;

use gil::event::Event;
use gil::timeline::virtual_time::{CPython, Task, run};
use gil::timeline::{Timeline, text};
use std::time::Duration;

const MS: Duration = Duration::from_millis(1);
const POLL: Duration = Duration::from_micros(1);

/// Two threads that count, and one that asks a server: the picture of the book.
fn convoy_log() -> Vec<Event> {
    let tasks = [Task::computes(19 * MS), Task::computes(15 * MS), Task::round_trips(3, 2 * MS, MS)];
    run(&tasks, POLL, &mut CPython::default())
}

fn convoy() -> Timeline {
    Timeline::new(&["count", "count 2", "fetch"], &convoy_log())
}

/// For the message of a test that fails.
fn drawn(log: &[Event]) -> String {
    text::picture(&Timeline::new(&[], log), 100, &text::DRAWN)
}
