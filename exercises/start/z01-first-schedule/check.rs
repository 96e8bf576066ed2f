//! How z01 is judged: no answer stands here. The search finds the schedule anew, and the stale read is looked up in what it did.

use super::real::{ALONE, STALE_READ};
use interleave::draw::{Style, draw};
use interleave::record::{Event, What};
use interleave::{Failure, Model};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// `x += 1`, as a thread does it.
fn add(x: &AtomicUsize) {
    let old = x.load(SeqCst);
    x.store(old + 1, SeqCst);
}

/// A adds `alone` times, then starts B; each adds once more.
fn program(alone: usize) {
    let x = Arc::new(AtomicUsize::new(0));
    for _ in 0..alone {
        add(&x);
    }
    let theirs = Arc::clone(&x);
    let b = thread::spawn(move || add(&theirs));
    add(&x);
    b.join().unwrap();
    assert_eq!(x.load(SeqCst), alone + 2);
}

/// The first schedule that loses an update.
pub fn schedule(alone: usize) -> Box<Failure> {
    assert!(alone <= 4, "ALONE is part of the question: leave it as it is");
    Model::new().check(move || program(alone)).expect_err("an update can be lost")
}

/// The schedule as a table, without the sentences below it: they would tell.
pub fn table(failure: &Failure, style: Style) -> String {
    let drawing = draw(failure, &style);
    drawing.split("Lost update").next().unwrap_or_default().trim_end().to_owned()
}

/// The steps whose thread read x, and wrote what it made of it when another thread had written in between.
pub fn stale_reads(events: &[Event]) -> Vec<usize> {
    let steps = 1..=events.len();
    steps.filter(|&step| kind_of(events, step) == Some(Read::Stale)).collect()
}

/// A read of x, by what becomes of it.
#[derive(PartialEq)]
enum Read {
    Stale,
    Fresh { written_at: usize },
    OnlyLooked,
}

/// What becomes of what the step of that number reads; `None` if it reads nothing.
fn kind_of(events: &[Event], step: usize) -> Option<Read> {
    let read = events.get(step.checked_sub(1)?)?;
    if !matches!(read.what, What::Loaded { .. }) {
        return None;
    }
    let mut later = events.iter().zip(1..).skip(step);
    let used = later.find(|(event, _)| event.thread == read.thread && is_write(event));
    let Some((_, written_at)) = used else { return Some(Read::OnlyLooked) };
    let meanwhile = &events[step..written_at];
    let is_stale = meanwhile.iter().any(|event| event.thread != read.thread && is_write(event));
    Some(if is_stale { Read::Stale } else { Read::Fresh { written_at } })
}

fn is_write(event: &Event) -> bool {
    matches!(event.what, What::Stored { .. })
}

#[test]
fn the_stale_read_is_named() {
    let failure = schedule(ALONE);
    let events = &failure.record.events;
    if STALE_READ == 0 {
        // The screen sets it in by up to six columns, and breaks text at a hundred.
        let style = Style::from_env();
        let drawn = table(&failure, Style { width: style.width.min(100).saturating_sub(6), colour: false, ..style });
        todo!("read this schedule, and say in STALE_READ which step read the stale value\n{drawn}");
    }
    assert!(stale_reads(events).contains(&STALE_READ), "{}", what_is_wrong(events, STALE_READ));
}

/// Why a step is not the one; without naming the one.
fn what_is_wrong(events: &[Event], step: usize) -> String {
    let Some(event) = events.get(step - 1) else {
        return format!("the schedule has no step {step}: the last one is {}", events.len());
    };
    let who = ["A", "B"][event.thread];
    match kind_of(events, step) {
        Some(Read::Fresh { written_at }) => format!(
            "what {who} read at step {step} was not stale when {who} used it\n\
             That was at step {written_at}, and no other thread wrote x between the two."
        ),
        Some(_) => format!(
            "what {who} read at step {step} was never used to write x\n\
             It shows that an update is lost. But which earlier read lost it?"
        ),
        None if is_write(event) => format!(
            "step {step} writes x\n\
             What {who} wrote, it had made of a value that it had read before. Where?"
        ),
        None => format!("step {step} does not touch x"),
    }
}
