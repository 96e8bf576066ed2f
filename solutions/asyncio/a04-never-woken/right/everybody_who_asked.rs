//! right: a list of all wakers, the newest among them; who no longer waits is woken for nothing, which does no harm.

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
    wakers: Mutex<Vec<Waker>>,
}

impl Signal {
    pub fn set(&self) {
        self.is_set.store(true, Release);
        let wakers = std::mem::take(&mut *self.wakers.lock().unwrap());
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl Future for &Signal {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.wakers.lock().unwrap().push(context.waker().clone());
        if self.is_set.load(Acquire) { Poll::Ready(()) } else { Poll::Pending }
    }
}
