//! right: one mutex over the flag and the waker; to look and to leave the waker is one step.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

#[derive(Debug, Default)]
struct State {
    is_set: bool,
    waker: Option<Waker>,
}

#[derive(Debug, Default)]
pub struct Signal {
    state: Mutex<State>,
}

impl Signal {
    pub fn set(&self) {
        let mut state = self.state.lock().unwrap();
        state.is_set = true;
        let waker = state.waker.take();
        // Let go first: a waker may run any code, which may poll this signal.
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for &Signal {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.state.lock().unwrap();
        if state.is_set {
            return Poll::Ready(());
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
