//! A barrier without rounds, and what becomes of everybody when one is broken.
//!
//! Run it with `cargo run -q -p threading --example broken_barrier`, and `book/python/broken_barrier.py` beside it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;
use threading::{Barrier, ValueError};

/// A barrier that only counts.
struct Once {
    parties: usize,
    came: Mutex<usize>,
    changed: Condvar,
}

impl Once {
    fn wait(&self) {
        let mut came = self.came.lock().expect("nothing panics here");
        *came += 1;
        self.changed.notify_all();
        drop(self.changed.wait_while(came, |came| *came < self.parties).expect("nothing panics here"));
    }
}

/// One thread's way to a barrier. It says how that ended.
type Wait<'a> = &'a (dyn Fn() -> &'static str + Sync);

/// Calls each of `waits` in a thread of its own; returns how they ended, in the order of the alphabet.
fn meet(waits: &[Wait<'_>]) -> String {
    let mut ends: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = waits.iter().map(|wait| scope.spawn(wait)).collect();
        threads.into_iter().map(|thread| thread.join().expect("it does not panic")).collect()
    });
    ends.sort_unstable();
    ends.join(", ")
}

/// Waits at `barrier`. The panic of an action is what the exception of one is in Python.
fn ends(barrier: &Barrier, timeout: Option<Duration>) -> &'static str {
    let wait = || timeout.map_or_else(|| barrier.wait(), |timeout| barrier.wait_timeout(timeout));
    match catch_unwind(AssertUnwindSafe(wait)) {
        Ok(Ok(_index)) => "goes on",
        Ok(Err(_broken)) => "BrokenBarrierError",
        Err(_panic) => "ZeroDivisionError",
    }
}

fn main() -> Result<(), ValueError> {
    let (barrier, squares, sums) = (Barrier::new(3)?, Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let work = |n: u32| {
        squares.lock().expect("nothing panics here").push(n * n);
        barrier.wait().expect("nobody breaks it");
        let sum: u32 = squares.lock().expect("nothing panics here").iter().sum();
        sums.lock().expect("nothing panics here").push(sum.to_string());
        "goes on"
    };
    meet(&[&|| work(0), &|| work(1), &|| work(2)]);
    println!("phases: {}", sums.lock().expect("nothing panics here").join(" "));

    let once = Once { parties: 2, came: Mutex::default(), changed: Condvar::new() };
    let one = || {
        once.wait();
        "goes on"
    };
    println!("once, two come: {}", meet(&[&one, &one]));
    println!("once, one comes alone: {}", meet(&[&one]));

    let barrier = Barrier::new(3)?;
    let (waits, soon) = (|| ends(&barrier, None), || ends(&barrier, Some(Duration::from_millis(100))));
    println!("three come: {}", meet(&[&waits, &waits, &waits]));
    println!("and again: {}", meet(&[&waits, &waits, &waits]));
    println!("two come: {}", meet(&[&waits, &soon]));
    println!("broken? {}", if barrier.broken() { "True" } else { "False" });
    println!("the third one comes late: {}", meet(&[&waits]));
    barrier.reset();
    println!("after a reset: {}", meet(&[&waits, &waits, &waits]));

    // No message on the terminal: it is caught.
    let barrier = Barrier::new(2)?.with_action(|| resume_unwind(Box::new("1 / 0")));
    let waits = || ends(&barrier, None);
    println!("the action fails: {}", meet(&[&waits, &waits]));
    Ok(())
}
