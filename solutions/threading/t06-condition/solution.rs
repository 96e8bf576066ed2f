//! t06, solved.

use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread::{self, ThreadId};

/// A lock that its owner may acquire again.
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

/// A place to wait, with a lock of its own.
#[derive(Debug, Default)]
pub struct Condition {
    lock: RLock,
    /// Used with the lock's own mutex, `held`. So nobody can notify between "the lock is free" and "this thread sleeps".
    notified: Condvar,
}

/// This thread does not hold the lock.
#[derive(Debug, PartialEq, Eq)]
pub struct NotOwner;

impl RLock {
    /// Waits until no other thread holds the lock, and goes one level deeper.
    pub fn acquire(&self) {
        self.enter(self.held.lock().unwrap(), 1);
    }

    /// Goes one level up; at 0 the lock is free.
    pub fn release(&self) -> Result<(), NotOwner> {
        let mut held = self.mine()?;
        held.level -= 1;
        if held.level == 0 {
            self.leave(&mut held);
        }
        Ok(())
    }

    /// Goes in by `levels`, once there is no owner but this thread.
    fn enter(&self, held: MutexGuard<'_, Held>, levels: usize) {
        let me = thread::current().id();
        // Looks again after each wake-up: another thread may have come first.
        let shut = |held: &mut Held| held.owner.is_some_and(|owner| owner != me);
        let mut held = self.freed.wait_while(held, shut).unwrap();
        held.owner = Some(me);
        held.level += levels;
    }

    /// One is enough: whoever waits at `freed` can use it. Those who wait for a notify sleep elsewhere, or they would
    /// swallow it.
    fn leave(&self, held: &mut Held) {
        held.owner = None;
        self.freed.notify_one();
    }

    /// The one place that asks who calls.
    fn mine(&self) -> Result<MutexGuard<'_, Held>, NotOwner> {
        let held = self.held.lock().unwrap();
        if held.owner == Some(thread::current().id()) { Ok(held) } else { Err(NotOwner) }
    }
}

impl Condition {
    /// The lock: acquire it to look, to change, to wait and to notify.
    pub fn lock(&self) -> &RLock {
        &self.lock
    }

    /// Gives back every level, sleeps until notified, and takes as many levels back.
    pub fn wait(&self) -> Result<(), NotOwner> {
        let mut held = self.lock.mine()?;
        // Every level: at level 1 of 2 nobody could come in to notify.
        let levels = std::mem::take(&mut held.level);
        self.lock.leave(&mut held);
        let held = self.notified.wait(held).unwrap();
        // Notified is not let in: whoever notified is still the owner.
        self.lock.enter(held, levels);
        Ok(())
    }

    /// Wakes one thread that waits. Python: `notify()`.
    pub fn notify(&self) -> Result<(), NotOwner> {
        self.lock.mine().map(|_held| self.notified.notify_one())
    }

    /// Wakes all threads that wait.
    pub fn notify_all(&self) -> Result<(), NotOwner> {
        self.lock.mine().map(|_held| self.notified.notify_all())
    }
}
