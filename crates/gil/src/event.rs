//! What happened to the GIL: when, and to which thread.
//!
//! A log is a list of [`Event`]s, oldest first. The lock that counts writes one
//! (`s6_statistics`), a simulation writes one, and a timeline draws either.
//!
//! # Keeps true
//!
//! [`check`] says of a log whether this is so:
//!
//! - No event is earlier than the one before it.
//! - One thread at a time holds the GIL: [`What::Takes`] and [`What::LetsGo`] alternate over all threads.
//! - Each thread goes only along the arrows below, and starts where it is *away*.
//! - Who lets go because it was asked, was asked in that turn.
//!
//! ```text
//!            ┌───── Wants ─────▶ waiting ◀─┐ Asks (any number of times)
//!            │                      │ └────┘
//!          away ────── Takes ───────┴─▶ holding
//!          │ ▲ ▲                           │
//!          │ │ └────────── LetsGo ─────────┘
//!          │ └─ Returns ── outside ◀─ WaitsOutside ── away
//!          └─── Ends ────▶ (nothing more)
//! ```
//!
//! # Left out
//!
//! Between `LetsGo` and `Wants` a thread neither runs Python code nor wants to. What it does there is in no log, but for
//! the waits between `WaitsOutside` and `Returns`.

use std::time::Duration;

/// Something happened to one thread and the GIL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Event {
    /// When: the time since the log began.
    pub at: Duration,
    /// To whom. Threads are numbered 0, 1, … in the order in which they first appear.
    pub thread: usize,
    /// What.
    pub what: What,
}

/// What may happen to a thread and the GIL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// It begins to wait for the GIL (`take_gil`, Python/ceval_gil.c, is called).
    Wants,
    /// It has waited for a whole switch interval, and sets the drop request (to 3.12 `SET_GIL_DROP_REQUEST`, then the bit
    /// `_PY_GIL_DROP_REQUEST_BIT`).
    Asks,
    /// It holds the GIL from now on (`take_gil` returns).
    Takes,
    /// It holds the GIL no more (`drop_gil`).
    LetsGo {
        /// Because of a drop request. False if it would have gone anyway: to wait for something, or for good.
        asked: bool,
    },
    /// Without the GIL, it begins to wait for the world: a file, a socket, a sleep, a lock (`Py_BEGIN_ALLOW_THREADS`).
    WaitsOutside,
    /// That wait is over. If it goes on with Python code, [`What::Wants`] or [`What::Takes`] comes next.
    Returns,
    /// The thread is done.
    Ends,
}

/// Where a thread stands between two of its events.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Away,
    Waiting,
    Holding,
    Outside,
    Ended,
}

/// Whether such a log can be: see the rules at the top of this file.
///
/// # Errors
///
/// Names the first event that cannot be where it is, counted from 0, and why.
pub fn check(log: &[Event]) -> Result<(), String> {
    let mut places: Vec<Place> = Vec::new();
    let mut now = Duration::ZERO;
    let mut asked_since_taken = false;
    for (number, &Event { at, thread, what }) in log.iter().enumerate() {
        let impossible = |why: &str| Err(format!("event {number}: thread {thread} {what:?} at {at:?}, but {why}"));
        if at < now {
            return impossible(&format!("the event before it was at {now:?}"));
        }
        now = at;
        if places.len() <= thread {
            places.resize(thread + 1, Place::Away);
        }
        let Some(place) = step(places[thread], what) else {
            return impossible(match places[thread] {
                Place::Away => "it neither holds the GIL, nor waits for it, nor for anything else",
                Place::Waiting => "it waits for the GIL",
                Place::Holding => "it holds the GIL",
                Place::Outside => "it waits outside",
                Place::Ended => "it has ended",
            });
        };
        match what {
            What::Takes => {
                if let Some(holder) = places.iter().position(|&place| place == Place::Holding) {
                    return impossible(&format!("thread {holder} holds the GIL"));
                }
                asked_since_taken = false;
            }
            What::Asks => asked_since_taken = true,
            What::LetsGo { asked: true } if !asked_since_taken => {
                return impossible("nobody has asked since it took the GIL");
            }
            _ => (),
        }
        places[thread] = place;
    }
    Ok(())
}

/// Where `what` leads from `place`, if it can happen there.
fn step(place: Place, what: What) -> Option<Place> {
    match (place, what) {
        (Place::Away, What::Wants) => Some(Place::Waiting),
        (Place::Waiting, What::Asks) => Some(Place::Waiting),
        (Place::Away | Place::Waiting, What::Takes) => Some(Place::Holding),
        (Place::Holding, What::LetsGo { .. }) => Some(Place::Away),
        (Place::Away, What::WaitsOutside) => Some(Place::Outside),
        (Place::Outside, What::Returns) => Some(Place::Away),
        (Place::Away, What::Ends) => Some(Place::Ended),
        _ => None,
    }
}
