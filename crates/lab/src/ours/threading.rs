//! Our halves of `experiments/03-threading.toml`: crate threading does what the Python programs do.
//!
//! # Keeps true
//!
//! What is counted is an outcome, such as an order or a turn. Nothing here is timed.

use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed, Release},
};
use std::sync::{Arc, Mutex};
use std::thread::{scope, sleep};
use std::time::Duration;

use threading::{Lock, PyMutex, Thread};

use crate::sample::Values;

/// What our half of this name measures; `None` if this chapter has no such half.
#[must_use]
pub fn run(name: &str, quick: bool) -> Option<Values> {
    match name {
        "print_orders" => Some(print_orders(if quick { 100 } else { 200 })),
        "passed_over" => Some(passed_over(&Lock::new(), Lock::acquire, |lock| lock.release().expect("it is locked"))),
        "passed_over_pymutex" => {
            Some(passed_over(&PyMutex::new(), PyMutex::acquire, |lock| lock.release().expect("it is locked")))
        }
        _ => None,
    }
}

/// `print_numbers_runs.py`: two threads say 0 to 4 each, as often as that.
fn print_orders(runs: u32) -> Values {
    let outputs: Vec<Vec<u8>> = (0..runs).map(|_| output_of_two()).collect();
    let count = |wanted: fn(&[u8]) -> bool| outputs.iter().filter(|output| wanted(output)).count();
    values([
        ("runs", f64::from(runs)),
        ("in_turn", as_number(count(|output| output == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4]))),
        ("impossible", as_number(count(|output| !is_possible(output)))),
    ])
}

fn output_of_two() -> Vec<u8> {
    let output = Arc::new(Mutex::new(Vec::new()));
    let threads = [(); 2].map(|()| {
        let output = Arc::clone(&output);
        let say = move |number| output.lock().expect("nobody panics").push(number);
        Thread::new(move || (0..5).for_each(&say))
    });
    // One after the other, as the page's program does, and not each with its making.
    threads.iter().for_each(|thread| thread.start().expect("it was not started before"));
    threads.iter().for_each(|thread| thread.join().expect("it was started"));
    output.lock().expect("nobody panics").clone()
}

/// Each number twice, and none more often than the one before it.
fn is_possible(output: &[u8]) -> bool {
    let mut seen = [0; 5];
    let counts_upwards = output.iter().all(|&number| {
        let number = usize::from(number);
        seen[number] += 1;
        number == 0 || seen[number] <= seen[number - 1]
    });
    counts_upwards && seen == [2; 5]
}

const TRIALS: usize = 21;
const MOST: u32 = 1_000;

/// `passed_over.py`: how many turns of one thread go by until another one, which has waited, has the lock.
fn passed_over<L: Sync>(lock: &L, acquire: fn(&L), release: fn(&L)) -> Values {
    let turns: Vec<u32> = (0..TRIALS).map(|_| turns_until_the_other_is_in(lock, acquire, release)).collect();
    let count = |wanted| as_number(turns.iter().filter(|&&turns| turns == wanted).count());
    values([("trials", as_number(TRIALS)), ("one_turn", count(1)), ("given_up", count(MOST))])
}

fn turns_until_the_other_is_in<L: Sync>(lock: &L, acquire: fn(&L), release: fn(&L)) -> u32 {
    let (wants_it, in_at_last) = (AtomicBool::new(false), AtomicBool::new(false));
    scope(|scope| {
        acquire(lock);
        scope.spawn(|| {
            // Relaxed: it hands nothing over; on a busy machine a thread begins late.
            wants_it.store(true, Relaxed);
            acquire(lock);
            in_at_last.store(true, Release); // pairs with the load in the loop below
            release(lock);
        });
        while !wants_it.load(Relaxed) {
            sleep(Duration::from_millis(1));
        }
        sleep(Duration::from_millis(5)); // by now it sleeps, and has waited for more than a millisecond
        let mut turns = 0;
        // Acquire: pairs with the store above.
        while !in_at_last.load(Acquire) && turns < MOST {
            release(lock);
            acquire(lock);
            turns += 1;
        }
        release(lock);
        turns
    })
}

pub(super) fn values<const N: usize>(all: [(&str, f64); N]) -> Values {
    all.map(|(name, value)| (name.to_owned(), value)).into()
}

fn as_number(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("a few hundred at most"))
}

#[cfg(test)]
mod tests {
    use super::{is_possible, run};

    #[test]
    fn what_two_threads_can_say_is_told_from_what_they_cannot() {
        assert!(is_possible(&[0, 1, 0, 2, 3, 4, 1, 2, 3, 4]));
        assert!(!is_possible(&[0, 2, 1, 3, 4, 0, 1, 2, 3, 4]));
        assert!(!is_possible(&[0, 1, 2, 3, 4]));
    }

    #[test]
    fn two_threads_say_nothing_impossible() {
        let values = run("print_orders", true).unwrap();
        assert_eq!((values["runs"], values["impossible"]), (100.0, 0.0));
    }
}
