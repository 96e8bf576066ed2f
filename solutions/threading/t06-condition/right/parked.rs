//! right: no condition variable at all; who sleeps is parked, and looks again whether it still stands on the list.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};
use std::thread::{self, Thread, ThreadId};

#[derive(Debug, Default)]
pub struct RLock {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    owner: Option<ThreadId>,
    level: usize,
    /// Threads that want the lock.
    queue: VecDeque<Thread>,
    /// Threads that wait for a notify.
    asleep: VecDeque<Thread>,
}

#[derive(Debug, Default)]
pub struct Condition {
    lock: RLock,
}

#[derive(Debug, PartialEq, Eq)]
pub struct NotOwner;

impl Held {
    fn leave(&mut self) {
        (self.owner, self.level) = (None, 0);
        // Taken off the list: it will come back by itself if somebody else comes first.
        if let Some(next) = self.queue.pop_front() {
            next.unpark();
        }
    }
}

impl RLock {
    fn enter(&self, levels: usize) {
        let me = thread::current();
        loop {
            let mut held = self.held.lock().unwrap();
            // A wake-up for no reason may find it still on the list; it must stand there once.
            held.queue.retain(|other| other.id() != me.id());
            if held.owner.is_none_or(|owner| owner == me.id()) {
                held.owner = Some(me.id());
                held.level += levels;
                return;
            }
            held.queue.push_back(me.clone());
            drop(held);
            thread::park();
        }
    }

    fn mine(&self) -> Result<MutexGuard<'_, Held>, NotOwner> {
        let held = self.held.lock().unwrap();
        if held.owner == Some(thread::current().id()) { Ok(held) } else { Err(NotOwner) }
    }

    pub fn acquire(&self) {
        self.enter(1);
    }

    pub fn release(&self) -> Result<(), NotOwner> {
        let mut held = self.mine()?;
        held.level -= 1;
        if held.level == 0 {
            held.leave();
        }
        Ok(())
    }
}

impl Condition {
    pub fn lock(&self) -> &RLock {
        &self.lock
    }

    pub fn wait(&self) -> Result<(), NotOwner> {
        let me = thread::current();
        let mut held = self.lock.mine()?;
        let levels = held.level;
        held.asleep.push_back(me.clone());
        held.leave();
        drop(held);
        while self.lock.held.lock().unwrap().asleep.iter().any(|other| other.id() == me.id()) {
            thread::park();
        }
        self.lock.enter(levels);
        Ok(())
    }

    pub fn notify(&self) -> Result<(), NotOwner> {
        let mut held = self.lock.mine()?;
        if let Some(next) = held.asleep.pop_front() {
            next.unpark();
        }
        Ok(())
    }

    pub fn notify_all(&self) -> Result<(), NotOwner> {
        let mut held = self.lock.mine()?;
        held.asleep.drain(..).for_each(|next| next.unpark());
        Ok(())
    }
}
