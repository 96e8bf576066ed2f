//! What steps 3 and 4 and their broken copies have in common, so that one program can run on each.

use super::python::Python;
use gil_model::{s3_drop_request, s4_forced_switching};
use interleave::real::sync::atomic as real;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

/// A GIL whose holder can be asked to let go.
pub trait Lock: Send + Sync + 'static {
    /// Waits for a turn.
    fn take(&self) -> impl Turn;
}

/// The GIL is held until this is dropped.
pub trait Turn {
    /// Lets go and takes the GIL again if somebody asked; returns whether somebody did.
    fn poll(&mut self) -> bool;
}

impl Lock for s3_drop_request::Gil {
    fn take(&self) -> impl Turn {
        s3_drop_request::Gil::take(self)
    }
}

impl Turn for s3_drop_request::Held<'_> {
    fn poll(&mut self) -> bool {
        s3_drop_request::Held::poll(self)
    }
}

impl Lock for s4_forced_switching::Gil {
    fn take(&self) -> impl Turn {
        s4_forced_switching::Gil::take(self)
    }
}

impl Turn for s4_forced_switching::Held<'_> {
    fn poll(&mut self) -> bool {
        s4_forced_switching::Held::poll(self)
    }
}

/// The first of `threads` threads holds the GIL, polls, and lets go; each of the others takes it for one step.
///
/// Checks that one thread at a time holds it, and that no thread sleeps for ever.
pub fn one_polls(gil: impl Lock, threads: u32) {
    let shared = Arc::new((gil, Python::default()));
    let mut turn = shared.0.take();
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let _turn = shared.0.take();
                shared.1.step();
            })
        })
        .collect();
    turn.poll();
    shared.1.step();
    drop(turn);
    for other in others {
        other.join().expect("no thread panics");
    }
}

/// As [`one_polls`], with another check: that who was asked does not hold the GIL again before another thread has held it.
pub fn asked_implies_not_bypassed(gil: impl Lock, threads: u32) {
    let shared = Arc::new((gil, AtomicU32::new(0)));
    let mut turn = shared.0.take();
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let _turn = shared.0.take();
                // Relaxed: the GIL orders it.
                shared.1.fetch_add(1, Relaxed);
            })
        })
        .collect();
    let before = shared.1.load(Relaxed);
    let asked = turn.poll();
    let others_ran = shared.1.load(Relaxed) > before;
    drop(turn);
    assert!(!asked || others_ran, "it was asked, let go, and won again at once");
    for other in others {
        other.join().expect("no thread panics");
    }
}

/// Each of `threads` threads takes the GIL and polls, so that the asked holder leaves `threads - 1` others behind.
///
/// Checks the bound that holds for any number of them: whoever let go because it was asked is not the next holder.
pub fn who_obeys_is_not_next(gil: impl Lock, threads: u32) {
    let shared = Arc::new((gil, AtomicU32::new(0)));
    let turns = |me: u32| {
        let shared = Arc::clone(&shared);
        move || {
            let (gil, holder) = &*shared;
            let mut turn = gil.take();
            // Relaxed, here and below: the GIL orders it.
            holder.store(me, Relaxed);
            if turn.poll() {
                assert_ne!(holder.swap(me, Relaxed), me, "it was asked, let go, and is the next holder itself");
            }
        }
    };
    let others: Vec<_> = (1..threads).map(|me| thread::spawn(turns(me))).collect();
    turns(0)();
    for other in others {
        other.join().expect("no thread panics");
    }
}

/// The first thread holds the GIL and lets go without polling; the second takes it, and nobody is left to ask.
///
/// Checks that the second starts without a request.
pub fn the_next_holder_was_not_asked(gil: impl Lock) {
    let gil = Arc::new(gil);
    let first = gil.take();
    let second = {
        let gil = Arc::clone(&gil);
        thread::spawn(move || {
            let asked = gil.take().poll();
            assert!(!asked, "it was asked to let go, and nobody waits");
        })
    };
    drop(first);
    second.join().expect("the second thread's own words say what happened");
}

/// The first thread holds the GIL and polls once, the second waits. Says whether the first was asked in some schedule.
pub fn somebody_asks<L: Lock + Default>() -> bool {
    // Of the real std: it outlives the schedules. Relaxed: a model has one real thread.
    let asked = Arc::new(real::AtomicBool::new(false));
    let seen = Arc::clone(&asked);
    interleave::model(move || {
        let gil = Arc::new(L::default());
        let mut turn = gil.take();
        let waiter = {
            let gil = Arc::clone(&gil);
            thread::spawn(move || drop(gil.take()))
        };
        if turn.poll() {
            seen.store(true, Relaxed);
        }
        drop(turn);
        waiter.join().expect("no thread panics");
    });
    asked.load(Relaxed)
}
