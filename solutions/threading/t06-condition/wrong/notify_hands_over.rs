//! wrong: T6 "a notify hands the lock to whoever is woken" · caught by wait_gives_back_every_level_and_takes_as_many · assertion

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
        self.lock.leave(&mut held);
        let held = self.notified.wait(held).unwrap();
        self.lock.enter(held, levels);
        Ok(())
    }

    pub fn notify(&self) -> Result<(), NotOwner> {
        let mut held = self.lock.mine()?;
        held.level = 0;
        self.lock.leave(&mut held);
        self.notified.notify_one();
        Ok(())
    }

    pub fn notify_all(&self) -> Result<(), NotOwner> {
        self.lock.mine().map(|_held| self.notified.notify_all())
    }
}
