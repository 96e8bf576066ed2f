//! `block_on`: a future, run by a thread of a model.

use std::future::IntoFuture;
use std::panic::Location;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use crate::record::{For, Wants};
use crate::thread::{self, Thread};

/// Runs `future` on this thread until it is ready, and sleeps while it is not: until its waker is called, or for no reason,
/// which an executor may do at any time. If nobody calls the waker any more, that is a deadlock.
///
/// ```
/// # #[macro_use] extern crate interleave as std;
/// # fn main() {
/// use std::future::poll_fn;
/// use std::sync::{Arc, Mutex};
/// use std::task::{Poll, Waker};
/// use std::thread;
///
/// interleave::model(|| {
///     let slot = Arc::new(Mutex::new((None, None::<Waker>)));
///     let theirs = Arc::clone(&slot);
///     let other = thread::spawn(move || {
///         let mut slot = theirs.lock().unwrap();
///         slot.0 = Some(7);
///         if let Some(waker) = slot.1.take() {
///             waker.wake();
///         }
///     });
///     let value = interleave::block_on(poll_fn(|context| {
///         let mut slot = slot.lock().unwrap();
///         slot.1 = Some(context.waker().clone());
///         slot.0.take().map_or(Poll::Pending, Poll::Ready)
///     }));
///     assert_eq!(value, 7);
///     other.join().unwrap();
/// });
/// # }
/// ```
#[track_caller]
pub fn block_on<F: IntoFuture>(future: F) -> F::Output {
    let place = Location::caller();
    let waker = Waker::from(Arc::new(Wakes(thread::current())));
    let (mut future, mut context) = (pin!(future.into_future()), Context::from_waker(&waker));
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park_for(Wants::For(For::Waker), None, place),
        }
    }
}

/// Wakes the thread that runs the future.
struct Wakes(Thread);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.wake();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.wake();
    }
}
