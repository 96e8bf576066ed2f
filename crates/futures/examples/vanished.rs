//! A task fails, and nobody asks for its result.
//!
//! Run it with `cargo run -q -p futures --example vanished`, and `book/python/vanished.py` beside it. Rust's panic hook says on
//! the terminal that a thread has panicked; Python says nothing.

use futures::ThreadPoolExecutor;
use std::error::Error;

fn weigh(cheese: &str) -> usize {
    assert!(cheese != "stilton", "out of stilton");
    cheese.len()
}

fn main() -> Result<(), Box<dyn Error>> {
    let executor = ThreadPoolExecutor::new(2)?;
    let mut futures = Vec::new();
    for cheese in ["brie", "edam", "stilton"] {
        futures.push(executor.submit(move || weigh(cheese))?);
    }
    drop(executor);
    println!("done");

    for future in &futures {
        println!("{}", future.exception()?.map_or("None".into(), |panic| panic.message().to_owned()));
    }
    Ok(())
}
