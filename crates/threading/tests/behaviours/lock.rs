//! What `lock.txt` asks, of ours.

use super::meet::{
    LIMIT, REFUSED, Rows, SOON, always, begin, notes, oops, refused_time, said, shared, tried, until_waiting,
};
use std::time::Duration;
use threading::Lock;

pub const ROWS: Rows = &[
    ("lock-acquire", || said(always(Lock::new().acquire()))),
    ("lock-acquire-again", || {
        let lock = Lock::new();
        lock.acquire();
        said((lock.try_acquire(), lock.acquire_timeout(SOON)))
    }),
    ("lock-no-time", || {
        let lock = Lock::new();
        said((lock.acquire_timeout(Duration::ZERO), lock.acquire_timeout(Duration::ZERO)))
    }),
    ("lock-locked", || {
        let lock = Lock::new();
        let at_first = lock.locked();
        lock.acquire();
        let acquired = lock.locked();
        lock.release().unwrap();
        said((at_first, acquired, lock.locked()))
    }),
    ("lock-release", || {
        let lock = Lock::new();
        lock.acquire();
        said(lock.release())
    }),
    ("lock-release-free", || said(Lock::new().release())),
    ("lock-release-twice", || {
        let lock = Lock::new();
        lock.acquire();
        lock.release().unwrap();
        said(lock.release())
    }),
    ("lock-stranger", || {
        let lock = shared(Lock::new());
        lock.acquire();
        said((begin(|| lock.release()).answer(), lock.locked()))
    }),
    ("lock-handed-over", || {
        let lock = shared(Lock::new());
        lock.acquire();
        let other = begin(|| always(lock.acquire()));
        lock.release().unwrap();
        said((other.answer(), lock.locked()))
    }),
    ("lock-in-time", || {
        let lock = shared(Lock::new());
        lock.acquire();
        let other = begin(|| lock.acquire_timeout(LIMIT));
        lock.release().unwrap();
        said((other.answer(), lock.locked()))
    }),
    ("lock-one-release-one-thread", || {
        let (lock, came) = shared((Lock::new(), notes()));
        let work = || {
            lock.acquire();
            came.put("in");
        };
        lock.acquire();
        let _both = (begin(work), begin(work));
        lock.release().unwrap();
        let first = (came.get(), lock.locked(), came.len());
        lock.release().unwrap();
        said((first, came.get(), lock.locked()))
    }),
    ("lock-gave-up", || {
        let lock = shared(Lock::new());
        lock.acquire();
        let other = begin(|| always(lock.acquire()));
        until_waiting(lock, 1);
        let gave_up = begin(|| lock.acquire_timeout(SOON)).answer();
        lock.release().unwrap();
        said((gave_up, other.answer(), lock.locked()))
    }),
    ("lock-owner-is-gone", || {
        let lock = shared(Lock::new());
        said((begin(|| always(lock.acquire())).answer(), lock.locked()))
    }),
    ("lock-with", || {
        let lock = Lock::new();
        let with = lock.hold();
        let inside = lock.locked();
        drop(with);
        said((inside, lock.locked()))
    }),
    ("lock-with-exception", || {
        let lock = Lock::new();
        let work = || {
            let _with = lock.hold();
            oops();
        };
        said((tried(work), lock.locked(), lock.try_acquire()))
    }),
    ("lock-released-inside-with", || {
        let lock = Lock::new();
        let with = lock.hold();
        lock.release().unwrap();
        said(drop(with))
    }),
    ("lock-time-without-waiting", || {
        let _no_time: fn(&Lock) -> bool = Lock::try_acquire;
        REFUSED.into()
    }),
    ("lock-negative-time", || refused_time(-5.0, |time| Lock::new().acquire_timeout(time))),
    ("lock-minus-one", || refused_time(-1.0, |time| Lock::new().acquire_timeout(time))),
    ("lock-much-time", || said(Lock::new().acquire_timeout(Duration::MAX))),
];
