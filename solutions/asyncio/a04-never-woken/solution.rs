//! a04, solved.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};
use std::task::{Context, Poll, Waker};

/// Set once, by any thread, and awaited by one task.
#[derive(Debug, Default)]
pub struct Signal {
    is_set: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

impl Signal {
    /// Sets the signal, and wakes the task that waits, if one does.
    pub fn set(&self) {
        self.is_set.store(true, Release);
        let waker = self.waker.lock().unwrap().take();
        // The lock is free again: a waker may run any code, which may poll this signal.
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for &Signal {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // First the waker, and always the newest: the task that asks now may be another than the one that asked before.
        *self.waker.lock().unwrap() = Some(context.waker().clone());
        // Then the look. If `set` has taken the lock before us, it found no waker, but we find the signal set; if it
        // takes the lock after us, it finds the waker.
        if self.is_set.load(Acquire) { Poll::Ready(()) } else { Poll::Pending }
    }
}
