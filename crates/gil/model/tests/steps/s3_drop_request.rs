//! Step 3, and two ways to get it wrong.

use super::broken::{Broken, Fault};
use super::lock::{one_polls, somebody_asks, the_next_holder_was_not_asked};
use gil_model::s3_drop_request::Gil;
use interleave::Model;
use interleave::failure::Kind;

/// B's time is up → B asks → A polls → A lets go → B steps → B lets go → A steps.
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

/// The copy that the tests below break is itself right: what they find, they find because of the fault.
#[test]
fn the_copy_without_a_fault_passes() {
    interleave::model(|| one_polls(Broken::new(Fault::None), 2));
    interleave::model(|| the_next_holder_was_not_asked(Broken::new(Fault::None)));
}

/// B asks A → A lets go → B takes, and the request is still there → B is made to let go for nobody.
#[test]
fn a_request_that_is_never_cleared_is_caught() {
    let program = || the_next_holder_was_not_asked(Broken::new(Fault::NeverClears));
    let found = Model::new().check(program).unwrap_err();
    assert!(found.message.contains("nobody waits"), "{}", found.message);
}

/// B asks A → A polls and lets go → B takes the GIL → A steps without it.
#[test]
fn running_on_after_letting_go_is_caught() {
    let found = Model::new().check(|| one_polls(Broken::new(Fault::RunsOn), 2)).unwrap_err();
    assert_eq!(found.kind, Kind::Assertion);
}
