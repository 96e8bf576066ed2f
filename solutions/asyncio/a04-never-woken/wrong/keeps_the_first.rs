//! wrong: A4 "it has a waker already" · caught by the_newest_waker_is_called · assertion

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
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
        self.waker.lock().unwrap().get_or_insert_with(|| context.waker().clone());
        if self.is_set.load(Acquire) { Poll::Ready(()) } else { Poll::Pending }
    }
}
