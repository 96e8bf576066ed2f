//! A failing schedule one operation at a time, and as a page.
//!
//! The pictures are in `pictures/steps.txt` and `pictures/page.html`.

use super::made::{PLAIN, all};
use super::{pitfalls, programs, waits};
use expect_test::expect_file;
use std::draw::{Style, page, steps};
use std::panic::catch_unwind;
use std::sync::{Once, OnceLock, mpsc::channel};
use std::{Failure, Model};

fn failing(program: fn()) -> Box<Failure> {
    Model::new().check(program).expect_err("a program that goes wrong was accepted")
}

/// All steps, as `style` asks.
fn written(failure: &Failure, style: &Style) -> String {
    let steps = steps(failure);
    steps.iter().enumerate().map(|(at, step)| step.draw(at + 1, steps.len(), style)).collect()
}

fn what_a_channel_and_a_cell_become() {
    let (cell, once, (to, from)) = (OnceLock::new(), Once::new(), channel());
    cell.get_or_init(|| to.send(1).is_ok());
    assert!(catch_unwind(|| once.call_once(|| panic!("no"))).is_err());
    once.call_once_force(|_| to.send(2).unwrap());
    assert_eq!(OnceLock::new().set(from.recv()), Ok(()));
    drop(to);
    drop(from);
    panic!("so that something is drawn");
}

#[test]
fn each_step_says_what_it_changes_and_who_holds_what() {
    let programs: [(&str, fn()); 7] = [
        ("opposite_transfers", programs::opposite_transfers),
        ("a_notification_that_nobody_heard", programs::a_notification_that_nobody_heard),
        ("an_older_value", programs::an_older_value),
        ("two_holders_of_three", programs::two_holders_of_three),
        ("something_left_behind", pitfalls::something_left_behind),
        ("a_message_handed_over_to_nobody", waits::a_message_handed_over_to_nobody),
        ("what_a_channel_and_a_cell_become", what_a_channel_and_a_cell_become),
    ];
    let picture = |(name, program): (&str, fn())| {
        let failure = failing(program);
        let spoken = Style { ascii: true, ..PLAIN };
        format!("--- {name} ---\n{}\n{}\n", written(&failure, &PLAIN), written(&failure, &spoken))
    };
    expect_file!["pictures/steps.txt"].assert_eq(&programs.map(picture).concat());
}

#[test]
fn the_page_has_a_heading_for_each_row_and_each_column() {
    let failure = failing(programs::two_holders_of_three);
    let page = page(&failure, "cargo learn replay g02:gye-1p81-9f3tz");
    // Style and script stand in files of their own.
    let (_, main) = page.split_once("<main>").unwrap();
    expect_file!["pictures/page.html"].assert_eq(main.split_once("</main>").unwrap().0);
}

#[test]
fn what_a_program_calls_a_thread_or_says_is_text_in_the_page() {
    let failure = failing(|| {
        std::name_thread("<i>A");
        panic!("<i>no");
    });
    let page = page(&failure, "<i>again");
    assert_eq!((page.matches("<i>").count(), page.matches("&lt;i&gt;").count()), (0, 4), "{page}");
}

#[test]
fn a_spoken_step_is_ascii() {
    for failure in all() {
        let spoken = written(&failure, &Style { ascii: true, ..PLAIN });
        assert!(spoken.is_ascii(), "{spoken}");
    }
}
