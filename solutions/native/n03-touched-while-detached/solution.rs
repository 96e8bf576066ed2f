//! n03, solved.

use std::cell::UnsafeCell;
use std::sync::{Condvar, Mutex};

/// The GIL: a flag, as in g02. Right as it is.
#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

impl Gil {
    /// Attaches this thread: it waits for the GIL. C: `PyEval_RestoreThread`, the second half of `Py_END_ALLOW_THREADS`.
    pub fn restore_thread(&self) {
        *self.free.wait_while(self.held.lock().unwrap(), |held| *held).unwrap() = true;
    }

    /// Detaches this thread: it lets go of the GIL. C: `PyEval_SaveThread`, as in `Py_BEGIN_ALLOW_THREADS`.
    pub fn save_thread(&self) {
        let mut held = self.held.lock().unwrap();
        assert!(*held, "save_thread was called by a thread that is not attached");
        *held = false;
        self.free.notify_one();
    }
}

/// A Python list of a fixed length, as C sees it: plain memory that the GIL guards, and nothing else. Right as it is.
#[derive(Debug)]
pub struct List {
    items: Vec<Item>,
}

/// An item of a [`List`]. Whoever calls [`get`](Item::get) or [`set`](Item::set) must be attached.
#[derive(Debug)]
pub struct Item(UnsafeCell<u64>);

// SAFETY: whoever calls `get` or `set` is attached, so one thread at a time does. That callers keep to it is this exercise.
unsafe impl Sync for Item {}

impl List {
    /// A list of these values.
    pub fn new(values: &[u64]) -> Self {
        List { items: values.iter().map(|value| Item(UnsafeCell::new(*value))).collect() }
    }

    /// The items. As in C, it is a pointer into the list, and nobody looks what you do with it.
    pub fn items(&self) -> &[Item] {
        &self.items
    }
}

impl Item {
    /// Reads it.
    pub fn get(&self) -> u64 {
        // SAFETY: the caller is attached (see `Sync`).
        unsafe { *self.0.get() }
    }

    /// Writes it.
    pub fn set(&self, value: u64) {
        // SAFETY: the caller is attached (see `Sync`).
        unsafe { *self.0.get() = value };
    }
}

/// The sum of `work` done with each item.
pub fn total(gil: &Gil, list: &List, work: impl Fn(u64) -> u64) -> u64 {
    // Attached: all items of one moment, as values that are nobody else's.
    let items: Vec<u64> = list.items().iter().map(Item::get).collect();
    gil.save_thread();
    // Detached: nothing here leads to the list.
    let total = items.into_iter().map(work).sum();
    gil.restore_thread();
    total
}
