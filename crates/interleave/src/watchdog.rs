//! Says where a model hangs.
//!
//! A real lock, a real sleep or a loop that calls nothing stops the one operating-system thread that runs the model, and
//! with it loom. So another thread counts the model's operations. If there is none for [`LIMIT`], it says which was the
//! last and ends the process: there is no other way to stop a thread.
//!
//! # Keeps true
//!
//! The count belongs to one test's thread. One for the process would let a model that goes on hide one that hangs.

use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::draw::{self, Style};
use crate::failure::{Failure, Kind};
use crate::record::Place;
use crate::report;

/// How long a model may be silent.
const LIMIT: Duration = Duration::from_secs(5);

/// How many operations there were, and where the last one was called. Relaxed: it is read to print it, and orders nothing.
#[derive(Default)]
struct Pulse {
    beats: AtomicU64,
    last: AtomicPtr<Location<'static>>,
}

thread_local! {
    static PULSE: Arc<Pulse> = Arc::default();
}

/// An operation has ended.
pub(crate) fn beat(place: Place) {
    PULSE.with(|pulse| {
        pulse.last.store(std::ptr::from_ref(place).cast_mut(), Relaxed);
        pulse.beats.fetch_add(1, Relaxed);
    });
}

/// Watches until it is dropped.
pub(crate) struct Watchdog {
    /// Never sent to: the watcher ends when this end is gone.
    _leash: Sender<()>,
}

impl Watchdog {
    pub(crate) fn start() -> Self {
        let (leash, gone) = channel::<()>();
        let pulse = PULSE.with(Arc::clone);
        std::thread::spawn(move || {
            let mut seen = (pulse.beats.load(Relaxed), Instant::now());
            while gone.recv_timeout(LIMIT / 20) == Err(RecvTimeoutError::Timeout) {
                let beats = pulse.beats.load(Relaxed);
                if beats != seen.0 {
                    seen = (beats, Instant::now());
                } else if seen.1.elapsed() > LIMIT {
                    give_up(&pulse);
                }
            }
        });
        Watchdog { _leash: leash }
    }
}

fn give_up(pulse: &Pulse) -> ! {
    // SAFETY: it is null or was made from a `&'static Location` in `beat`.
    let place = unsafe { pulse.last.load(Relaxed).as_ref() };
    let at = place.map(|place| (place.file().to_owned(), place.line()));
    end_process(&Failure::without_record(Kind::Hang, &format!("{} s", LIMIT.as_secs()), at))
}

/// Reports a failure that leaves no way back to the test, and ends the process as a failed test would.
pub(crate) fn end_process(failure: &Failure) -> ! {
    let style = Style::from_env();
    report::failed(failure, &draw::draw(failure, &style));
    // Straight to the stream: the test harness would keep what `eprintln!` prints, and lose it with the process.
    let _ = std::io::Write::write_all(&mut std::io::stderr(), draw::report(failure, &style).as_bytes());
    std::process::exit(101)
}
