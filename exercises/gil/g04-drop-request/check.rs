//! What g04 must keep true. Reading it is no cheating; the grader uses its own copy.
//!
//! What it does not see: a request that is lost before the holder looks. Who still waits asks again an interval later, so that
//! shows in time only. (It is lost, for instance, if the one that takes the GIL clears the request after it has let the mutex go.)

use super::exercise::{Gil, Held};
use super::real;
use interleave::Model;
use interleave::real::sync::atomic as real_atomic;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// In a model a minute costs nothing: a wait is over at once, or after others ran, and then the clock has gone on.
const INTERVAL: Duration = Duration::from_secs(60);

/// One thread, no rival: nobody asks, and what was let go can be acquired again.
#[test]
fn a_poll_that_nobody_asked_for_keeps_the_gil() {
    interleave::sequential(|| {
        let gil = Gil::with_interval(INTERVAL);
        for _ in 0..2 {
            let mut held = gil.acquire();
            assert!(!held.poll(), "`poll` says that somebody asked, and there is nobody else");
            // Of the model, so nobody sleeps: its clock goes on by a minute.
            thread::sleep(INTERVAL);
            assert!(!held.poll(), "an interval has passed, but nobody has waited for it, so nobody can have asked");
        }
    });
}

/// What the GIL protects.
struct Python {
    gil: Gil,
    /// How many threads are inside. Relaxed, here and below: these notes must order nothing, or they would do the lock's work.
    inside: AtomicU32,
    /// How many turns the others have had.
    turns: AtomicU32,
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
            turns: AtomicU32::new(0),
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
}

/// Starts a thread that acquires the GIL once and has `body` run then.
fn one_turn(python: &Arc<Python>, body: fn(&Python)) -> thread::JoinHandle<()> {
    let python = Arc::clone(python);
    thread::spawn(move || {
        let _held = python.gil.acquire();
        body(&python);
        python.turns.fetch_add(1, Relaxed);
    })
}

/// The first of `threads` threads holds the GIL, steps, polls, and steps; each of the others steps once.
fn one_polls(threads: u32) {
    let python = Python::new();
    let mut held = python.gil.acquire();
    let others: Vec<_> = (1..threads).map(|_| one_turn(&python, Python::step)).collect();
    python.step();
    held.poll();
    python.step();
    drop(held);
    for other in others {
        other.join().unwrap();
    }
}

/// B waits → B's time is up → B asks → A polls and lets go → B steps, alone → A steps, alone.
///
/// Two threads, up to 3 forced switches.
#[test]
fn at_most_one_thread_holds_the_gil() {
    interleave::model(|| one_polls(2));
}

/// B and C wait → A lets go, and one of them is woken → the other is not forgotten.
///
/// Three threads, up to 1 forced switch: their time-outs multiply.
#[test]
fn everybody_who_waits_has_a_turn() {
    Model::new().preemptions(1).run(|| one_polls(3));
}

/// A counts → A polls and lets go → B reads A's count, and counts → A reads B's.
///
/// Two threads, up to 2 forced switches.
#[test]
fn the_next_holder_sees_what_the_last_one_did() {
    Model::new().preemptions(2).run(|| {
        let python = Python::new();
        let mut held = python.gil.acquire();
        let other = one_turn(&python, Python::incref);
        python.incref();
        held.poll();
        python.incref();
        drop(held);
        other.join().unwrap();
    });
}

/// Polls until somebody has asked, or has had a turn, and lets others run in between.
fn poll_until_asked(python: &Python, held: &mut Held) {
    // Ten are more than enough: each time a waiter runs, and its clock goes on by a second, two, four …
    let asked = (0..10).any(|_| {
        let asked = held.poll() || python.turns.load(Relaxed) > 0;
        if !asked {
            thread::yield_now();
        }
        asked
    });
    assert!(asked, "polled ten times while another thread waited, and was never asked");
}

/// A holds and never blocks → B's time is up → B asks → A polls. Twice: if A gets the GIL back before B has woken, B asks again.
///
/// Two threads, up to 1 forced switch: that A polls often makes many schedules.
#[test]
fn a_thread_that_never_blocks_is_asked() {
    Model::new().preemptions(1).run(|| {
        let python = Python::new();
        let mut held = python.gil.acquire();
        let other = one_turn(&python, |_| ());
        poll_until_asked(&python, &mut held);
        poll_until_asked(&python, &mut held);
        drop(held);
        other.join().unwrap();
    });
}

/// B waits → A polls → B has a turn within that poll, or none: exactly if A was asked, and let go.
///
/// Two threads, up to 2 forced switches. That a poll *may* give B its turn is looked for in all schedules together, since in some
/// of them A is faster and gets the GIL back.
#[test]
fn whoever_was_asked_lets_go() {
    // Of the real std: it outlives the schedules. Relaxed: one real thread runs a model.
    let gave_a_turn = Arc::new(real_atomic::AtomicBool::new(false));
    let seen = Arc::clone(&gave_a_turn);
    Model::new().preemptions(2).run(move || {
        let python = Python::new();
        let mut held = python.gil.acquire();
        let other = one_turn(&python, |_| ());
        thread::yield_now();
        let asked = held.poll();
        let had_a_turn = python.turns.load(Relaxed) > 0;
        assert!(asked || !had_a_turn, "`poll` says that nobody asked, and yet it let go");
        if had_a_turn {
            seen.store(true, Relaxed);
        }
        drop(held);
        other.join().unwrap();
    });
    let gave_a_turn = gave_a_turn.load(Relaxed);
    assert!(gave_a_turn, "in no schedule did a poll give the other thread a turn: who is asked does not let go");
}

/// A holds → B asks A → A lets go → B holds, and nobody else is there → B polls: nobody has asked B.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_request_ends_with_the_turn() {
    interleave::model(|| {
        let python = Python::new();
        let held = python.gil.acquire();
        let other = {
            let python = Arc::clone(&python);
            thread::spawn(move || {
                let asked = python.gil.acquire().poll();
                assert!(!asked, "it was asked to let go, and nobody waits: the request was for the holder before");
            })
        };
        drop(held);
        other.join().unwrap();
    });
}

/// B waits → A polls: no time has passed → A lets B run → a minute has passed → B asks → A polls.
///
/// Two threads, up to 1 forced switch, and no time-out that comes early. The clock is the model's: it goes on by as much as B was told
/// to wait.
#[test]
fn nobody_asks_before_the_interval_has_passed() {
    Model::new().early_returns(0).preemptions(1).run(|| {
        let python = Python::new();
        let mut held = python.gil.acquire();
        let other = {
            let python = Arc::clone(&python);
            thread::spawn(move || {
                let start = Instant::now();
                let _held = python.gil.acquire();
                start.elapsed()
            })
        };
        assert!(!held.poll(), "it was asked, and no time has passed");
        thread::yield_now();
        let asked = held.poll();
        drop(held);
        let waited = other.join().unwrap();
        assert!(!asked || waited >= INTERVAL, "it was asked after {waited:?}, and the interval is {INTERVAL:?}");
    });
}

/// B and C wait → A lets go → B takes the GIL → C's time is up, and only a part of it was B's → B polls: nobody has asked B.
///
/// Three threads, up to 1 forced switch, and no time-out that comes early. So C can be waiting when B's turn begins, and its time
/// be up before B polls; but a second time cannot be up within B's turn.
#[test]
fn a_switch_starts_the_clock_again() {
    Model::new().early_returns(0).preemptions(1).run(|| {
        let gil = Arc::new(Gil::with_interval(INTERVAL));
        let held = gil.acquire();
        let [b, c] = [true, false].map(|polls| {
            let gil = Arc::clone(&gil);
            thread::spawn(move || {
                let mut held = gil.acquire();
                let asked = polls && held.poll();
                assert!(!asked, "it was asked to let go, and has not held the GIL for an interval");
            })
        });
        // So that both wait.
        thread::yield_now();
        drop(held);
        b.join().unwrap();
        c.join().unwrap();
    });
}

/// B asks for one GIL → A, who holds both, polls the other one: nobody has asked for that one.
///
/// Two threads, up to 1 forced switch.
#[test]
fn two_gils_know_nothing_of_each_other() {
    Model::new().preemptions(1).run(|| {
        let (python, own) = (Python::new(), Gil::with_interval(INTERVAL));
        let (held, mut held_too) = (python.gil.acquire(), own.acquire());
        let other = one_turn(&python, |_| ());
        thread::yield_now();
        assert!(!held_too.poll(), "somebody asked for one GIL, and the holder of another one was asked to let go");
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
                    let mut held = gil.acquire();
                    // So that others come, and must wait.
                    thread::yield_now();
                    assert!(!held.poll(), "somebody asked, and the interval is an hour");
                }
            });
        }
    });
}

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_lose_no_step() {
    use interleave::real::thread;
    use real_atomic::AtomicU32;

    // Short, so that there are many requests.
    let (gil, steps) = (real::Gil::with_interval(Duration::from_micros(1)), AtomicU32::new(0));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut held = gil.acquire();
                for _ in 0..1_000 {
                    // Relaxed: the GIL orders the two. That they are two is the point, as in `refcount += 1`.
                    steps.store(steps.load(Relaxed) + 1, Relaxed);
                    held.poll();
                }
            });
        }
    });
    assert_eq!(steps.into_inner(), 4_000, "two threads were inside at once, and a step was lost");
}
