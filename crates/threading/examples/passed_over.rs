//! One thread lets go of a lock and takes it again at once, while another one has waited for it: how many turns go by?
//!
//! Run it with `cargo run -q -p threading --example passed_over`, and `book/python/passed_over.py` beside it.

use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};
use std::thread;
use std::time::Duration;
use threading::{Lock, PyMutex};

const TRIALS: usize = 21;
const MOST: u32 = 1_000;

// ANCHOR: turns
fn turns_until_the_other_is_in<L: Sync>(lock: &L, acquire: fn(&L), release: fn(&L)) -> u32 {
    let in_at_last = AtomicBool::new(false);
    thread::scope(|scope| {
        acquire(lock);
        scope.spawn(|| {
            acquire(lock);
            in_at_last.store(true, Release); // seen by the loop below
            release(lock);
        });
        thread::sleep(Duration::from_millis(5)); // by now it sleeps, and has waited for more than a millisecond
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
// ANCHOR_END: turns

fn trials<L: Sync>(name: &str, lock: L, acquire: fn(&L), release: fn(&L)) {
    let mut turns: Vec<_> = (0..TRIALS).map(|_| turns_until_the_other_is_in(&lock, acquire, release)).collect();
    turns.sort_unstable();
    let turns: Vec<_> = turns.iter().map(u32::to_string).collect();
    println!("{name}: {}", turns.join(" "));
}

fn main() {
    trials("Lock", Lock::new(), Lock::acquire, |lock| lock.release().expect("it is locked"));
    trials("PyMutex", PyMutex::new(), PyMutex::acquire, |lock| lock.release().expect("it is locked"));
}
