//! What `rlock.txt` asks, of ours.

use super::meet::{REFUSED, Rows, SOON, always, begin, oops, refused_time, said, shared, tried, until_waiting};
use std::time::Duration;
use threading::RLock;

/// Whether another thread can have it.
fn another(rlock: &'static RLock) -> String {
    begin(|| rlock.try_acquire()).answer()
}

pub const ROWS: Rows = &[
    ("rlock-acquire-again", || {
        let rlock = RLock::new();
        let waiting = (always(rlock.acquire()), always(rlock.acquire()));
        said((waiting, rlock.try_acquire(), rlock.acquire_timeout(Duration::ZERO)))
    }),
    ("rlock-release-free", || said(RLock::new().release())),
    ("rlock-release-once-too-often", || {
        let rlock = RLock::new();
        rlock.acquire();
        rlock.acquire();
        said([rlock.release(), rlock.release(), rlock.release()])
    }),
    ("rlock-levels", || {
        let rlock = shared(RLock::new());
        rlock.acquire();
        rlock.acquire();
        said((another(rlock), rlock.release(), another(rlock), rlock.release(), another(rlock)))
    }),
    ("rlock-another-with-time", || {
        let rlock = shared(RLock::new());
        rlock.acquire();
        begin(|| rlock.acquire_timeout(SOON)).answer()
    }),
    ("rlock-stranger", || {
        let rlock = shared(RLock::new());
        rlock.acquire();
        said((begin(|| rlock.release()).answer(), another(rlock), rlock.release()))
    }),
    ("rlock-handed-over", || {
        let rlock = shared(RLock::new());
        rlock.acquire();
        rlock.acquire();
        let other = begin(|| always(rlock.acquire()));
        said((rlock.release(), rlock.release(), other.answer(), rlock.try_acquire()))
    }),
    ("rlock-gave-up", || {
        let rlock = shared(RLock::new());
        rlock.acquire();
        let other = begin(|| always(rlock.acquire()));
        until_waiting(rlock, 1);
        let gave_up = begin(|| rlock.acquire_timeout(SOON)).answer();
        rlock.release().unwrap();
        said((gave_up, other.answer(), rlock.try_acquire()))
    }),
    ("rlock-owner-is-gone", || {
        let rlock = shared(RLock::new());
        said((begin(|| always(rlock.acquire())).answer(), rlock.try_acquire(), rlock.release()))
    }),
    ("rlock-with", || {
        let rlock = shared(RLock::new());
        let outer = rlock.hold();
        let inner = rlock.hold();
        let inside = another(rlock);
        drop(inner);
        let behind_inner = another(rlock);
        drop(outer);
        said((inside, behind_inner, another(rlock)))
    }),
    ("rlock-with-exception", || {
        let rlock = shared(RLock::new());
        let work = || {
            let _outer = rlock.hold();
            let _inner = rlock.hold();
            oops();
        };
        said((tried(work), another(rlock)))
    }),
    ("rlock-released-inside-with", || {
        let rlock = RLock::new();
        let with = rlock.hold();
        rlock.release().unwrap();
        said(drop(with))
    }),
    ("rlock-time-without-waiting", || {
        let _no_time: fn(&RLock) -> bool = RLock::try_acquire;
        REFUSED.into()
    }),
    ("rlock-negative-time", || refused_time(-5.0, |time| RLock::new().acquire_timeout(time))),
];
