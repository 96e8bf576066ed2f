//! Records that no model would make: a drawing keeps its promises whatever it is given.

use super::lesson::LESSON;
use super::made::PLAIN;
use super::styles::without_colour;
use std::draw::{Style, draw, headline, page, report, steps};
use std::failure::Search;
use std::proptest::collection::vec;
use std::proptest::option;
use std::proptest::prelude::*;
use std::proptest::sample::select;
use std::proptest::test_runner::RngAlgorithm;
use std::record::{Data, Datum, Doing, Event, Mode, Object, Place, Record, Thread, Value, Wake, Wants, What};
use std::sync::atomic::Ordering;
use std::{Failure, Kind};

fn place() -> impl Strategy<Value = Place> {
    let lesson = LESSON;
    let places = vec![
        lesson.lock(),
        lesson.wait(),
        lesson.store(),
        lesson.write(),
        lesson.spawn(),
        std::panic::Location::caller(),
    ];
    select(places)
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i128>().prop_map(Value::Int),
        any::<bool>().prop_map(Value::Bool),
        any::<usize>().prop_map(Value::Pointer)
    ]
}

/// Small numbers, most of which something has, and some that nothing has.
fn number() -> impl Strategy<Value = usize> {
    prop_oneof![8 => 0..7_usize, 1 => Just(usize::MAX), 1 => 0..50_usize]
}

fn mode() -> impl Strategy<Value = Mode> {
    select(vec![Mode::Mutex, Mode::Read, Mode::Write])
}

fn wake() -> impl Strategy<Value = Wake> {
    select(vec![Wake::Called, Wake::Token, Wake::NoReason, Wake::TimeUpAtOnce, Wake::TimeUp])
}

/// Anything, line breaks and worse included.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![".{0,120}", "(.{0,20}[\n\r\t\x07\x1b]){0,4}"]
}

fn at() -> impl Strategy<Value = Option<(String, u32)>> {
    option::of((".{0,60}", any::<u32>()))
}

fn what() -> impl Strategy<Value = What> {
    prop_oneof![
        number().prop_map(|child| What::Spawned { child }),
        number().prop_map(|child| What::Joined { child }),
        Just(What::Yielded),
        any::<bool>().prop_map(|others_ran| What::Slept { others_ran }),
        wake().prop_map(What::Parked),
        number().prop_map(|thread| What::Unparked { thread }),
        mode().prop_map(What::Locked),
        (mode(), any::<bool>()).prop_map(|(mode, got)| What::TriedLock { mode, got }),
        mode().prop_map(What::Unlocked),
        Just(What::FellAsleep),
        wake().prop_map(What::Woke),
        (any::<bool>(), number()).prop_map(|(all, waiting)| What::Notified { all, waiting }),
        (value(), option::of((value(), number()))).prop_map(|(value, newest)| What::Loaded {
            value,
            newest,
            order: Ordering::Relaxed
        }),
        value().prop_map(|value| What::Stored { value, order: Ordering::Release }),
        (value(), value()).prop_map(|(old, new)| What::Updated { old, new, order: Ordering::AcqRel }),
        (value(), value(), any::<bool>()).prop_map(|(expected, found, no_reason)| What::CompareFailed {
            expected,
            found,
            no_reason
        }),
        Just(What::Fenced(Ordering::SeqCst)),
        Just(What::CellRead),
        Just(What::CellWritten),
        (text(), at()).prop_map(|(message, at)| What::Panicked { message, at }),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    (number(), option::of(place()), option::of(number()), what()).prop_map(|(thread, place, object, what)| Event {
        thread,
        place,
        object,
        what,
    })
}

fn thread() -> impl Strategy<Value = Thread> {
    let wants = prop_oneof![
        mode().prop_map(Wants::Lock),
        Just(Wants::Notification),
        Just(Wants::Relock),
        Just(Wants::Unpark),
        number().prop_map(|child| Wants::Join { child }),
        Just(Wants::Pass),
    ];
    let doing = (place(), wants, option::of(number())).prop_map(|(place, what, object)| Doing { place, what, object });
    let name = option::of(text());
    (name, option::of(doing), option::of((".{0,40}", at()))).prop_map(|(name, doing, died)| Thread {
        name,
        doing,
        died,
    })
}

fn object() -> impl Strategy<Value = Object> {
    let kind = select(vec!["Mutex", "Condvar", "RwLock", "AtomicU32", "UnsafeCell"]);
    let newest = option::of((value(), number()));
    let name = option::of(text());
    (kind, place(), name, vec((number(), place()), 0..3), newest)
        .prop_map(|(kind, made, name, holders, newest)| Object { first: None, kind, made, name, holders, newest })
}

/// Data of a lock, at an event that may not be there.
fn datum() -> impl Strategy<Value = Datum> {
    let data = option::of(text().prop_map(|text| Data::Text(text.into())));
    (number(), number(), data, any::<bool>()).prop_map(|(event, object, value, written)| Datum {
        event,
        object,
        value,
        written,
    })
}

fn failure() -> impl Strategy<Value = Failure> {
    let record = (vec(event(), 0..90), vec(object(), 0..6), vec(datum(), 0..9), vec(thread(), 0..7))
        .prop_map(|(events, objects, data, threads)| Record { events, objects, data, threads });
    let search = (any::<usize>(), any::<usize>(), any::<bool>(), any::<bool>())
        .prop_map(|(schedules, preemptions, weak_memory, early)| Search { schedules, preemptions, weak_memory, early });
    (select(Kind::ALL.to_vec()), text(), at(), number(), record, search).prop_map(
        |(kind, message, at, thread, record, search)| Failure {
            kind,
            message,
            at,
            thread,
            record,
            collides_with: None,
            left: Vec::new(),
            search,
            code: None,
        },
    )
}

proptest! {
    // A drawing takes milliseconds, most of them for reading source files. proptest's own random numbers
    // come from a cipher, which took a third of these tests.
    #![proptest_config(ProptestConfig { cases: 100, rng_algorithm: RngAlgorithm::XorShift, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_wider_than_the_terminal(failure in failure(), width in 60..200_usize, colour: bool, ascii: bool) {
        let drawing = report(&failure, &Style { width, colour, ascii });
        for line in without_colour(&drawing).lines() {
            prop_assert!(!line.contains(char::is_control), "{line:?}");
            prop_assert!(textwrap::core::display_width(line) <= width, "{width} columns are not enough for: {line}");
        }
    }

    #[test]
    fn a_narrower_terminal_than_any_is_no_reason_to_panic(failure in failure(), width in 0..60_usize, ascii: bool) {
        draw(&failure, &Style { width, colour: false, ascii });
    }

    #[test]
    fn the_steps_and_the_page_are_made_of_whatever_there_is(failure in failure(), width in 60..200_usize, ascii: bool) {
        for (at, step) in steps(&failure).iter().enumerate() {
            for line in step.draw(at + 1, 90, &Style { width, colour: false, ascii }).lines() {
                prop_assert!(textwrap::core::display_width(line) <= width, "{width} columns are not enough for: {line}");
            }
        }
        let page = page(&failure, "<script>");
        prop_assert_eq!(page.matches("<script>").count(), 1, "only the page's own");
        prop_assert_eq!(page.matches("<tr ").count(), page.matches("</tr>").count());
    }

    #[test]
    fn a_headline_is_one_line(failure in failure()) {
        let headline = headline(&failure);
        prop_assert!(!headline.is_empty() && !headline.contains(char::is_control), "{headline:?}");
    }

    /// Each event stores a number that no other does, so that it can be found.
    #[test]
    fn each_event_is_drawn_or_counted(threads in vec(0..3_usize, 1..100), width in 60..160_usize, ascii: bool) {
        let store = |(number, thread): (usize, &usize)| {
            // No two in a row at the same place: a loop would be folded, and has tests of its own.
            let place = [Some(LESSON.store()), Some(LESSON.load()), None, Some(LESSON.lock())][number * number % 7 % 4];
            let value = Value::Int(70_000 + number as i128);
            Event { thread: *thread, place, object: Some(number), what: What::Stored { value, order: Ordering::Relaxed } }
        };
        let events: Vec<Event> = threads.iter().enumerate().map(store).collect();
        let count = events.len();
        let record = Record { events, ..Record::default() };
        let failure = Failure {
            kind: Kind::Leak, message: String::new(), at: None, thread: 0, record, search: Search::default(),
            collides_with: None, left: Vec::new(), code: None,
        };
        let drawing = draw(&failure, &Style { width, ascii, ..PLAIN });
        let shown = (0..count).filter(|number| drawing.contains(&(70_000 + number).to_string())).count();
        let words = drawing.split(" earlier step").next().unwrap_or_default().split_whitespace().next_back();
        let left_out = if drawing.contains(" earlier step") { words.and_then(|count| count.parse().ok()).unwrap_or(0) } else { 0 };
        prop_assert_eq!(shown + left_out, count, "{}", drawing);
    }
}
