//! Step 6, and four ways to get it wrong.

use super::program::{caught, on_threads};
use interleave::Model;
use interleave::failure::Kind;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, Weak};
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
    // A second of work, and on a busy machine the usual eight were not enough.
    let patient = Model::new().budget(Duration::from_secs(60));
    patient.run(move || rounds(2, 2, Barrier::new(2).unwrap(), wait));
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

/// A waits → B comes last, and its action looks at the barrier, and writes → both go on, and read. Two threads, up to 3 forced
/// switches.
#[test]
fn the_action_may_look_and_is_over_before_anybody_goes_on() {
    interleave::model(|| {
        let ran = Arc::new(AtomicUsize::new(0));
        let barrier = Arc::new_cyclic(|barrier: &Weak<Barrier>| {
            let (barrier, ran) = (barrier.clone(), Arc::clone(&ran));
            Barrier::new(2).unwrap().with_action(move || {
                let barrier = barrier.upgrade().expect("somebody waits at it");
                assert_eq!((barrier.n_waiting(), barrier.broken()), (2, false));
                // Relaxed, here and below: the barrier orders it.
                ran.fetch_add(1, Relaxed);
            })
        });
        on_threads((barrier, ran), 2, |(barrier, ran), _| {
            barrier.wait().unwrap();
            assert_eq!(ran.load(Relaxed), 1);
        });
    });
}

/// A waits with a time limit → B comes last → A's time is up while the action runs: too late, the round is whole for both. Two
/// threads, up to 3 forced switches.
#[test]
fn a_time_out_during_the_action_comes_too_late() {
    interleave::model(|| {
        acted(
            |ran| Barrier::new(2).unwrap().with_action(ran),
            |barrier| barrier.wait_timeout(Duration::from_millis(1)).is_ok(),
        );
    });
}

/// Two threads meet with a time limit. The action runs if the round is whole, and only then.
fn acted<B: Send + Sync + 'static>(barrier: fn(Box<dyn Fn() + Send + Sync>) -> B, wait: fn(&B) -> bool) {
    let ran = Arc::new(AtomicUsize::new(0));
    let counts = Arc::clone(&ran);
    let barrier = barrier(Box::new(move || {
        counts.fetch_add(1, Relaxed);
    }));
    on_threads((barrier, ran, wait), 2, |(barrier, ran, wait), _| {
        let whole = wait(barrier);
        assert_eq!(ran.load(Relaxed) == 1, whole, "the round was broken, but the action ran; or the other way round");
    });
}

/// B comes, and the action begins → A aborts, or resets: not before the action is over. Two threads, up to 3 forced switches.
#[test]
fn who_aborts_or_resets_waits_for_the_action() {
    for breaks in [Barrier::abort, Barrier::reset] {
        interleave::model(move || {
            let acting = Arc::new(AtomicUsize::new(0));
            let action = {
                let acting = Arc::clone(&acting);
                move || {
                    // Relaxed, here and below: the barrier orders it, if it waits.
                    acting.store(1, Relaxed);
                    acting.store(2, Relaxed);
                }
            };
            on_threads(
                (Barrier::new(1).unwrap().with_action(action), acting, breaks),
                2,
                |(barrier, acting, breaks), n| {
                    if n == 0 {
                        let began = acting.load(Relaxed) == 1;
                        breaks(barrier);
                        assert!(!began || acting.load(Relaxed) == 2, "it was broken under the action's feet");
                    } else {
                        let _whole_or_not = barrier.wait();
                    }
                },
            );
        });
    }
}

/// B comes, and the action begins → A aborts → B drains: the abort is not forgotten. Two threads, up to 3 forced switches.
#[test]
fn an_abort_during_the_action_is_not_forgotten() {
    interleave::model(|| {
        on_threads(Barrier::new(1).unwrap().with_action(thread::yield_now), 2, |barrier, n| {
            if n == 0 {
                barrier.abort();
                assert!(barrier.broken());
            } else {
                let _whole_or_not = barrier.wait();
            }
        });
    });
}

/// B acts, and the mutex is free → A's time is up, and the phase says that not all have come: A breaks the round.
#[test]
fn an_action_without_a_phase_of_its_own_is_caught() {
    struct Acting(Parts, Box<dyn Fn() + Send + Sync>);
    caught(Kind::Assertion, || {
        acted(
            |action| Acting(Parts::default(), action),
            |Acting(parts, action)| {
                let mut came = parts.came.lock().unwrap();
                *came += 1;
                if *came == 2 {
                    drop(came);
                    action();
                    came = parts.came.lock().unwrap();
                    *came += usize::from(*came == 2);
                    parts.changed.notify_all();
                } else {
                    let limit = Duration::from_millis(1);
                    (came, _) = parts.changed.wait_timeout_while(came, limit, |came| *came < 3).unwrap();
                    // Too late for the action, and nobody noticed.
                    *came = if *came == 3 { 3 } else { 9 };
                }
                *came == 3
            },
        );
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
