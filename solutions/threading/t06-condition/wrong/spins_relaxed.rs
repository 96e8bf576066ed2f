//! wrong: T7 "only the owner goes on, so what it reads is new" · caught by the_next_owner_sees_what_the_last_one_did · data race

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, ThreadId};

#[derive(Debug, Default)]
pub struct RLock {
    owners: Mutex<Vec<ThreadId>>,
    owner: AtomicUsize,
    level: AtomicUsize,
}

#[derive(Debug, Default)]
pub struct Condition {
    lock: RLock,
    waiters: Mutex<Vec<Arc<Waiter>>>,
}

#[derive(Debug, Default)]
struct Waiter {
    told: Mutex<bool>,
    wakes: Condvar,
}

#[derive(Debug, PartialEq, Eq)]
pub struct NotOwner;

impl RLock {
    fn me(&self) -> usize {
        let (mut owners, me) = (self.owners.lock().unwrap(), thread::current().id());
        let place = owners.iter().position(|owner| *owner == me).unwrap_or_else(|| {
            owners.push(me);
            owners.len() - 1
        });
        place + 1
    }

    fn enter(&self, levels: usize) {
        let me = self.me();
        while self.owner.load(Relaxed) != me && self.owner.compare_exchange(0, me, Relaxed, Relaxed).is_err() {
            thread::yield_now();
        }
        self.level.fetch_add(levels, Relaxed);
    }

    fn leave(&self) {
        self.level.store(0, Relaxed);
        self.owner.store(0, Relaxed);
    }

    fn mine(&self) -> Result<(), NotOwner> {
        if self.owner.load(Relaxed) == self.me() { Ok(()) } else { Err(NotOwner) }
    }

    pub fn acquire(&self) {
        self.enter(1);
    }

    pub fn release(&self) -> Result<(), NotOwner> {
        self.mine()?;
        if self.level.fetch_sub(1, Relaxed) == 1 {
            self.leave();
        }
        Ok(())
    }
}

impl Condition {
    pub fn lock(&self) -> &RLock {
        &self.lock
    }

    pub fn wait(&self) -> Result<(), NotOwner> {
        self.lock.mine()?;
        let waiter = Arc::new(Waiter::default());
        self.waiters.lock().unwrap().push(Arc::clone(&waiter));
        let levels = self.lock.level.load(Relaxed);
        self.lock.leave();
        drop(waiter.wakes.wait_while(waiter.told.lock().unwrap(), |told| !*told).unwrap());
        self.lock.enter(levels);
        Ok(())
    }

    pub fn notify(&self) -> Result<(), NotOwner> {
        self.wake(1)
    }

    pub fn notify_all(&self) -> Result<(), NotOwner> {
        self.wake(usize::MAX)
    }

    fn wake(&self, most: usize) -> Result<(), NotOwner> {
        self.lock.mine()?;
        let mut waiters = self.waiters.lock().unwrap();
        let woken = most.min(waiters.len());
        for waiter in waiters.drain(..woken) {
            *waiter.told.lock().unwrap() = true;
            waiter.wakes.notify_one();
        }
        Ok(())
    }
}
