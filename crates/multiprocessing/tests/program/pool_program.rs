//! The program of the pools' tests: its guard, and what a test asks of a program of its own, by name.

use multiprocessing::{Pool, guard, pipe};
use std::error::Error;
use std::io::Write as _;

#[allow(dead_code, reason = "shared with the tests")]
#[path = "pool_tasks.rs"]
mod tasks;

fn main() -> Result<(), Box<dyn Error>> {
    guard(tasks::all());
    match std::env::args().nth(1).as_deref() {
        Some("prints") => {
            let pool = Pool::new(1)?;
            for words in ["spam", "eggs"] {
                print!("{words} ");
                std::io::stdout().flush()?;
                pool.apply(tasks::prints, ("of a worker, ".to_owned(),))?;
            }
            Ok(())
        }
        // Two workers are in the middle of a task, and this process waits for one of them.
        Some("waits") => {
            let pool = Pool::new(2)?;
            let (one, theirs) = pipe()?;
            let result = pool.apply_async(tasks::stays, (theirs,))?;
            let (other, theirs) = pipe()?;
            let _other = pool.apply_async(tasks::stays, (theirs,))?;
            println!("{} {}", one.recv::<u32>()?, other.recv::<u32>()?);
            println!("{}", result.get()?);
            Ok(())
        }
        what => Err(format!("what is {what:?}?").into()),
    }
}
