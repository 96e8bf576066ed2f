// Wakers, which std's own `Arc` makes of what is shared.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::task::{Context, Poll, Wake, Waker};

struct Counts(AtomicUsize);

impl Wake for Counts {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Relaxed);
    }
}

pub fn calls() -> Vec<String> {
    let counts = Arc::new(Counts(AtomicUsize::new(0)));
    let waker = Waker::from(Arc::clone(&counts));
    waker.wake_by_ref();
    let another = waker.clone();
    another.wake();
    let mut asked = 0;
    let mut future = pin!(std::future::poll_fn(|context: &mut Context<'_>| {
        asked += 1;
        context.waker().wake_by_ref();
        if asked == 2 { Poll::Ready(asked) } else { Poll::Pending }
    }));
    let mut context = Context::from_waker(&waker);
    let said = format!("{:?} {:?}", future.as_mut().poll(&mut context), future.as_mut().poll(&mut context));
    vec![said, format!("{}", counts.0.load(Relaxed))]
}
