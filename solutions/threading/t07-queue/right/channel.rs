//! right: a bounded channel of std does the waiting, and what is added is the count of what is unfinished.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex};

#[derive(Debug, PartialEq, Eq)]
pub struct DoneTooOften;

#[derive(Debug)]
pub struct Queue<T> {
    sender: SyncSender<T>,
    receiver: Mutex<Receiver<T>>,
    unfinished: Mutex<usize>,
    all_done: Condvar,
}

impl<T> Queue<T> {
    pub fn new(maxsize: usize) -> Self {
        let (sender, receiver) = sync_channel(maxsize);
        Queue { sender, receiver: Mutex::new(receiver), unfinished: Mutex::new(0), all_done: Condvar::new() }
    }

    pub fn put(&self, item: T) {
        *self.unfinished.lock().unwrap() += 1;
        self.sender.send(item).ok().expect("the other end is here, too");
    }

    pub fn get(&self) -> T {
        // Waits with a lock: it keeps out only those who would have to wait as well.
        self.receiver.lock().unwrap().recv().expect("the other end is here, too")
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
