//! Step 12, and two ways to get it wrong.
//!
//! That the time is the right one no model can see: in one, time is up at once or later.

use super::program::{Plain, caught};
use interleave::failure::Kind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;
use threading_model::{Event, Timer};

const LATER: Duration = Duration::from_secs(1);

fn timer() -> (Timer, Arc<Plain>) {
    let number = Arc::new(Plain::default());
    let function = {
        let number = Arc::clone(&number);
        move || number.add()
    };
    (Timer::new(LATER, function), number)
}

/// B's time is up → B writes → A, which has joined it, reads. Two threads, up to 3 forced switches.
#[test]
fn who_joins_a_timer_sees_what_its_function_wrote() {
    interleave::model(|| {
        let (timer, number) = timer();
        timer.start().unwrap();
        timer.join().unwrap();
        assert_eq!(number.read(), 1);
    });
}

/// A cancels while B waits, or runs, or has run: the function has run as a whole or not at all when A has joined it. Two threads, up to 3
/// forced switches.
#[test]
fn a_cancelled_timer_runs_its_function_as_a_whole_or_not_at_all() {
    interleave::model(|| {
        let (timer, number) = timer();
        timer.start().unwrap();
        timer.cancel();
        timer.join().unwrap();
        let ran = number.read();
        assert!(ran <= 1);
        timer.join().unwrap();
        assert_eq!(number.read(), ran);
    });
}

/// A cancels → A starts it: nothing runs. Two threads, up to 3 forced switches.
#[test]
fn a_timer_that_was_cancelled_first_does_not_run_its_function() {
    interleave::model(|| {
        let (timer, number) = timer();
        timer.cancel();
        timer.start().unwrap();
        timer.join().unwrap();
        assert_eq!(number.read(), 0);
    });
}

/// A cancels → A starts it → B sleeps, and looks at nothing.
#[test]
fn a_timer_that_only_sleeps_is_caught() {
    caught(Kind::Assertion, || {
        // Relaxed: joining and starting order it.
        let cancelled = Arc::new(AtomicBool::new(false));
        let sees = Arc::clone(&cancelled);
        cancelled.store(true, Relaxed);
        let timer = thread::spawn(move || {
            thread::sleep(LATER);
            assert!(!sees.load(Relaxed), "it ran though it was cancelled");
        });
        timer.join().unwrap();
    });
}

/// B runs its function → A cancels, and takes "finished" for the function's end → A reads.
#[test]
fn taking_finished_for_the_end_of_the_function_is_caught() {
    caught(Kind::DataRace, || {
        let (finished, number) = (Arc::new(Event::new()), Arc::new(Plain::default()));
        let timer = {
            let (finished, number) = (Arc::clone(&finished), Arc::clone(&number));
            thread::spawn(move || {
                finished.wait_timeout(LATER);
                if !finished.is_set() {
                    number.add();
                }
                finished.set();
            })
        };
        finished.set();
        finished.wait();
        number.read();
        timer.join().unwrap();
    });
}
