//! What a log says of each thread, in sums.
//!
//! # Keeps true
//!
//! - The sums depend on the events only, so a log of a real run and one of a simulation are summed up alike.
//! - Only what is over counts: a turn when the GIL is let go, a wait when it is taken.
//!
//! ```text
//!   Wants ── waited ──▶ Takes ── held ──▶ LetsGo
//! ```

use crate::event::{Event, What};
use std::time::Duration;

/// What one thread had of the GIL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Statistics {
    /// How long it held the GIL.
    pub held: Duration,
    /// How often it had to wait: another thread held the GIL after this one wanted it, and before it had it.
    pub waits: u64,
    /// How long it wanted the GIL and did not have it.
    pub waited: Duration,
    /// The longest of these waits.
    pub longest_wait: Duration,
    /// How often the GIL came to it from another thread. The first taking of all counts, too, as in CPython's
    /// `switch_number`.
    pub switches: u64,
    /// How often it asked a holder to let go.
    pub requests_made: u64,
    /// How often it let go because it was asked.
    pub requests_obeyed: u64,
}

/// The sums of a log that goes on.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    threads: Vec<Thread>,
    held: bool,
    last_holder: Option<usize>,
    /// How often any thread took the GIL.
    takings: u64,
}

/// The sums of one thread, and when what it does now began.
#[derive(Debug, Clone, Default)]
struct Thread {
    sums: Statistics,
    wants: Option<Wish>,
    holds_since: Duration,
}

/// A thread wants the GIL.
#[derive(Debug, Clone, Copy)]
struct Wish {
    since: Duration,
    /// Whether somebody held it then, and how often it had been taken.
    held: bool,
    takings: u64,
}

impl Sums {
    /// Adds the next event of a log that [`check`](crate::event::check) accepts; of another the sums mean nothing.
    pub fn add(&mut self, event: Event) {
        if self.threads.len() <= event.thread {
            self.threads.resize_with(event.thread + 1, Thread::default);
        }
        let Thread { sums, wants, holds_since } = &mut self.threads[event.thread];
        match event.what {
            What::Wants => {
                *wants = Some(Wish { since: event.at, held: self.held, takings: self.takings });
            }
            What::Asks => sums.requests_made += 1,
            What::Takes => {
                // Who takes without having wanted has not waited.
                if let Some(wish) = wants.take() {
                    let wait = event.at.saturating_sub(wish.since);
                    sums.waits += u64::from(wish.held || wish.takings != self.takings);
                    sums.waited += wait;
                    sums.longest_wait = sums.longest_wait.max(wait);
                }
                sums.switches += u64::from(self.last_holder != Some(event.thread));
                *holds_since = event.at;
                self.held = true;
                self.last_holder = Some(event.thread);
                self.takings += 1;
            }
            What::LetsGo { asked } => {
                sums.held += event.at.saturating_sub(*holds_since);
                sums.requests_obeyed += u64::from(asked);
                self.held = false;
            }
            What::WaitsOutside | What::Returns | What::Ends => (),
        }
    }

    /// The sums so far: the first are those of thread 0.
    pub fn of_each(&self) -> Vec<Statistics> {
        self.threads.iter().map(|thread| thread.sums).collect()
    }
}

/// The sums of a whole log: the first are those of thread 0.
///
/// ```
/// use gil::event::{Event, What::*};
/// use std::time::Duration;
///
/// let event = |ms, thread, what| Event { at: Duration::from_millis(ms), thread, what };
/// let log = [
///     event(0, 0, Takes),
///     event(1, 1, Wants),
///     event(6, 1, Asks),
///     event(7, 0, LetsGo { asked: true }),
///     event(8, 1, Takes),
///     event(9, 1, LetsGo { asked: false }),
/// ];
/// let [first, second] = gil::statistics::sums(&log)[..] else { panic!("two threads") };
/// assert_eq!((first.held.as_millis(), first.waited.as_millis(), first.requests_obeyed), (7, 0, 1));
/// assert_eq!((second.held.as_millis(), second.waited.as_millis(), second.requests_made), (1, 7, 1));
/// assert_eq!((first.waits, second.waits), (0, 1));
/// ```
pub fn sums(log: &[Event]) -> Vec<Statistics> {
    let mut sums = Sums::default();
    log.iter().for_each(|&event| sums.add(event));
    sums.of_each()
}
