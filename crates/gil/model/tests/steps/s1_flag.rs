//! Step 1, and three ways to get it wrong.

use super::python::{Python, on_threads};
use gil_model::s1_flag::Gil;
use interleave::Model;
use interleave::failure::Kind;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};

fn one_step(gil: &Gil, python: &Python) {
    gil.take();
    python.step();
    gil.release();
}

/// A releases → B is woken → C takes first → B looks again and sleeps again.
///
/// Three threads, since it takes one to wait, one to let go, and one to come in between; up to 2 forced switches.
#[test]
fn one_thread_at_a_time_holds_the_gil() {
    interleave::model(|| on_threads(3, one_step));
}

/// A counts → A clears the flag under the mutex → B sees it clear under the mutex → B counts.
///
/// Three threads, up to 2 forced switches.
#[test]
fn the_next_holder_sees_what_the_last_one_did() {
    interleave::model(|| {
        on_threads(3, |gil: &Gil, python| {
            gil.take();
            python.incref();
            gil.release();
        })
    });
}

/// A sleeps → A wakes for no reason → A looks again → A sleeps again. Two threads, up to 3 forced switches.
#[test]
fn a_wake_up_for_no_reason_is_no_turn() {
    interleave::model(|| on_threads(2, one_step));
}

/// What each of the broken copies below is made of.
#[derive(Default)]
struct Parts {
    locked: Mutex<bool>,
    free: Condvar,
}

impl Parts {
    fn take(&self) {
        let locked = self.locked.lock().unwrap();
        *self.free.wait_while(locked, |locked| *locked).unwrap() = true;
    }
}

/// A releases → B is woken → C takes the GIL → B goes on.
#[test]
fn looking_only_once_is_caught() {
    fn one_step(gil: &Parts, python: &Python) {
        let mut locked = gil.locked.lock().unwrap();
        if *locked {
            locked = gil.free.wait(locked).unwrap();
        }
        *locked = true;
        drop(locked);
        python.step();
        *gil.locked.lock().unwrap() = false;
        gil.free.notify_one();
    }
    let found = Model::new().check(|| on_threads(2, one_step)).unwrap_err();
    assert_eq!(found.kind, Kind::Assertion);
}

/// B sleeps → A clears the flag → nobody tells B.
#[test]
fn telling_nobody_is_caught() {
    fn one_step(gil: &Parts, python: &Python) {
        gil.take();
        python.step();
        *gil.locked.lock().unwrap() = false;
    }
    let found = Model::new().check(|| on_threads(2, one_step)).unwrap_err();
    assert_eq!(found.kind, Kind::Deadlock);
}

/// B sees the flag set → A clears it and notifies → B falls asleep, too late to be woken.
#[test]
fn clearing_the_flag_outside_the_mutex_is_caught() {
    #[derive(Default)]
    struct Atomic {
        locked: AtomicBool,
        mutex: Mutex<()>,
        free: Condvar,
    }
    fn one_step(gil: &Atomic, python: &Python) {
        let mut guard = gil.mutex.lock().unwrap();
        // SeqCst throughout: no ordering mends this.
        while gil.locked.swap(true, SeqCst) {
            guard = gil.free.wait(guard).unwrap();
        }
        drop(guard);
        python.step();
        gil.locked.store(false, SeqCst);
        gil.free.notify_one();
    }
    let found = Model::new().check(|| on_threads(2, one_step)).unwrap_err();
    assert_eq!(found.kind, Kind::Deadlock);
}
