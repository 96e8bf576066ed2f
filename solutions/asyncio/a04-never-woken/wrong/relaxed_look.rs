//! wrong: T5 "a flag is a flag, whatever its ordering" · caught by who_is_ready_sees_what_was_done_before · data race

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Relaxed, Release},
};
use std::task::{Context, Poll, Waker};

#[derive(Debug, Default)]
pub struct Signal {
    is_set: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

impl Signal {
    pub fn set(&self) {
        self.is_set.store(true, Release);
        let waker = self.waker.lock().unwrap().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for &Signal {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        *self.waker.lock().unwrap() = Some(context.waker().clone());
        if self.is_set.load(Relaxed) { Poll::Ready(()) } else { Poll::Pending }
    }
}
