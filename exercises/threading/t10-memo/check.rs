//! What t10 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::exercise::Memo;
use super::real;
use interleave::Model;
use interleave::real::cell::Cell;
use interleave::real::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use interleave::real::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, mpsc};
use std::thread;

/// A key. All have the same hash, so a lock for each group of keys would be one for all, and a schedule does not depend on the hasher.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key(u64);

impl Hash for Key {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A memo, and how often something was computed.
struct Counted {
    memo: Memo<Key, u64>,
    /// Real: it must not be a step of the model, which would order others.
    computed: AtomicUsize,
}

impl Counted {
    fn new() -> Self {
        Counted { memo: Memo::default(), computed: AtomicUsize::new(0) }
    }

    fn get(&self, key: u64, compute: impl FnOnce() -> u64) -> u64 {
        self.memo.get(Key(key), || {
            // Relaxed, here and below: a count, which orders nothing.
            self.computed.fetch_add(1, Relaxed);
            compute()
        })
    }

    fn fib(&self, n: u64) -> u64 {
        self.get(n, || if n < 2 { n } else { self.fib(n - 1) + self.fib(n - 2) })
    }

    fn computed(&self) -> usize {
        self.computed.load(Relaxed)
    }
}

/// One thread, no rival.
#[test]
fn a_key_that_is_there_is_not_computed_again() {
    interleave::sequential(|| {
        let shared = Counted::new();
        assert_eq!(shared.get(1, || 10), 10);
        assert_eq!(shared.get(2, || 20), 20, "another key has another value");
        assert_eq!(shared.get(1, || 11), 10, "the value that was computed first");
        assert_eq!(shared.computed(), 2, "two keys, so two computations");
    });
}

/// One thread: `compute` asks for other keys, and for the same key of another memo.
#[test]
fn a_key_may_need_others() {
    interleave::sequential(|| {
        let shared = Counted::new();
        assert_eq!(shared.fib(10), 55);
        assert_eq!(shared.computed(), 11, "fib(10) needs the keys 0 to 10, each once");
        let other = Counted::new();
        assert_eq!(shared.get(11, || other.get(11, || 7)), 7, "another memo has keys of its own");
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

// ANCHOR: once
/// A finds no value, and computes → B finds none either, and waits → B has A's value. Two threads, up to 3 forced switches.
#[test]
fn of_two_who_ask_one_computes() {
    interleave::model(|| {
        let shared = Arc::new(Counted::new());
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.get(7, || 71))
        };
        let mine = shared.get(7, || 70);
        assert_eq!(other.join().unwrap(), mine, "two threads asked for one key, and got two values");
        assert_eq!(shared.computed(), 1, "two threads asked for one key, and both computed it");
    });
}
// ANCHOR_END: once

/// A computes 1, which takes until B has 2 → B computes 2, and has it. Two threads, up to 3 forced switches.
#[test]
fn another_key_does_not_wait() {
    interleave::model(|| {
        let shared = Arc::new(Counted::new());
        shared.get(3, || 30);
        let (had, has) = mpsc::channel();
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                assert_eq!(shared.get(2, || 20) + shared.get(3, || 31), 50, "the values of 2 and 3");
                had.send(()).unwrap();
            })
        };
        let mine = shared.get(1, || {
            has.recv().unwrap();
            10
        });
        other.join().unwrap();
        assert_eq!(mine, 10, "the value of 1");
    });
}

/// A computes 2 → B waits for 2 → A computes 1 and 0, which it needs → B has 2. Two threads, up to 2 forced switches.
#[test]
fn a_key_may_need_others_while_somebody_waits_for_it() {
    Model::new().preemptions(2).run(|| {
        on_threads(Counted::new(), 2, |shared, _| {
            assert_eq!(shared.fib(2), 1, "fib(2) is 1");
            assert_eq!(shared.computed(), 3, "fib(2) needs the keys 0 to 2, each once");
        });
    });
}

/// B and C wait for A's key → A has computed it → both have it. Three threads, up to 2 forced switches.
#[test]
fn all_who_wait_for_a_key_get_it() {
    Model::new().early_returns(0).run(|| {
        on_threads(Counted::new(), 3, |shared, n| {
            shared.get(7, || 70 + n as u64);
            assert_eq!(shared.computed(), 1, "three threads asked for one key, and it was computed more than once");
        });
    });
}

/// A computes 1, and 2 for that → B waits for 1, C for 2 → A has 2, and wakes C, not only B → A has 1, and wakes B.
///
/// Three threads, up to 2 forced switches.
#[test]
fn who_waits_for_another_key_takes_no_wake_up_away() {
    Model::new().early_returns(0).run(|| {
        on_threads(Counted::new(), 3, |shared, n| match n {
            2 => assert_eq!(shared.get(2, || 20), 20),
            _ => assert_eq!(shared.get(1, || shared.get(2, || 20)), 20),
        });
    });
}

/// Runs `body` on a real thread. A watchdog for what takes milliseconds: what hangs is a failure.
fn in_time<T: Send + 'static>(body: impl FnOnce() -> T + Send + 'static) -> T {
    use interleave::real::{sync::mpsc, thread, time::Duration};

    let (done, ended) = mpsc::channel();
    let worker = thread::spawn(move || done.send(body()));
    match ended.recv_timeout(Duration::from_secs(5)) {
        Ok(answer) => answer,
        Err(mpsc::RecvTimeoutError::Timeout) => {
            panic!("some thread has been waiting for five seconds, and nobody will wake it")
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            resume_unwind(worker.join().expect_err("it has not sent, so it has panicked"))
        }
    }
}

/// Runs `ask`, which may panic: that is expected, so it says nothing of it on the terminal.
fn caught(ask: impl FnOnce() -> u64) -> Option<u64> {
    use interleave::real::panic::{set_hook, take_hook};
    use interleave::real::sync::Once;

    interleave::real::thread_local! {
        static EXPECTED: Cell<bool> = const { Cell::new(false) };
    }
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        // A first model puts in interleave's own hook. Two at the same moment could lose one.
        let _ = Model::new().check(|| {});
        let others = take_hook();
        set_hook(Box::new(move |panic| {
            if !EXPECTED.get() {
                others(panic);
            }
        }));
    });
    let before = EXPECTED.replace(true);
    let answer = catch_unwind(AssertUnwindSafe(ask)).ok();
    EXPECTED.set(before);
    answer
}

/// What a computation says that panics.
const FAILS: &str = "this computation fails";

/// A computation that panics, without a word on the terminal.
fn fails() -> u64 {
    resume_unwind(Box::new(FAILS))
}

/// One thread, and on the real std, as all that panics here: a model cannot follow a lock that is taken while its thread unwinds.
#[test]
fn a_key_that_needs_itself_is_an_error() {
    in_time(|| {
        let memo = real::Memo::default();
        let mut again = 0;
        let own = caught(|| {
            memo.get(1, || {
                memo.get(1, || {
                    again += 1;
                    5
                })
            })
        });
        assert_eq!(own, None, "1 needs 1, and `get` returned a value");
        assert_eq!(again, 0, "1 needs 1, and was computed again for that");
        let around = caught(|| memo.get(1, || memo.get(2, || memo.get(1, || 5))));
        assert_eq!(around, None, "1 needs 2, 2 needs 1, and `get` returned a value");
        let later = caught(|| memo.get(3, || memo.get(4, || 40) + memo.get(3, || 5)));
        assert_eq!(later, None, "3 needs 4, and then 3, and `get` returned a value");
        let after_a_panic = caught(|| memo.get(5, || caught(|| memo.get(6, fails)).unwrap_or(60) + memo.get(5, || 5)));
        assert_eq!(after_a_panic, None, "5 tries 6, which panics, and then needs 5, and `get` returned a value");
        assert_eq!(memo.get(1, || 10), 10, "after that the key can be computed");
        assert_eq!(memo.get(2, || 20), 20, "and so can the one on the way");
    });
}

/// One thread: what a computation leaves behind that panics.
#[test]
fn after_a_panic_the_key_can_be_computed() {
    in_time(|| {
        let memo = real::Memo::default();
        assert_eq!(memo.get(3, || 30), 30);
        assert_eq!(caught(|| memo.get(1, fails)), None, "the panic goes on to who asked");
        let own_words = caught(|| {
            let panic = catch_unwind(AssertUnwindSafe(|| memo.get(1, fails))).unwrap_err();
            u64::from(panic.downcast_ref() == Some(&FAILS))
        });
        assert_eq!(own_words, Some(1), "it is the panic of the computation that goes on, and not another one");
        assert_eq!(caught(|| memo.get(2, || memo.get(1, fails))), None, "through all who asked");
        assert_eq!(caught(|| memo.get(1, || 10)), Some(10));
        assert_eq!(caught(|| memo.get(2, || 20)), Some(20));
        assert_eq!(memo.get(3, || 31), 30, "what was there before is still there");
    });
}

/// A key that notes who looks for it. A memo looks under its lock, and keeps that until it waits. So who waits until the other one has
/// looked, and then needs the lock, comes when the other one sleeps.
#[derive(Debug, Clone)]
struct Watched {
    looker: usize,
    /// Who has looked, a bit for each.
    looked: Arc<AtomicUsize>,
}

impl Watched {
    fn note(&self) {
        // Relaxed: a note, which orders nothing.
        self.looked.fetch_or(1 << self.looker, Relaxed);
    }

    /// Waits until this one has looked.
    fn wait_for(&self, looker: usize) {
        while self.looked.load(Relaxed) & (1 << looker) == 0 {
            interleave::real::thread::yield_now();
        }
    }
}

impl Hash for Watched {
    fn hash<H: Hasher>(&self, _: &mut H) {
        self.note();
    }
}

impl PartialEq for Watched {
    fn eq(&self, other: &Self) -> bool {
        self.note();
        other.note();
        true
    }
}

impl Eq for Watched {}

/// Two real threads ask for one key: A runs `first` with the key, unless there is a value; B, which begins after A, computes 71.
fn two_ask(first: fn(&real::Memo<Watched, u64>, &Watched) -> u64) -> (Option<u64>, u64, usize) {
    in_time(move || {
        let (memo, computed) = (real::Memo::default(), AtomicUsize::new(0));
        let key = |looker| Watched { looker, looked: Arc::default() };
        let (a, mut b) = (key(0), key(1));
        b.looked = Arc::clone(&a.looked);
        interleave::real::thread::scope(|scope| {
            let (begun, begins) = interleave::real::sync::mpsc::channel();
            let (memo, computed) = (&memo, &computed);
            let other = scope.spawn(move || {
                begins.recv().unwrap();
                memo.get(b, || {
                    computed.fetch_add(1, Relaxed);
                    71
                })
            });
            let mine = caught(|| {
                memo.get(a.clone(), || {
                    computed.fetch_add(1, Relaxed);
                    begun.send(()).unwrap();
                    first(memo, &a)
                })
            });
            (mine, other.join().unwrap(), computed.load(Relaxed))
        })
    })
}

/// A computes → B waits → A panics → B is woken, and computes.
#[test]
fn who_waits_for_one_that_panics_computes() {
    for _ in 0..20 {
        let asked = two_ask(|_, key| {
            key.wait_for(1);
            fails()
        });
        assert_eq!(
            asked,
            (None, 71, 2),
            "A's computation panics, so B's has the value (what A and B got, and the computations)"
        );
    }
}

/// A computes → B waits → A panics → B is woken, and computes → C waits for B, and has B's value.
#[test]
fn who_takes_over_computes_for_all() {
    /// What is noted beside the looks of A, B and C, which are 0, 1 and 2.
    const A_COMPUTES: usize = 3;
    const B_COMPUTES: usize = 4;

    let asked = in_time(|| {
        let (memo, computed, looked) = (real::Memo::default(), AtomicUsize::new(0), Arc::default());
        let key = |looker| Watched { looker, looked: Arc::clone(&looked) };
        let ask = |looker, compute: fn(Watched) -> u64| {
            memo.get(key(looker), || {
                computed.fetch_add(1, Relaxed);
                compute(key(looker + A_COMPUTES))
            })
        };
        interleave::real::thread::scope(|scope| {
            let b = scope.spawn(|| {
                key(1).wait_for(A_COMPUTES);
                ask(1, |key| {
                    key.note();
                    key.wait_for(2);
                    71
                })
            });
            let c = scope.spawn(|| {
                key(2).wait_for(B_COMPUTES);
                ask(2, |_| 72)
            });
            let a = caught(|| {
                ask(0, |key| {
                    key.note();
                    key.wait_for(1);
                    fails()
                })
            });
            (a, b.join().unwrap(), c.join().unwrap(), computed.load(Relaxed))
        })
    });
    assert_eq!(asked, (None, 71, 71, 2), "B's value is the one for C, too (what A, B and C got, and the computations)");
}

/// A computes → A asks for the same key again, is refused, and goes on without → B waits meanwhile, and has A's value.
#[test]
fn a_key_that_was_refused_is_still_being_computed() {
    for _ in 0..20 {
        let asked = two_ask(|memo, key| {
            let refused = caught(|| memo.get(key.clone(), || 0)).is_none();
            key.wait_for(1);
            if refused { 70 } else { 0 }
        });
        assert_eq!(asked, (Some(70), 70, 1), "A's value is the one (what A and B got, and the computations)");
    }
}

/// On a real thread, where a lock that is taken twice does hang.
#[test]
fn a_real_thread_asks_for_the_ninetieth_number() {
    fn fib(memo: &real::Memo<u64, u64>, n: u64) -> u64 {
        memo.get(n, || if n < 2 { n } else { fib(memo, n - 1) + fib(memo, n - 2) })
    }
    assert_eq!(in_time(|| fib(&real::Memo::default(), 90)), 2_880_067_194_370_816_120);
}

/// A thousand keys, and each is asked for twice.
#[test]
fn a_memo_forgets_nothing() {
    let memo = real::Memo::default();
    (0..1_000_u64).for_each(|key| assert_eq!(memo.get(key, || key), key));
    let again = (0..1_000).filter(|&key| memo.get(key, || 1_000) != key).count();
    assert_eq!(again, 0, "so many of a thousand keys were computed again");
}

/// Keys that need smaller ones, and a first try that may panic.
#[derive(Debug)]
struct Recipe {
    /// Which smaller keys a key needs, a bit for each.
    needs: Vec<u8>,
    /// Which keys panic when they are computed for the first time, a bit for each.
    fails: u8,
}

impl Recipe {
    /// The value of a key, without a memo.
    fn plain(&self, key: usize) -> u64 {
        self.needed(key).fold(key as u64 + 1, |sum, needed| sum * 3 + self.plain(needed))
    }

    fn needed(&self, key: usize) -> impl Iterator<Item = usize> {
        let needs = self.needs[key];
        (0..key).filter(move |needed| needs & (1 << needed) != 0)
    }
}

/// A recipe in the hands of real threads.
struct Kitchen {
    recipe: Recipe,
    memo: real::Memo<usize, u64>,
    tried: [AtomicUsize; 6],
    had: [AtomicUsize; 6],
}

impl Kitchen {
    fn get(&self, key: usize) -> u64 {
        self.memo.get(key, || {
            let value = self.recipe.needed(key).fold(key as u64 + 1, |sum, needed| sum * 3 + self.get(needed));
            if self.tried[key].fetch_add(1, Relaxed) == 0 && self.recipe.fails & (1 << key) != 0 {
                fails();
            }
            self.had[key].fetch_add(1, Relaxed);
            value
        })
    }

    /// Each order is a guest, and each guest a thread.
    fn serve(&self, orders: &[Vec<usize>]) -> Vec<Vec<Option<u64>>> {
        interleave::real::thread::scope(|scope| {
            let serve = |order: &'_ Vec<usize>| order.iter().map(|&key| self.get_at_last(key)).collect();
            let guests: Vec<_> = orders.iter().map(|order| scope.spawn(move || serve(order))).collect();
            guests.into_iter().map(|guest| guest.join().unwrap()).collect()
        })
    }

    /// Asks until no first try is left that panics.
    fn get_at_last(&self, key: usize) -> Option<u64> {
        (0..=6).find_map(|_| caught(|| self.get(key)))
    }
}

/// The same promises on real threads: no proof, but a look at the real thing. Each value is as without a memo, and was had once.
#[test]
fn real_threads_have_each_key_computed_once() {
    use interleave::proptest::prelude::*;

    let recipes =
        (prop::collection::vec(any::<u8>(), 6), any::<u8>()).prop_map(|(needs, fails)| Recipe { needs, fails });
    let orders = prop::collection::vec(prop::collection::vec(0..6usize, 1..6), 3);
    let config = ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(recipe in recipes, orders in orders)| {
        let memo = real::Memo::default();
        let kitchen = Arc::new(Kitchen { recipe, memo, tried: Default::default(), had: Default::default() });
        let served = {
            let (kitchen, orders) = (Arc::clone(&kitchen), orders.clone());
            in_time(move || kitchen.serve(&orders))
        };
        for (order, served) in orders.iter().zip(served) {
            let expected: Vec<_> = order.iter().map(|&key| Some(kitchen.recipe.plain(key))).collect();
            prop_assert_eq!(served, expected, "what was served, and what the recipe says");
        }
        for had in &kitchen.had {
            prop_assert!(had.load(Relaxed) <= 1, "a key was computed more than once");
        }
    });
}
