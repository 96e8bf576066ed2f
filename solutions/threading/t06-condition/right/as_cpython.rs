//! right: an RLock made of a plain lock and a note of its owner, and a condition with a plain lock for each who waits: CPython's way.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, ThreadId};

/// Step by step as in Python: a flag that belongs to nobody.
#[derive(Debug, Default)]
struct Lock {
    locked: Mutex<bool>,
    freed: Condvar,
}

impl Lock {
    fn acquire(&self) {
        *self.freed.wait_while(self.locked.lock().unwrap(), |locked| *locked).unwrap() = true;
    }

    fn release(&self) {
        *self.locked.lock().unwrap() = false;
        self.freed.notify_one();
    }
}

#[derive(Debug, Default)]
pub struct RLock {
    block: Lock,
    /// Written only by who has `block`. Anybody may read it: the answer is right if the question is "is it me?".
    note: Mutex<(Option<ThreadId>, usize)>,
}

#[derive(Debug, Default)]
pub struct Condition {
    lock: RLock,
    waiters: Mutex<VecDeque<Arc<Lock>>>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct NotOwner;

impl RLock {
    pub fn acquire(&self) {
        if self.is_mine() {
            self.note.lock().unwrap().1 += 1;
        } else {
            self.block.acquire();
            self.set(1);
        }
    }

    pub fn release(&self) -> Result<(), NotOwner> {
        self.mine()?;
        let levels = {
            let mut note = self.note.lock().unwrap();
            note.1 -= 1;
            note.1
        };
        if levels == 0 {
            self.leave();
        }
        Ok(())
    }

    /// The note first: the next owner writes its own as soon as it has the block.
    fn leave(&self) {
        *self.note.lock().unwrap() = (None, 0);
        self.block.release();
    }

    fn set(&self, levels: usize) {
        *self.note.lock().unwrap() = (Some(thread::current().id()), levels);
    }

    fn is_mine(&self) -> bool {
        self.note.lock().unwrap().0 == Some(thread::current().id())
    }

    fn mine(&self) -> Result<(), NotOwner> {
        if self.is_mine() { Ok(()) } else { Err(NotOwner) }
    }
}

impl Condition {
    pub fn lock(&self) -> &RLock {
        &self.lock
    }

    pub fn wait(&self) -> Result<(), NotOwner> {
        self.lock.mine()?;
        let waiter = Arc::new(Lock::default());
        waiter.acquire();
        self.waiters.lock().unwrap().push_back(Arc::clone(&waiter));
        let levels = self.lock.note.lock().unwrap().1;
        self.lock.leave();
        // Sleeps until a notify has released it.
        waiter.acquire();
        self.lock.block.acquire();
        self.lock.set(levels);
        Ok(())
    }

    pub fn notify(&self) -> Result<(), NotOwner> {
        self.lock.mine()?;
        if let Some(waiter) = self.waiters.lock().unwrap().pop_front() {
            waiter.release();
        }
        Ok(())
    }

    pub fn notify_all(&self) -> Result<(), NotOwner> {
        self.lock.mine()?;
        self.waiters.lock().unwrap().drain(..).for_each(|waiter| waiter.release());
        Ok(())
    }
}
