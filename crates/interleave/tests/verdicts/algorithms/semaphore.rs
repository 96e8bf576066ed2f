//! A semaphore: so many permits, and a wait for the next.

use crate::shared::{Plain, crowd};
use std::sync::{Condvar, Mutex, MutexGuard};

rejected! {
    /// "The number is up, that is enough": who waits for a permit sleeps on.
    given_back_in_silence: Deadlock, 1 => || one_at_a_time(2, Semaphore::wait_for_a_permit, |_| ()),
    /// "I was woken, so there is one for me."
    woken_taken_for_chosen: DataRace, 1 early => || one_at_a_time(2, Semaphore::wait_once, Condvar::notify_one),
}

accepted! {
    two_threads => || one_at_a_time(2, Semaphore::wait_for_a_permit, Condvar::notify_one),
    three_threads => || one_at_a_time(3, Semaphore::wait_for_a_permit, Condvar::notify_one),
}

struct Semaphore {
    permits: Mutex<u32>,
    freed: Condvar,
}

impl Semaphore {
    fn acquire(&self, wait: Wait) {
        let mut permits = wait(self, self.permits.lock().unwrap());
        *permits = permits.saturating_sub(1);
    }

    fn release(&self, tell: fn(&Condvar)) {
        *self.permits.lock().unwrap() += 1;
        tell(&self.freed); // right: one, since there is one permit more
    }

    fn wait_for_a_permit<'a>(&self, mut permits: MutexGuard<'a, u32>) -> MutexGuard<'a, u32> {
        while *permits == 0 {
            permits = self.freed.wait(permits).unwrap();
        }
        permits
    }

    /// "I was woken, so there is one for me."
    fn wait_once<'a>(&self, permits: MutexGuard<'a, u32>) -> MutexGuard<'a, u32> {
        if *permits > 0 { permits } else { self.freed.wait(permits).unwrap() }
    }
}

/// Comes back when it believes that there is a permit.
type Wait = for<'a> fn(&Semaphore, MutexGuard<'a, u32>) -> MutexGuard<'a, u32>;

fn one_at_a_time(threads: usize, wait: Wait, tell: fn(&Condvar)) {
    let (semaphore, data) = (Semaphore { permits: Mutex::new(1), freed: Condvar::new() }, Plain::new(0));
    crowd(threads, |_| {
        semaphore.acquire(wait);
        data.increment();
        semaphore.release(tell);
    });
    assert_eq!(data.get(), threads as u32);
}
