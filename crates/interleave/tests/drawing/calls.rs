//! What is shown of the learner's source: the call at a place, with its receiver.

use super::lesson::{LESSON, Thing, spawn};
use super::made::{event, spoken_step};
use std::record::{Place, What};

fn free() -> Option<Thing> {
    Some(Thing)
}

fn thing(_: &str) -> Thing {
    Thing
}

/// Each place, and the call that is to be read there.
#[test]
fn a_call_is_shown_with_its_receiver_on_one_line() {
    let lesson = LESSON;
    let cases: Vec<(Place, &str)> = vec![
        (lesson.held.lock(), "lesson.held.lock()"),
        (lesson.pair.0.lock(), "lesson.pair.0.lock()"),
        (lesson.others[1].lock(), "lesson.others[1].lock()"),
        (free().unwrap().lock(), "free().unwrap().lock()"),
        (thing(").lock(").lock(), "thing(\").lock(\").lock()"),
        (self::LESSON.held.lock(), "self::LESSON.held.lock()"),
        (lesson.held.load(std::sync::atomic::Ordering::SeqCst), "lesson.held.load(std::sync::atomic::SeqCst)"),
        (lesson.free.wait_while((), |held: &bool| *held), "lesson.free.wait_while(..)"),
        (lesson.held.store("a text that is much longer than a column", ()), "lesson.held.store(..)"),
        (spawn(move || 7), "spawn(..)"),
        (
            lesson
                .free // A remark in between.
                .wait("held"),
            "lesson.free.wait(\"held\")",
        ),
        ({ &lesson.held }.lock(), "lock()"),
        ([lesson.free.lock()][0], "lesson.free.lock()"),
    ];
    for (place, call) in cases {
        let step = spoken_step(event(0, Some(place), None, What::Yielded));
        assert_eq!(step, format!("step 1, thread A, line {}: {call}, lets others go first", place.line()));
    }
}

#[test]
fn an_operation_without_a_place_is_shown_by_its_name() {
    let step = spoken_step(event(0, None, None, What::Notified { all: true, waiting: 0 }));
    assert_eq!(step, "step 1, thread A: notify_all, nobody waits");
}
