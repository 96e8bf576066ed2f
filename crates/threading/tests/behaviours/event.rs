//! What `event.txt` asks, of ours.

use super::meet::{LIMIT, Rows, SOON, always, begin, notes, refused_time, said, shared, until_waiting};
use std::time::Duration;
use threading::Event;

pub const ROWS: Rows = &[
    ("event-flag", || {
        let event = Event::new();
        let after = |change: fn(&Event)| {
            change(&event);
            event.is_set()
        };
        said((event.is_set(), [Event::set, Event::set, Event::clear, Event::clear].map(after)))
    }),
    ("event-nothing-returned", || {
        let event = Event::new();
        said((event.set(), event.clear()))
    }),
    ("event-wait-unset", || {
        let event = Event::new();
        said((event.wait_timeout(SOON), event.wait_timeout(Duration::ZERO)))
    }),
    ("event-wait-set", || {
        let event = Event::new();
        event.set();
        let in_time = [SOON, Duration::ZERO].map(|time| event.wait_timeout(time));
        said((always(event.wait()), in_time, event.is_set()))
    }),
    ("event-wait-cleared", || {
        let event = Event::new();
        event.set();
        event.clear();
        said(event.wait_timeout(SOON))
    }),
    ("event-wakes", || {
        let event = shared(Event::new());
        let other = begin(|| always(event.wait()));
        until_waiting(event, 1);
        event.set();
        other.answer()
    }),
    ("event-wakes-in-time", || {
        let event = shared(Event::new());
        let other = begin(|| event.wait_timeout(LIMIT));
        until_waiting(event, 1);
        event.set();
        other.answer()
    }),
    ("event-wakes-all", || {
        let event = shared(Event::new());
        let others = [(); 3].map(|()| begin(|| always(event.wait())));
        until_waiting(event, 3);
        event.set();
        said(others.map(|other| other.answer()))
    }),
    ("event-set-and-cleared", || {
        let event = shared(Event::new());
        let others = [begin(|| always(event.wait())), begin(|| event.wait_timeout(LIMIT))];
        until_waiting(event, 2);
        // Here an event that forgets may pass, too, if both are quick. The model's tests have a schedule in which they are not.
        event.set();
        event.clear();
        said((others.map(|other| other.answer()), event.is_set()))
    }),
    ("event-clear-wakes-nobody", || {
        let event = shared(Event::new());
        let other = begin(|| always(event.wait()));
        until_waiting(event, 1);
        event.clear();
        until_waiting(event, 1);
        event.set();
        other.answer()
    }),
    ("event-time-is-up", || {
        let event = shared(Event::new());
        said((begin(|| event.wait_timeout(SOON)).answer(), event.wait_timeout(SOON)))
    }),
    ("event-negative-time", || refused_time(-1.0, |time| Event::new().wait_timeout(time))),
    ("event-hands-over", || {
        let (event, written) = shared((Event::new(), notes()));
        let other = begin(|| {
            event.wait();
            assert_eq!(written.len(), 1);
            written.get()
        });
        written.put("news");
        event.set();
        other.answer()
    }),
];
