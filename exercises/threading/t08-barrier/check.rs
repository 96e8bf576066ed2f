//! What t08 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::exercise::{Barrier, Broken};
use super::real;
use interleave::Model;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

/// One thread: where one is all, nobody waits.
#[test]
fn alone_it_is_the_last_to_come() {
    interleave::sequential(|| {
        let barrier = Barrier::new(1);
        for _ in 0..3 {
            assert_eq!(barrier.wait(), Ok(0));
        }
        assert!(!barrier.broken(), "nobody has called abort");
    });
}

/// One thread: nobody waits where it is broken already, and nobody goes on, even where one is all.
#[test]
fn who_comes_to_a_broken_barrier_gets_an_error() {
    interleave::sequential(|| {
        for parties in [2, 1] {
            let barrier = Barrier::new(parties);
            assert!(!barrier.broken(), "nobody has called abort");
            barrier.abort();
            for _ in 0..3 {
                assert_eq!(barrier.wait(), Err(Broken));
                assert!(barrier.broken(), "once broken it stays broken");
            }
            barrier.abort();
            assert!(barrier.broken(), "to break it twice is to break it");
        }
    });
}

/// Runs `body` on each of `threads` threads, this one included; `body` is told which of them it is. Returns what each returned.
fn on_threads<T, R>(shared: T, threads: usize, body: fn(&T, usize) -> R) -> Vec<R>
where
    T: Send + Sync + 'static,
    R: Send + 'static,
{
    let shared = Arc::new(shared);
    let others: Vec<_> = (1..threads)
        .map(|n| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || body(&shared, n))
        })
        .collect();
    let mine = body(&shared, 0);
    [mine].into_iter().chain(others.into_iter().map(|other| other.join().unwrap())).collect()
}

/// How many have come. Relaxed: a note that must order nothing, or it would do the barrier's work. Who asks adds nothing, which
/// is told the newest number; a plain load may be told an old one.
#[derive(Default)]
struct Count(AtomicUsize);

impl Count {
    fn one_more(&self) {
        self.0.fetch_add(1, Relaxed);
    }

    fn so_far(&self) -> usize {
        self.0.fetch_add(0, Relaxed)
    }
}

// ANCHOR: rounds
/// A comes, B comes → both go on → A is back before B has left → A waits for B.
///
/// Two threads, two rounds, up to 2 forced switches.
#[test]
fn in_each_round_nobody_goes_on_before_all_have_come() {
    Model::new().preemptions(2).run(|| {
        on_threads((Barrier::new(2), Count::default()), 2, |(barrier, came), _| {
            for round in 1..=2 {
                came.one_more();
                barrier.wait().unwrap();
                assert!(came.so_far() >= 2 * round, "somebody went on before all had come");
            }
        });
    });
}
// ANCHOR_END: rounds

/// A and B wait → C comes, and wakes both. Three threads, up to 1 forced switch.
#[test]
fn all_go_on_and_each_has_an_index_of_its_own() {
    Model::new().preemptions(1).run(|| {
        let mut indexes = on_threads(Barrier::new(3), 3, |barrier, _| barrier.wait().unwrap());
        indexes.sort_unstable();
        assert_eq!(indexes, [0, 1, 2]);
    });
}

/// Two threads, three rounds: what two rounds have left behind harms none that come later. Up to 1 forced switch.
#[test]
fn the_third_round_is_as_the_first() {
    Model::new().preemptions(1).run(|| {
        let indexes = on_threads((Barrier::new(2), Count::default()), 2, |(barrier, came), _| {
            [1, 2, 3].map(|round| {
                came.one_more();
                let index = barrier.wait().unwrap();
                assert!(came.so_far() >= 2 * round, "somebody went on before all had come");
                index
            })
        });
        for (one, other) in indexes[0].iter().zip(&indexes[1]) {
            assert_eq!([one.min(other), one.max(other)], [&0, &1]);
        }
    });
}

/// A plain value that one thread writes and another one reads.
#[derive(Default)]
struct Parcel(UnsafeCell<usize>);

// SAFETY: its writer has it before the barrier, its reader after. That the two are in order is what the test is about: the
// model stops at the first access for which they are not.
unsafe impl Sync for Parcel {}

/// A packs → A comes → B comes → both go on → B unpacks what A packed, and A what B packed.
///
/// Two threads, two rounds, up to 2 forced switches.
#[test]
fn what_each_did_before_the_others_see() {
    Model::new().preemptions(2).run(|| {
        let parcels: [[Parcel; 2]; 2] = Default::default();
        on_threads((Barrier::new(2), parcels), 2, |(barrier, parcels), n| {
            for round in parcels {
                // SAFETY: the other thread reads it only after the barrier (see `Sync`).
                round[n].0.with_mut(|parcel| unsafe { *parcel = 7 });
                barrier.wait().unwrap();
                // SAFETY: the other thread wrote it before the barrier (see `Sync`).
                assert_eq!(round[1 - n].0.with(|parcel| unsafe { *parcel }), 7);
            }
        });
    });
}

/// A waits → B breaks it → A gets an error, and so does B. Two threads, up to 3 forced switches.
#[test]
fn abort_wakes_who_waits() {
    interleave::model(|| {
        let ends = on_threads(Barrier::new(2), 2, |barrier, n| {
            if n == 1 {
                barrier.abort();
            }
            [barrier.wait(), barrier.wait()]
        });
        assert_eq!(ends, [[Err(Broken), Err(Broken)], [Err(Broken), Err(Broken)]], "B never came, so nobody may go on");
    });
}

/// A and B wait → C breaks it → both get an error. Three threads, up to 1 forced switch.
#[test]
fn abort_wakes_all_who_wait() {
    Model::new().preemptions(1).run(|| {
        let ends = on_threads(Barrier::new(3), 3, |barrier, n| {
            if n == 2 {
                barrier.abort();
                assert!(barrier.broken(), "this thread has just broken it");
                return Err(Broken);
            }
            barrier.wait()
        });
        assert_eq!(ends, [Err(Broken), Err(Broken), Err(Broken)], "C never came, so nobody may go on");
    });
}

/// A and B meet → C breaks it before both have left → whoever comes back gets an error, and nobody waits for ever.
///
/// Three threads, up to 1 forced switch. A `wait` that ends well says that both have come, in this round, too.
#[test]
fn it_stays_broken_though_some_were_leaving() {
    Model::new().preemptions(1).run(|| {
        on_threads((Barrier::new(2), Count::default()), 3, |(barrier, came), n| {
            if n == 2 {
                barrier.abort();
                assert!(barrier.broken(), "this thread has just broken it");
                return;
            }
            for round in 1..=2 {
                came.one_more();
                if barrier.wait().is_err() {
                    assert!(barrier.broken(), "once broken it stays broken");
                    return;
                }
                assert!(came.so_far() >= 2 * round, "somebody went on before all had come");
            }
        });
    });
}

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_meet_and_part() {
    use interleave::real::{
        sync::atomic::{AtomicUsize, Ordering::Relaxed},
        thread,
    };

    let (barrier, came) = (real::Barrier::new(3), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for round in 1..=200 {
                    // Relaxed: the barrier orders it.
                    came.fetch_add(1, Relaxed);
                    assert!(barrier.wait().is_ok_and(|index| index < 3));
                    assert!(came.load(Relaxed) >= 3 * round, "somebody went on before all had come");
                }
                // All have left the last round. Whoever counts last finds that it has no time for another one.
                if came.fetch_add(1, Relaxed) == 3 * 200 + 2 {
                    barrier.abort();
                }
                assert!(barrier.wait().is_err() && barrier.broken());
            });
        }
    });
}
