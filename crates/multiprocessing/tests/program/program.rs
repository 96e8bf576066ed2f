//! The program of the tests: its guard, and programs that do something wrong, each by its name.

use multiprocessing::guard;

mod tasks;

fn main() {
    guard(tasks::all());
}
