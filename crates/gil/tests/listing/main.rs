//! What `dis` prints, read and run.

mod anew;
mod any_text;
mod by_hand;
mod recorded;
mod refused;
mod same_output;

use gil::vm::{End, Program, State, Step};
use std::path::{Path, PathBuf};

/// The versions whose listings are recorded.
const VERSIONS: [(u8, u8); 6] = [(3, 9), (3, 10), (3, 11), (3, 12), (3, 13), (3, 14)];

/// Where they are.
fn listings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/listings")
}

/// The listing of a program that a version printed.
fn recorded(version: (u8, u8), program: &str) -> String {
    let path = listings().join(format!("{}.{}", version.0, version.1)).join(program).with_extension("txt");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Runs a program, the thread with the lowest number first, for so many instructions at most.
fn run(program: &Program, patience: usize) -> State {
    let mut state = State::module(program);
    for _ in 0..patience {
        let goes_on = |&thread: &usize| state.shared.ends[thread].is_none();
        let threads: Vec<_> = (0..state.threads.len()).filter(goes_on).collect();
        if threads.into_iter().all(|thread| state.step(program, thread) == Step::Blocked) {
            break;
        }
    }
    state
}

/// Runs a program whose threads take turns, and returns what it printed; all of them must come to their end.
fn output(program: &Program) -> String {
    let state = run(program, 100_000);
    assert!(state.shared.ends.iter().all(|end| *end == Some(End::Returned)), "{:?}", state.shared.ends);
    state.shared.output
}
