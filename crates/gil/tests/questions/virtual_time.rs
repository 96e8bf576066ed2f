//! Two questions whose answers virtual time computes: no program of two threads can, since they are about how long and how often.

use super::{book, questions};
use gil::event::{Event, What};
use gil::timeline::virtual_time::{self, CPython, Task};
use questions::read::{Table, Value};
use std::fs;
use std::time::Duration;

/// A thread that asks a database ten times beside threads that compute: on the page of the convoy, and in a question.
#[test]
fn how_long_ten_answers_take_is_what_virtual_time_says() {
    let page = fs::read_to_string(book("src/02-understanding-the-gil/the-convoy.md")).unwrap();
    for told in [format!("1. About {} ms", ten_answers(1, 1)), format!("2. About {} ms", ten_answers(1, 3))] {
        assert!(page.contains(&told), "the page does not say: {told}");
    }
    assert_eq!(right_choice("g6-ten-queries"), format!("{} ms", ten_answers(2, 1)));
}

#[test]
fn a_thread_that_computes_alone_lets_go_as_often_as_virtual_time_says() {
    let threads = |number| vec![Task::computes(Duration::from_secs(1)); number];
    assert_eq!((requested(&run(&threads(1))), right_choice("g4-alone").as_str()), (0, "Never."));
    // Or the zero above would say nothing.
    assert!(requested(&run(&threads(2))) > 100);
}

/// If each comes after `wait` milliseconds: in milliseconds, rounded to tens. What the thread does with an answer takes a microsecond.
fn ten_answers(wait: u64, beside: usize) -> u128 {
    let mut tasks = vec![Task::computes(Duration::from_secs(1)); beside];
    tasks.push(Task::round_trips(10, Duration::from_millis(wait), Duration::from_micros(1)));
    let log = run(&tasks);
    let end = log.iter().find(|event| event.thread == beside && event.what == What::Ends);
    (end.expect("it ends").at.as_millis() + 5) / 10 * 10
}

/// How often a thread lets go that has more to do.
fn requested(log: &[Event]) -> usize {
    log.iter().filter(|event| event.what == What::LetsGo { asked: true }).count()
}

fn run(tasks: &[Task]) -> Vec<Event> {
    virtual_time::run(tasks, Duration::from_micros(1), &mut CPython::default())
}

/// The one choice of this question that is right.
fn right_choice(id: &str) -> String {
    let all = questions();
    let question = all.iter().find(|question| question["id"].text() == Some(id)).unwrap();
    let mut choices = question["choice"].list().unwrap().iter().filter_map(Value::table);
    let right: Option<&Table> = choices.find(|choice| choice["right"].truth() == Some(true));
    right.unwrap()["text"].text().unwrap().to_owned()
}
