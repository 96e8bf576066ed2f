//! Judges on a thread of its own, one exercise at a time.
//!
//! # Keeps true
//!
//! A new run first ends the older one, and starts when all its processes are gone. News of an older run is never told. Only a
//! first build is let come to its end: what it builds is needed for the new text, too.

use super::state::{Event, Run};
use crate::Session;
use crate::caller::{Busy, Caller};
use crate::check;
use crate::exercise::Exercise;
use crate::interrupt::Interrupt;
use crate::judge;
use crate::problem::Problem;
use crate::progress::store::Store;
use crate::progress::{Fingerprint, Mark};
use crate::screen::Screen;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::Instant;

/// The thread that judges.
pub struct Runner {
    store: Store,
    interrupt: Interrupt,
    now: Option<Now>,
}

/// The newest run.
struct Now {
    interrupt: Interrupt,
    /// Whether it is at a build that takes longer than a moment.
    builds_long: Arc<AtomicBool>,
    news: Receiver<Event>,
    thread: JoinHandle<()>,
}

impl Runner {
    /// A runner that judges nothing yet.
    pub fn new(session: &Session) -> Runner {
        Runner { store: session.store.clone(), interrupt: session.interrupt.clone(), now: None }
    }

    /// Judges this exercise from now on, and nothing else.
    pub fn judge(&mut self, exercise: &Exercise, screen: &Screen) {
        let older = self.now.take().map(|older| {
            // Relaxed: if the build is told to be long just now, it is ended, and begins anew.
            let builds_long = older.builds_long.load(Relaxed);
            if builds_long {
                older.interrupt.cancel_after_build()
            } else {
                older.interrupt.cancel()
            }
            (older.thread, builds_long)
        });
        let builds_long = Arc::new(AtomicBool::new(false));
        let interrupt = self.interrupt.for_one_run();
        let (send, news) = mpsc::channel();
        let thread = thread::spawn({
            let (exercise, screen, interrupt, store) =
                (exercise.clone(), screen.clone(), interrupt.clone(), self.store.clone());
            let is_long = Arc::clone(&builds_long);
            move || {
                // Nobody listens any more if an even newer run has begun.
                let busy = |busy: Option<Busy>| {
                    is_long.store(busy == Some(Busy::Building), Relaxed);
                    drop(send.send(Event::Busy(busy)));
                };
                if let Some((thread, builds_long)) = older {
                    // Its build is this run's, too, and whoever saved meanwhile is told what goes on.
                    busy(builds_long.then_some(Busy::Building));
                    // A run that panicked has nothing to tell.
                    let _ = thread.join();
                    busy(None);
                }
                if interrupt.check().is_err() {
                    return;
                }
                let caller = Caller { screen: &screen, interrupt: &interrupt, busy: &busy };
                let since = Instant::now();
                let ended = run(&exercise, &caller, &store).map(|run| Run { took: since.elapsed(), ..run });
                drop(send.send(Event::Ended(Box::new(ended))));
            }
        });
        self.now = Some(Now { interrupt, builds_long, news, thread });
    }

    /// What has come since the last time.
    pub fn news(&self) -> Vec<Event> {
        self.now.iter().flat_map(|now| now.news.try_iter()).collect()
    }

    /// Ends the run, and returns when none of its processes is left.
    pub fn stop(&mut self) {
        if let Some(now) = self.now.take() {
            now.interrupt.cancel();
            // A run that panicked has ended, too.
            let _ = now.thread.join();
        }
    }
}

fn run(exercise: &Exercise, caller: &Caller, store: &Store) -> Result<Run, Problem> {
    let before = Fingerprint::of(exercise)?;
    let judged = judge::judge(exercise, caller)?;
    let note = check::record(store, exercise, &before, &judged)?;
    let mark: Mark = store.read().progress.mark(exercise)?;
    Ok(Run { judged, mark, note, took: Default::default() })
}
