//! Two threads compute, and neither ever waits for anything. Who holds the GIL?
//!
//! Run it with `cargo run -q -p gil --example two_threads`. Then put `s3_drop_request` in the place of
//! `s4_forced_switching`, and run it a few times more.

use gil::s4_forced_switching::Gil;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// How many turns to print.
const TURNS: usize = 12;
/// How long the bytecode between two looks takes. Who has asked needs some microseconds to fall asleep again; a holder that looks sooner lets go while
/// the other one is still awake, and then either may win.
const BODY: Duration = Duration::from_micros(100);

fn main() {
    let gil = Gil::default();
    // Only the holder of the GIL comes near it. The mutex is there because Rust cannot know that.
    let turns = Mutex::new(Vec::new());
    let compute = |name| {
        let mut held = gil.take();
        turns.lock().unwrap().push(name);
        while turns.lock().unwrap().len() < TURNS {
            // Some bytecode would run here.
            let begin = Instant::now();
            while begin.elapsed() < BODY {}
            if held.poll() {
                turns.lock().unwrap().push(name);
            }
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| compute("A"));
        scope.spawn(|| compute("B"));
    });
    println!("turns: {}", turns.into_inner().unwrap()[..TURNS].join(" "));
}
