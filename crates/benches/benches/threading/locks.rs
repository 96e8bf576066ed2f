//! Locks and semaphores: taken and given back, with a number added to in between.

use crate::measure::{Work, together};
use crate::{Crossbeam, Ours, ParkingLot, Row, Std, Who};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use threading::{BoundedSemaphore, Lock, PyMutex, PyRLock, RLock, Semaphore};

/// What the locks guard.
#[derive(Default)]
struct Number(AtomicU64);

impl Number {
    /// Relaxed: the lock orders the two.
    fn add(&self) {
        self.0.store(self.0.load(Relaxed) + 1, Relaxed);
    }
}

/// `threads` threads take what `shared` is made of, add, and give it back.
fn guarded<L: Send + Sync + 'static>(threads: usize, lock: L, in_it: fn(&L, &dyn Fn())) -> Work {
    let number = Number::default();
    together(threads, move || in_it(&lock, &|| number.add()))
}

fn mutexes(threads: usize) -> Vec<(Who, Work)> {
    vec![
        (
            Std,
            guarded(threads, Mutex::new(()), |lock, add| {
                let _guard = lock.lock().expect("no thread panics");
                add();
            }),
        ),
        (
            ParkingLot,
            guarded(threads, parking_lot::Mutex::new(()), |lock, add| {
                let _guard = lock.lock();
                add();
            }),
        ),
    ]
}

fn reentrant(threads: usize) -> (Who, Work) {
    let work = guarded(threads, parking_lot::ReentrantMutex::new(()), |lock, add| {
        let _guard = lock.lock();
        add();
    });
    (ParkingLot, work)
}

/// A channel with room for one: to put something in is to take the permit.
fn permits(threads: usize) -> (Who, Work) {
    let channel = crossbeam_channel::bounded::<()>(1);
    let work = guarded(threads, channel, |(out, there), add| {
        out.send(()).expect("both ends live");
        add();
        there.recv().expect("both ends live");
    });
    (Crossbeam, work)
}

/// Ours, beside `peers`.
fn row(name: &str, threads: usize, python: &str, ours: Work, peers: Vec<(Who, Work)>) -> Row {
    let works = [(Ours, ours)].into_iter().chain(peers).collect();
    let threads_in_words = if threads == 1 { "one thread".to_owned() } else { format!("{threads} threads at it") };
    Row { name: format!("`{name}`, {threads_in_words}"), python: format!("{python} {threads}"), works }
}

pub fn rows() -> Vec<Row> {
    let lock = |threads| {
        let ours = guarded(threads, Lock::new(), |lock, add| {
            let _with = lock.hold();
            add();
        });
        row("Lock", threads, "lock", ours, mutexes(threads))
    };
    let py_mutex = |threads| {
        let ours = guarded(threads, PyMutex::new(), |lock, add| {
            let _with = lock.hold();
            add();
        });
        row("PyMutex", threads, "lock", ours, mutexes(threads))
    };
    let rlock = |threads| {
        let ours = guarded(threads, RLock::new(), |lock, add| {
            let _with = lock.hold();
            add();
        });
        row("RLock", threads, "rlock", ours, vec![reentrant(threads)])
    };
    let py_rlock = |threads| {
        let ours = guarded(threads, PyRLock::new(), |lock, add| {
            let _with = lock.hold();
            add();
        });
        row("PyRLock", threads, "rlock", ours, vec![reentrant(threads)])
    };
    let semaphore = |threads| {
        let ours = guarded(threads, Semaphore::new(1), |permit, add| {
            permit.acquire();
            add();
            permit.release(1).expect("it was acquired");
        });
        row("Semaphore(1)", threads, "semaphore", ours, vec![permits(threads)])
    };
    let bounded = |threads| {
        let ours = guarded(threads, BoundedSemaphore::new(1), |permit, add| {
            permit.acquire();
            add();
            permit.release(1).expect("it was acquired");
        });
        row("BoundedSemaphore(1)", threads, "bounded", ours, vec![permits(threads)])
    };
    let kinds: [&dyn Fn(usize) -> Row; 6] = [&lock, &py_mutex, &rlock, &py_rlock, &semaphore, &bounded];
    kinds.iter().flat_map(|kind| [1, 2, 4].map(kind)).collect()
}
