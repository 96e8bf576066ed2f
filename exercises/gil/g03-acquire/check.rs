//! What g03 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::{exercise::Gil, real};
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

/// One thread, no rival: what was let go can be acquired again.
#[test]
fn a_free_gil_is_acquired_at_once() {
    interleave::sequential(|| {
        let gil = Gil::default();
        for _ in 0..3 {
            drop(gil.acquire());
        }
    });
}

/// What the GIL protects.
#[derive(Default)]
struct Python {
    gil: Gil,
    /// A note of how many threads are inside. Relaxed: it must order nothing, or it would do the lock's work.
    inside: AtomicU32,
    /// A plain count. The model rejects two accesses that nothing orders.
    refcount: UnsafeCell<u32>,
}

// SAFETY: `refcount` is touched by the holder of `gil` only. That this is so is what these tests are about: the model
// stops at the first access for which it is not.
unsafe impl Sync for Python {}

impl Python {
    /// Runs with the GIL held, and notices company.
    fn step(&self) {
        let _held = self.gil.acquire();
        let others = self.inside.fetch_add(1, Relaxed);
        assert_eq!(others, 0, "two threads held the GIL at the same time");
        self.inside.fetch_sub(1, Relaxed);
    }

    /// Counts, with the GIL held.
    fn incref(&self) {
        let _held = self.gil.acquire();
        // SAFETY: this thread holds the GIL (see `Sync`).
        self.refcount.with_mut(|count| unsafe { *count += 1 });
    }
}

/// Runs `body` on each of `threads` threads, this one included.
fn on_threads(threads: u32, body: fn(&Python)) {
    let python = Arc::new(Python::default());
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let python = Arc::clone(&python);
            thread::spawn(move || body(&python))
        })
        .collect();
    body(&python);
    for other in others {
        other.join().unwrap();
    }
}

/// A lets go → B is woken → C comes first → B looks again, and sleeps until C lets go.
///
/// Three threads, since it takes one to wait, one to let go, and one to come in between; up to 2 forced switches.
#[test]
fn at_most_one_thread_holds_the_gil() {
    interleave::model(|| on_threads(3, Python::step));
}

/// A counts → A lets go → B sees that it is free → B reads A's count.
///
/// Two threads, up to 3 forced switches.
#[test]
fn the_next_holder_sees_what_the_last_one_did() {
    interleave::model(|| on_threads(2, Python::incref));
}

/// On the real std: a model cannot follow a lock that is taken while its thread unwinds.
#[test]
fn a_thread_that_panics_lets_go() {
    use interleave::real::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

    let gil = real::Gil::default();
    let died = catch_unwind(AssertUnwindSafe(|| {
        let _held = gil.acquire();
        resume_unwind(Box::new("an exception that nobody caught"));
    }));
    assert!(died.is_err());
    // If this test hangs, then here: the panic kept the GIL. If it panics, then here: it left something broken.
    drop(gil.acquire());
}

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_lose_no_step() {
    use interleave::real::{
        sync::atomic::{AtomicU32, Ordering::Relaxed},
        thread,
    };

    let (gil, steps) = (real::Gil::default(), AtomicU32::new(0));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..1_000 {
                    let _held = gil.acquire();
                    // Relaxed: the GIL orders the two. That they are two is the point, as in `refcount += 1`.
                    steps.store(steps.load(Relaxed) + 1, Relaxed);
                }
            });
        }
    });
    assert_eq!(steps.into_inner(), 4_000, "two threads were inside at once, and a step was lost");
}
