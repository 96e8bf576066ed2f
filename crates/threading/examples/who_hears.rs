//! Who hears a notify, and what `wait` gives back.
//!
//! Run it with `cargo run -q -p threading --example who_hears`, and `book/python/who_hears.py` beside it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use threading::{Condition, Lock, RuntimeError};

/// As Python writes it.
fn truth(answer: bool) -> &'static str {
    if answer { "True" } else { "False" }
}

fn outcome(answer: Result<(), RuntimeError>) -> String {
    answer.map_or_else(|error| format!("RuntimeError: {error}"), |()| "None".to_owned())
}

/// Runs `target` in a thread of its own, to its end; returns what it returned.
fn in_a_thread<T: Send>(target: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| scope.spawn(target).join().expect("it does not panic"))
}

fn main() -> Result<(), RuntimeError> {
    let soon = Duration::from_millis(100);
    let condition = <Condition>::default();

    let items = RefCell::new(vec!["an item"]);
    {
        let _with = condition.lock().hold();
        condition.wait_for(|| !items.borrow().is_empty())?;
        println!("take: {}", items.borrow_mut().pop().expect("it has just looked"));
    }

    let ready = Cell::new(false);
    {
        let _with = condition.lock().hold();
        ready.set(true);
        condition.notify(1)?; // nobody waits
    }
    {
        let _with = condition.lock().hold();
        println!("wait: {}", truth(condition.wait_timeout(soon)?));
        println!("wait_for: {}", truth(condition.wait_for_timeout(soon, || ready.get())?));
    }

    thread::scope(|scope| {
        let outer = condition.lock().hold();
        let inner = condition.lock().hold();
        let visitor = scope.spawn(|| {
            let _with = condition.lock().hold();
            println!("a visitor is in");
            condition.notify(1)
        });
        println!("wait at level 2: {}", truth(condition.wait_timeout(Duration::from_secs(10))?));
        drop(inner);
        // One release later: still level 1.
        println!("could another thread come in? {}", truth(in_a_thread(|| condition.lock().try_acquire())));
        drop(outer);
        visitor.join().expect("it does not panic")
    })?;

    let with = condition.lock().hold();
    println!("RLock, a stranger notifies: {}", outcome(in_a_thread(|| condition.notify(1))));
    drop(with);
    let plain = Condition::new(Arc::new(Lock::new()));
    let _with = plain.lock().hold();
    println!("Lock, a stranger notifies: {}", outcome(in_a_thread(|| plain.notify(1))));
    Ok(())
}
