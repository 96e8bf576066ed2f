//! Step 2, and two ways to lose a guard.

use super::python::{Python, on_threads};
use gil_model::s2_guard::Gil;
use interleave::Model;
use interleave::failure::Kind;

fn one_step(gil: &Gil, python: &Python) {
    let _held = gil.take();
    python.step();
}

/// A's guard is dropped → B is woken → C takes first → B looks again and sleeps again.
///
/// Three threads, up to 2 forced switches.
#[test]
fn one_guard_at_a_time_exists() {
    interleave::model(|| on_threads(3, one_step));
}

/// A counts → A's guard is dropped and clears the flag → B sees it clear → B counts.
///
/// Three threads, up to 2 forced switches.
#[test]
fn the_next_holder_sees_what_the_last_one_did() {
    interleave::model(|| {
        on_threads(3, |gil: &Gil, python| {
            let _held = gil.take();
            python.incref();
        })
    });
}

/// A steps → A's guard is dropped → B takes → B's guard is dropped → A takes again.
///
/// Two threads, up to 3 forced switches; each thread takes the GIL twice, so that a guard also frees what it took.
#[test]
fn a_dropped_guard_can_be_taken_again() {
    interleave::model(|| {
        on_threads(2, |gil, python| {
            drop(Gil::take(gil));
            one_step(gil, python);
        })
    });
}

/// A takes → the guard is dropped in the same line → B takes → A steps as well.
#[test]
fn a_guard_that_nobody_keeps_is_caught() {
    fn one_step(gil: &Gil, python: &Python) {
        let _ = gil.take();
        python.step();
    }
    let found = Model::new().check(|| on_threads(2, one_step)).unwrap_err();
    assert_eq!(found.kind, Kind::Assertion);
}

/// A takes → A forgets its guard → B sleeps for ever.
#[test]
fn a_guard_that_is_never_dropped_is_caught() {
    fn one_step(gil: &Gil, python: &Python) {
        let held = gil.take();
        python.step();
        std::mem::forget(held);
    }
    let found = Model::new().check(|| on_threads(2, one_step)).unwrap_err();
    assert_eq!(found.kind, Kind::Deadlock);
}
