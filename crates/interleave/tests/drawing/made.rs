//! Failures made by hand, one of each kind, drawn for every sort of terminal.

use super::lesson::LESSON;
use expect_test::expect_file;
use std::draw::{Style, draw, report};
use std::failure::Search;
use std::record::{Doing, Event, Mode, Object, Place, Record, Thread, Value, Wake, Wants, What};
use std::sync::atomic::Ordering;
use std::{Failure, Kind};

pub const PLAIN: Style = Style { width: 80, colour: false, ascii: false };

pub fn event(thread: usize, place: Option<Place>, object: Option<usize>, what: What) -> Event {
    Event { thread, place, object, what }
}

/// The only step of a record with one event, in words.
pub fn spoken_step(event: Event) -> String {
    let failure = failure(Kind::Undecided, "", vec![event]);
    let drawing = draw(&failure, &Style { width: 160, ascii: true, ..PLAIN });
    drawing.lines().find(|line| line.starts_with("step 1, ")).expect("a step").to_string()
}

/// A failure of thread A with these events, with a `Mutex`, a `Condvar`, an atomic and a cell, and two threads.
pub fn failure(kind: Kind, message: &str, events: Vec<Event>) -> Failure {
    let object =
        |kind| Object { kind, made: LESSON.made(), name: None, holders: Vec::new(), first: None, newest: None };
    let objects = ["Mutex", "Condvar", "AtomicBool", "UnsafeCell", "Mutex"].map(object).to_vec();
    let record = Record { events, objects, data: Vec::new(), threads: vec![Thread::default(); 2] };
    let search = Search { schedules: 81, preemptions: 1, weak_memory: false, early: false };
    Failure {
        kind,
        message: message.to_string(),
        at: None,
        thread: 0,
        record,
        collides_with: None,
        left: Vec::new(),
        search,
        code: None,
    }
}

fn doing(place: Place, what: Wants, object: usize) -> Option<Doing> {
    Some(Doing { place, what, object: Some(object) })
}

fn start() -> Event {
    event(0, Some(LESSON.spawn()), None, What::Spawned { child: 1 })
}

fn lock(thread: usize, place: Place, object: usize) -> Event {
    event(thread, Some(place), Some(object), What::Locked(Mode::Mutex))
}

fn unlock(thread: usize, place: Place, object: usize) -> Event {
    event(thread, Some(place), Some(object), What::Unlocked(Mode::Mutex))
}

fn here(file: &str, line: u32) -> Option<(String, u32)> {
    Some((file.to_string(), line))
}

/// Where `LESSON` stands, with a line of it.
fn at(place: Place) -> Option<(String, u32)> {
    here(place.file(), place.line())
}

/// Two locks, taken in two orders.
fn deadlock() -> Failure {
    let events = vec![start(), lock(0, LESSON.lock(), 0), lock(1, LESSON.other_lock(), 4)];
    let mut failure = failure(Kind::Deadlock, "", events);
    failure.record.objects[0].holders = vec![(0, LESSON.lock())];
    failure.record.objects[4].holders = vec![(1, LESSON.other_lock())];
    failure.record.threads[0].doing = doing(LESSON.other_lock(), Wants::Lock(Mode::Mutex), 4);
    failure.record.threads[1].doing = doing(LESSON.lock_again(), Wants::Lock(Mode::Mutex), 0);
    failure
}

/// Three threads in a circle.
fn circle() -> Failure {
    let mut failure = deadlock();
    failure
        .record
        .threads
        .push(Thread { doing: doing(LESSON.lock_again(), Wants::Lock(Mode::Mutex), 0), ..Thread::default() });
    failure.record.threads[1].doing =
        Some(Doing { place: LESSON.join(), what: Wants::Join { child: 2 }, object: None });
    failure
}

/// A notification that woke another.
fn asleep() -> Failure {
    let events = vec![
        start(),
        lock(1, LESSON.lock(), 0),
        event(1, Some(LESSON.wait()), Some(1), What::FellAsleep),
        event(2, Some(LESSON.wait()), Some(1), What::FellAsleep),
        event(0, Some(LESSON.notify()), Some(1), What::Notified { all: false, waiting: 2 }),
        event(2, Some(LESSON.wait()), Some(1), What::Woke(Wake::Called)),
    ];
    let mut failure = failure(Kind::Deadlock, "", events);
    failure.record.threads[0].doing =
        Some(Doing { place: LESSON.join(), what: Wants::Join { child: 1 }, object: None });
    failure.record.threads[1].doing = doing(LESSON.wait(), Wants::Notification, 1);
    failure
}

fn data_race() -> Failure {
    let events = vec![
        start(),
        event(1, Some(LESSON.write()), Some(3), What::CellWritten),
        event(1, Some(LESSON.store()), Some(2), What::Stored { value: Value::Bool(true), order: Ordering::Relaxed }),
        event(
            0,
            Some(LESSON.load()),
            Some(2),
            What::Loaded { value: Value::Bool(true), newest: None, order: Ordering::Acquire },
        ),
    ];
    let mut failure = failure(Kind::DataRace, "", events);
    failure.record.threads[0].doing = doing(LESSON.read(), Wants::Pass, 3);
    failure
}

fn assertion() -> Failure {
    let events = vec![
        start(),
        event(1, Some(LESSON.store()), Some(2), What::Stored { value: Value::Int(42), order: Ordering::Relaxed }),
        event(
            0,
            Some(LESSON.load()),
            Some(2),
            What::Loaded { value: Value::Int(0), newest: Some((Value::Int(42), 1)), order: Ordering::Acquire },
        ),
    ];
    let mut failure = failure(Kind::Assertion, "assertion `left == right` failed\n  left: 0\n right: 42", events);
    failure.at = here("a/file/that/is/missing.rs", 21);
    failure.search.weak_memory = true;
    failure
}

fn long_panic() -> Failure {
    let events =
        (0..60).map(|number| lock(number % 2, if number % 3 == 0 { LESSON.lock() } else { LESSON.lock_again() }, 0));
    let gone = What::Panicked { message: "the child had gone before".to_string(), at: None };
    let events = [event(1, None, None, gone)].into_iter().chain(events).collect();
    let mut failure = failure(Kind::Panic, "index out of bounds: the len is 3 but the index is 3", events);
    failure.at = at(LESSON.read());
    failure
}

fn child_panic() -> Failure {
    let message = "called `Option::unwrap()` on a `None` value".to_string();
    let events = vec![
        start(),
        event(1, None, None, What::Panicked { message: message.clone(), at: at(LESSON.read()) }),
        event(0, Some(LESSON.join()), None, What::Joined { child: 1 }),
    ];
    Failure { thread: 1, at: at(LESSON.read()), ..failure(Kind::ChildPanic, &message, events) }
}

fn unfinished() -> Failure {
    let message = "not yet implemented: sleep until the flag is down";
    Failure { at: at(LESSON.wait()), ..failure(Kind::Unfinished, message, vec![lock(0, LESSON.lock(), 0)]) }
}

fn leak() -> Failure {
    let events = vec![start(), lock(1, LESSON.lock(), 0), unlock(1, LESSON.lock(), 0)];
    Failure { left: vec![0, 1], ..failure(Kind::Leak, "", events) }
}

fn spin() -> Failure {
    let look = event(
        0,
        Some(LESSON.load()),
        Some(2),
        What::Loaded { value: Value::Bool(false), newest: None, order: Ordering::Acquire },
    );
    let mut failure = failure(Kind::Spin, "", [vec![start()], vec![look; 100]].concat());
    failure.record.threads[0].doing = doing(LESSON.load(), Wants::Pass, 2);
    failure
}

/// A kind that no schedule shows.
fn without_record(kind: Kind, message: &str, at: Option<(String, u32)>) -> Failure {
    Failure {
        kind,
        message: message.to_string(),
        at,
        thread: 0,
        record: Record::default(),
        collides_with: None,
        left: Vec::new(),
        search: Search::default(),
        code: None,
    }
}

fn undecided() -> Failure {
    let search = Search { schedules: 250_112, preemptions: 2, weak_memory: false, early: true };
    Failure { search, ..without_record(Kind::Undecided, "8 s were not enough", None) }
}

macro_rules! drawn {
    ($($name:ident: $failure:expr;)*) => {
        $(#[test]
        fn $name() {
            expect_file![concat!("pictures/made/", stringify!($name), ".txt")].assert_eq(&everywhere(&$failure));
        })*

        /// One of each, and more.
        pub fn all() -> Vec<Failure> {
            vec![$($failure),*]
        }
    };
}

drawn! {
    two_locks_in_two_orders: deadlock();
    three_threads_in_a_circle: circle();
    a_notification_for_another: asleep();
    two_accesses_to_a_cell: data_race();
    an_assertion_about_an_old_value: assertion();
    a_panic_after_many_steps: long_panic();
    a_panic_that_a_join_swallows: child_panic();
    a_todo: unfinished();
    a_lock_that_was_never_dropped: leak();
    a_loop_that_never_ends: spin();
    another_end_the_second_time: failure(Kind::NotRepeatable, "", vec![start()]);
    a_lock_where_no_model_runs: without_record(Kind::OutsideModel, "Mutex", here("a/file/that/is/missing.rs", 12));
    a_sixth_thread: Failure { at: at(LESSON.spawn()), ..failure(Kind::TooManyThreads, "5", vec![start()]) };
    nothing_to_choose: without_record(Kind::OneSchedule, "", None);
    a_model_that_stands_still: without_record(Kind::Hang, "5 s", here("a/file/that/is/missing.rs", 21));
    a_search_without_an_end: undecided();
}

/// A failure in 60, 80 and 120 columns, and in words.
pub fn everywhere(failure: &Failure) -> String {
    let drawings = [60, 80, 120].map(|width| report(failure, &Style { width, ..PLAIN }));
    let spoken = report(failure, &Style { ascii: true, ..PLAIN });
    let form = |title: &str, drawing: &str| format!("--- {title} ---\n{drawing}\n");
    [
        form("60 columns", &drawings[0]),
        form("80 columns", &drawings[1]),
        form("120 columns", &drawings[2]),
        form("in words", &spoken),
    ]
    .concat()
}

#[test]
fn every_kind_was_drawn() {
    for kind in Kind::ALL {
        assert!(all().iter().any(|failure| failure.kind == kind), "no picture of {kind}");
    }
}
