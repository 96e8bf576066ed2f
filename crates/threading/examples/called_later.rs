//! Two timers: one is waited for, one is cancelled, and nobody waits an hour for it.
//!
//! Run it with `cargo run -q -p threading --example called_later`, and `book/python/called_later.py` beside it.

use std::time::Duration;
use threading::{RuntimeError, Timer};

fn main() -> Result<(), RuntimeError> {
    // ANCHOR: timer
    let soon = Timer::new(Duration::from_millis(10), || println!("soon"));
    soon.start()?;
    soon.join()?;
    println!("soon has run");

    let late = Timer::new(Duration::from_secs(3600), || println!("late"));
    late.start()?;
    late.cancel();
    late.join()?;
    println!("late was cancelled");
    // ANCHOR_END: timer

    let again = Timer::new(Duration::ZERO, || println!("again"));
    again.cancel();
    again.start()?;
    again.join()?;
    println!("again was cancelled before it was started");
    if let Err(error) = soon.start() {
        println!("{error}");
    }
    Ok(())
}
