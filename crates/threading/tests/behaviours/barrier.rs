//! What `barrier.txt` asks, of ours.

use super::meet::{LIMIT, Other, Rows, SOON, begin, notes, oops, refused_time, said, shared, sorted, tried, until};
use std::any::TypeId;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;
use threading::{Barrier, BrokenBarrierError, Event, RuntimeError};

fn barrier(parties: usize) -> &'static Barrier {
    shared(Barrier::new(parties).unwrap())
}

/// `N` threads that wait.
fn waiters<const N: usize>(barrier: &'static Barrier) -> [Other; N] {
    let others = [(); N].map(|()| begin(|| barrier.wait()));
    until(|| barrier.n_waiting() == N);
    others
}

fn answers<const N: usize>(others: [Other; N]) -> [String; N] {
    others.map(Other::answer)
}

/// A barrier, and how often its action ran.
fn counted(parties: usize) -> (Barrier, Arc<AtomicUsize>) {
    let ran = Arc::new(AtomicUsize::new(0));
    let counts = Arc::clone(&ran);
    // Relaxed, here and below: one thread, or a barrier in between.
    let action = move || {
        counts.fetch_add(1, Relaxed);
    };
    (Barrier::new(parties).unwrap().with_action(action), ran)
}

/// A and B meet; while the action runs, another thread begins `meanwhile`, and says when it is over.
fn meanwhile(begins: fn(&Barrier), over: &'static str) -> (&'static Barrier, [String; 2], [Other; 2]) {
    let (begun, go, order) = shared((Event::new(), Event::new(), notes()));
    let action = || {
        begun.set();
        go.wait();
        order.put("acted");
    };
    let barrier = shared(Barrier::new(2).unwrap().with_action(action));
    let [a] = waiters(barrier);
    let b = begin(|| barrier.wait());
    begun.wait();
    begin(move || {
        begins(barrier);
        order.put(over);
    });
    go.set();
    (barrier, [order.get(), order.get()].map(str::to_owned), [a, b])
}

pub const ROWS: Rows = &[
    ("barrier-no-parties", || said(Barrier::new(0).map(drop)).split(':').next().unwrap().into()),
    ("barrier-alone", || {
        let barrier = barrier(1);
        said([barrier.wait(), barrier.wait(), barrier.wait_timeout(Duration::ZERO)])
    }),
    ("barrier-parties", || {
        let barrier = barrier(3);
        said((barrier.parties(), barrier.n_waiting(), barrier.broken()))
    }),
    ("barrier-places", || {
        let barrier = barrier(3);
        let a = begin(|| barrier.wait());
        until(|| barrier.n_waiting() == 1);
        let b = begin(|| barrier.wait());
        until(|| barrier.n_waiting() == 2);
        let c = barrier.wait();
        said((a.answer(), b.answer(), c))
    }),
    ("barrier-all-places", || {
        let barrier = barrier(3);
        said(sorted(answers([(); 3].map(|()| begin(|| barrier.wait())))))
    }),
    ("barrier-nobody-waits-afterwards", || {
        let barrier = barrier(2);
        let other = begin(|| barrier.wait());
        barrier.wait().unwrap();
        other.answer();
        said((barrier.n_waiting(), barrier.broken()))
    }),
    ("barrier-in-time", || {
        let barrier = barrier(2);
        let other = begin(|| barrier.wait_timeout(LIMIT));
        until(|| barrier.n_waiting() == 1);
        said((barrier.wait(), other.answer()))
    }),
    ("barrier-rounds", || {
        let (barrier, count) = shared((Barrier::new(2).unwrap(), AtomicUsize::new(0)));
        let work = || {
            [1, 2, 3].map(|meeting| {
                count.fetch_add(1, Relaxed);
                barrier.wait().unwrap();
                count.load(Relaxed) >= 2 * meeting
            })
        };
        let other = begin(work);
        said((work(), other.answer(), barrier.broken()))
    }),
    ("barrier-more-than-parties", || {
        let barrier = barrier(2);
        said(sorted(answers([(); 6].map(|()| begin(|| barrier.wait())))))
    }),
    ("barrier-time-is-up", || {
        let barrier = barrier(2);
        said((barrier.wait_timeout(SOON), barrier.broken(), barrier.n_waiting()))
    }),
    ("barrier-no-time", || said(barrier(2).wait_timeout(Duration::ZERO))),
    ("barrier-negative-time", || refused_time(-1.0, |time| barrier(2).wait_timeout(time))),
    ("barrier-default-time", || said(Barrier::new(2).unwrap().with_timeout(SOON).wait())),
    ("barrier-own-time-first", || {
        let barrier = shared(Barrier::new(2).unwrap().with_timeout(SOON));
        let other = begin(|| barrier.wait_timeout(LIMIT));
        until(|| barrier.n_waiting() == 1);
        said((barrier.wait(), other.answer()))
    }),
    ("barrier-time-is-up-for-all", || {
        let barrier = barrier(4);
        let others = waiters::<2>(barrier);
        said((barrier.wait_timeout(SOON), answers(others)))
    }),
    ("barrier-stays-broken", || {
        let barrier = barrier(2);
        barrier.abort();
        said((barrier.wait(), barrier.wait(), barrier.reset(), barrier.broken()))
    }),
    ("barrier-broken-and-full", || {
        let barrier = barrier(2);
        barrier.abort();
        said((begin(|| barrier.wait()).answer(), barrier.wait(), barrier.broken()))
    }),
    ("barrier-abort", || {
        let barrier = barrier(2);
        said((barrier.abort(), barrier.abort(), barrier.broken()))
    }),
    ("barrier-abort-wakes", || {
        let barrier = barrier(3);
        let others = waiters::<2>(barrier);
        barrier.abort();
        said((answers(others), barrier.n_waiting(), barrier.broken()))
    }),
    ("barrier-abort-then-count", || {
        let barrier = barrier(3);
        let _others = waiters::<2>(barrier);
        barrier.abort();
        said(barrier.n_waiting())
    }),
    ("barrier-reset", || {
        let barrier = barrier(2);
        barrier.reset();
        let others = waiters::<1>(barrier);
        said((barrier.broken(), barrier.wait(), answers(others)))
    }),
    ("barrier-reset-wakes", || {
        let barrier = barrier(3);
        let others = waiters::<2>(barrier);
        barrier.reset();
        said((answers(others), barrier.n_waiting(), barrier.broken()))
    }),
    ("barrier-reset-then-count", || {
        let barrier = barrier(3);
        let _others = waiters::<2>(barrier);
        barrier.reset();
        said((barrier.n_waiting(), barrier.broken()))
    }),
    ("barrier-reset-and-meet", || {
        let barrier = barrier(2);
        let [sent_away] = waiters(barrier);
        barrier.reset();
        let other = begin(|| barrier.wait());
        let meeting = said(barrier.wait_timeout(LIMIT));
        said((sent_away.answer(), sorted([meeting, other.answer()])))
    }),
    ("barrier-abort-and-reset", || {
        let barrier = barrier(2);
        let [sent_away] = waiters(barrier);
        barrier.abort();
        barrier.reset();
        let gone = (sent_away.answer(), barrier.broken());
        let other = begin(|| barrier.wait());
        said((gone, sorted([said(barrier.wait()), other.answer()])))
    }),
    ("barrier-reset-and-abort", || {
        let barrier = barrier(2);
        let others = waiters::<1>(barrier);
        barrier.reset();
        barrier.abort();
        said((answers(others), barrier.broken()))
    }),
    ("barrier-action", || {
        let order = shared(notes());
        let barrier = shared(Barrier::new(2).unwrap().with_action(|| order.put("action")));
        let work = || {
            barrier.wait().unwrap();
            order.put("on");
        };
        let other = begin(work);
        until(|| barrier.n_waiting() == 1);
        work();
        said((other.answer(), [order.get(), order.get(), order.get()]))
    }),
    ("barrier-action-of-the-last", || {
        let ran = shared(notes());
        let barrier = shared(Barrier::new(2).unwrap().with_action(|| ran.put(thread::current().id())));
        let _a = waiters::<1>(barrier);
        barrier.wait().unwrap();
        said(if ran.get() == thread::current().id() { "B's" } else { "A's" })
    }),
    ("barrier-action-each-round", || {
        let (barrier, ran) = counted(1);
        said(([barrier.wait(), barrier.wait(), barrier.wait()], ran.load(Relaxed)))
    }),
    ("barrier-action-only-if-all-came", || {
        let (barrier, ran) = counted(2);
        said((barrier.wait_timeout(SOON), ran.load(Relaxed)))
    }),
    ("barrier-action-raises", || {
        let barrier = shared(Barrier::new(2).unwrap().with_action(oops));
        let others = waiters::<1>(barrier);
        said((tried(|| barrier.wait().is_ok()), answers(others), barrier.broken()))
    }),
    ("barrier-action-raises-and-reset", || {
        let failures = AtomicUsize::new(1);
        let action = move || {
            if failures.swap(0, Relaxed) == 1 {
                oops();
            }
        };
        let barrier = Barrier::new(1).unwrap().with_action(action);
        said((tried(|| barrier.wait().is_ok()), barrier.reset(), barrier.wait()))
    }),
    ("barrier-abort-meanwhile", || {
        let (barrier, order, [_a, b]) = meanwhile(Barrier::abort, "aborted");
        said((order, b.answer(), barrier.broken()))
    }),
    ("barrier-reset-meanwhile", || {
        let (barrier, order, met) = meanwhile(Barrier::reset, "reset");
        said((order, answers(met), barrier.broken()))
    }),
    ("barrier-action-looks", || {
        static BARRIER: std::sync::OnceLock<Barrier> = std::sync::OnceLock::new();
        let seen = shared(notes());
        let look = || seen.put((BARRIER.wait().n_waiting(), BARRIER.wait().broken()));
        let barrier = BARRIER.get_or_init(|| Barrier::new(2).unwrap().with_action(look));
        let _other = begin(|| barrier.wait());
        barrier.wait().unwrap();
        said(seen.get())
    }),
    ("barrier-error-is", || {
        let is_one = TypeId::of::<BrokenBarrierError>() == TypeId::of::<RuntimeError>();
        said(if is_one { "RuntimeError" } else { "its own" })
    }),
];
