//! wrong: T6 "as many notifies as there are threads that wait: it does not matter who takes which" · caught by a_notify_is_for_those_who_wait_already · deadlock

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
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    asleep: usize,
    notifies: usize,
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
        let _held = self.lock.mine()?;
        let mut waiting = self.waiting.lock().unwrap();
        let woken = most.min(waiting.asleep);
        waiting.asleep -= woken;
        waiting.notifies += woken;
        self.notified.notify_all();
        Ok(())
    }

    pub fn lock(&self) -> &RLock {
        &self.lock
    }

    pub fn wait(&self) -> Result<(), NotOwner> {
        let mut held = self.lock.mine()?;
        let levels = std::mem::take(&mut held.level);
        let mut waiting = self.waiting.lock().unwrap();
        waiting.asleep += 1;
        self.lock.leave(&mut held);
        drop(held);
        waiting = self.notified.wait_while(waiting, |waiting| waiting.notifies == 0).unwrap();
        waiting.notifies -= 1;
        drop(waiting);
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
