//! Step 2: a task and its wakers, and two ways to get it wrong.

use super::broken::{Broken, Fault};
use super::programs::{Ours, woken_while_it_is_queued, woken_while_it_runs};
use interleave::Model;
use interleave::failure::Kind;

/// The task is queued → B raises a flag → B wakes, and finds it queued → the piece runs → it sees the flag.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_wake_that_finds_the_task_queued_is_not_lost() {
    interleave::model(|| woken_while_it_is_queued(&Ours));
}

/// The piece looks: not yet → B gives and wakes, while the piece runs → the piece ends → the task is in the queue
/// again.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_wake_while_the_piece_runs_is_not_lost() {
    interleave::model(|| woken_while_it_runs(&Ours));
}

/// The copy that the tests below break is itself right: what they find, they find because of the fault.
#[test]
fn the_copy_without_a_fault_passes() {
    interleave::model(|| woken_while_it_is_queued(&Broken(Fault::None)));
    interleave::model(|| woken_while_it_runs(&Broken(Fault::None)));
}

/// The piece looks: not yet → B wakes and finds the task queued → the piece ends and says "not queued" → nobody wakes
/// it.
#[test]
fn to_clear_the_bit_after_the_piece_is_caught() {
    let program = || woken_while_it_runs(&Broken(Fault::ClearsAfterThePiece));
    let found = Model::new().check(program).unwrap_err();
    assert_eq!(found.kind, Kind::Deadlock);
}

/// The task is queued → B raises a flag → B wakes, Relaxed → the piece runs and reads the flag's old value.
#[test]
fn a_relaxed_wake_is_caught() {
    let program = || woken_while_it_is_queued(&Broken(Fault::RelaxedWake));
    let found = Model::new().check(program).unwrap_err();
    assert_eq!(found.kind, Kind::Deadlock);
}
