//! What g02 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::{exercise::Gil, real};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

/// One thread, no rival: what was let go can be taken again.
#[test]
fn a_free_gil_is_taken_at_once() {
    interleave::sequential(|| {
        let gil = Gil::default();
        for _ in 0..3 {
            gil.take();
            gil.release();
        }
    });
}

/// A lock, and a note of who is inside. Relaxed: the note must order nothing, or it would do the lock's work.
#[derive(Default)]
struct Python {
    gil: Gil,
    inside: AtomicU32,
}

impl Python {
    fn step(&self) {
        self.gil.take();
        let others = self.inside.fetch_add(1, Relaxed);
        assert_eq!(others, 0, "two threads held the GIL at the same time");
        self.inside.fetch_sub(1, Relaxed);
        self.gil.release();
    }
}

/// Runs one step on each of `threads` threads, this one included.
fn one_step_each(threads: u32) {
    let python = Arc::new(Python::default());
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let python = Arc::clone(&python);
            thread::spawn(move || python.step())
        })
        .collect();
    python.step();
    for other in others {
        other.join().unwrap();
    }
}

/// A holds the GIL → B sleeps → B wakes for no reason → B must look again. Condition variables may do that.
///
/// Two threads, up to 3 forced switches.
#[test]
fn woken_for_no_reason_it_looks_again() {
    interleave::model(|| one_step_each(2));
}

/// A releases → B is woken → C takes first → B must look again.
///
/// Three threads, since it takes one to wait, one to let go, and one to come in between; up to 2 forced switches.
#[test]
fn at_most_one_thread_holds_the_gil() {
    interleave::model(|| one_step_each(3));
}

/// The same promise on real threads: no proof, but a look at the real thing.
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
                    gil.take();
                    // Relaxed: the GIL orders the two. That they are two is the point, as in `refcount += 1`.
                    steps.store(steps.load(Relaxed) + 1, Relaxed);
                    gil.release();
                }
            });
        }
    });
    assert_eq!(steps.into_inner(), 4_000, "two threads were inside at once, and a step was lost");
}
