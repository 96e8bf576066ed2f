//! right: an AtomicWaker: no lock, but a word that says who is at the waker, and whether somebody called meanwhile.

use std::cell::UnsafeCell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{
    AtomicBool, AtomicUsize,
    Ordering::{AcqRel, Acquire, Release},
};
use std::task::{Context, Poll, Waker};

/// The task is leaving its waker.
const LEAVING: usize = 1;
/// `set` is taking the waker, or came while the task was leaving it.
const TAKING: usize = 2;

#[derive(Default)]
pub struct Signal {
    is_set: AtomicBool,
    state: AtomicUsize,
    waker: UnsafeCell<Option<Waker>>,
}

// SAFETY: only who moves `state` from 0 touches `waker`, until it moves it back.
unsafe impl Sync for Signal {}

impl Signal {
    pub fn set(&self) {
        self.is_set.store(true, Release);
        // AcqRel: pairs with both exchanges in `poll`.
        if self.state.fetch_or(TAKING, AcqRel) == 0 {
            // SAFETY: it was 0, so the waker is ours.
            let waker = unsafe { &mut *self.waker.get() }.take();
            // Release: pairs with the first exchange in `poll`.
            self.state.fetch_and(!TAKING, Release);
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }
}

impl Future for &Signal {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // Acquire: pairs with the Release of whoever was at the waker before.
        if self.state.compare_exchange(0, LEAVING, Acquire, Acquire).is_err() {
            // `set` is taking the old waker. The signal is set, so there is nothing to wait for.
            return if self.is_set.load(Acquire) { Poll::Ready(()) } else { Poll::Pending };
        }
        // SAFETY: it was 0 and now says LEAVING, so the waker is ours.
        *unsafe { &mut *self.waker.get() } = Some(context.waker().clone());
        // AcqRel: pairs with `set`. If that came meanwhile, it has left the waker to us, and the signal is set.
        if self.state.compare_exchange(LEAVING, 0, AcqRel, Acquire).is_err() {
            self.state.store(0, Release);
            return Poll::Ready(());
        }
        if self.is_set.load(Acquire) { Poll::Ready(()) } else { Poll::Pending }
    }
}

impl fmt::Debug for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signal")
    }
}
