//! Two threads use one `Local`, and each has a value of its own, until it ends.
//!
//! Run it with `cargo run -q -p threading --example own_values`, and `book/python/own_values.py` beside it.

use std::sync::Arc;
use threading::{Local, RuntimeError, Thread, current_thread};

// ANCHOR: local
#[derive(Default)]
struct Value {
    number: u32,
}

impl Drop for Value {
    fn drop(&mut self) {
        println!("gone with {}", self.number);
    }
}

fn main() -> Result<(), RuntimeError> {
    let count = Arc::new(Local::new(|| {
        println!("made in {}", current_thread().name());
        Value::default()
    }));
    count.with(|value| value.number += 10);
    for (name, times) in [("one", 1), ("two", 2)] {
        let theirs = Arc::clone(&count);
        let work = move || (0..times).for_each(|_| theirs.with(|value| value.number += 1));
        let thread = Thread::named(name, work);
        thread.start()?;
        thread.join()?;
        println!("joined {name}");
    }
    drop(count);
    println!("the end");
    Ok(())
}
// ANCHOR_END: local
