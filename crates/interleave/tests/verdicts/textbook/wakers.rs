//! Wakers: register before the last look, keep the newest, and wake everybody who waits.

use crate::futures::block_on;
use crate::shared::together;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

rejected! {
    looked_then_registered: Deadlock, 1 => || event(Order::LooksFirst, true),
    /// "Wake first, it takes a while": the task looks before the flag is up, and nobody wakes it again.
    woken_before_the_flag: Deadlock, 1 => || event(Order::RegistersFirst, false),
    /// "It has a waker already": an older one, of somebody who no longer waits.
    first_waker_kept: Deadlock, 0 => || polled_before(false),
    /// "There is one waker": two tasks wait, and the second takes the place of the first.
    one_place_for_two_tasks: Deadlock, 2 => || two_tasks(1),
    /// "Waking is only a hint": this waker runs at once, and takes the lock that is held.
    woken_under_the_lock: Deadlock, 0 => || wakes_one_that_locks(true),
}

accepted! {
    registered_then_looked => || event(Order::RegistersFirst, true),
    /// The newest waker is the one that counts.
    newest_waker_kept => || polled_before(true),
    /// A list of wakers.
    a_place_for_each_task => || two_tasks(2),
    /// Take the waker out, let go of the lock, wake.
    woken_after_the_lock => || wakes_one_that_locks(false),
}

#[derive(Clone, Copy, PartialEq)]
enum Order {
    LooksFirst,
    RegistersFirst,
}

/// "I looked, then I registered": set and woken in between, nobody hears it.
fn event(order: Order, flag_first: bool) {
    let (up, place) = (AtomicBool::new(false), Mutex::new(None::<Waker>));
    together(
        || {
            let set = || up.store(true, SeqCst);
            if flag_first {
                set();
            }
            let waker = place.lock().unwrap().take();
            waker.into_iter().for_each(Waker::wake);
            if !flag_first {
                set();
            }
        },
        || {
            block_on(poll_fn(|context| {
                if order == Order::LooksFirst && up.load(SeqCst) {
                    return Poll::Ready(());
                }
                *place.lock().unwrap() = Some(context.waker().clone());
                if order == Order::RegistersFirst && up.load(SeqCst) { Poll::Ready(()) } else { Poll::Pending }
            }));
        },
    );
}

/// Polled once by somebody who then gave it away, and awaited by another.
fn polled_before(keeps_newest: bool) {
    let (up, place) = (AtomicBool::new(false), Mutex::new(None::<Waker>));
    let poll = |context: &mut Context<'_>| {
        let mut place = place.lock().unwrap();
        if keeps_newest || place.is_none() {
            *place = Some(context.waker().clone());
        }
        if up.load(SeqCst) { Poll::Ready(()) } else { Poll::Pending }
    };
    let mut future = pin!(poll_fn(poll));
    let _pending = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    together(
        || {
            up.store(true, SeqCst);
            let waker = place.lock().unwrap().take();
            waker.into_iter().for_each(Waker::wake);
        },
        || block_on(future),
    );
}

/// Two tasks that wait for one event, which has so many places for wakers.
fn two_tasks(places: usize) {
    let state = Arc::new(Mutex::new((false, Vec::<Waker>::new())));
    let wait = move |state: &Mutex<(bool, Vec<Waker>)>| {
        block_on(poll_fn(|context| {
            let mut state = state.lock().unwrap();
            if state.0 {
                return Poll::Ready(());
            }
            if state.1.len() == places {
                state.1.pop();
            }
            state.1.push(context.waker().clone());
            Poll::Pending
        }));
    };
    let tasks = [(); 2].map(|()| {
        let state = Arc::clone(&state);
        thread::spawn(move || wait(&state))
    });
    let wakers = {
        let mut state = state.lock().unwrap();
        state.0 = true;
        std::mem::take(&mut state.1)
    };
    wakers.into_iter().for_each(Waker::wake);
    tasks.into_iter().for_each(|task| task.join().unwrap());
}

/// A waker that puts its task into a queue behind a lock.
struct Queues(Arc<Mutex<Vec<&'static str>>>);

impl Wake for Queues {
    fn wake(self: Arc<Self>) {
        self.0.lock().unwrap().push("task");
    }
}

fn wakes_one_that_locks(under_the_lock: bool) {
    let queue = Arc::new(Mutex::new(Vec::new()));
    let waker = Waker::from(Arc::new(Queues(Arc::clone(&queue))));
    together(
        || {
            let guard = queue.lock().unwrap();
            if under_the_lock {
                return waker.wake_by_ref();
            }
            drop(guard);
            waker.wake_by_ref();
        },
        || queue.lock().unwrap().len(),
    );
}
