//! What t05 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::exercise::{BoundedSemaphore, ReleasedTooOften, Semaphore};
use super::real;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

/// One thread, no rival: a permit that is there is taken at once.
#[test]
fn a_permit_that_is_there_is_taken_at_once() {
    interleave::sequential(|| {
        let semaphore = Semaphore::new(2);
        semaphore.acquire();
        semaphore.acquire();
        semaphore.release();
        semaphore.acquire();
    });
}

/// One thread: a plain semaphore may have more permits than at first, a bounded one may not.
#[test]
fn a_release_too_many_is_refused_and_changes_nothing() {
    interleave::sequential(|| {
        let bounded = BoundedSemaphore::new(1);
        assert_eq!(bounded.release(), Err(ReleasedTooOften), "nobody had taken a permit");
        bounded.acquire();
        assert_eq!(bounded.release(), Ok(()), "the permit that was taken comes back");
        assert_eq!(bounded.release(), Err(ReleasedTooOften), "all permits were there");

        let plain = Semaphore::new(0);
        plain.release();
        plain.release();
        plain.acquire();
        plain.acquire();
    });
}

/// A acquires → B, which never had the permit, releases it → A acquires again. Two threads, no forced switch.
#[test]
fn anybody_may_give_a_permit_back() {
    interleave::Model::new().preemptions(0).run(|| {
        let semaphore = Arc::new(BoundedSemaphore::new(1));
        semaphore.acquire();
        let other = {
            let semaphore = Arc::clone(&semaphore);
            thread::spawn(move || semaphore.release())
        };
        assert_eq!(other.join().unwrap(), Ok(()), "a permit was taken, and it does not matter by whom");
        semaphore.acquire();
    });
}

/// Runs `body` on each of `threads` threads, this one included; `body` is told which of them it is.
fn on_threads<T: Send + Sync + 'static>(shared: T, threads: usize, body: fn(&T, usize)) {
    let shared = Arc::new(shared);
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

// ANCHOR: seats
/// How many threads are in.
#[derive(Default)]
struct Room(AtomicU32);

impl Room {
    /// Comes in with a permit, and looks who is there. Relaxed: a note that must order nothing, or it would do the semaphore's work.
    fn visit(&self, semaphore: &Semaphore, seats: u32) {
        semaphore.acquire();
        let others = self.0.fetch_add(1, Relaxed);
        assert!(others < seats, "more threads were in than there are permits");
        self.0.fetch_sub(1, Relaxed);
        semaphore.release();
    }
}

/// B waits → A releases, and B is woken → C comes first → B looks again, and sleeps until C leaves.
///
/// Three threads, since it takes one to wait, one to release, and one to come in between; up to 2 forced switches.
#[test]
fn no_more_threads_are_in_than_there_are_permits() {
    interleave::model(|| {
        on_threads((Semaphore::new(0), Room::default()), 3, |(semaphore, room), n| {
            if n == 0 { semaphore.release() } else { room.visit(semaphore, 1) }
        });
    });
}
// ANCHOR_END: seats

/// A and B are in → C waits → A leaves → C comes in. Three threads, up to 1 forced switch.
#[test]
fn two_permits_are_two_seats() {
    interleave::Model::new().preemptions(1).run(|| {
        on_threads((Semaphore::new(2), Room::default()), 3, |(semaphore, room), _| room.visit(semaphore, 2));
    });
}

/// A and C wait → B releases, and releases again before either has woken → both go on.
///
/// Three threads, up to 1 forced switch.
#[test]
fn each_permit_wakes_somebody() {
    interleave::Model::new().preemptions(1).run(|| {
        on_threads(Semaphore::new(0), 3, |semaphore, n| {
            if n == 1 {
                semaphore.release();
                semaphore.release();
            } else {
                semaphore.acquire();
            }
        });
    });
}

/// The same for a bounded one, whose two permits A has taken: B gives them back → A and C take one each, and no more.
///
/// Three threads, up to 1 forced switch.
#[test]
fn each_permit_of_a_bounded_one_wakes_somebody() {
    interleave::Model::new().preemptions(1).run(|| {
        let semaphore = Arc::new(BoundedSemaphore::new(2));
        semaphore.acquire();
        semaphore.acquire();
        on_threads(Arc::clone(&semaphore), 3, |semaphore, n| {
            if n == 1 {
                semaphore.release().unwrap();
                semaphore.release().unwrap();
            } else {
                semaphore.acquire();
            }
        });
        let released = [semaphore.release(), semaphore.release(), semaphore.release()];
        assert_eq!(released, [Ok(()), Ok(()), Err(ReleasedTooOften)], "two had acquired");
    });
}

/// A is in with the only permit of a bounded one → B waits → A leaves → B comes in. Two threads, up to 3 forced switches.
#[test]
fn no_more_threads_are_in_than_a_bounded_one_has_permits() {
    interleave::model(|| {
        on_threads((BoundedSemaphore::new(1), Room::default()), 2, |(semaphore, room), _| {
            semaphore.acquire();
            let others = room.0.fetch_add(1, Relaxed);
            assert_eq!(others, 0, "more threads were in than there are permits");
            room.0.fetch_sub(1, Relaxed);
            assert_eq!(
                semaphore.release(),
                Ok(()),
                "two threads took one permit, so the second could not give it back"
            );
        });
    });
}

/// A plain value that the semaphore hands over.
#[derive(Default)]
struct Parcel(UnsafeCell<u32>);

// SAFETY: A touches it before it releases, B after it has acquired. That these two are in order is what the test is
// about: the model stops at the first access for which they are not.
unsafe impl Sync for Parcel {}

/// A packs → A releases → B acquires → B unpacks. Two threads, up to 3 forced switches.
#[test]
fn who_gets_the_permit_sees_what_was_done_before() {
    interleave::model(|| {
        on_threads((Semaphore::new(0), Parcel::default()), 2, |(semaphore, parcel), n| {
            if n == 0 {
                // SAFETY: B waits for the release below (see `Sync`).
                parcel.0.with_mut(|parcel| unsafe { *parcel = 7 });
                semaphore.release();
            } else {
                semaphore.acquire();
                // SAFETY: A has released after its last access (see `Sync`).
                assert_eq!(parcel.0.with(|parcel| unsafe { *parcel }), 7);
            }
        });
    });
}

/// The same for a bounded one, whose permit was taken before. Two threads, up to 3 forced switches.
#[test]
fn who_gets_the_permit_of_a_bounded_one_sees_what_was_done_before() {
    interleave::model(|| {
        let semaphore = BoundedSemaphore::new(1);
        semaphore.acquire();
        on_threads((semaphore, Parcel::default()), 2, |(semaphore, parcel), n| {
            if n == 0 {
                // SAFETY: B waits for the release below (see `Sync`).
                parcel.0.with_mut(|parcel| unsafe { *parcel = 7 });
                semaphore.release().unwrap();
            } else {
                semaphore.acquire();
                // SAFETY: A has released after its last access (see `Sync`).
                assert_eq!(parcel.0.with(|parcel| unsafe { *parcel }), 7);
            }
        });
    });
}

/// A looks, and there is room → B looks, and there is room → one permit comes back, not two.
///
/// Two threads, up to 3 forced switches.
#[test]
fn of_two_releases_for_one_permit_one_is_refused() {
    interleave::model(|| {
        let semaphore = Arc::new(BoundedSemaphore::new(1));
        semaphore.acquire();
        let other = {
            let semaphore = Arc::clone(&semaphore);
            thread::spawn(move || semaphore.release().is_ok())
        };
        let mine = semaphore.release().is_ok();
        let theirs = other.join().unwrap();
        assert!(mine || theirs, "a permit was taken, and nobody could give it back");
        assert!(!(mine && theirs), "one permit was taken, and two came back");
    });
}

/// A begins to release, and there is no room → B takes the only permit, and then another one → nobody gave it that one.
///
/// Two threads, up to 2 forced switches.
#[test]
fn a_release_that_is_refused_lends_nothing() {
    interleave::Model::new().preemptions(2).run(|| {
        let (semaphore, both) = (Arc::new(BoundedSemaphore::new(1)), Arc::new(AtomicU32::new(0)));
        let other = {
            let (semaphore, both) = (Arc::clone(&semaphore), Arc::clone(&both));
            thread::spawn(move || {
                semaphore.acquire();
                semaphore.acquire();
                // Relaxed, here and below: a note, which orders nothing.
                both.fetch_add(1, Relaxed);
                let _ = (semaphore.release(), semaphore.release());
            })
        };
        // It is refused until B has the permit. Then B has the second one.
        while semaphore.release().is_err() {
            assert_eq!(both.fetch_add(0, Relaxed), 0, "a release was refused, and yet another thread got its permit");
            thread::yield_now();
        }
        other.join().unwrap();
    });
}

/// A has the only permit for a long time → B waits, and does nothing meanwhile → A releases → B goes on.
///
/// Two threads, no forced switch. A lets B run two hundred times. Who sleeps does not take that offer; who looks again and again goes
/// round and round, and uses up the steps that a schedule may have here.
#[test]
fn who_has_to_wait_sleeps() {
    let model = interleave::Model::new().preemptions(0).steps(300);
    model.clone().run(|| {
        let semaphore = Semaphore::new(1);
        semaphore.acquire();
        on_threads(semaphore, 2, |semaphore, n| {
            if n == 0 {
                (0..200).for_each(|_| thread::yield_now());
                semaphore.release();
            } else {
                semaphore.acquire();
            }
        });
    });
    model.run(|| {
        let semaphore = BoundedSemaphore::new(1);
        semaphore.acquire();
        on_threads(semaphore, 2, |semaphore, n| {
            if n == 0 {
                (0..200).for_each(|_| thread::yield_now());
                semaphore.release().unwrap();
            } else {
                semaphore.acquire();
            }
        });
    });
}

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_share_three_seats() {
    use interleave::real::{
        sync::atomic::{AtomicU32, Ordering::Relaxed},
        thread,
    };

    let (semaphore, bounded) = (real::Semaphore::new(3), real::BoundedSemaphore::new(3));
    let inside = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                for _ in 0..1_000 {
                    semaphore.acquire();
                    bounded.acquire();
                    // Relaxed: it is a count, and orders nothing.
                    assert!(inside.fetch_add(1, Relaxed) < 3, "more threads were in than there are permits");
                    inside.fetch_sub(1, Relaxed);
                    bounded.release().unwrap();
                    semaphore.release();
                }
            });
        }
    });
}
