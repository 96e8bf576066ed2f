//! Step 5, and three ways to get it wrong.

use super::program::{Plain, caught, on_threads};
use interleave::Model;
use interleave::failure::Kind;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;
use threading_model::Event;

/// A writes → A sets → B, which waited or came later, reads. Three threads, up to 2 forced switches.
#[test]
fn everybody_who_waited_sees_what_was_written_before_it_was_set() {
    interleave::model(|| {
        on_threads((Event::new(), Plain::default()), 3, |(event, number), n| {
            if n == 0 {
                number.add();
                event.set();
            } else {
                event.wait();
                assert_eq!(number.read(), 1);
            }
        });
    });
}

/// B says that it comes, and waits → A sets and clears → B goes on. Two threads, no forced switch: with one, B could come
/// after the event was cleared, and would rightly wait for ever.
#[test]
fn who_waits_is_told_even_if_it_is_cleared_at_once() {
    Model::new().preemptions(0).run(|| {
        set_and_clear(Event::new(), Event::wait, |event| {
            event.set();
            event.clear();
        });
    });
}

/// As above, with a time limit: if it is not up, B says that it was told. Two threads, no forced switch.
#[test]
fn who_waits_with_a_time_limit_says_that_it_was_told_even_if_it_is_cleared_at_once() {
    // Outside of the model: what some schedule did.
    let told = Arc::new(interleave::real::sync::atomic::AtomicBool::new(false));
    let noted = Arc::clone(&told);
    Model::new().preemptions(0).run(move || {
        let wait = |(event, told): &(Event, Arc<interleave::real::sync::atomic::AtomicBool>)| {
            told.fetch_or(event.wait_timeout(Duration::from_millis(1)), Relaxed);
        };
        set_and_clear((Event::new(), Arc::clone(&noted)), wait, |(event, _)| {
            event.set();
            event.clear();
        });
    });
    assert!(told.load(Relaxed), "in no schedule was it told");
}

fn set_and_clear<E: Send + Sync + 'static>(event: E, wait: fn(&E), set_and_clear: fn(&E)) {
    let shared = Arc::new((event, Event::new()));
    let waiter = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            shared.1.set();
            wait(&shared.0);
        })
    };
    shared.1.wait();
    set_and_clear(&shared.0);
    waiter.join().unwrap();
}

/// B waits with a time limit, and is told nothing: it says so. Two threads, up to 3 forced switches.
#[test]
fn who_is_told_nothing_says_so() {
    interleave::model(|| {
        let set = AtomicBool::new(false);
        on_threads((Event::new(), set), 2, |(event, set), n| {
            if n == 0 {
                // Relaxed: the event orders it.
                set.store(true, Relaxed);
                event.set();
            } else if event.wait_timeout(Duration::from_millis(1)) {
                assert!(set.load(Relaxed), "it was told before it was set");
            }
        });
    });
}

/// What the broken copies below are made of.
#[derive(Default)]
struct Parts {
    set: Mutex<bool>,
    changed: Condvar,
}

/// B and C wait → A sets it, and wakes one.
#[test]
fn waking_one_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Parts::default(), 3, |event, n| {
            let mut set = event.set.lock().unwrap();
            if n == 0 {
                *set = true;
                event.changed.notify_one();
            } else {
                drop(event.changed.wait_while(set, |set| !*set).unwrap());
            }
        });
    });
}

/// B sleeps → A sets and clears → B looks at the flag alone, and sleeps again.
#[test]
fn looking_at_the_flag_alone_is_caught() {
    caught(Kind::Deadlock, || {
        let wait = |event: &Parts| {
            let set = event.set.lock().unwrap();
            drop(event.changed.wait_while(set, |set| !*set).unwrap());
        };
        set_and_clear(Parts::default(), wait, |event| {
            *event.set.lock().unwrap() = true;
            event.changed.notify_all();
            *event.set.lock().unwrap() = false;
        });
    });
}

/// A writes the flag as a plain one → B sees it, and not what was written before.
#[test]
fn a_flag_that_orders_nothing_is_caught() {
    caught(Kind::DataRace, || {
        on_threads((AtomicBool::new(false), Plain::default()), 2, |(set, number), n| {
            if n == 0 {
                number.add();
                set.store(true, Relaxed);
            } else if set.load(Relaxed) {
                number.read();
            }
        });
    });
}
