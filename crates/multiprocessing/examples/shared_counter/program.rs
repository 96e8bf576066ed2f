//! Two processes add to one number in shared memory: in two steps, in two steps under a lock, and in one step.
//!
//! `book/python/shared_counter.py` does the first two in Python. `cargo run -p multiprocessing --example shared_counter`

use multiprocessing::s4_task::Task;
use multiprocessing::{Lock, Process, SharedMemory, guard, tasks};
use std::error::Error;
use std::sync::atomic::Ordering::Relaxed;

// ANCHOR: program
// Relaxed: the number alone matters.
fn add(times: u64, memory: SharedMemory, _lock: Lock) {
    meet(&memory);
    for _ in 0..times {
        memory[0].store(memory[0].load(Relaxed) + 1, Relaxed);
    }
}

fn add_under_the_lock(times: u64, memory: SharedMemory, lock: Lock) {
    meet(&memory);
    for _ in 0..times {
        let _with = lock.acquire().unwrap();
        memory[0].store(memory[0].load(Relaxed) + 1, Relaxed);
    }
}

fn add_in_one_step(times: u64, memory: SharedMemory, _lock: Lock) {
    meet(&memory);
    for _ in 0..times {
        memory[0].fetch_add(1, Relaxed);
    }
}
// ANCHOR_END: program

/// Waits until both are here; one that begins before the other exists would be done too soon.
fn meet(memory: &SharedMemory) {
    memory[1].fetch_add(1, Relaxed);
    while memory[1].load(Relaxed) < 2 {
        std::thread::yield_now();
    }
}

/// Has two processes add so many times each, and says how many updates are lost.
fn try_out(words: &str, add: impl Task<(u64, SharedMemory, Lock)>, times: u64) -> Result<(), Box<dyn Error>> {
    let (memory, lock) = (SharedMemory::new(16)?, Lock::new()?);
    let mut workers = Vec::new();
    for _ in 0..2 {
        let process = Process::new(add, (times, memory.try_clone()?, lock.clone()));
        process.start()?;
        workers.push(process);
    }
    for process in &workers {
        process.join()?;
    }
    println!("{words}: {} of {} are lost", 2 * times - memory[0].load(Relaxed), 2 * times);
    Ok(())
}

pub fn main() -> Result<(), Box<dyn Error>> {
    guard(tasks![add, add_under_the_lock, add_in_one_step]);
    try_out("in two steps", add, 5_000_000)?;
    try_out("in two steps under a lock", add_under_the_lock, 200_000)?;
    try_out("in one step", add_in_one_step, 5_000_000)
}
