//! What g06 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::exercise::{Gil, Held};
use super::real;
use interleave::Model;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

/// In a model a minute costs nothing: a wait is over at once, or after others ran, and then the clock has gone on.
const INTERVAL: Duration = Duration::from_secs(60);

/// One thread, no rival: nobody asks, and so nobody is waited for.
#[test]
fn a_thread_alone_waits_for_nobody() {
    interleave::sequential(|| {
        let gil = Gil::with_interval(INTERVAL);
        for _ in 0..2 {
            let mut held = gil.acquire();
            for _ in 0..2 {
                assert!(!held.poll(), "`poll` says that somebody asked, and there is nobody else");
            }
        }
    });
}

/// What the GIL protects.
struct Python {
    gil: Gil,
    /// How many threads are inside. Relaxed, here and below: these notes must order nothing, or they would do the lock's work.
    inside: AtomicU32,
    /// Who held the GIL last. The first thread, 0, begins.
    last: AtomicU32,
    /// A plain count. The model rejects two accesses that nothing orders.
    refcount: UnsafeCell<u32>,
}

// SAFETY: `refcount` is touched by the holder of `gil` only. That this is so is what these tests are about: the model
// stops at the first access for which it is not.
unsafe impl Sync for Python {}

impl Python {
    fn new() -> Arc<Self> {
        Arc::new(Python {
            gil: Gil::with_interval(INTERVAL),
            inside: AtomicU32::new(0),
            last: AtomicU32::new(0),
            refcount: UnsafeCell::new(0),
        })
    }

    /// Runs while this thread should hold the GIL, and notices company.
    fn step(&self) {
        let others = self.inside.fetch_add(1, Relaxed);
        assert_eq!(others, 0, "two threads held the GIL at the same time");
        self.inside.fetch_sub(1, Relaxed);
    }

    /// Counts, as CPython does: without any atomic operation.
    fn incref(&self) {
        // SAFETY: the caller holds the GIL (see `Sync`).
        self.refcount.with_mut(|count| unsafe { *count += 1 });
    }

    /// Thread `me` polls, and looks who held the GIL meanwhile.
    fn poll(&self, held: &mut Held, me: u32) -> bool {
        let asked = held.poll();
        let last = self.last.swap(me, Relaxed);
        assert!(!asked || last != me, "it was asked, let go, and got the GIL back before anybody else");
        assert!(asked || last == me, "`poll` says that nobody asked, and yet it let go");
        asked
    }
}

/// Starts thread number `me`, which acquires the GIL and has `body` run then.
fn one_turn(python: &Arc<Python>, me: u32, body: fn(&Python, &mut Held, u32)) -> thread::JoinHandle<()> {
    let python = Arc::clone(python);
    thread::spawn(move || {
        let mut held = python.gil.acquire();
        python.last.store(me, Relaxed);
        body(&python, &mut held, me);
    })
}

/// B waits → B's time is up → B asks → A polls and lets go → A waits for B to take the GIL → A waits for its turn, and may ask B.
///
/// Two threads, up to 2 forced switches.
#[test]
fn who_was_asked_is_not_the_next() {
    Model::new().preemptions(2).run(|| {
        let python = Python::new();
        let mut held = python.gil.acquire();
        let other = one_turn(&python, 1, |python, held, me| {
            python.poll(held, me);
        });
        // So that B waits.
        thread::yield_now();
        python.poll(&mut held, 0);
        drop(held);
        other.join().unwrap();
    });
}

/// B holds another GIL, and waits for this one → B asks → A polls and lets go → A waits for B to take this one → A may ask → B lets go,
/// and polls the other GIL: nobody asked for that.
///
/// Two threads, up to 1 forced switch.
#[test]
fn two_gils_have_nothing_in_common() {
    Model::new().preemptions(1).run(|| {
        let (python, another) = (Python::new(), Gil::with_interval(INTERVAL));
        let mut held = python.gil.acquire();
        let theirs = Arc::clone(&python);
        let other = thread::spawn(move || {
            let mut held_too = another.acquire();
            let held = theirs.gil.acquire();
            theirs.last.store(1, Relaxed);
            drop(held);
            assert!(!held_too.poll(), "it lets go of a GIL for which nobody waits: somebody asked for another one");
        });
        // So that B waits.
        thread::yield_now();
        python.poll(&mut held, 0);
        drop(held);
        other.join().unwrap();
    });
}

/// B and C wait → one of them asks → A polls and lets go → A waits for either to take the GIL. B, too, polls and may be asked, maybe
/// before A has woken.
///
/// Three threads, up to 1 forced switch: their time-outs multiply.
#[test]
fn whoever_takes_the_gil_will_do() {
    Model::new().preemptions(1).run(|| {
        let python = Python::new();
        let mut held = python.gil.acquire();
        let others = [
            one_turn(&python, 1, |python, held, me| {
                python.poll(held, me);
                python.step();
            }),
            one_turn(&python, 2, |python, _, _| python.step()),
        ];
        python.poll(&mut held, 0);
        python.step();
        drop(held);
        for other in others {
            other.join().unwrap();
        }
    });
}

/// A counts → A polls and lets go → B reads A's count, and counts → A reads B's.
///
/// Two threads, up to 2 forced switches.
#[test]
fn the_next_holder_sees_what_the_last_one_did() {
    Model::new().preemptions(2).run(|| {
        let python = Python::new();
        let mut held = python.gil.acquire();
        let other = one_turn(&python, 1, |python, _, _| python.incref());
        python.incref();
        held.poll();
        python.incref();
        drop(held);
        other.join().unwrap();
    });
}

/// A lets go, asked or not → B takes the GIL → nobody has asked B → B polls, lets go, and waits for nobody → A may come again.
///
/// Two threads, up to 3 forced switches.
#[test]
fn who_was_not_asked_waits_for_nobody() {
    interleave::model(|| {
        let python = Python::new();
        let held = python.gil.acquire();
        let other = one_turn(&python, 1, |_, held, _| {
            assert!(!held.poll(), "it was asked to let go, and nobody waits: the request was for the holder before");
        });
        drop(held);
        other.join().unwrap();
        drop(python.gil.acquire());
    });
}

/// A holds → B waits, and no time has passed → A polls: nobody has asked. It is not enough that somebody waits.
///
/// Two threads, up to 1 forced switch, and no time-out that comes early.
#[test]
fn nobody_asks_before_the_interval_has_passed() {
    Model::new().early_returns(0).preemptions(1).run(|| {
        let python = Python::new();
        let mut held = python.gil.acquire();
        let other = one_turn(&python, 1, |_, _, _| ());
        assert!(!held.poll(), "it let go, and nobody can have asked: no time has passed");
        drop(held);
        other.join().unwrap();
    });
}

/// Polls until somebody has asked, and lets others run in between.
fn poll_until_asked(python: &Python, held: &mut Held, me: u32) {
    // Ten are more than enough: each time a waiter runs, and its clock goes on by a second, two, four …
    let asked = (0..10).any(|_| {
        let asked = python.poll(held, me);
        if !asked {
            thread::yield_now();
        }
        asked
    });
    assert!(asked, "polled ten times while another thread waited, and was never asked");
}

/// A polls until B asks → A lets go → B takes the GIL and never blocks → A's time is up → A asks → B polls and lets go.
///
/// Two threads, and no forced switch: that both poll often makes many schedules.
#[test]
fn who_let_go_asks_for_its_next_turn() {
    Model::new().preemptions(0).run(|| {
        let python = Python::new();
        let mut held = python.gil.acquire();
        let other = one_turn(&python, 1, poll_until_asked);
        poll_until_asked(&python, &mut held, 0);
        drop(held);
        other.join().unwrap();
    });
}

/// On the real std: in a model a wait may end at any time, and who was never woken comes through, too.
#[test]
fn who_waits_is_woken_and_need_not_ask() {
    use interleave::real::thread;

    let gil = real::Gil::with_interval(Duration::from_secs(3600));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    // If this test hangs, then here: who let go has told nobody, and this thread sleeps for an hour.
                    let held = gil.acquire();
                    // So that others come, and must wait.
                    thread::yield_now();
                    drop(held);
                }
            });
        }
    });
}

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_take_turns() {
    use interleave::real::{sync::atomic::AtomicU32, thread};

    // Short, so that there are many requests.
    let gil = real::Gil::with_interval(Duration::from_micros(1));
    let (steps, last) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        for me in 0..4 {
            let (gil, steps, last) = (&gil, &steps, &last);
            scope.spawn(move || {
                let mut held = gil.acquire();
                last.store(me, Relaxed);
                for _ in 0..1_000 {
                    // Relaxed: the GIL orders them. That they are two is the point, as in `refcount += 1`.
                    steps.store(steps.load(Relaxed) + 1, Relaxed);
                    let asked = held.poll();
                    let last = last.swap(me, Relaxed);
                    assert!(!asked || last != me, "it was asked, let go, and got the GIL back before anybody else");
                }
            });
        }
    });
    assert_eq!(steps.into_inner(), 4_000, "two threads were inside at once, and a step was lost");
}
