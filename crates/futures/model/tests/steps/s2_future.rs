//! Step 2, and three ways to get it wrong.

use super::program::{Guarded, Plain, caught, on_threads};
use futures_model::{Future, NoResult, State};
use interleave::failure::Kind;
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

/// B and C sleep → A finishes → both wake. Three threads, up to 2 forced switches.
#[test]
fn a_result_wakes_everybody_who_waits() {
    interleave::model(|| {
        on_threads(Future::new(), 3, |future, n| {
            if n == 0 {
                future.set_result(7).unwrap();
            } else {
                assert_eq!(future.result(), Ok(7));
            }
        });
    });
}

/// A writes → A finishes → B has the result → B reads. Two threads, up to 3 forced switches.
#[test]
fn a_result_brings_along_what_was_written_before() {
    interleave::model(|| {
        on_threads((Future::new(), Plain::default()), 2, |(future, number), n| {
            if n == 0 {
                number.write(7);
                future.set_result(()).unwrap();
            } else {
                future.result().unwrap();
                assert_eq!(number.read(), 7);
            }
        });
    });
}

/// A cancels, B starts: one of them is first, and the other is told. Two threads, up to 3 forced switches.
#[test]
fn a_task_is_started_or_cancelled_and_never_both() {
    interleave::model(|| {
        let won = Mutex::new((None, None));
        on_threads((Future::<u32>::new(), won), 2, |(future, won), n| {
            if n == 0 {
                let cancelled = future.cancel();
                won.lock().unwrap().0 = Some(cancelled);
            } else {
                let started = future.set_running_or_notify_cancel().unwrap();
                won.lock().unwrap().1 = Some(started);
            }
            if let (Some(cancelled), Some(started)) = *won.lock().unwrap() {
                assert_ne!(cancelled, started, "both, or neither");
            }
        });
    });
}

/// A cancels, B finishes, C waits: whoever came first, C is woken and has that outcome. Three threads, up to 2 forced switches.
#[test]
fn of_two_ends_one_counts() {
    interleave::model(|| {
        on_threads(Future::new(), 3, |future, n| match n {
            0 => drop(future.cancel()),
            1 => drop(future.set_result(7)),
            _ => {
                let (first, again) = (future.result(), future.result());
                assert!(matches!(first, Ok(7) | Err(NoResult::CancelledError)));
                assert_eq!(first, again);
            }
        });
    });
}

/// B's time is up as A finishes: B has the result, or may ask again. Two threads, up to 3 forced switches.
#[test]
fn a_time_out_loses_no_result() {
    interleave::model(|| {
        on_threads(Future::new(), 2, |future, n| {
            if n == 0 {
                future.set_result(7).unwrap();
            } else {
                let hurried = future.result_timeout(Duration::from_millis(1));
                assert!(matches!(hurried, Ok(7) | Err(NoResult::TimeoutError)));
                assert_eq!(future.result(), Ok(7));
            }
        });
    });
}

/// B and C sleep → A finishes and wakes one of them.
#[test]
fn waking_only_one_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Guarded::<Option<u32>>::default(), 3, |future, n| {
            if n == 0 {
                *future.value.lock().unwrap() = Some(7);
                future.changed.notify_one();
            } else {
                future.wait(Option::is_some, |_| ());
            }
        });
    });
}

/// A says FINISHED and notifies → B wakes → there is no outcome yet.
#[test]
fn an_outcome_that_comes_after_the_state_is_caught() {
    caught(Kind::Assertion, || {
        on_threads((Guarded::<bool>::default(), OnceLock::new()), 2, |(finished, outcome), n| {
            if n == 0 {
                finished.change(|finished| *finished = true);
                outcome.set(7).unwrap();
            } else {
                finished.wait(|finished| *finished, |_| ());
                assert_eq!(outcome.get(), Some(&7), "it is finished, and has no outcome");
            }
        });
    });
}

/// A reads PENDING → B reads PENDING → A writes CANCELLED → B writes RUNNING.
#[test]
fn a_move_that_reads_and_writes_under_two_locks_is_caught() {
    fn move_to(state: &Mutex<State>, next: fn(State) -> Option<State>) -> bool {
        let before = *state.lock().unwrap();
        let after = next(before);
        if let Some(after) = after {
            *state.lock().unwrap() = after;
        }
        after.is_some_and(|after| after != State::CancelledAndNotified)
    }
    caught(Kind::Assertion, || {
        let shared = (Mutex::new(State::Pending), Mutex::new(0));
        on_threads(shared, 2, |(state, winners), n| {
            let won = move_to(state, if n == 0 { State::cancel } else { State::start });
            let mut winners = winners.lock().unwrap();
            *winners += u32::from(won);
            assert!(*winners < 2, "it was cancelled, and runs");
        });
    });
}
