//! The operating-system thread that a search runs on, and how a search is stopped.
//!
//! A search may have to stop in the middle of an operation of the program. To unwind from there by a panic would run the
//! program's destructors, and these would lock, wait and notify in a world that has ended: they hang, or panic again and
//! abort. So nothing unwinds. The thread says why it stops and then sleeps for ever, with all that stands on its stack.
//!
//! # Keeps true
//!
//! - One search, one thread: what it kept in thread-locals is gone with it, and tests that run side by side do not meet.
//! - A program that blocks for real (a real lock, an endless loop) blocks that thread only. The test goes on and says so.
//!
//! # Not covered
//!
//! A sleeping thread keeps its stacks, seven mappings of memory or so. Linux gives a process 65,530, so after some 8,000 searches
//! that stopped (a failure, or a search that begins again) in one process the next one cannot start, and aborts.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::failure::{Failure, Kind};
use crate::knowledge::{self, Knowledge};
use crate::record::Place;
use crate::search::Found;
use crate::unwind;

/// How long a model may be silent.
const SILENCE: Duration = Duration::from_millis(2_500);

/// How a search ended.
pub(crate) enum End {
    /// Every schedule was run.
    Complete(Found),
    /// A schedule failed.
    Failed(Box<Failure>),
    /// It learnt something that it must know from the beginning.
    Again,
}

/// How many operations there were, and where the last one was called. Relaxed: it is read to print it, and orders nothing.
#[derive(Default)]
struct Pulse {
    beats: AtomicU64,
    last: AtomicPtr<Location<'static>>,
}

struct Line {
    to_test: Sender<(End, Knowledge)>,
    pulse: Arc<Pulse>,
}

thread_local! {
    static LINE: RefCell<Option<Line>> = const { RefCell::new(None) };
}

/// Runs `search` on a thread of its own; gives back how it ended and what is known then.
pub(crate) fn run(known: Knowledge, search: impl FnOnce() -> Found + Send + 'static) -> (End, Knowledge) {
    let (to_test, from_worker) = channel();
    let pulse = Arc::new(Pulse::default());
    let line = Line { to_test, pulse: Arc::clone(&pulse) };
    std::thread::spawn(move || {
        LINE.set(Some(line));
        knowledge::with(|knowledge| *knowledge = known);
        match catch_unwind(AssertUnwindSafe(search)) {
            Ok(found) => send(End::Complete(found)),
            // loom panics outside of the program's code, too: when the last thread that could run has ended.
            Err(_) => {
                unwind::stop_if_fatal();
                send(End::Failed(lost()));
            }
        }
    });
    let mut last = (0, Instant::now());
    loop {
        match from_worker.recv_timeout(SILENCE / 20) {
            Ok(end) => return end,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return (End::Failed(lost()), Knowledge::default()),
        }
        let beats = pulse.beats.load(Relaxed);
        if beats != last.0 {
            last = (beats, Instant::now());
        } else if last.1.elapsed() > SILENCE {
            return (End::Failed(silent(&pulse)), Knowledge::default());
        }
    }
}

/// Does a search run on this thread?
pub(crate) fn is_here() -> bool {
    LINE.with_borrow(Option::is_some)
}

/// An operation of the model has ended.
pub(crate) fn beat(place: Place) {
    LINE.with_borrow(|line| {
        if let Some(Line { pulse, .. }) = line {
            pulse.last.store(std::ptr::from_ref(place).cast_mut(), Relaxed);
            pulse.beats.fetch_add(1, Relaxed);
        }
    });
}

/// Ends the search that runs here.
pub(crate) fn stop(end: End) -> ! {
    send(end);
    loop {
        std::thread::park();
    }
}

fn send(end: End) {
    let knowledge = knowledge::with(std::mem::take);
    LINE.with_borrow(|line| {
        if let Some(line) = line {
            // If nobody listens any more, the test has given this thread up.
            let _ = line.to_test.send((end, knowledge));
        }
    });
}

/// The program blocks for real, or computes for ever.
fn silent(pulse: &Pulse) -> Box<Failure> {
    // SAFETY: it is null or was made from a `&'static Location` in `beat`.
    let place = unsafe { pulse.last.load(Relaxed).as_ref() };
    let at = place.map(|place| (place.file().to_owned(), place.line()));
    Box::new(Failure::without_record(Kind::Hang, &format!("{:.1} s", SILENCE.as_secs_f32()), at))
}

/// The thread ended without a word.
fn lost() -> Box<Failure> {
    Box::new(Failure::without_record(Kind::Undecided, "the search ended without saying why", None))
}
