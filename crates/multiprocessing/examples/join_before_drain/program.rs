//! A parent that joins before it has emptied the queue. Here the join has a time limit.
//!
//! `book/python/join_before_drain.py` is the same program in Python. `cargo run -p multiprocessing --example join_before_drain`

use multiprocessing::{Process, Queue, guard, tasks};
use std::error::Error;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(1);

// ANCHOR: program
fn fill(queue: Queue<u32>, count: u32) {
    for n in 0..count {
        queue.put(&n).unwrap();
    }
}

fn join_first(count: u32, limit: Option<Duration>) -> Result<(), Box<dyn Error>> {
    let queue = Queue::new()?;
    let process = Process::new(fill, (queue.clone(), count));
    process.start()?;
    let joined = match limit {
        Some(limit) => process.join_timeout(limit)?,
        None => Some(process.join()?),
    };
    let joined = joined.map_or("None".to_owned(), |exitcode| exitcode.to_string());
    print!("{count} in the queue: exitcode {joined} after the join, ");
    for _ in 0..count {
        queue.get()?;
    }
    println!("{} after the last get", process.join()?);
    Ok(())
}
// ANCHOR_END: program

pub fn main() -> Result<(), Box<dyn Error>> {
    guard(tasks![fill]);
    join_first(1, None)?;
    // So many have no room: without a limit this join waits for ever.
    join_first(20_000, Some(SOON))
}
