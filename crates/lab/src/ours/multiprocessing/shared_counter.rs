//! Two processes add to one number in shared memory, in three ways: how many of the updates are lost?

use std::sync::atomic::Ordering::Relaxed;

use multiprocessing::s4_task::{Entry, Task};
use multiprocessing::{Lock, Process, SharedMemory, tasks};

use crate::sample::Values;

/// For the guard.
pub fn tasks() -> Vec<Entry> {
    tasks![add, add_under_the_lock, add_in_one_step]
}

/// The share of updates that is lost in two steps, in two steps with a lock around each, and in one step.
pub fn measure(times: u32) -> Values {
    let values = [
        ("no_lock", lost(add, times)),
        // Each access asks the system for the lock, so there are fewer.
        ("each_locked", lost(add_under_the_lock, times / 10)),
        ("whole_locked", lost(add_in_one_step, times)),
    ];
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Which share of the updates of two processes is lost.
fn lost(add: impl Task<(u32, SharedMemory, Lock)>, times: u32) -> f64 {
    let memory = SharedMemory::new(16).expect("there is shared memory");
    let lock = Lock::new().expect("there is a lock");
    let adders = [(), ()].map(|()| {
        let memory = memory.try_clone().expect("shared memory can be given away");
        let process = Process::new(add, (times, memory, lock.clone()));
        process.start().expect("a process can be started");
        process
    });
    for adder in &adders {
        adder.join().expect("it ends");
    }
    let counted = u32::try_from(memory[0].load(Relaxed)).expect("nobody adds more than that");
    f64::from(2 * times - counted) / f64::from(2 * times)
}

// Relaxed, here and below: the numbers alone matter, and `join` orders all of it before the last look.
fn add(times: u32, memory: SharedMemory, _lock: Lock) {
    meet(&memory);
    for _ in 0..times {
        let read = memory[0].load(Relaxed);
        memory[0].store(read + 1, Relaxed);
    }
}

fn add_under_the_lock(times: u32, memory: SharedMemory, lock: Lock) {
    meet(&memory);
    for _ in 0..times {
        let read = {
            let _with = lock.acquire().expect("nobody dies inside");
            memory[0].load(Relaxed)
        };
        let _with = lock.acquire().expect("nobody dies inside");
        memory[0].store(read + 1, Relaxed);
    }
}

fn add_in_one_step(times: u32, memory: SharedMemory, _lock: Lock) {
    meet(&memory);
    for _ in 0..times {
        memory[0].fetch_add(1, Relaxed);
    }
}

/// Waits until both are here; one that began before the other exists would be done too soon.
fn meet(memory: &SharedMemory) {
    memory[1].fetch_add(1, Relaxed);
    while memory[1].load(Relaxed) < 2 {
        std::thread::yield_now();
    }
}
