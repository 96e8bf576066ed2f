//! `interleave::block_on`: a future is asked again when its waker is called.

use crate::shared::{meet, together};
use interleave::block_on;
use std::cell::Cell;
use std::future::{Future, poll_fn, ready};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::*};
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;

rejected! {
    never_woken: Deadlock, 0,
    waker_stored_after_a_look: Deadlock, 1 => || waits_for_a_flag(|flag, slot, context| {
        if flag.load(SeqCst) {
            return Poll::Ready(());
        }
        *slot.lock().unwrap() = Some(context.waker().clone());
        Poll::Pending
    }),
    woken_before_it_is_so: Deadlock, 1 => || completes(|set, wake| { wake(); set(); }),
    woken_and_asked_once: Assertion, 0 early,
    blocks_its_own_thread: Deadlock, 0,
}

accepted! {
    ready_at_once,
    woken_after_it_is_so => || completes(|set, wake| { set(); wake(); }),
    waker_stored_before_a_look => || waits_for_a_flag(|flag, slot, context| {
        *slot.lock().unwrap() = Some(context.waker().clone());
        if flag.load(SeqCst) { Poll::Ready(()) } else { Poll::Pending }
    }),
    an_async_block,
    wakes_itself,
    two_at_once,
    a_waker_that_comes_by_channel,
    woken_twice,
}

/// A value, and the waker of who waits for it.
#[derive(Default)]
struct Slot(Mutex<(Option<u32>, Option<Waker>)>);

impl Slot {
    fn set(&self) {
        self.0.lock().unwrap().0 = Some(7);
    }

    fn wake(&self) {
        let waker = self.0.lock().unwrap().1.take();
        waker.into_iter().for_each(Waker::wake);
    }
}

impl Future for &Slot {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        let mut slot = self.0.lock().unwrap();
        slot.1 = Some(context.waker().clone());
        slot.0.map_or(Poll::Pending, Poll::Ready)
    }
}

/// "It is set, so it is ready": nobody says so.
fn never_woken() {
    let slot = Slot::default();
    together(|| slot.set(), || assert_eq!(block_on(&slot), 7));
}

fn completes(complete: fn(&dyn Fn(), &dyn Fn())) {
    let slot = Slot::default();
    together(|| complete(&|| slot.set(), &|| slot.wake()), || assert_eq!(block_on(&slot), 7));
}

/// A flag goes up, then the waker that is stored is called.
fn waits_for_a_flag(poll: fn(&AtomicBool, &Mutex<Option<Waker>>, &mut Context<'_>) -> Poll<()>) {
    let (flag, slot) = (AtomicBool::new(false), Mutex::new(None));
    together(
        || {
            flag.store(true, SeqCst);
            let waker: Option<Waker> = slot.lock().unwrap().take();
            waker.into_iter().for_each(Waker::wake);
        },
        || block_on(poll_fn(|context| poll(&flag, &slot, context))),
    );
}

/// "A waker is called when it is ready": it may be called for no reason, too.
fn woken_and_asked_once() {
    let slot = Slot::default();
    together(
        || {
            slot.set();
            slot.wake();
        },
        || {
            let asked = Cell::new(0);
            let mut inner = &slot;
            block_on(poll_fn(|context| {
                asked.set(asked.get() + 1);
                assert!(asked.get() <= 2);
                Pin::new(&mut inner).poll(context)
            }))
        },
    );
}

/// A future that blocks keeps its thread from everything else.
fn blocks_its_own_thread() {
    let (to, from) = mpsc::channel();
    let (slot, sends) = (Slot::default(), Mutex::new(Some(to)));
    together(
        || slot.wake(),
        || {
            block_on(async {
                let got: u32 = from.recv().unwrap();
                sends.lock().unwrap().take().unwrap().send(got).unwrap();
            });
        },
    );
}

fn ready_at_once() {
    meet();
    let (child, parent) = together(|| block_on(ready(1)), || block_on(async { 2 }));
    assert_eq!((child, parent), (1, 2));
}

fn an_async_block() {
    let slot = Slot::default();
    let (_, sum) = together(
        || {
            slot.set();
            slot.wake();
        },
        || block_on(async { (&slot).await + 1 }),
    );
    assert_eq!(sum, 8);
}

/// As `yield_now` of an executor does.
fn wakes_itself() {
    let polls = AtomicU32::new(0);
    together(
        || polls.fetch_add(2, Relaxed),
        || {
            block_on(poll_fn(|context| {
                context.waker().wake_by_ref();
                if polls.fetch_add(1, Relaxed) == 0 { Poll::Pending } else { Poll::Ready(()) }
            }));
        },
    );
}

fn two_at_once() {
    let slots = [Slot::default(), Slot::default()];
    together(
        || {
            slots[0].set();
            slots[0].wake();
            block_on(&slots[1])
        },
        || {
            slots[1].set();
            slots[1].wake();
            block_on(&slots[0])
        },
    );
}

fn a_waker_that_comes_by_channel() {
    let (to, from) = mpsc::channel::<Waker>();
    let done = Arc::new(AtomicBool::new(false));
    let child = thread::spawn({
        let done = Arc::clone(&done);
        move || {
            for waker in from {
                done.store(true, Release);
                waker.wake();
            }
        }
    });
    block_on(poll_fn(|context| {
        if done.load(Acquire) {
            return Poll::Ready(());
        }
        to.send(context.waker().clone()).unwrap();
        Poll::Pending
    }));
    drop(to);
    child.join().unwrap();
}

fn woken_twice() {
    let slot = Slot::default();
    together(
        || {
            slot.set();
            let waker = slot.0.lock().unwrap().1.take();
            if let Some(waker) = waker {
                waker.wake_by_ref();
                waker.wake();
            }
        },
        || assert_eq!(block_on(&slot), 7),
    );
}
