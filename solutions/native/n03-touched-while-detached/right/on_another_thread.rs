//! right: the work is done on another thread, to which nothing but the copy goes.

use std::cell::UnsafeCell;
use std::sync::{Condvar, Mutex};

#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

impl Gil {
    pub fn restore_thread(&self) {
        *self.free.wait_while(self.held.lock().unwrap(), |held| *held).unwrap() = true;
    }

    pub fn save_thread(&self) {
        let mut held = self.held.lock().unwrap();
        assert!(*held, "save_thread was called by a thread that is not attached");
        *held = false;
        self.free.notify_one();
    }
}

#[derive(Debug)]
pub struct List {
    items: Vec<Item>,
}

#[derive(Debug)]
pub struct Item(UnsafeCell<u64>);

// SAFETY: whoever calls `get` or `set` is attached, so one thread at a time does. That callers keep to it is this exercise.
unsafe impl Sync for Item {}

impl List {
    pub fn new(values: &[u64]) -> Self {
        List { items: values.iter().map(|value| Item(UnsafeCell::new(*value))).collect() }
    }

    pub fn items(&self) -> &[Item] {
        &self.items
    }
}

impl Item {
    pub fn get(&self) -> u64 {
        // SAFETY: the caller is attached (see `Sync`).
        unsafe { *self.0.get() }
    }

    pub fn set(&self, value: u64) {
        // SAFETY: the caller is attached (see `Sync`).
        unsafe { *self.0.get() = value };
    }
}

pub fn total(gil: &Gil, list: &List, work: impl Fn(u64) -> u64 + Sync) -> u64 {
    let items: Vec<u64> = list.items().iter().map(Item::get).collect();
    gil.save_thread();
    let total = std::thread::scope(|scope| scope.spawn(|| items.into_iter().map(&work).sum()).join().unwrap());
    gil.restore_thread();
    total
}
