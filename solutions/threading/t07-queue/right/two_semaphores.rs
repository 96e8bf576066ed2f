//! right: a semaphore counts the free places and another one the used ones; the lock is for the list alone.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

#[derive(Debug, PartialEq, Eq)]
pub struct DoneTooOften;

#[derive(Debug)]
struct Semaphore {
    value: Mutex<usize>,
    available: Condvar,
}

impl Semaphore {
    fn new(value: usize) -> Self {
        Semaphore { value: Mutex::new(value), available: Condvar::new() }
    }

    fn acquire(&self) {
        *self.available.wait_while(self.value.lock().unwrap(), |value| *value == 0).unwrap() -= 1;
    }

    fn release(&self) {
        *self.value.lock().unwrap() += 1;
        self.available.notify_one();
    }
}

#[derive(Debug)]
pub struct Queue<T> {
    /// How many places are free, and how many are used.
    free: Semaphore,
    used: Semaphore,
    items: Mutex<VecDeque<T>>,
    unfinished: Mutex<usize>,
    all_done: Condvar,
}

impl<T> Queue<T> {
    pub fn new(maxsize: usize) -> Self {
        Queue {
            free: Semaphore::new(maxsize),
            used: Semaphore::new(0),
            items: Mutex::default(),
            unfinished: Mutex::new(0),
            all_done: Condvar::new(),
        }
    }

    pub fn put(&self, item: T) {
        self.free.acquire();
        // Before anybody can get it, and so before it can be done.
        *self.unfinished.lock().unwrap() += 1;
        self.items.lock().unwrap().push_back(item);
        self.used.release();
    }

    pub fn get(&self) -> T {
        self.used.acquire();
        let item = self.items.lock().unwrap().pop_front().unwrap();
        self.free.release();
        item
    }

    pub fn task_done(&self) -> Result<(), DoneTooOften> {
        let mut unfinished = self.unfinished.lock().unwrap();
        *unfinished = unfinished.checked_sub(1).ok_or(DoneTooOften)?;
        if *unfinished == 0 {
            self.all_done.notify_all();
        }
        Ok(())
    }

    pub fn join(&self) {
        drop(self.all_done.wait_while(self.unfinished.lock().unwrap(), |unfinished| *unfinished > 0).unwrap());
    }
}
