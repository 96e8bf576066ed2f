//! Step 4: the door, and three ways to sleep through a call.

use super::broken::{Broken, Fault};
use super::programs::{Ours, another_thread_wakes_it};
use asyncio_model::s4_thread_safe::{Bell, Door, Handle, Selector};
use interleave::Model;
use interleave::failure::Kind;
use std::collections::VecDeque;
use std::sync::Arc;
use std::thread;

/// The loop's queue is empty → it sleeps → B pushes and wakes → the loop takes a turn.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_sleeping_loop_hears_another_thread() {
    interleave::model(|| another_thread_wakes_it(&Ours));
}

/// B and C push → one of them finds the loop asleep and wakes it → it runs what both have pushed.
///
/// Three threads, up to 2 forced switches.
#[test]
fn what_two_threads_push_is_run() {
    interleave::model(|| {
        let bell: Arc<dyn Selector> = Arc::new(Bell::default());
        let door = Arc::new(Door::new(Arc::clone(&bell)));
        let others = [(); 2].map(|()| {
            let door = Arc::clone(&door);
            thread::spawn(move || door.call_soon_threadsafe(Handle::Callback(Box::new(|| ()))).unwrap())
        });
        let (mut turn, mut ran) = (VecDeque::new(), 0);
        while ran < 2 {
            if door.falls_asleep() {
                bell.select(None);
            }
            door.wakes_up();
            door.take_turn(&mut turn);
            ran += turn.drain(..).count();
        }
        others.into_iter().for_each(|other| other.join().unwrap());
    });
}

/// The loop ends → B pushes: refused; or B pushes → the loop ends: dropped. Either way nothing is left behind.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_push_and_the_end_of_the_loop_may_meet() {
    interleave::model(|| {
        let door = Arc::new(Door::new(Arc::new(Bell::default())));
        let other = {
            let door = Arc::clone(&door);
            thread::spawn(move || door.call_soon_threadsafe(Handle::Callback(Box::new(|| ()))).is_ok())
        };
        door.close();
        let _taken = other.join().unwrap();
        let mut turn = VecDeque::new();
        door.take_turn(&mut turn);
        assert!(turn.is_empty(), "something was in the queue after the loop had ended");
    });
}

/// The copy that the tests below break is itself right: what they find, they find because of the fault.
#[test]
fn the_copy_without_a_fault_passes() {
    interleave::model(|| another_thread_wakes_it(&Broken(Fault::None)));
}

fn sleeps_for_ever(fault: Fault) {
    let found = Model::new().check(move || another_thread_wakes_it(&Broken(fault))).unwrap_err();
    assert_eq!(found.kind, Kind::Deadlock);
}

/// The loop sleeps → B pushes → nobody wakes the loop.
#[test]
fn to_push_without_a_wake_is_caught() {
    sleeps_for_ever(Fault::PushesOnly);
}

/// The loop sees an empty queue → B pushes and sees that the loop is awake → the loop notes that it sleeps, and does.
#[test]
fn to_look_and_to_note_under_two_locks_is_caught() {
    sleeps_for_ever(Fault::NotesTooLate);
}

/// The loop notes that it sleeps → B pushes and calls → the loop begins to sleep, and nobody calls again.
#[test]
fn a_bell_that_forgets_the_call_is_caught() {
    sleeps_for_ever(Fault::ForgetsTheCall);
}
