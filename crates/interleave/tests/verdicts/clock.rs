//! Clocks: a thread's time goes on by itself, and says nothing about what others have done.

use crate::shared::{Flag, Plain, crowd, together};
use std::hint;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::thread;
use std::time::{Duration, Instant};

const LONG: Duration = Duration::from_millis(100);
const VERY_LONG: Duration = Duration::from_secs(3600);

rejected! {
    watching_the_clock: Assertion, 1,
    spinning_until_the_deadline: Assertion, 1 => || polls(LONG, hint::spin_loop),
    spinning_until_a_far_deadline: Assertion, 1 early => || polls(VERY_LONG, hint::spin_loop),
    yielding_until_a_far_deadline: Assertion, 1 early => || polls(VERY_LONG, thread::yield_now),
    sleeping_until_the_deadline: Assertion, 1 => || polls(LONG, || thread::sleep(LONG / 100)),
    deadline_taken_for_a_promise: Assertion, 1,
}

accepted! {
    a_sleep_takes_its_time,
    a_busy_wait_ends => || busy_waits(LONG),
    a_long_busy_wait_ends => || busy_waits(VERY_LONG),
    deadline_looked_at,
}

/// "When the clock has moved on by 100 ms, so has everybody else."
fn watching_the_clock() {
    let done = AtomicBool::new(false);
    let (_, seen) = together(
        || done.store(true, SeqCst),
        || {
            let start = Instant::now();
            while start.elapsed() < LONG {
                hint::spin_loop();
            }
            done.load(SeqCst)
        },
    );
    assert!(seen, "the clock was first");
}

/// "It is done in time", however long that is, and however the time is spent.
fn polls(limit: Duration, pause: fn()) {
    let done = AtomicBool::new(false);
    let (_, seen) = together(
        || done.store(true, SeqCst),
        || {
            let deadline = Instant::now() + limit;
            while !done.load(SeqCst) && Instant::now() < deadline {
                pause();
            }
            done.load(SeqCst)
        },
    );
    assert!(seen, "the deadline was first");
}

/// A wait that is woken early goes on with the time that is left.
fn until_the_deadline(flag: &Flag) -> bool {
    let deadline = Instant::now() + LONG;
    let mut up = flag.up.lock().unwrap();
    while !*up {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return false;
        }
        up = flag.bell.wait_timeout(up, left).unwrap().0;
    }
    true
}

/// "It is up when I come back": or the deadline has passed.
fn deadline_taken_for_a_promise() {
    let flag = Flag::new();
    let (_, up) = together(|| flag.raise(), || until_the_deadline(&flag));
    assert!(up, "the deadline was first");
}

/// What came in time is there; what did not come in time may come later.
fn deadline_looked_at() {
    let (flag, data) = (Flag::new(), Plain::new(0));
    together(
        || {
            data.set(1);
            flag.raise();
        },
        || {
            if until_the_deadline(&flag) {
                assert_eq!(data.get(), 1);
            }
        },
    );
}

/// All that a sleep promises: it does not end before its time.
fn a_sleep_takes_its_time() {
    let done = AtomicBool::new(false);
    let (_, slept) = together(
        || done.store(true, SeqCst),
        || {
            let start = Instant::now();
            thread::sleep(LONG);
            start.elapsed()
        },
    );
    assert!(slept >= LONG);
}

/// A busy wait ends when its time is up, whatever others do.
fn busy_waits(limit: Duration) {
    let count = AtomicUsize::new(0);
    crowd(2, |_| {
        let start = Instant::now();
        while start.elapsed() < limit {
            hint::spin_loop();
        }
        count.fetch_add(1, Relaxed);
    });
    assert_eq!(count.into_inner(), 2);
}
