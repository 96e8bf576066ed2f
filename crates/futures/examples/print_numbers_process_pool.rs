//! The document's ProcessPoolExecutor example, on this crate: two tasks, each of which prints five numbers in a process of its own.
//!
//! Run it with `cargo run -q -p futures --example print_numbers_process_pool`, and `book/python/print_numbers_process_pool.py` beside it.

use futures::ProcessPoolExecutor;
use multiprocessing::{guard, tasks};
use std::error::Error;

// ANCHOR: program
fn print_numbers() {
    for i in 0..5 {
        println!("{i}");
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    guard(tasks![print_numbers]); // if __name__ == "__main__":

    let executor = ProcessPoolExecutor::new(2)?;
    let mut futures = Vec::new();
    for _ in 0..2 {
        futures.push(executor.submit(print_numbers, ())?);
    }
    for future in &futures {
        future.result()?;
    }
    Ok(()) // and `executor` is dropped: the end of `with`
}
// ANCHOR_END: program
