//! A program on real threads, which take turns under the GIL.
//!
//! The same [`step()`] that the explorer calls in every order is called here by whoever holds the GIL. Between two steps its thread looks whether
//! somebody asked, at the places where CPython does ([`Switches::after`]).
//!
//! # Keeps true
//!
//! - A step is made by a thread that holds the GIL.
//! - A thread that sleeps, writes or waits for another thread does not hold it.
//! - Who waits for another thread is woken after each change that could end that wait. If all wait for one another, that is a deadlock, and the run ends.
//!
//! ```text
//!   A  takes ▶ step, step, asked? step, step, asked? yes ▶ lets go ······· takes ▶ step …
//!   B  waits ············································ takes ▶ step: blocked ▶ waits for news, without the GIL
//! ```
//!
//! # Left out
//!
//! A run shows one schedule, the operating system's choice. What else could have happened is for the explorer to say.

use super::interpreter::Interpreter;
use super::{Half, MAX_THREADS, Op, Program, Step, Switches, Thread, Value, step};
use crate::s6_statistics::WatchedHeld;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread::{self, Scope};
use std::time::Duration;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Every thread has ended.
    All,
    /// Some wait for one another.
    Deadlock,
}

/// A program that runs.
struct Run<'a> {
    program: &'a Program,
    interpreter: &'a Interpreter,
    switches: Switches,
    waits: Mutex<Waits>,
    news: Condvar,
}

/// Who waits for what another thread does.
#[derive(Default)]
struct Waits {
    /// How many threads have not ended.
    alive: usize,
    /// How many of them wait.
    waiting: usize,
    /// How often something happened that could end a wait. It wraps after longer than anybody waits.
    news: u64,
    /// True once all wait.
    deadlock: bool,
}

/// Runs `threads` and all that they start, each on a thread of its own, until they have ended or wait for one another.
///
/// `interpreter` has what they share. The switches are those of a CPython with a GIL.
///
/// # Panics
///
/// If `switches` are those of a build without a GIL, or there are more threads than [`MAX_THREADS`].
pub fn run(program: &Program, interpreter: &Interpreter, threads: Vec<Thread>, switches: Switches) -> Ended {
    assert!(switches.has_gil(), "these threads take turns under a GIL");
    assert!(threads.len() <= MAX_THREADS, "{} threads", threads.len());
    let waits = Mutex::new(Waits { alive: threads.len(), ..Waits::default() });
    let run = Run { program, interpreter, switches, waits, news: Condvar::new() };
    thread::scope(|scope| {
        for thread in threads {
            let run = &run;
            scope.spawn(move || run.thread(scope, thread));
        }
    });
    if run.waits.into_inner().expect("see `waits`").deadlock { Ended::Deadlock } else { Ended::All }
}

impl Run<'_> {
    // ANCHOR: thread
    fn thread<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>, mut thread: Thread) {
        let mut held = self.interpreter.gil().take();
        loop {
            let at = thread.frames.last().expect("a thread that has not ended").pc;
            let op = thread.next(self.program).expect("a thread that has not ended");
            match step(self.program, self.interpreter.shared(&mut held), &mut thread) {
                Step::Went => {}
                Step::LetGo => held.allow_threads(|| outside(&thread)),
                Step::Blocked => {
                    if !self.wait(&mut held) {
                        break;
                    }
                    continue;
                }
                Step::Started(new) => {
                    self.waits().alive += 1;
                    scope.spawn(move || self.thread(scope, new));
                }
                Step::Ended => {
                    self.tell(true);
                    break;
                }
            }
            if matches!(op, Op::Call { .. }) {
                self.tell(false);
            }
            if self.switches.after(op, at, self.program.version) {
                held.poll();
            }
        }
        held.end();
    }
    // ANCHOR_END: thread

    // ANCHOR: wait
    /// Waits until something happens that could let this thread go on. False if all threads wait.
    fn wait(&self, held: &mut WatchedHeld<'_>) -> bool {
        // What it waits for is done by a thread that holds the GIL. It is still held here, so no news can be missed.
        let mut waits = self.waits();
        waits.waiting += 1;
        if waits.waiting == waits.alive {
            waits.deadlock = true;
            self.news.notify_all();
            return false;
        }
        let seen = waits.news;
        drop(waits);
        held.allow_threads(|| {
            let waits = self.news.wait_while(self.waits(), |waits| waits.news == seen && !waits.deadlock);
            !waits.expect("see `waits`").deadlock
        })
    }
    // ANCHOR_END: wait

    /// Has all that wait try again: a call may have released a lock, and `ended` says whether a thread has come to its end.
    fn tell(&self, ended: bool) {
        let mut waits = self.waits();
        waits.alive -= usize::from(ended);
        if waits.waiting > 0 {
            // None of them counts as waiting from here on, woken or not yet.
            waits.waiting = 0;
            waits.news += 1;
            self.news.notify_all();
        }
    }

    fn waits(&self) -> MutexGuard<'_, Waits> {
        self.waits.lock().expect("nothing panics while this mutex is held")
    }
}

/// What a thread does without the GIL, after the first half of an instruction.
fn outside(thread: &Thread) {
    let seconds = match (&thread.half, thread.frames.last().and_then(|frame| frame.stack.last())) {
        (Some(Half::Sleep), Some(&Value::Int(seconds))) => Duration::try_from_secs_f64(seconds as f64),
        (Some(Half::Sleep), Some(&Value::Float(bits))) => Duration::try_from_secs_f64(f64::from_bits(bits)),
        // What was printed is in the output already.
        _ => return,
    };
    thread::sleep(seconds.unwrap_or_default());
}
