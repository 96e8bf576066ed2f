//! The GIL as CPython builds it: a flag under a mutex, a drop request, and forced switching (Python/ceval_gil.c).

use crate::shared::{Plain, crowd};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

rejected! {
    /// "I was woken, so the GIL is mine."
    woken_taken_for_chosen: DataRace, 1 early => || runs(2, 1, Gil::wait_once, Condvar::notify_one),
    /// "I have it, that is all": the one that was asked to let go waits for a switch of which nobody tells it.
    switch_not_told: Deadlock, 1 early => || runs(2, 2, Gil::wait_until_free, |_| ()),
}

accepted! {
    two_threads_one_step => || runs(2, 1, Gil::wait_until_free, Condvar::notify_one),
    two_threads_two_steps => || runs(2, 2, Gil::wait_until_free, Condvar::notify_one),
    three_threads_one_step => || runs(3, 1, Gil::ask_and_wait, Condvar::notify_one),
}

const INTERVAL: Duration = Duration::from_millis(5);
const NOBODY: usize = usize::MAX;

struct Gil {
    /// `locked`, under `mutex`.
    locked: Mutex<bool>,
    /// `cond`: the lock was let go.
    free: Condvar,
    /// `gil_drop_request`: somebody has waited for a whole interval.
    drop_request: AtomicBool,
    /// `switch_number`: how often the holder has changed.
    switches: AtomicUsize,
    /// `last_holder`, under `switch_mutex`.
    last_holder: Mutex<usize>,
    /// `switch_cond`: another thread took the lock.
    switched: Condvar,
}

impl Gil {
    const fn new() -> Self {
        Gil {
            locked: Mutex::new(false),
            free: Condvar::new(),
            drop_request: AtomicBool::new(false),
            switches: AtomicUsize::new(0),
            last_holder: Mutex::new(NOBODY),
            switched: Condvar::new(),
        }
    }

    fn take(&self, me: usize, wait: Wait, tell: fn(&Condvar)) {
        let mut locked = wait(self, self.locked.lock().unwrap());
        let mut last_holder = self.last_holder.lock().unwrap();
        *locked = true;
        if *last_holder != me {
            *last_holder = me;
            self.switches.fetch_add(1, Relaxed); // written and read under `locked`
        }
        tell(&self.switched);
        drop(last_holder);
        self.drop_request.store(false, Relaxed); // a hint, which orders nothing
    }

    /// Asks the holder to let go when an interval has passed without a switch.
    fn wait_until_free<'a>(&self, mut locked: MutexGuard<'a, bool>) -> MutexGuard<'a, bool> {
        while *locked {
            let seen = self.switches.load(Relaxed); // under `locked`
            let (guard, time) = self.free.wait_timeout(locked, INTERVAL).unwrap();
            locked = guard;
            if time.timed_out() && *locked && self.switches.load(Relaxed) == seen {
                self.drop_request.store(true, Relaxed); // a hint
            }
        }
        locked
    }

    /// The same as if the interval were always over at once, which leaves fewer schedules to more threads.
    fn ask_and_wait<'a>(&self, mut locked: MutexGuard<'a, bool>) -> MutexGuard<'a, bool> {
        while *locked {
            self.drop_request.store(true, Relaxed); // a hint
            locked = self.free.wait(locked).unwrap();
        }
        locked
    }

    /// "I was woken, so it is mine."
    fn wait_once<'a>(&self, locked: MutexGuard<'a, bool>) -> MutexGuard<'a, bool> {
        if *locked { self.free.wait(locked).unwrap() } else { locked }
    }

    fn drop(&self, me: usize) {
        *self.locked.lock().unwrap() = false;
        self.free.notify_one();
        if self.drop_request.load(Relaxed) {
            let last_holder = self.last_holder.lock().unwrap();
            if *last_holder == me {
                self.drop_request.store(false, Relaxed);
                // Once, as CPython does: coming back early is allowed, and costs the others a turn.
                let _after = self.switched.wait(last_holder).unwrap();
            }
        }
    }
}

/// Comes back when it believes that the lock is free.
type Wait = for<'a> fn(&Gil, MutexGuard<'a, bool>) -> MutexGuard<'a, bool>;

fn runs(threads: usize, steps: u32, wait: Wait, tell: fn(&Condvar)) {
    let (gil, data) = (Gil::new(), Plain::new(0));
    crowd(threads, |me| {
        gil.take(me, wait, tell);
        for step in 1..=steps {
            data.increment();
            let asked = gil.drop_request.load(Relaxed); // a hint
            if step < steps && asked {
                gil.drop(me);
                gil.take(me, wait, tell);
            }
        }
        gil.drop(me);
    });
    assert_eq!(data.get(), threads as u32 * steps);
}
