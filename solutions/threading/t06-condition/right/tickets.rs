//! right: who waits draws a number; a notify calls one number more, but never more than were drawn.

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
    /// The next ticket of who waits, and how many tickets were called.
    next: u64,
    woken: u64,
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
        let mine = held.next;
        held.next += 1;
        let held = self.notified.wait_while(held, |held| held.woken <= mine).unwrap();
        self.lock.enter(held, levels);
        Ok(())
    }

    pub fn notify(&self) -> Result<(), NotOwner> {
        let mut held = self.lock.mine()?;
        held.woken = held.next.min(held.woken + 1);
        self.notified.notify_all();
        Ok(())
    }

    pub fn notify_all(&self) -> Result<(), NotOwner> {
        let mut held = self.lock.mine()?;
        held.woken = held.next;
        self.notified.notify_all();
        Ok(())
    }
}
