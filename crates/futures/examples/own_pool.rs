//! A task that waits for a task of its own pool: fine, until every worker does.
//!
//! Run it with `cargo run -q -p futures --example own_pool`, and `book/python/own_pool.py` beside it.

use futures::{NoResult, ThreadPoolExecutor};
use std::sync::Arc;

// ANCHOR: program
fn dive(executor: &Arc<ThreadPoolExecutor>, level: u32) -> Result<(), NoResult> {
    if level == 0 {
        return Ok(());
    }
    let theirs = Arc::clone(executor);
    let deeper = executor.submit(move || dive(&theirs, level - 1)).expect("nobody has shut it down");
    deeper.result()?
}
// ANCHOR_END: program

fn main() {
    for level in 0..3 {
        let executor = Arc::new(ThreadPoolExecutor::new(2).expect("two is not zero"));
        let theirs = Arc::clone(&executor);
        let future = executor.submit(move || dive(&theirs, level)).expect("nobody has shut it down");
        match future.result().and_then(|dived| dived) {
            Ok(()) => println!("level {level}: done"),
            Err(why) => println!("level {level}: {why}"),
        }
    }
}
