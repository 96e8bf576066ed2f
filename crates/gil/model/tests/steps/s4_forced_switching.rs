//! Step 4, and three ways to get it wrong.

use super::broken::{Broken, Fault};
use super::lock::{
    asked_implies_not_bypassed, one_polls, somebody_asks, the_next_holder_was_not_asked, who_obeys_is_not_next,
};
use gil_model::s4_forced_switching::Gil;
use interleave::Model;
use interleave::failure::Kind;

/// B asks → A polls and lets go → B takes and is the last holder → B wakes A → B steps → A steps.
///
/// Two threads, up to 3 forced switches; with three threads, whose time-outs multiply, up to 1.
#[test]
fn one_thread_at_a_time_holds_the_gil() {
    interleave::model(|| one_polls(Gil::default(), 2));
    Model::new().preemptions(1).run(|| one_polls(Gil::default(), 3));
}

/// A holds → B waits → B's time is up → B asks → A polls. In some schedule, that is: in others A is first.
///
/// Two threads, up to 3 forced switches.
#[test]
fn whoever_waits_may_ask() {
    assert!(somebody_asks::<Gil>(), "in no schedule was the holder asked to let go");
}

/// B asks A → A lets go → B takes and clears the request → B polls: nobody asked B.
///
/// Two threads, up to 3 forced switches.
#[test]
fn whoever_takes_the_gil_starts_without_a_request() {
    interleave::model(|| the_next_holder_was_not_asked(Gil::default()));
}

/// B asks A → A lets go → A sleeps until B is the last holder → A takes again.
///
/// Two threads, up to 3 forced switches; with three threads, whose time-outs multiply, up to 1.
#[test]
fn asked_means_not_bypassed() {
    interleave::model(|| asked_implies_not_bypassed(Gil::default(), 2));
    Model::new().preemptions(1).run(|| asked_implies_not_bypassed(Gil::default(), 3));
}

/// B and C wait → B asks A → A lets go → B or C, and not A, takes → it is asked, too, and lets go → …
///
/// The bound, with any number of waiters: of two takings in a row, the second is not by whoever let go because it was
/// asked. So a lone waiter is next, and of several one is. *Which* one has no bound, here as in CPython: see
/// `who_asked_may_be_passed_over_and_even_by_whom_it_asked` of step 6.
///
/// Three threads, two of them waiting, up to 1 forced switch.
#[test]
fn who_obeys_is_not_the_next_holder() {
    Model::new().preemptions(1).run(|| who_obeys_is_not_next(Gil::default(), 3));
}

/// A and C wait → A lets go, since C asked → A takes again → …
#[test]
fn a_next_holder_that_obeyed_is_caught() {
    let program = || who_obeys_is_not_next(Broken::new(Fault::DoesNotWait), 3);
    let found = Model::new().preemptions(1).check(program).unwrap_err();
    assert_eq!(found.kind, Kind::Assertion);
}

/// The copy that the tests below break is itself right: what they find, they find because of the fault.
#[test]
fn the_copy_without_a_fault_passes() {
    interleave::model(|| asked_implies_not_bypassed(Broken::new(Fault::None), 2));
}

/// B asks A → A lets go → A takes again, and B is still asleep.
#[test]
fn not_waiting_for_the_taker_is_caught() {
    let program = || asked_implies_not_bypassed(Broken::new(Fault::DoesNotWait), 2);
    let found = Model::new().check(program).unwrap_err();
    assert_eq!(found.kind, Kind::Assertion);
}

/// B asks A → A lets go and sleeps → A wakes for no reason and takes again.
#[test]
fn waiting_only_once_is_caught() {
    let program = || asked_implies_not_bypassed(Broken::new(Fault::WaitsOnce), 2);
    let found = Model::new().check(program).unwrap_err();
    assert_eq!(found.kind, Kind::Assertion);
}

/// Nobody asks A → A lets go and waits for a taker → B has come and gone, and nobody takes.
#[test]
fn waiting_although_nobody_asked_is_caught() {
    let program = || asked_implies_not_bypassed(Broken::new(Fault::WaitsUnasked), 2);
    let found = Model::new().check(program).unwrap_err();
    assert_eq!(found.kind, Kind::Deadlock);
}
