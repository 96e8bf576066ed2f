//! right: a channel of tokens, as many as there are permits; the bounded one is a channel with as many places.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

#[derive(Debug)]
pub struct Semaphore {
    put: Sender<()>,
    take: Mutex<Receiver<()>>,
}

#[derive(Debug)]
pub struct BoundedSemaphore {
    put: SyncSender<()>,
    take: Mutex<Receiver<()>>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct ReleasedTooOften;

impl Semaphore {
    pub fn new(value: usize) -> Self {
        let (put, take) = channel();
        (0..value).for_each(|_| put.send(()).unwrap());
        Semaphore { put, take: Mutex::new(take) }
    }

    pub fn acquire(&self) {
        self.take.lock().unwrap().recv().unwrap();
    }

    pub fn release(&self) {
        self.put.send(()).unwrap();
    }
}

impl BoundedSemaphore {
    pub fn new(value: usize) -> Self {
        let (put, take) = sync_channel(value);
        (0..value).for_each(|_| put.send(()).unwrap());
        BoundedSemaphore { put, take: Mutex::new(take) }
    }

    pub fn acquire(&self) {
        self.take.lock().unwrap().recv().unwrap();
    }

    pub fn release(&self) -> Result<(), ReleasedTooOften> {
        self.put.try_send(()).map_err(|_| ReleasedTooOften)
    }
}
