//! Step 5: others run while one waits outside, and none when it is back.

use super::python::Python;
use gil_model::Gil;
use interleave::Model;
use interleave::failure::Kind;
use interleave::real::sync::atomic as real;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

/// A thread that takes the GIL, steps, waits outside, and steps again.
type WaitsOnce = fn(&Gil, &Python, &mut dyn FnMut());

/// Runs it beside a thread that steps once, and checks that one thread at a time steps. Says whether, in some schedule, the
/// other one stepped between begin and end of the wait.
fn somebody_runs_meanwhile(waits_once: WaitsOnce) -> Result<bool, Kind> {
    // Of the real std: it outlives the schedules. Relaxed: a model has one real thread.
    let seen = Arc::new(real::AtomicBool::new(false));
    let meanwhile = Arc::clone(&seen);
    let program = move || {
        let shared = Arc::new((Gil::default(), Python::default(), AtomicBool::new(false)));
        let other = thread::spawn({
            let shared = Arc::clone(&shared);
            move || {
                let (gil, python, stepped) = &*shared;
                let _held = gil.take();
                python.step();
                // Relaxed, here and below: it must order nothing, or it would hide what the GIL does not order.
                stepped.store(true, Relaxed);
            }
        });
        let (gil, python, stepped) = &*shared;
        waits_once(gil, python, &mut || {
            let before = stepped.load(Relaxed);
            thread::yield_now();
            if !before && stepped.load(Relaxed) {
                meanwhile.store(true, Relaxed);
            }
        });
        other.join().expect("no thread panics");
    };
    Model::new().check(program).map_err(|failure| failure.kind)?;
    Ok(seen.load(Relaxed))
}

/// A steps → A lets go → B takes and steps while A is outside → A takes again → A steps.
///
/// Two threads, up to 3 forced switches.
#[test]
fn others_run_while_one_waits_outside_and_none_when_it_is_back() {
    let meanwhile = somebody_runs_meanwhile(|gil, python, outside| {
        let mut held = gil.take();
        python.step();
        held.allow_threads(outside);
        python.step();
    });
    assert_eq!(meanwhile, Ok(true));
}

/// A waits outside and keeps the GIL → B waits for it.
#[test]
fn keeping_the_gil_around_a_wait_is_caught() {
    let meanwhile = somebody_runs_meanwhile(|gil, python, outside| {
        let _held = gil.take();
        python.step();
        outside();
        python.step();
    });
    assert_eq!(meanwhile, Ok(false));
}

/// A lets go → B takes → A is back, and steps while B does.
#[test]
fn not_taking_it_again_is_caught() {
    let meanwhile = somebody_runs_meanwhile(|gil, python, outside| {
        let held = gil.take();
        python.step();
        drop(held);
        outside();
        python.step();
    });
    assert_eq!(meanwhile, Err(Kind::Assertion));
}
