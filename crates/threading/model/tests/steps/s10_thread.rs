//! Step 10, and two ways to get it wrong.

use super::program::{Plain, caught};
use interleave::failure::Kind;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::Duration;
use threading_model::{RuntimeError, Thread};

/// B writes → B ends → A and C, which have joined it, read. Three threads, up to 2 forced switches.
#[test]
fn everybody_who_joins_sees_what_the_thread_wrote() {
    interleave::model(|| {
        let number = Arc::new(Plain::default());
        let target = {
            let number = Arc::clone(&number);
            move || number.add()
        };
        let worker = Arc::new(Thread::new(target));
        worker.start().unwrap();
        let other = {
            let (worker, number) = (Arc::clone(&worker), Arc::clone(&number));
            thread::spawn(move || {
                worker.join().unwrap();
                assert_eq!(number.read(), 1);
            })
        };
        worker.join().unwrap();
        assert_eq!(number.read(), 1);
        other.join().unwrap();
        worker.join().unwrap();
        assert!(!worker.is_alive());
    });
}

/// A starts it, B starts it: one is told that it was too late. Three threads, up to 2 forced switches.
#[test]
fn of_two_who_start_it_one_does() {
    interleave::model(|| {
        let started = Arc::new(AtomicBool::new(false));
        let target = {
            let started = Arc::clone(&started);
            // Relaxed: joining orders it.
            move || assert!(!started.swap(true, Relaxed), "it ran twice")
        };
        let worker = Arc::new(Thread::new(target));
        let other = {
            let worker = Arc::clone(&worker);
            thread::spawn(move || worker.start().is_ok())
        };
        let mine = worker.start().is_ok();
        let theirs = other.join().unwrap();
        assert!(mine != theirs, "it was started twice, or not at all");
        worker.join().unwrap();
        assert!(started.load(Relaxed));
    });
}

/// A joins with a time limit: if it says that B has ended, A sees what B wrote. Two threads, up to 3 forced switches.
#[test]
fn a_join_with_a_time_limit_says_which() {
    interleave::model(|| {
        let number = Arc::new(Plain::default());
        let target = {
            let number = Arc::clone(&number);
            move || number.add()
        };
        let worker = Thread::new(target);
        worker.start().unwrap();
        if worker.join_timeout(Duration::from_millis(1)).unwrap() {
            assert_eq!(number.read(), 1);
        }
        worker.join().unwrap();
    });
}

/// A starts B → B asks before A has come back from `start`: it is alive, and may not wait for itself. Two threads, up to 3
/// forced switches.
#[test]
fn a_thread_that_runs_was_started() {
    interleave::model(|| {
        let itself = Arc::new(OnceLock::new());
        let target = {
            let itself: Arc<OnceLock<Arc<Thread>>> = Arc::clone(&itself);
            move || {
                let me = itself.get().expect("set before the start");
                assert!(me.is_alive());
                assert_eq!(me.join(), Err(RuntimeError("cannot join current thread")));
            }
        };
        let worker = itself.get_or_init(|| Arc::new(Thread::new(target)));
        worker.start().unwrap();
        worker.join().unwrap();
    });
}

/// A looks, and it was not started → B looks, too → both start it.
#[test]
fn looking_before_starting_is_caught() {
    caught(Kind::Assertion, || {
        let (started, runs) = (Arc::new(Mutex::new(false)), Arc::new(Mutex::new(0)));
        let start = move || {
            let before = *started.lock().unwrap();
            if !before {
                *started.lock().unwrap() = true;
                *runs.lock().unwrap() += 1;
            }
            assert!(*runs.lock().unwrap() <= 1, "it was started twice");
        };
        let other = thread::spawn(start.clone());
        start();
        other.join().unwrap();
    });
}

/// B says that it has ended → A reads → B writes.
#[test]
fn saying_too_early_that_it_has_ended_is_caught() {
    caught(Kind::DataRace, || {
        let shared = Arc::new((threading_model::Event::new(), Plain::default()));
        let worker = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                shared.0.set();
                shared.1.add();
            })
        };
        shared.0.wait();
        shared.1.read();
        worker.join().unwrap();
    });
}
