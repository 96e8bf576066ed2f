//! Step 6, and two ways to get it wrong.

use super::program::{caught, on_threads};
use interleave::Model;
use interleave::failure::Kind;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;
use threading_model::Barrier;

/// Each of `threads` threads counts, and waits for the others, `rounds` times.
fn rounds<B: Send + Sync + 'static>(rounds: usize, threads: usize, barrier: B, wait: fn(&B)) {
    let shared = (barrier, AtomicUsize::new(0), rounds, threads, wait);
    on_threads(shared, threads, |(barrier, came, rounds, threads, wait), _| {
        for round in 1..=*rounds {
            // Relaxed: the barrier orders it.
            came.fetch_add(1, Relaxed);
            wait(barrier);
            assert!(came.load(Relaxed) >= round * threads, "somebody went on before all had come");
        }
    });
}

/// A comes, B comes → both leave → A is back before B has left → A waits outside.
///
/// Two threads, two rounds, up to 3 forced switches; three threads, one round, up to 1.
#[test]
fn nobody_goes_on_before_all_have_come_in_either_round() {
    let wait = |barrier: &Barrier| {
        barrier.wait().unwrap();
    };
    interleave::model(move || rounds(2, 2, Barrier::new(2).unwrap(), wait));
    Model::new().preemptions(1).run(move || rounds(1, 3, Barrier::new(3).unwrap(), wait));
}

/// A waits → B breaks it → A leaves with an error, as everybody does who comes later. Two threads, up to 3 forced switches.
#[test]
fn abort_wakes_who_waits() {
    interleave::model(|| {
        on_threads(Barrier::new(2).unwrap(), 2, |barrier, n| {
            if n == 0 {
                barrier.abort();
            } else {
                assert!(barrier.wait().is_err());
            }
            assert!(barrier.broken() && barrier.wait().is_err());
        });
    });
}

/// B waits → A aborts, and resets before B has left: B gets an error, and then the barrier is as new. Two threads, up to 3
/// forced switches.
#[test]
fn a_reset_mends_what_was_broken_though_somebody_is_still_inside() {
    interleave::model(|| {
        let barrier = Arc::new(Barrier::new(2).unwrap());
        let other = {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || barrier.wait())
        };
        let came = barrier.n_waiting() == 1;
        barrier.abort();
        if came {
            barrier.reset();
        }
        assert!(other.join().unwrap().is_err());
        assert_eq!(barrier.broken(), !came);
    });
}

/// A waits with a time limit → it is up: all leave with an error, or nobody does. Two threads, up to 3 forced switches.
#[test]
fn a_time_out_breaks_it_for_all_or_comes_too_late_for_all() {
    interleave::model(|| {
        let barrier = Arc::new(Barrier::new(2).unwrap());
        let other = {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || barrier.wait())
        };
        let mine = barrier.wait_timeout(Duration::from_millis(1));
        let theirs = other.join().unwrap();
        assert_eq!(mine.is_ok(), theirs.is_ok(), "the round was whole for one and broken for the other");
        assert!(mine.is_err() || mine != theirs, "two threads came at the same place");
    });
}

/// A waits → B resets: A leaves with an error, or had not come yet and is met → the barrier is as new.
///
/// Two threads, up to 3 forced switches.
#[test]
fn reset_sends_away_who_waits_and_starts_again() {
    interleave::model(|| {
        on_threads(Barrier::new(2).unwrap(), 2, |barrier, n| {
            if n == 0 {
                barrier.reset();
            } else if barrier.wait().is_ok() {
                return;
            }
            // Sent away, A comes back; B comes for the first time.
            barrier.wait().expect("after a reset both meet");
        });
    });
}

/// What the broken copies below are made of.
#[derive(Default)]
struct Parts {
    came: Mutex<usize>,
    changed: Condvar,
}

/// A leaves, and is back → it counts itself as the second one of the first round, and goes on alone.
#[test]
fn a_counter_without_rounds_is_caught() {
    caught(Kind::Assertion, || {
        rounds(2, 2, Parts::default(), |barrier| {
            let mut came = barrier.came.lock().unwrap();
            *came += 1;
            barrier.changed.notify_all();
            drop(barrier.changed.wait_while(came, |came| *came < 2).unwrap());
        });
    });
}

/// B is woken for the first round → A, back already, counts itself → B sees an unfinished round, and sleeps.
#[test]
fn starting_to_count_again_too_early_is_caught() {
    caught(Kind::Deadlock, || {
        rounds(2, 2, Parts::default(), |barrier| {
            let mut came = barrier.came.lock().unwrap();
            *came += 1;
            if *came == 2 {
                *came = 0;
                barrier.changed.notify_all();
            } else {
                drop(barrier.changed.wait_while(came, |came| *came != 0).unwrap());
            }
        });
    });
}
