//! How fast the GIL goes from one thread to another and back: crate gil beside CPython, as ratios of one run.
//!
//! `cargo bench -p benches --bench gil_hand_over`, on a machine with two cores that does nothing else. Two threads always want the
//! GIL, and give it up in two ways:
//!
//! - *asked*: both compute, with a switch interval of 1 µs. Whoever waits asks after that time, and the holder notices: at `poll`
//!   here, at the end of the loop's body in CPython.
//! - *letting go*: each lets go after each step, around the system call that lets the other thread have the core:
//!   `allow_threads(yield_now)` here, `os.sched_yield()` there. Nobody is made to wait for the taker, so a thread may have several
//!   steps before the other one gets in. (`time.sleep(0)` would be measured and not the lock: from 3.11 on it sleeps some 50 µs on Linux.)
//!
//! What is counted is neither the loop nor the letting go, but turns: whoever holds the GIL compares its number with the last holder's
//! note, and if it is another's, writes its own and adds one. `gil_hand_over.py` does the same in the same order. Here
//! the lock counts its switches, too, and the two numbers must agree; in CPython they do from 3.10 on, where no thread
//! loses the GIL between the comparison and the addition. Time runs from before the threads are started until both have ended,
//! on the wall. Both sides take turns in each round, and the least counts: what else the machine does can only make a round longer.

use gil::{Gil, Held, SWITCH_INTERVAL};
use python::Python;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

const ROUNDS: usize = 15;

/// A way to give up the GIL.
struct Way {
    /// As `gil_hand_over.py` knows it.
    name: &'static str,
    /// How often the GIL changes hands in one measurement.
    turns: u64,
    /// After which time whoever waits asks.
    interval: Duration,
    give: fn(&mut Held<'_>),
}

const WAYS: [Way; 2] = [
    Way {
        name: "asked",
        turns: 500,
        interval: Duration::from_micros(1),
        give: |held| {
            held.poll();
        },
    },
    Way {
        name: "letting go",
        turns: 20_000,
        interval: SWITCH_INTERVAL,
        give: |held| held.allow_threads(thread::yield_now),
    },
];

/// What the holder of the GIL writes down. Relaxed, wherever it is touched: the GIL orders it.
#[derive(Default)]
struct Notes {
    last_holder: AtomicU64,
    turns: AtomicU64,
}

fn take_turns(way: &Way, gil: &Gil, notes: &Notes, me: u64) {
    let mut held = gil.take();
    while notes.turns.load(Relaxed) < way.turns {
        if notes.last_holder.load(Relaxed) != me {
            notes.last_holder.store(me, Relaxed);
            notes.turns.store(notes.turns.load(Relaxed) + 1, Relaxed);
        }
        (way.give)(&mut held);
    }
}

/// Nanoseconds for a turn.
fn ours(way: &Way) -> f64 {
    let (gil, notes) = (Gil::with_interval(way.interval), Notes::default());
    let start = Instant::now();
    thread::scope(|scope| {
        for me in 1..=2 {
            let (gil, notes) = (&gil, &notes);
            scope.spawn(move || take_turns(way, gil, notes, me));
        }
    });
    let took = start.elapsed();
    // Once the last turn is counted, each thread may get the GIL once more, to see that it is over.
    let uncounted = gil.switches() - notes.turns.into_inner();
    assert!(uncounted <= 2, "{uncounted} switches were not counted");
    took.as_nanos() as f64 / way.turns as f64
}

/// As [`ours`], by CPython and on its own clock, if it can be measured.
fn theirs(python: &Python, way: &Way) -> Option<f64> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/gil_hand_over.py");
    let output = python.command(&script).args([way.name, &way.turns.to_string()]).output().unwrap();
    let [line] = &python::lines(&output, &script)[..] else { panic!("one line was to be printed") };
    let seconds: f64 = line.parse().map_err(|_| eprintln!("{}: {line}", way.name)).ok()?;
    Some(seconds * 1e9 / way.turns as f64)
}

fn least(times: &[f64]) -> f64 {
    times.iter().copied().fold(f64::INFINITY, f64::min)
}

fn main() {
    let python = python::or_skip("CPython's column");
    let mut times = [(); WAYS.len()].map(|()| (Vec::new(), Vec::new()));
    for _ in 0..ROUNDS {
        for (way, (by_us, by_them)) in WAYS.iter().zip(&mut times) {
            by_us.push(ours(way));
            by_them.extend(python.iter().filter_map(|python| theirs(python, way)));
        }
    }
    println!("\nns for the GIL to go to the other thread, the least of {ROUNDS} rounds");
    for (way, (by_us, by_them)) in WAYS.iter().zip(&times) {
        let us = least(by_us);
        print!("{:<11} gil {us:.0} ({:.0} a second)", way.name, 1e9 / us);
        if let (Some(Python { version: (major, minor, micro), .. }), false) = (&python, by_them.is_empty()) {
            let them = least(by_them);
            print!("  CPython {major}.{minor}.{micro} {them:.0}, {:.2} times ours", them / us);
        }
        println!();
    }
}
