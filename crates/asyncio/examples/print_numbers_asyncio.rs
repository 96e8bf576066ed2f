//! The document's asyncio example, on this crate: two tasks, each of which prints five numbers and sleeps in between.
//!
//! Run it with `cargo run -q -p asyncio --example print_numbers_asyncio`, and `book/python/print_numbers_asyncio.py` beside it.

use asyncio::{TaskError, gather, run, sleep};
use std::time::Duration;

// ANCHOR: program
async fn print_numbers() {
    for i in 0..5 {
        println!("{i}");
        sleep(Duration::from_millis(100)).await;
    }
}

async fn main_task() -> Result<(), TaskError> {
    let tasks = (0..2).map(|_| print_numbers());
    gather(tasks).await?;
    Ok(())
}

fn main() -> Result<(), TaskError> {
    run(main_task())
}
// ANCHOR_END: program
