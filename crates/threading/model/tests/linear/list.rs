//! What a queue is, if one thread at a time uses it: a list, a limit, a count, and an end.

use crate::explain::{Simple, Step};

#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    Put(u8),
    PutNowait(u8),
    Get,
    GetNowait,
    TaskDone,
    Join,
    Shutdown { immediate: bool },
    Qsize,
}
use Call::{Get, GetNowait, Join, Put, PutNowait, Qsize, Shutdown, TaskDone};

#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Done,
    Item(u8),
    Full,
    Empty,
    ShutDown,
    TooManyTimes,
    Size(usize),
}

/// Which item comes next.
#[derive(Clone, Copy, Debug)]
pub enum Next {
    Oldest,
    Newest,
    Smallest,
}

/// A queue that one thread at a time uses.
#[derive(Clone, Debug)]
pub struct List {
    pub next: Next,
    pub maxsize: usize,
    items: Vec<u8>,
    unfinished: usize,
    shut_down: bool,
}

impl List {
    pub fn new(next: Next, maxsize: usize) -> Self {
        List { next, maxsize, items: Vec::new(), unfinished: 0, shut_down: false }
    }

    fn take(&mut self) -> Option<u8> {
        let place = match self.next {
            Next::Oldest => 0,
            Next::Newest => self.items.len().checked_sub(1)?,
            Next::Smallest => (0..self.items.len()).min_by_key(|place| self.items[*place])?,
        };
        (place < self.items.len()).then(|| self.items.remove(place))
    }
}

impl Simple for List {
    type Call = Call;
    type Answer = Answer;
    fn step(&mut self, _: usize, call: &Call) -> Step<Answer> {
        let full = self.maxsize > 0 && self.items.len() == self.maxsize;
        Step::Returns(match *call {
            Put(_) | PutNowait(_) if self.shut_down => Answer::ShutDown,
            Put(_) if full => return Step::Sleeps,
            PutNowait(_) if full => Answer::Full,
            Put(item) | PutNowait(item) => {
                self.items.push(item);
                self.unfinished += 1;
                Answer::Done
            }
            Get | GetNowait => match (self.take(), self.shut_down) {
                (Some(item), _) => Answer::Item(item),
                (None, true) => Answer::ShutDown,
                (None, false) if *call == Get => return Step::Sleeps,
                (None, false) => Answer::Empty,
            },
            TaskDone if self.unfinished == 0 => Answer::TooManyTimes,
            TaskDone => {
                self.unfinished -= 1;
                Answer::Done
            }
            Join if self.unfinished > 0 => return Step::Sleeps,
            Join => Answer::Done,
            Shutdown { immediate } => {
                self.shut_down = true;
                if immediate {
                    self.unfinished = self.unfinished.saturating_sub(self.items.len());
                    self.items.clear();
                }
                Answer::Done
            }
            Qsize => Answer::Size(self.items.len()),
        })
    }
}
