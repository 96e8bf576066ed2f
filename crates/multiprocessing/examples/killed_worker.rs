//! A worker is killed in the middle of its task, as the system does it when memory runs out.
//!
//! `book/python/killed_worker.py` does the same with Python's two pools. `cargo run -p multiprocessing --example killed_worker`

use multiprocessing::{Pool, PoolError, guard, tasks};

// ANCHOR: program
fn double(n: u32) -> u32 {
    if n == 3 {
        killed();
    }
    2 * n
}

fn main() -> Result<(), PoolError> {
    guard(tasks![double]);

    let pool = Pool::new(2)?;
    for n in [3, 4] {
        match pool.apply(double, (n,)) {
            Ok(twice) => println!("{n}: {twice}"),
            Err(why) => println!("{n}: {why}"),
        }
    }
    Ok(())
}
// ANCHOR_END: program

#[cfg(unix)]
fn killed() {
    use rustix::process::{Signal, getpid, kill_process};
    kill_process(getpid(), Signal::KILL).expect("a process may kill itself");
}

#[cfg(not(unix))]
fn killed() {
    std::process::abort()
}
