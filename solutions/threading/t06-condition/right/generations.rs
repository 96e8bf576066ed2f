//! right: a number that each notify raises; who waits sleeps until it has changed. So a notify may wake more than one.

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
    notifies: Mutex<u64>,
    notified: Condvar,
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
    pub fn lock(&self) -> &RLock {
        &self.lock
    }

    pub fn wait(&self) -> Result<(), NotOwner> {
        let mut held = self.lock.mine()?;
        let levels = std::mem::take(&mut held.level);
        // Before the lock is free: who notifies has it, and comes after this.
        let notifies = self.notifies.lock().unwrap();
        let before = *notifies;
        self.lock.leave(&mut held);
        drop(held);
        drop(self.notified.wait_while(notifies, |now| *now == before).unwrap());
        self.lock.enter(self.lock.held.lock().unwrap(), levels);
        Ok(())
    }

    pub fn notify(&self) -> Result<(), NotOwner> {
        drop(self.lock.mine()?);
        *self.notifies.lock().unwrap() += 1;
        self.notified.notify_one();
        Ok(())
    }

    pub fn notify_all(&self) -> Result<(), NotOwner> {
        drop(self.lock.mine()?);
        *self.notifies.lock().unwrap() += 1;
        self.notified.notify_all();
        Ok(())
    }
}
