//! Which logs `gil::event::check` calls possible, and what it says of the others.

use gil::event::What::{Asks, Ends, LetsGo, Returns, Takes, WaitsOutside, Wants};
use gil::event::{Event, What, check};
use std::time::Duration;

/// A log with one event each millisecond.
fn log(events: &[(usize, What)]) -> Vec<Event> {
    (0..).zip(events).map(|(ms, &(thread, what))| Event { at: Duration::from_millis(ms), thread, what }).collect()
}

/// A turn that was asked for, a wait outside, and the end.
const POSSIBLE: [(usize, What); 14] = [
    (0, Takes),
    (1, Wants),
    (1, Asks),
    (1, Asks),
    (0, LetsGo { asked: true }),
    (0, Wants),
    (1, Takes),
    (1, LetsGo { asked: false }),
    (1, WaitsOutside),
    (0, Takes),
    (1, Returns),
    (1, Ends),
    (0, LetsGo { asked: false }),
    (0, Ends),
];

#[test]
fn a_log_in_which_one_thread_at_a_time_holds_the_gil_is_possible() {
    assert_eq!(check(&log(&POSSIBLE)), Ok(()));
}

#[test]
fn what_cannot_be_is_named_with_its_number_and_the_reason() {
    let two_holders = [(0, Takes), (1, Wants), (1, Takes)];
    let not_asked_in_this_turn =
        [(0, Takes), (1, Wants), (1, Asks), (0, LetsGo { asked: false }), (1, Takes), (1, LetsGo { asked: true })];
    let ends_with_the_gil = [(0, Takes), (0, Ends)];
    let lets_go_of_nothing = [(0, LetsGo { asked: false })];
    let asks_without_waiting = [(0, Takes), (1, Asks)];
    let takes_from_outside = [(0, WaitsOutside), (0, Takes)];
    let after_the_end = [(0, Ends), (0, Wants)];
    let said: Vec<String> = [
        &two_holders[..],
        &not_asked_in_this_turn,
        &ends_with_the_gil,
        &lets_go_of_nothing,
        &asks_without_waiting,
        &takes_from_outside,
        &after_the_end,
    ]
    .map(|events| check(&log(events)).unwrap_err())
    .into();
    assert_eq!(
        said,
        [
            "event 2: thread 1 Takes at 2ms, but thread 0 holds the GIL",
            "event 5: thread 1 LetsGo { asked: true } at 5ms, but nobody has asked since it took the GIL",
            "event 1: thread 0 Ends at 1ms, but it holds the GIL",
            "event 0: thread 0 LetsGo { asked: false } at 0ns, but it neither holds the GIL, nor waits for it, nor for \
             anything else",
            "event 1: thread 1 Asks at 1ms, but it neither holds the GIL, nor waits for it, nor for anything else",
            "event 1: thread 0 Takes at 1ms, but it waits outside",
            "event 1: thread 0 Wants at 1ms, but it has ended",
        ]
    );
}

#[test]
fn time_does_not_run_backwards() {
    let mut events = log(&POSSIBLE);
    events[3].at = Duration::ZERO;
    assert_eq!(check(&events).unwrap_err(), "event 3: thread 1 Asks at 0ns, but the event before it was at 2ms");
}
