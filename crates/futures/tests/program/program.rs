//! The program of the tests with processes: nothing but its guard.

use multiprocessing::guard;

#[allow(dead_code, reason = "shared with the tests")]
mod tasks;

fn main() {
    guard(tasks::all());
}
