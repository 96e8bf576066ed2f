//! right: no rounds at all: each who waits leaves a channel's end. The last one sends on all of them, and abort drops them.

use std::mem::take;
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};

#[derive(Debug)]
pub struct Barrier {
    parties: usize,
    /// Who waits, in the order in which they came. `None` once it is broken.
    waiting: Mutex<Option<Vec<Sender<usize>>>>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Broken;

impl Barrier {
    pub fn new(parties: usize) -> Self {
        Barrier { parties, waiting: Mutex::new(Some(Vec::new())) }
    }

    pub fn wait(&self) -> Result<usize, Broken> {
        let (go_on, told) = channel();
        {
            let mut waiting = self.waiting.lock().unwrap();
            let waiting = waiting.as_mut().ok_or(Broken)?;
            waiting.push(go_on);
            if waiting.len() == self.parties {
                // A new list for the next round. What was sent stays sent, so nobody can miss it.
                for (index, go_on) in take(waiting).into_iter().enumerate() {
                    go_on.send(index).unwrap();
                }
            }
        }
        told.recv().map_err(|_dropped| Broken)
    }

    pub fn abort(&self) {
        *self.waiting.lock().unwrap() = None;
    }

    pub fn broken(&self) -> bool {
        self.waiting.lock().unwrap().is_none()
    }
}
