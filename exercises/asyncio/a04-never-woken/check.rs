//! What a04 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::{exercise::Signal, real};
use std::cell::UnsafeCell;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

/// Counts how often it is called. Relaxed: the tests that use it have one thread.
#[derive(Default)]
struct Counts(AtomicU32);

impl Wake for Counts {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Relaxed);
    }
}

fn poll(signal: &Signal, counts: &Arc<Counts>) -> Poll<()> {
    let waker = Waker::from(Arc::clone(counts));
    pin!(signal).poll(&mut Context::from_waker(&waker))
}

/// One thread: ready once it is set, and again.
#[test]
fn a_signal_that_is_set_is_ready() {
    interleave::sequential(|| {
        let (signal, task) = (Signal::default(), Arc::new(Counts::default()));
        signal.set();
        assert_eq!(poll(&signal, &task), Poll::Ready(()));
        assert_eq!(poll(&signal, &task), Poll::Ready(()));
    });
}

/// One thread: asked, it says "not yet", and calls nobody until it is set. A task that is called asks again at once, so
/// a future that calls for nothing keeps a whole core busy.
#[test]
fn nobody_is_woken_before_it_is_set() {
    interleave::sequential(|| {
        let (signal, task) = (Signal::default(), Arc::new(Counts::default()));
        for _ in 0..3 {
            assert_eq!(poll(&signal, &task), Poll::Pending);
        }
        assert_eq!(task.0.load(Relaxed), 0, "the task was woken, and the signal was not set");
        signal.set();
        assert_ne!(task.0.load(Relaxed), 0, "the signal was set, and the task was not woken");
    });
}

/// One thread: a future may be given from one task to another. Then the waker of the last poll is the one that counts.
#[test]
fn the_newest_waker_is_called() {
    interleave::sequential(|| {
        let (signal, first, last) = (Signal::default(), Arc::new(Counts::default()), Arc::new(Counts::default()));
        assert_eq!(poll(&signal, &first), Poll::Pending);
        assert_eq!(poll(&signal, &last), Poll::Pending);
        signal.set();
        assert_ne!(last.0.load(Relaxed), 0, "the task that polled last was not woken");
    });
}

/// A looks: not set → B sets and looks for a waker → A leaves its waker. B must find it, or A must look again.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_task_that_waits_is_woken() {
    interleave::model(|| {
        let signal = Arc::new(Signal::default());
        let other = {
            let signal = Arc::clone(&signal);
            thread::spawn(move || signal.set())
        };
        interleave::block_on(&*signal);
        other.join().unwrap();
    });
}

/// What a thread fetches for a task. A plain number: the model rejects two accesses that nothing orders.
#[derive(Default)]
struct Download {
    signal: Signal,
    bytes: UnsafeCell<u32>,
}

// SAFETY: the thread writes `bytes` before it sets the signal, the task reads it once the signal is set. That this is
// an order is what the test looks for; the model stops at the first access for which it is none.
unsafe impl Sync for Download {}
// SAFETY: a `u32` belongs to no thread, and a `Signal` may go to any.
unsafe impl Send for Download {}

/// B writes → B sets the signal → A is told `Ready` → A reads what B wrote.
///
/// Two threads, up to 3 forced switches.
#[test]
fn who_is_ready_sees_what_was_done_before() {
    interleave::model(|| {
        let download = Arc::new(Download::default());
        let other = {
            let download = Arc::clone(&download);
            thread::spawn(move || {
                // SAFETY: see `Sync`.
                download.bytes.with_mut(|bytes| unsafe { *bytes = 7 });
                download.signal.set();
            })
        };
        interleave::block_on(&download.signal);
        // SAFETY: see `Sync`.
        assert_eq!(download.bytes.with(|bytes| unsafe { *bytes }), 7);
        other.join().unwrap();
    });
}

/// The same promise on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_wake_each_other() {
    use interleave::real::{
        sync::Arc,
        task::{Context, Wake, Waker},
        thread::{self, Thread},
    };

    struct Unparks(Thread);
    impl Wake for Unparks {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unparks(thread::current())));
    for _ in 0..200 {
        let signal = real::Signal::default();
        thread::scope(|scope| {
            scope.spawn(|| signal.set());
            while pin!(&signal).poll(&mut Context::from_waker(&waker)).is_pending() {
                thread::park();
            }
        });
    }
}
