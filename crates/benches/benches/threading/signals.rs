//! What threads tell each other: conditions, events, barriers, and that a thread has ended.

use crate::measure::{Work, at_once, in_turn, timed, together};
use crate::{Crossbeam, Ours, ParkingLot, Row, Std, Who};
use crossbeam_utils::sync::{Parker, Unparker, WaitGroup};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use threading::{Barrier, Condition, Event, Lock, Thread};

fn row(name: &str, python: &str, works: Vec<(Who, Work)>) -> Row {
    Row { name: name.to_owned(), python: python.to_owned(), works }
}

/// Nobody waits, and is notified: what it costs to be ready to tell.
fn nobody_waits() -> Vec<(Who, Work)> {
    let (ours, theirs) = (Condition::new(Arc::new(Lock::new())), (Mutex::new(()), Condvar::new()));
    let lots = (parking_lot::Mutex::new(()), parking_lot::Condvar::new());
    vec![
        (
            Ours,
            together(1, move || {
                let _with = ours.lock().hold();
                ours.notify_all().expect("it is held");
            }),
        ),
        (
            Std,
            together(1, move || {
                let _guard = theirs.0.lock().expect("no thread panics");
                theirs.1.notify_all();
            }),
        ),
        (
            ParkingLot,
            together(1, move || {
                let _guard = lots.0.lock();
                lots.1.notify_all();
            }),
        ),
    ]
}

/// Whose turn it is stands under the lock of one condition, on which all others wait.
fn turns(threads: usize) -> Vec<(Who, Work)> {
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    let ours = || (Condition::new(Arc::new(Lock::new())), AtomicUsize::new(0));
    let theirs = || (Mutex::new(0), Condvar::new());
    let lots = || (parking_lot::Mutex::new(0), parking_lot::Condvar::new());
    vec![
        (
            Ours,
            in_turn(threads, ours, |(changed, turn), me, next| {
                let _with = changed.lock().hold();
                // Relaxed, both: the condition's lock orders them.
                changed.wait_for(|| turn.load(Relaxed) == me).expect("it is held");
                turn.store(next, Relaxed);
                changed.notify_all().expect("it is held");
            }),
        ),
        (
            Std,
            in_turn(threads, theirs, |(turn, changed), me, next| {
                let turn = turn.lock().expect("no thread panics");
                *changed.wait_while(turn, |turn| *turn != me).expect("no thread panics") = next;
                changed.notify_all();
            }),
        ),
        (
            ParkingLot,
            in_turn(threads, lots, |(turn, changed), me, next| {
                let mut turn = turn.lock();
                changed.wait_while(&mut turn, |turn| *turn != me);
                *turn = next;
                changed.notify_all();
            }),
        ),
    ]
}

fn event_alone() -> Vec<(Who, Work)> {
    let (ours, parker) = (Event::new(), Parker::new());
    vec![
        (
            Ours,
            together(1, move || {
                ours.set();
                ours.wait();
                ours.clear();
            }),
        ),
        (
            Std,
            together(1, || {
                thread::current().unpark();
                thread::park();
            }),
        ),
        (Crossbeam, {
            // A parker belongs to the thread that parks.
            Box::new(move |times| {
                timed(|| {
                    for _ in 0..times {
                        parker.unparker().unpark();
                        parker.park();
                    }
                })
            })
        }),
    ]
}

/// Each thread waits for an event of its own, and sets the next one's.
fn events(threads: usize) -> Vec<(Who, Work)> {
    let ours = move || {
        let events: Vec<Event> = (0..threads).map(|_| Event::new()).collect();
        events[0].set();
        events
    };
    let parkers = move || {
        let parkers: Vec<Parker> = (0..threads).map(|_| Parker::new()).collect();
        let unparkers: Vec<Unparker> = parkers.iter().map(|parker| parker.unparker().clone()).collect();
        unparkers[0].unpark();
        // Each is taken by its thread.
        (parkers.into_iter().map(|parker| Mutex::new(Some(parker))).collect::<Vec<_>>(), unparkers)
    };
    vec![
        (
            Ours,
            in_turn(threads, ours, |events, me, next| {
                events[me].wait();
                events[me].clear();
                events[next].set();
            }),
        ),
        (
            Crossbeam,
            at_once(threads, parkers, move |(parkers, unparkers), me, times| {
                let parker = parkers[me].lock().expect("no thread panics").take().expect("each takes its own");
                for _ in 0..times.div_ceil(threads as u64) {
                    parker.park();
                    unparkers[(me + 1) % threads].unpark();
                }
            }),
        ),
    ]
}

/// An operation is a round of all.
fn rounds(threads: usize) -> Vec<(Who, Work)> {
    let ours = move || Barrier::new(threads).expect("not 0");
    let theirs = move || std::sync::Barrier::new(threads);
    vec![
        (
            Ours,
            at_once(threads, ours, |barrier, _, times| {
                for _ in 0..times {
                    barrier.wait().expect("nobody breaks it");
                }
            }),
        ),
        (
            Std,
            at_once(threads, theirs, |barrier, _, times| {
                for _ in 0..times {
                    barrier.wait();
                }
            }),
        ),
    ]
}

/// `threads` threads are started, and then waited for; an operation is one of them.
fn lives(threads: usize) -> Vec<(Who, Work)> {
    fn batches<T: 'static>(threads: usize, start: fn() -> T, join: fn(T)) -> Work {
        Box::new(move |times| {
            timed(|| {
                for _ in 0..times.div_ceil(threads as u64) {
                    let all: Vec<T> = (0..threads).map(|_| start()).collect();
                    all.into_iter().for_each(join);
                }
            })
        })
    }
    let ours = || {
        let thread = Thread::new(|| ());
        thread.start().expect("the system has a thread left");
        thread
    };
    let group = || {
        let group = WaitGroup::new();
        let theirs = group.clone();
        thread::spawn(move || drop(theirs));
        group
    };
    vec![
        (Ours, batches(threads, ours, |thread| thread.join().expect("it was started"))),
        (Std, batches(threads, || thread::spawn(|| ()), |thread| thread.join().expect("it does not panic"))),
        (Crossbeam, batches(threads, group, WaitGroup::wait)),
    ]
}

pub fn rows() -> Vec<Row> {
    vec![
        row("`Condition`, nobody waits", "notify", nobody_waits()),
        row("`Condition`, 2 threads in turn", "condition 2", turns(2)),
        row("`Condition`, 4 threads in turn", "condition 4", turns(4)),
        row("`Event`, one thread", "event_alone", event_alone()),
        row("`Event`, 2 threads in turn", "event 2", events(2)),
        row("`Event`, 4 threads in turn", "event 4", events(4)),
        row("`Barrier`, one thread", "barrier 1", rounds(1)),
        row("`Barrier`, 2 threads", "barrier 2", rounds(2)),
        row("`Barrier`, 4 threads", "barrier 4", rounds(4)),
        row("`Thread`, start and join", "thread 1", lives(1)),
        row("`Thread`, 2 at once", "thread 2", lives(2)),
        row("`Thread`, 4 at once", "thread 4", lives(4)),
    ]
}
