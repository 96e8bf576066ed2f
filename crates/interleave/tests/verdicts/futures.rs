//! Futures: whoever completes one wakes the one who polled it.

use crate::shared::together;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

rejected! {
    /// "It will be polled again": only if somebody wakes it.
    not_woken: Deadlock, 0 => || waits_for_a_future(|_| ()),
}

accepted! {
    woken => || waits_for_a_future(Waker::wake),
}

/// Wakes a parked thread.
struct Unparks(Thread);

impl Wake for Unparks {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unparks(thread::current())));
    let (mut future, mut context) = (pin!(future), Context::from_waker(&waker));
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

/// A future that another thread completes, and that calls `wake` then.
fn waits_for_a_future(wake: fn(Waker)) {
    #[derive(Default)]
    struct Slot {
        value: Option<u32>,
        waker: Option<Waker>,
    }

    let slot = Mutex::new(Slot::default());
    let (_, value) = together(
        || {
            let mut slot = slot.lock().unwrap();
            slot.value = Some(7);
            let waker = slot.waker.take();
            drop(slot);
            waker.into_iter().for_each(wake);
        },
        || {
            block_on(poll_fn(|context| {
                let mut slot = slot.lock().unwrap();
                match slot.value.take() {
                    Some(value) => Poll::Ready(value),
                    None => {
                        slot.waker = Some(context.waker().clone());
                        Poll::Pending
                    }
                }
            }))
        },
    );
    assert_eq!(value, 7);
}
