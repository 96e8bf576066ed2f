//! Step 6: the lock that counts.
//!
//! Who waits for the GIL, how long, and how often must it ask? [`Watched`] is the lock of step 4, and a record that hears
//! of each [`Event`]. What it counts for a thread is a sum over that thread's events, so counts and log cannot disagree.
//! CPython itself counts nothing but the switches (`switch_number`), for its own use.
//!
//! # Keeps true
//!
//! - Events are noted in the order in which they happen: `Asks` and `Takes` while step 4 has its mutex locked, `LetsGo`
//!   while the GIL is held. So turns never overlap, neither in the log nor in the sums.
//! - The switches of all threads add up to the lock's own number of them, if none goes on after its `end`.
//! - Whoever does not count does not pay: [`Gil`] reads no clock.
//!
//! ```text
//!   A  Takes ━━━━ held ━━━━ LetsGo, Wants ───────── waited ───────── Takes ━━
//!   B     Wants ── waited ── Asks ─────── Takes ━━━━━ held ━━━━━ LetsGo
//! ```
//!
//! # Why a mutex, when there is a GIL
//!
//! CPython's own counters are plain fields, and who holds the GIL may write them. But wanting and asking is what
//! threads do that do *not* hold it. And who reads the sums would have to take it, which is a switch, and changes them. So
//! the record has a mutex, locked for a moment, and last where others are locked, too.
//!
//! # Left out
//!
//! To note that a thread lets go and to let go are two steps, so a turn really ends a moment later than the log says.
//! A log grows without a limit.

use crate::event::{Event, What};
use crate::s4_forced_switching::Gil;
use crate::statistics::{Statistics, Sums};
use std::sync::{Mutex, MutexGuard};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// A [`Gil`] whose turns are counted.
#[derive(Debug)]
pub struct Watched {
    gil: Gil,
    record: Mutex<Record>,
}

/// What happened so far.
#[derive(Debug)]
struct Record {
    began: Instant,
    /// When the last event was.
    now: Duration,
    /// Whose number is which. `None` for who has ended.
    threads: Vec<Option<ThreadId>>,
    sums: Sums,
    /// All events, if somebody wants them.
    log: Option<Vec<Event>>,
}

impl Watched {
    /// A free GIL whose waiters ask after `interval`, as [`Gil::with_interval`]. It counts, and keeps no log.
    pub fn new(interval: Duration) -> Self {
        Watched::with_record(interval, None)
    }

    /// As [`Watched::new`], and keeps a log from now on.
    pub fn with_log(interval: Duration) -> Self {
        Watched::with_record(interval, Some(Vec::new()))
    }

    fn with_record(interval: Duration, log: Option<Vec<Event>>) -> Self {
        let record =
            Record { began: Instant::now(), now: Duration::ZERO, threads: Vec::new(), sums: Sums::default(), log };
        Watched { gil: Gil::with_interval(interval), record: Mutex::new(record) }
    }

    /// As [`Gil::take`], and blocks for ever where that does.
    pub fn take(&self) -> WatchedHeld<'_> {
        self.note(What::Wants);
        self.wait_for_turn();
        WatchedHeld { watched: self }
    }

    /// As [`Gil::switches`].
    pub fn switches(&self) -> u64 {
        self.gil.switches()
    }

    /// What each thread had of the GIL so far. Threads are numbered 0, 1, … as they first wanted it, as in the log.
    pub fn statistics(&self) -> Vec<Statistics> {
        self.record().sums.of_each()
    }

    /// A copy of the log; empty if it keeps none.
    pub fn events(&self) -> Vec<Event> {
        self.record().log.clone().unwrap_or_default()
    }

    // ANCHOR: note
    /// Writes down that this happens to the thread that calls.
    fn note(&self, what: What) {
        let me = Some(thread::current().id());
        let mut guard = self.record();
        let record = &mut *guard;
        let thread = record.threads.iter().position(|&id| id == me).unwrap_or(record.threads.len());
        if thread == record.threads.len() {
            record.threads.push(me);
        }
        // The clock is read under the mutex, so the log is in its order. It never goes back on a real machine; in a
        // model each thread has a clock of its own.
        record.now = record.began.elapsed().max(record.now);
        let event = Event { at: record.now, thread, what };
        record.sums.add(event);
        if let Some(log) = &mut record.log {
            log.push(event);
        }
        if what == What::Ends {
            record.threads[thread] = None;
        }
    }
    // ANCHOR_END: note

    fn wait_for_turn(&self) {
        self.gil.wait_for_turn(|what| self.note(what));
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().expect("nothing panics while this mutex is held")
    }
}

/// This thread holds a [`Watched`] GIL. Dropping it lets go.
#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct WatchedHeld<'gil> {
    pub(crate) watched: &'gil Watched,
}

impl WatchedHeld<'_> {
    /// As [`Held::poll`](crate::Held::poll). That it wants the GIL again is noted before it lets go: it waits from then on,
    /// first for the taker and then for its turn.
    pub fn poll(&mut self) -> bool {
        let asked = self.watched.gil.is_asked();
        if asked {
            self.watched.note(What::LetsGo { asked });
            self.watched.note(What::Wants);
            self.watched.gil.let_go();
            self.watched.wait_for_turn();
        }
        asked
    }

    /// As [`Held::allow_threads`](crate::Held::allow_threads).
    ///
    /// # Panics
    ///
    /// As `outside` does, once the GIL is held again.
    pub fn allow_threads<R>(&mut self, outside: impl FnOnce() -> R) -> R {
        self.let_go();
        self.watched.note(What::WaitsOutside);
        let _on_every_way_out = TakesAgain(self.watched);
        outside()
    }

    /// Lets go, and notes that this thread is done. Should it take the GIL once more, it counts as another thread.
    pub fn end(self) {
        let watched = self.watched;
        drop(self);
        watched.note(What::Ends);
    }

    fn let_go(&self) {
        self.watched.note(What::LetsGo { asked: false });
        self.watched.gil.let_go();
    }
}

impl Drop for WatchedHeld<'_> {
    fn drop(&mut self) {
        self.let_go();
    }
}

/// The end of [`WatchedHeld::allow_threads`].
struct TakesAgain<'gil>(&'gil Watched);

impl Drop for TakesAgain<'_> {
    fn drop(&mut self) {
        self.0.note(What::Returns);
        self.0.note(What::Wants);
        self.0.wait_for_turn();
    }
}
