//! right: as CPython does it, each who waits has something of its own on a list; here it is a channel's end.

use std::collections::VecDeque;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread::{self, ThreadId};

#[derive(Debug, Default)]
pub struct RLock {
    held: Mutex<Held>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct Held {
    owner: Option<ThreadId>,
    level: usize,
}

#[derive(Debug, Default)]
pub struct Condition {
    lock: RLock,
    /// Oldest first. It changes only while the lock is held.
    waiters: Mutex<VecDeque<Sender<()>>>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct NotOwner;

impl RLock {
    pub fn acquire(&self) {
        self.enter(self.held.lock().unwrap(), 1);
    }

    pub fn release(&self) -> Result<(), NotOwner> {
        let mut held = self.mine()?;
        held.level -= 1;
        if held.level == 0 {
            self.leave(&mut held);
        }
        Ok(())
    }

    fn enter(&self, held: MutexGuard<'_, Held>, levels: usize) {
        let me = thread::current().id();
        let shut = |held: &mut Held| held.owner.is_some_and(|owner| owner != me);
        let mut held = self.freed.wait_while(held, shut).unwrap();
        held.owner = Some(me);
        held.level += levels;
    }

    fn leave(&self, held: &mut Held) {
        held.owner = None;
        self.freed.notify_one();
    }

    fn mine(&self) -> Result<MutexGuard<'_, Held>, NotOwner> {
        let held = self.held.lock().unwrap();
        if held.owner == Some(thread::current().id()) { Ok(held) } else { Err(NotOwner) }
    }
}

impl Condition {
    fn wake(&self, most: usize) -> Result<(), NotOwner> {
        drop(self.lock.mine()?);
        let mut waiters = self.waiters.lock().unwrap();
        let woken = most.min(waiters.len());
        waiters.drain(..woken).for_each(|waiter| waiter.send(()).unwrap());
        Ok(())
    }

    pub fn lock(&self) -> &RLock {
        &self.lock
    }

    pub fn wait(&self) -> Result<(), NotOwner> {
        let mut held = self.lock.mine()?;
        let (wake, woken) = channel();
        // Onto the list before the lock is free, or a notify could find nobody.
        self.waiters.lock().unwrap().push_back(wake);
        let levels = std::mem::take(&mut held.level);
        self.lock.leave(&mut held);
        drop(held);
        woken.recv().unwrap();
        self.lock.enter(self.lock.held.lock().unwrap(), levels);
        Ok(())
    }

    pub fn notify(&self) -> Result<(), NotOwner> {
        self.wake(1)
    }

    pub fn notify_all(&self) -> Result<(), NotOwner> {
        self.wake(usize::MAX)
    }
}
