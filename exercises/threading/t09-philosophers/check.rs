//! What t09 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::{exercise::Table, real};
use interleave::{Kind, Model};
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

/// One thread, no rival: each eats, gets what the meal returned, and has put the forks back.
#[test]
fn who_is_alone_eats() {
    interleave::sequential(|| {
        for philosophers in 2..=5 {
            let table = Table::new(philosophers);
            for who in (0..philosophers).chain(0..philosophers) {
                assert_eq!(table.eat(who, || 10 + who), 10 + who);
            }
        }
    });
}

/// A table, and what is done with each fork: a plain count, so that the model rejects two hands, and two that nothing orders.
struct Dinner {
    table: Table,
    meals: Vec<UnsafeCell<u32>>,
}

// SAFETY: who eats touches the counts of both forks. That nobody else has these forks is what the tests are about: the
// model stops at the first access for which it is not so.
unsafe impl Sync for Dinner {}

impl Dinner {
    fn of(philosophers: usize) -> Arc<Self> {
        Arc::new(Dinner {
            table: Table::new(philosophers),
            meals: (0..philosophers).map(|_| UnsafeCell::default()).collect(),
        })
    }

    /// Philosopher `who` eats, and `meanwhile` happens.
    fn eat(&self, who: usize, meanwhile: impl FnOnce()) {
        self.table.eat(who, || {
            for fork in [who, (who + 1) % self.meals.len()] {
                // SAFETY: `who` has both forks (see `Sync`).
                self.meals[fork].with_mut(|meals| unsafe { *meals += 1 });
            }
            meanwhile();
        });
    }

    /// Starts a thread in which `who` eats once.
    fn comes(self: &Arc<Self>, who: usize) -> thread::JoinHandle<()> {
        let dinner = Arc::clone(self);
        thread::spawn(move || dinner.eat(who, || ()))
    }
}

// ANCHOR: circle
/// A takes a fork → B takes a fork → C takes a fork → one of them gets the second → eats → the next one does.
///
/// Three threads, since it takes three to wait in a circle where each has a fork; up to 2 forced switches.
#[test]
fn three_philosophers_all_eat() {
    interleave::model(|| {
        let dinner = Dinner::of(3);
        let others = [dinner.comes(1), dinner.comes(2)];
        dinner.eat(0, || ());
        for other in others {
            other.join().unwrap();
        }
    });
}
// ANCHOR_END: circle

/// A eats → B and C wait → A is done, and comes again before all three have what they need → one of them eats, then the others.
///
/// Three threads, up to 1 forced switch: who comes back finds the others in the middle of something.
#[test]
fn who_comes_back_closes_no_circle() {
    Model::new().preemptions(1).run(|| {
        let dinner = Dinner::of(3);
        let others = [dinner.comes(1), dinner.comes(2)];
        dinner.eat(0, thread::yield_now);
        thread::yield_now();
        dinner.eat(0, || ());
        for other in others {
            other.join().unwrap();
        }
    });
}

/// The same for two, who need the same two forks, and eat twice. Two threads, up to 3 forced switches.
#[test]
fn two_philosophers_eat_twice() {
    interleave::model(|| {
        let dinner = Dinner::of(2);
        let theirs = Arc::clone(&dinner);
        let other = thread::spawn(move || (0..2).for_each(|_| theirs.eat(1, || ())));
        (0..2).for_each(|_| dinner.eat(0, || ()));
        other.join().unwrap();
    });
}

// ANCHOR: together
/// A eats, and goes on eating until B has eaten. Two threads, no forced switch: who is kept out is so in every schedule.
#[test]
fn two_who_are_no_neighbours_eat_at_the_same_time() {
    for (philosophers, one, other) in [(4, 0, 2), (4, 3, 1), (5, 0, 2), (5, 1, 3), (5, 2, 4), (5, 3, 0), (5, 4, 1)] {
        Model::new().preemptions(0).run(move || {
            let dinner = Dinner::of(philosophers);
            let theirs = Arc::clone(&dinner);
            // Relaxed: a note, which orders nothing.
            let eating = Arc::new(AtomicU32::new(0));
            let seen = Arc::clone(&eating);
            let guest = thread::spawn(move || {
                theirs.eat(other, || {
                    seen.fetch_add(1, Relaxed);
                });
            });
            dinner.eat(one, || {
                eating.fetch_add(1, Relaxed);
                guest.join().unwrap();
                assert_eq!(eating.load(Relaxed), 2, "one of them did not eat");
            });
        });
    }
}
// ANCHOR_END: together

/// A eats → B, a neighbour, waits → C is no neighbour of either, and eats → A is done → B eats.
///
/// Three threads, up to 1 forced switch.
#[test]
fn who_waits_keeps_out_nobody_but_neighbours() {
    for (philosophers, eats, waits, comes) in [(6, 1, 0, 3), (6, 1, 2, 4)] {
        Model::new().preemptions(1).run(move || {
            let dinner = Dinner::of(philosophers);
            let theirs = Arc::clone(&dinner);
            let mut neighbour = None;
            dinner.eat(eats, || {
                neighbour = Some(theirs.comes(waits));
                theirs.comes(comes).join().unwrap();
            });
            neighbour.unwrap().join().unwrap();
        });
    }
}

/// A eats in two places, 0 and 2 → B waits for both → C waits for 0 → A is done at 0 → B still waits for 2, and C eats.
///
/// Three threads, up to 1 forced switch. It takes a table of six: there C has nothing to do with B.
#[test]
fn who_is_done_lets_in_everybody_who_can_eat() {
    Model::new().preemptions(1).run(|| {
        let dinner = Dinner::of(6);
        let theirs = Arc::clone(&dinner);
        let mut between = None;
        dinner.eat(2, || {
            let mut beside = None;
            theirs.eat(0, || {
                between = Some(theirs.comes(1));
                beside = Some(theirs.comes(5));
                // So that both wait.
                thread::yield_now();
            });
            beside.unwrap().join().unwrap();
        });
        between.unwrap().join().unwrap();
    });
}

// ANCHOR: sleeps
/// A eats for ever → B, a neighbour, waits → both sleep, and nobody does anything any more: here that is as it should be.
/// And: A eats → B waits → A is done → B eats.
///
/// Two threads, no forced switch. Who tries again does not sleep, but goes round and round.
#[test]
fn who_has_to_wait_sleeps() {
    for (philosophers, eats, waits) in [(3, 0, 1), (3, 0, 2), (3, 1, 0), (2, 0, 1)] {
        let program = move |for_ever: bool| {
            let dinner = Dinner::of(philosophers);
            let mut neighbour = None;
            dinner.eat(eats, || {
                neighbour = Some(dinner.comes(waits));
                if for_ever {
                    loop {
                        thread::park();
                    }
                }
            });
            neighbour.unwrap().join().unwrap();
        };
        let model = Model::new().preemptions(0);
        let both_sleep = model.check(move || program(true)).is_err_and(|failure| failure.kind == Kind::Deadlock);
        // If not, then for ever once more, so that it is drawn.
        model.run(move || program(!both_sleep));
    }
}
// ANCHOR_END: sleeps

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn five_real_threads_eat_often() {
    use interleave::real::{
        sync::atomic::{AtomicBool, Ordering::Relaxed},
        thread,
    };

    let table = real::Table::new(5);
    let taken: [AtomicBool; 5] = Default::default();
    thread::scope(|scope| {
        for who in 0..5 {
            let (table, taken) = (&table, &taken);
            scope.spawn(move || {
                for _ in 0..500 {
                    table.eat(who, || {
                        let forks = [&taken[who], &taken[(who + 1) % 5]];
                        // Relaxed: a note, which orders nothing.
                        assert!(forks.iter().all(|fork| !fork.swap(true, Relaxed)), "a fork is in two hands");
                        forks.iter().for_each(|fork| fork.store(false, Relaxed));
                    });
                }
            });
        }
    });
}
