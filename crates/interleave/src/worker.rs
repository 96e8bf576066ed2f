//! The operating-system thread that the searches of one model run on, one after the other.
//!
//! # Keeps true
//!
//! - One model, one thread at a time: what it kept in thread-locals is gone with it, and tests that run side by side do not meet.
//! - A program that blocks for real (a real lock, an endless loop) blocks that thread only. The test goes on and says so.
//! - Threads that fell asleep for ever are counted. Where there are too many for one more, the model is undecided.
//!
//! # Not covered
//!
//! A thread that blocks for real stays, and so does one whose search could not be left (see `abandon`). Such a thread keeps its stacks,
//! fifteen mappings of memory or so, of which Linux gives a process 65,530.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicPtr, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::failure::{Failure, Kind};
use crate::knowledge::{self, Knowledge};
use crate::record::Place;
use crate::search::Found;
use crate::{abandon, unwind};

/// How long a model may be silent.
const SILENCE: Duration = Duration::from_millis(2_500);

/// How many threads of this process may be asleep for ever.
const MOST_ASLEEP: usize = 3_000;

/// How many are. Relaxed: it is a number, and orders nothing.
static ASLEEP: AtomicUsize = AtomicUsize::new(0);

/// How a search ended.
pub(crate) enum End {
    /// Every schedule was run.
    Complete(Found),
    /// A schedule failed.
    Failed(Box<Failure>),
    /// It learnt something that it must know from the beginning.
    Again,
}

/// A search, and what is known before it.
type Job = (Knowledge, Box<dyn FnOnce() -> Found + Send>);

/// How one ended, what is known then, and whether its thread will run another.
type Answer = (End, Knowledge, bool);

/// How many operations there were, and where the last one was called. Relaxed: it is read to print it, and orders nothing.
#[derive(Default)]
struct Pulse {
    beats: AtomicU64,
    last: AtomicPtr<Location<'static>>,
}

/// The thread's side.
struct Line {
    to_test: Sender<Answer>,
    pulse: Arc<Pulse>,
}

thread_local! {
    static LINE: RefCell<Option<Line>> = const { RefCell::new(None) };
}

/// The test's side: the thread, once there is one.
#[derive(Default)]
pub(crate) struct Worker(Option<Thread>);

struct Thread {
    to_worker: Sender<Job>,
    from_worker: Receiver<Answer>,
    pulse: Arc<Pulse>,
}

impl Worker {
    /// Runs `search`; gives back how it ended and what is known then.
    pub(crate) fn run(
        &mut self,
        known: Knowledge,
        search: impl FnOnce() -> Found + Send + 'static,
    ) -> (End, Knowledge) {
        let thread = match self.0.take().map_or_else(start, Ok) {
            Ok(thread) => thread,
            Err(failure) => return (End::Failed(failure), known),
        };
        // If it fails, waiting for the answer will tell.
        let _ = thread.to_worker.send((known, Box::new(search)));
        let (end, known, lives) =
            thread.wait().unwrap_or_else(|failure| (End::Failed(failure), Knowledge::default(), false));
        self.0 = Some(thread).filter(|_| lives);
        (end, known)
    }
}

impl Thread {
    /// Waits for the answer, for as long as there are operations.
    fn wait(&self) -> Result<Answer, Box<Failure>> {
        let mut last = (self.pulse.beats.load(Relaxed), Instant::now());
        loop {
            match self.from_worker.recv_timeout(SILENCE / 20) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(lost()),
            }
            let beats = self.pulse.beats.load(Relaxed);
            if beats != last.0 {
                last = (beats, Instant::now());
            } else if last.1.elapsed() > SILENCE {
                ASLEEP.fetch_add(1, Relaxed);
                return Err(silent(&self.pulse));
            }
        }
    }
}

/// Starts a thread that waits for searches.
fn start() -> Result<Thread, Box<Failure>> {
    let asleep = ASLEEP.load(Relaxed);
    let (to_worker, jobs) = channel();
    let (to_test, from_worker) = channel();
    let pulse = Arc::new(Pulse::default());
    let line = Line { to_test, pulse: Arc::clone(&pulse) };
    let started = || std::thread::Builder::new().spawn(move || serve(&jobs, line));
    if asleep < MOST_ASLEEP && started().is_ok() {
        return Ok(Thread { to_worker, from_worker, pulse });
    }
    let message = format!(
        "{asleep} models of this process hang or could not be left, so it has no room for another: run this test alone"
    );
    Err(Box::new(Failure::without_record(Kind::Undecided, &message, None)))
}

/// Runs one search after the other, until the model has ended.
fn serve(jobs: &Receiver<Job>, line: Line) {
    LINE.set(Some(line));
    while let Ok((known, search)) = jobs.recv() {
        knowledge::with(|knowledge| *knowledge = known);
        let end = match catch_unwind(AssertUnwindSafe(search)) {
            Ok(found) => End::Complete(found),
            // loom panics outside of the program's code, too: when the last thread that could run has ended.
            Err(_) => abandon::take().or_else(unwind::fatal).unwrap_or_else(|| End::Failed(lost())),
        };
        // A search that was left while the program panicked has left this thread a panic that never ends.
        let lives = !std::thread::panicking();
        answer(end, lives);
        if !lives {
            return;
        }
    }
}

fn answer(end: End, lives: bool) {
    let knowledge = knowledge::with(std::mem::take);
    LINE.with_borrow(|line| {
        if let Some(line) = line {
            // If nobody listens any more, the test has given this thread up.
            let _ = line.to_test.send((end, knowledge, lives));
        }
    });
}

/// Answers, and sleeps for ever with all that stands on the stack.
pub(crate) fn sleep(end: End) -> ! {
    ASLEEP.fetch_add(1, Relaxed);
    answer(end, false);
    loop {
        std::thread::park();
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
