//! One thread acquires a lock, another one releases it: three locks, three answers.
//!
//! Run it with `cargo run -q -p threading --example who_releases`, and `book/python/who_releases.py` beside it.

use std::sync::Arc;
use threading::{BoundedSemaphore, Lock, RLock, RuntimeError, Thread};

/// Runs `release` in a thread of its own, and says what became of it.
fn stranger<E: std::error::Error + 'static>(
    lock: &str,
    release: impl FnOnce() -> Result<(), E> + Send + 'static,
) -> Result<(), RuntimeError> {
    let lock = lock.to_owned();
    let thread = Thread::new(move || match release() {
        Ok(()) => println!("{lock}: a stranger released it"),
        Err(error) => println!("{lock}: a stranger may not: {error}"),
    });
    thread.start()?;
    thread.join()
}

fn main() -> Result<(), RuntimeError> {
    // ANCHOR: strangers
    let lock = Arc::new(Lock::new());
    lock.acquire();
    stranger("Lock", {
        let lock = Arc::clone(&lock);
        move || lock.release()
    })?;
    println!("Lock: locked now? {}", lock.locked());

    let rlock = Arc::new(RLock::new());
    rlock.acquire();
    stranger("RLock", {
        let rlock = Arc::clone(&rlock);
        move || rlock.release()
    })?;

    let semaphore = Arc::new(BoundedSemaphore::new(1));
    semaphore.acquire();
    stranger("BoundedSemaphore", {
        let semaphore = Arc::clone(&semaphore);
        move || semaphore.release(1)
    })?;
    stranger("BoundedSemaphore", move || semaphore.release(1))?;
    // ANCHOR_END: strangers
    Ok(())
}
