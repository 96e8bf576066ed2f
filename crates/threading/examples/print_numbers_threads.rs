//! The document's threading example, on this crate: two threads, each of which prints five numbers.
//!
//! Run it with `cargo run -q -p threading --example print_numbers_threads`, and `book/python/print_numbers_threads.py` beside it.

use threading::{RuntimeError, Thread};

// ANCHOR: program
fn print_numbers() {
    for i in 0..5 {
        println!("{i}");
    }
}

fn main() -> Result<(), RuntimeError> {
    let mut threads = Vec::new();
    for _ in 0..2 {
        let thread = Thread::new(print_numbers);
        thread.start()?;
        threads.push(thread);
    }

    for thread in &threads {
        thread.join()?;
    }
    Ok(())
}
// ANCHOR_END: program
