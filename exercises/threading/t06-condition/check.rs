//! What t06 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::exercise::{Condition, NotOwner, RLock};
use super::real;
use interleave::Model;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

/// One thread: three times in is three times out, and each lock counts for itself.
#[test]
fn as_many_releases_as_acquires() {
    interleave::sequential(|| {
        let (lock, other) = (RLock::default(), RLock::default());
        for _ in 0..2 {
            (0..3).for_each(|_| lock.acquire());
            assert_eq!(other.release(), Err(NotOwner), "another lock was acquired, not this one");
            for _ in 0..3 {
                assert_eq!(lock.release(), Ok(()), "it was acquired three times");
            }
            assert_eq!(lock.release(), Err(NotOwner), "that was one release too many");
        }
        lock.acquire();
        other.acquire();
        assert_eq!(other.release(), Ok(()), "it was acquired once");
        assert_eq!(other.release(), Err(NotOwner), "the level of one lock is not that of another");
        assert_eq!(lock.release(), Ok(()), "it was acquired once, before the other one");
    });
}

/// One thread that holds nothing.
#[test]
fn without_the_lock_there_is_no_wait_and_no_notify() {
    interleave::sequential(|| {
        let condition = Condition::default();
        assert_eq!(condition.notify(), Err(NotOwner));
        assert_eq!(condition.notify_all(), Err(NotOwner));
        assert_eq!(condition.wait(), Err(NotOwner));
        condition.lock().acquire();
        assert_eq!((condition.notify(), condition.notify_all()), (Ok(()), Ok(())), "nobody waits, which is no error");
        assert_eq!(condition.lock().release(), Ok(()));
    });
}

/// A is in twice → B tries everything, and is told that it may not → A is in twice. Two threads, up to 3 forced switches.
#[test]
fn a_stranger_is_refused_and_changes_nothing() {
    interleave::model(|| {
        let condition = Arc::new(Condition::default());
        condition.lock().acquire();
        condition.lock().acquire();
        let stranger = {
            let condition = Arc::clone(&condition);
            thread::spawn(move || {
                [condition.lock().release(), condition.notify(), condition.notify_all(), condition.wait()]
            })
        };
        assert_eq!(stranger.join().unwrap(), [Err(NotOwner), Err(NotOwner), Err(NotOwner), Err(NotOwner)]);
        let released = [(); 3].map(|()| condition.lock().release());
        assert_eq!(released, [Ok(()), Ok(()), Err(NotOwner)], "the owner was in twice");
    });
}

/// How many threads are in.
#[derive(Default)]
struct Room(AtomicU32);

impl Room {
    /// Comes in, and looks who is there. Relaxed: a note that must order nothing, or it would do the lock's work.
    fn visit(&self) {
        let others = self.0.fetch_add(1, Relaxed);
        assert_eq!(others, 0, "two threads were in at the same time");
        self.0.fetch_sub(1, Relaxed);
    }
}

/// What the lock guards. Relaxed: it is the lock that must order it.
#[derive(Default)]
struct Shared {
    condition: Condition,
    room: Room,
    ready: AtomicU32,
    items: AtomicU32,
}

/// Runs `body` on each of `threads` threads, this one included; `body` is told which of them it is.
fn on_threads<T: Default + Send + Sync + 'static>(threads: usize, body: fn(&T, usize)) {
    let shared = Arc::new(T::default());
    let others: Vec<_> = (1..threads)
        .map(|n| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || body(&shared, n))
        })
        .collect();
    body(&shared, 0);
    for other in others {
        other.join().unwrap();
    }
}

/// One level up. An error here says that another thread has come in, which should have waited.
#[track_caller]
fn leave(lock: &RLock) {
    assert_eq!(lock.release(), Ok(()), "this thread was the owner, and nobody else may be");
}

/// A is in twice → A leaves once → B must wait → A leaves → B comes in. Two threads, up to 3 forced switches.
#[test]
fn who_has_left_once_of_two_times_is_still_in() {
    interleave::model(|| {
        on_threads(2, |(lock, room): &(RLock, Room), _| {
            lock.acquire();
            lock.acquire();
            leave(lock);
            room.visit();
            leave(lock);
        });
    });
}

/// A leaves → B is woken → C comes first → B looks again, and sleeps until C leaves.
///
/// Three threads, since it takes one to wait, one to leave, and one to come in between; up to 1 forced switch.
#[test]
fn one_thread_at_a_time_is_the_owner() {
    Model::new().preemptions(1).run(|| {
        on_threads(3, |(lock, room): &(RLock, Room), _| {
            lock.acquire();
            room.visit();
            leave(lock);
        });
    });
}

/// A plain value.
#[derive(Default)]
struct Parcel(UnsafeCell<u32>);

// SAFETY: only the owner of the lock touches it. That this is so is what the tests are about: the model stops at the first
// access for which it is not.
unsafe impl Sync for Parcel {}

/// A counts → A leaves → B comes in → B counts on. Two threads, up to 3 forced switches.
#[test]
fn the_next_owner_sees_what_the_last_one_did() {
    interleave::model(|| {
        on_threads(2, |(lock, parcel): &(RLock, Parcel), _| {
            lock.acquire();
            // SAFETY: this thread owns the lock (see `Sync`).
            parcel.0.with_mut(|count| unsafe { *count += 1 });
            leave(lock);
        });
    });
}

/// A looks, and it is not ready → A waits → B makes it ready, and notifies → A looks again.
///
/// Two threads, up to 3 forced switches: also between the moment at which A lets go and the one at which it sleeps.
#[test]
fn who_waits_misses_no_notify() {
    interleave::model(|| {
        on_threads(2, |(condition, ready): &(Condition, Parcel), n| {
            condition.lock().acquire();
            if n == 0 {
                // SAFETY: this thread owns the lock (see `Sync`), here and below.
                while ready.0.with(|ready| unsafe { *ready }) == 0 {
                    condition.wait().unwrap();
                }
            } else {
                // SAFETY: as above.
                ready.0.with_mut(|ready| unsafe { *ready = 1 });
                condition.notify().unwrap();
            }
            leave(condition.lock());
        });
    });
}

/// A notifies nobody → A waits, and B comes and goes → B comes again, and notifies → A goes on, and not before.
///
/// Two threads, up to 2 forced switches. In this test no `Condvar` wakes for no reason: a wait that ends has been notified.
#[test]
fn only_a_notify_that_comes_later_ends_a_wait() {
    Model::new().early_returns(0).preemptions(2).run(|| {
        let shared = Arc::new(Shared::default());
        // Before there is a B: it can come in only once A waits.
        shared.condition.lock().acquire();
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                shared.condition.lock().acquire();
                leave(shared.condition.lock());
                shared.condition.lock().acquire();
                shared.ready.store(1, Relaxed);
                shared.condition.notify().unwrap();
                leave(shared.condition.lock());
            })
        };
        shared.condition.notify().unwrap();
        shared.condition.notify_all().unwrap();
        shared.condition.wait().unwrap();
        assert_eq!(shared.ready.load(Relaxed), 1, "the wait ended, and nobody had notified since it began");
        leave(shared.condition.lock());
        other.join().unwrap();
    });
}

// ANCHOR: levels
/// A is in twice → A waits, and B comes in → B notifies, and leaves → A is in twice again.
///
/// Two threads, up to 2 forced switches.
#[test]
fn wait_gives_back_every_level_and_takes_as_many() {
    Model::new().preemptions(2).run(|| {
        let shared = Arc::new(Shared::default());
        let lock = shared.condition.lock();
        lock.acquire();
        lock.acquire();
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                shared.condition.lock().acquire();
                shared.ready.store(1, Relaxed);
                shared.condition.notify().unwrap();
                shared.room.visit();
                leave(shared.condition.lock());
            })
        };
        while shared.ready.load(Relaxed) == 0 {
            shared.condition.wait().unwrap();
        }
        shared.room.visit();
        let released = [lock.release(), lock.release(), lock.release()];
        assert_eq!(released, [Ok(()), Ok(()), Err(NotOwner)], "A was in twice before it waited");
        other.join().unwrap();
    });
}
// ANCHOR_END: levels

/// A and B wait → C notifies, and notifies again before either has woken → both go on.
///
/// Three threads, up to 1 forced switch; here no `Condvar` wakes for no reason.
#[test]
fn two_notifies_wake_two() {
    Model::new().early_returns(0).preemptions(1).run(|| {
        on_threads(3, |shared: &Shared, n| {
            shared.condition.lock().acquire();
            if n == 2 {
                shared.items.store(2, Relaxed);
                shared.condition.notify().unwrap();
                shared.condition.notify().unwrap();
            } else {
                while shared.items.load(Relaxed) == 0 {
                    shared.condition.wait().unwrap();
                }
                shared.items.fetch_sub(1, Relaxed);
            }
            leave(shared.condition.lock());
        });
    });
}

/// A and B wait → C makes it ready, and notifies all → both go on. Three threads, no forced switch.
#[test]
fn notify_all_wakes_all() {
    Model::new().preemptions(0).run(|| {
        on_threads(3, |shared: &Shared, n| {
            shared.condition.lock().acquire();
            if n == 2 {
                shared.ready.store(1, Relaxed);
                shared.condition.notify_all().unwrap();
            }
            while shared.ready.load(Relaxed) == 0 {
                shared.condition.wait().unwrap();
            }
            leave(shared.condition.lock());
        });
    });
}

/// B waits → A makes it ready, and notifies all → C comes, and waits for B → B goes on, and tells C.
///
/// Three threads, up to 1 forced switch. C comes after A's notify, and must not take B's wake-up away.
#[test]
fn a_notify_is_for_those_who_wait_already() {
    Model::new().preemptions(1).run(|| {
        on_threads(3, |shared: &Shared, n| {
            shared.condition.lock().acquire();
            while (shared.ready.load(Relaxed) as usize) < n {
                shared.condition.wait().unwrap();
            }
            shared.ready.store(n as u32 + 1, Relaxed);
            shared.condition.notify_all().unwrap();
            leave(shared.condition.lock());
        });
    });
}

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_take_turns() {
    use interleave::real::{
        sync::atomic::{AtomicUsize, Ordering::Relaxed},
        thread,
    };

    const THREADS: usize = 3;
    let (condition, turn) = (real::Condition::default(), AtomicUsize::new(0));
    thread::scope(|scope| {
        for n in 0..THREADS {
            let (condition, turn) = (&condition, &turn);
            scope.spawn(move || {
                for _ in 0..200 {
                    condition.lock().acquire();
                    condition.lock().acquire();
                    // Relaxed, here and below: the lock orders it.
                    while turn.load(Relaxed) % THREADS != n {
                        condition.wait().unwrap();
                    }
                    // Two steps, so that a second owner would lose one.
                    turn.store(turn.load(Relaxed) + 1, Relaxed);
                    condition.notify_all().unwrap();
                    condition.lock().release().unwrap();
                    condition.lock().release().unwrap();
                }
            });
        }
    });
    assert_eq!(turn.into_inner(), THREADS * 200, "two threads were in at once, and a turn was lost");
}
