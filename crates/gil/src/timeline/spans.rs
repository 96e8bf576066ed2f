//! From what happened in a moment to what lasted: who ran, who waited, and from whom to whom the GIL went.
//!
//! # Keeps true
//!
//! - The spans of one thread do not overlap, and stand in the order of time. None is empty.
//! - What has not ended when the log ends, ends with it.
//!
//! ```text
//!   events   Wants      Takes        LetsGo,WaitsOutside      Returns,Wants
//!   spans      |  Waits   |   Runs     |      Outside            |  Waits …
//! ```

use crate::event::{Event, What};
use std::time::Duration;

/// What a thread does for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Holds the GIL, and runs.
    Runs,
    /// Waits for the GIL.
    Waits,
    /// Waits for the world outside, without the GIL.
    Outside,
}

/// One thread does one thing, from one moment to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Which thread.
    pub thread: usize,
    /// What it does.
    pub doing: Doing,
    /// When it begins.
    pub from: Duration,
    /// When it ends.
    pub to: Duration,
}

impl Span {
    /// How long it lasts.
    pub fn length(&self) -> Duration {
        self.to - self.from
    }
}

/// The GIL goes from one thread to another, or back to the one that was asked to let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandOver {
    /// When the next one takes it.
    pub at: Duration,
    /// Who held it before.
    pub from: usize,
    /// Who holds it now. The same one, if it was asked and won again.
    pub to: usize,
    /// Whether the old holder let go because it was asked.
    pub asked: bool,
}

/// A thread that has waited for an interval sets the drop request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// When.
    pub at: Duration,
    /// Who asks.
    pub thread: usize,
}

/// A log, made ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// What the threads are called, by their number.
    pub names: Vec<String>,
    /// All spans, in the order in which they end.
    pub spans: Vec<Span>,
    /// All changes of the holder, in the order of time.
    pub hand_overs: Vec<HandOver>,
    /// All requests, in the order of time.
    pub requests: Vec<Request>,
    /// When the last event was.
    pub end: Duration,
}

impl Timeline {
    /// What this log tells. A thread that has no name in the list is called by its number.
    pub fn new(names: &[&str], log: &[Event]) -> Timeline {
        let threads = log.iter().map(|event| event.thread + 1).max().unwrap_or(0);
        let names = (0..threads).map(|n| names.get(n).map_or_else(|| format!("thread {n}"), |&name| name.to_owned()));
        let end = log.last().map_or(Duration::ZERO, |event| event.at);
        let mut timeline =
            Timeline { names: names.collect(), spans: Vec::new(), hand_overs: Vec::new(), requests: Vec::new(), end };
        let mut now: Vec<Option<(Doing, Duration)>> = vec![None; threads];
        let mut let_go: Option<(usize, bool)> = None;
        for &Event { at, thread, what } in log {
            let doing = match what {
                What::Wants => Some(Doing::Waits),
                What::Takes => Some(Doing::Runs),
                What::WaitsOutside => Some(Doing::Outside),
                What::LetsGo { .. } | What::Returns | What::Ends => None,
                What::Asks => {
                    timeline.requests.push(Request { at, thread });
                    continue;
                }
            };
            timeline.close(thread, now[thread].take(), at);
            now[thread] = doing.map(|doing| (doing, at));
            match what {
                What::LetsGo { asked } => let_go = Some((thread, asked)),
                What::Takes => {
                    let before = let_go.take().filter(|&(from, asked)| from != thread || asked);
                    if let Some((from, asked)) = before {
                        timeline.hand_overs.push(HandOver { at, from, to: thread, asked });
                    }
                }
                _ => (),
            }
        }
        for (thread, unfinished) in now.into_iter().enumerate() {
            timeline.close(thread, unfinished, end);
        }
        timeline
    }

    /// The spans of one thread, in the order of time.
    pub fn of(&self, thread: usize) -> impl Iterator<Item = &Span> {
        self.spans.iter().filter(move |span| span.thread == thread)
    }

    /// How long a thread did this, all in all.
    pub fn total(&self, thread: usize, doing: Doing) -> Duration {
        self.of(thread).filter(|span| span.doing == doing).map(Span::length).sum()
    }

    /// The longest wait for the GIL of a thread that came from outside: the moment that a picture should point at.
    pub fn longest_return(&self) -> Option<&Span> {
        let returns = self.spans.iter().filter(|wait| {
            let just_came = |span: &&Span| span.doing == Doing::Outside && span.to == wait.from;
            wait.doing == Doing::Waits && self.of(wait.thread).any(|span| just_came(&span))
        });
        // Of several that are as long, the first.
        returns.rev().max_by_key(|wait| wait.length())
    }

    fn close(&mut self, thread: usize, open: Option<(Doing, Duration)>, to: Duration) {
        if let Some((doing, from)) = open.filter(|&(_, from)| from < to) {
            self.spans.push(Span { thread, doing, from, to });
        }
    }
}
