//! What `semaphore.txt` asks, of ours.

use super::meet::{
    LIMIT, REFUSED, Rows, SOON, always, begin, notes, oops, refused_number, refused_time, said, shared, tried,
    until_waiting,
};
use std::time::Duration;
use threading::{BoundedSemaphore, Semaphore};

/// Takes a permit, `N` times, if there is one: whether there was.
fn count<const N: usize>(semaphore: &Semaphore) -> [bool; N] {
    [(); N].map(|()| semaphore.try_acquire())
}

fn count_bounded<const N: usize>(bounded: &BoundedSemaphore) -> [bool; N] {
    [(); N].map(|()| bounded.try_acquire())
}

pub const ROWS: Rows = &[
    ("semaphore-negative", || refused_number(-1, |permits| Semaphore::new(permits).try_acquire())),
    ("semaphore-default", || {
        let semaphore = Semaphore::default();
        said((always(semaphore.acquire()), semaphore.try_acquire()))
    }),
    ("semaphore-none", || {
        let semaphore = Semaphore::new(0);
        let in_time = [SOON, Duration::ZERO].map(|time| semaphore.acquire_timeout(time));
        said((semaphore.try_acquire(), in_time))
    }),
    ("semaphore-some", || {
        let semaphore = Semaphore::new(2);
        said((always(semaphore.acquire()), semaphore.acquire_timeout(Duration::ZERO), semaphore.try_acquire()))
    }),
    ("semaphore-release", || {
        let semaphore = Semaphore::new(1);
        said((semaphore.release(1), count::<3>(&semaphore)))
    }),
    ("semaphore-release-two", || {
        let semaphore = Semaphore::new(0);
        said((semaphore.release(2), count::<3>(&semaphore)))
    }),
    ("semaphore-release-none", || said(Semaphore::new(0).release(0))),
    ("semaphore-release-negative", || refused_number(-1, |permits| Semaphore::new(0).release(permits))),
    ("semaphore-stranger", || {
        let semaphore = shared(Semaphore::new(1));
        said((always(semaphore.acquire()), begin(|| semaphore.release(1)).answer(), semaphore.try_acquire()))
    }),
    ("semaphore-handed-over", || {
        let semaphore = shared(Semaphore::new(0));
        let other = begin(|| always(semaphore.acquire()));
        until_waiting(semaphore, 1);
        said((semaphore.release(1), other.answer(), semaphore.try_acquire()))
    }),
    ("semaphore-in-time", || {
        let semaphore = shared(Semaphore::new(0));
        let other = begin(|| semaphore.acquire_timeout(LIMIT));
        until_waiting(semaphore, 1);
        said((semaphore.release(1), other.answer(), semaphore.try_acquire()))
    }),
    ("semaphore-two-of-three", || {
        let (semaphore, came) = shared((Semaphore::new(0), notes()));
        for _ in 0..3 {
            begin(|| {
                semaphore.acquire();
                came.put("in");
            });
        }
        until_waiting(semaphore, 3);
        semaphore.release(2).unwrap();
        let both = [came.get(), came.get()];
        until_waiting(semaphore, 1);
        said((both, came.len(), semaphore.try_acquire()))
    }),
    ("semaphore-more-than-wait", || {
        let semaphore = shared(Semaphore::new(0));
        let others = [(); 2].map(|()| begin(|| always(semaphore.acquire())));
        until_waiting(semaphore, 2);
        semaphore.release(3).unwrap();
        said((others.map(|other| other.answer()), count::<2>(semaphore)))
    }),
    ("semaphore-time-is-up", || {
        let semaphore = shared(Semaphore::new(0));
        said((begin(|| semaphore.acquire_timeout(SOON)).answer(), semaphore.release(1), semaphore.try_acquire()))
    }),
    ("semaphore-gave-up", || {
        let semaphore = shared(Semaphore::new(0));
        let other = begin(|| always(semaphore.acquire()));
        until_waiting(semaphore, 1);
        let gave_up = begin(|| semaphore.acquire_timeout(SOON)).answer();
        semaphore.release(1).unwrap();
        said((gave_up, other.answer(), semaphore.try_acquire()))
    }),
    ("semaphore-with", || {
        let semaphore = Semaphore::new(1);
        let with = semaphore.hold();
        let inside = semaphore.try_acquire();
        drop(with);
        said((inside, semaphore.try_acquire()))
    }),
    ("semaphore-with-exception", || {
        let semaphore = Semaphore::new(1);
        let work = || {
            let _with = semaphore.hold();
            oops();
        };
        said((tried(work), semaphore.try_acquire()))
    }),
    ("semaphore-time-without-waiting", || {
        let _no_time: fn(&Semaphore) -> bool = Semaphore::try_acquire;
        REFUSED.into()
    }),
    ("semaphore-negative-time", || refused_time(-5.0, |time| Semaphore::new(0).acquire_timeout(time))),
    ("semaphore-no-end", || said(Semaphore::new(usize::MAX).release(1))),
    ("bounded-release", || {
        let bounded = BoundedSemaphore::new(2);
        said((always(bounded.acquire()), bounded.release(1)))
    }),
    ("bounded-release-too-many", || {
        let bounded = BoundedSemaphore::new(2);
        said((bounded.release(1), count_bounded::<3>(&bounded)))
    }),
    ("bounded-release-two-of-one", || {
        let bounded = BoundedSemaphore::new(2);
        said((always(bounded.acquire()), bounded.release(2), count_bounded::<2>(&bounded)))
    }),
    ("bounded-release-two-of-two", || {
        let bounded = BoundedSemaphore::new(2);
        let acquired = (always(bounded.acquire()), always(bounded.acquire()));
        said((acquired, bounded.release(2), count_bounded::<3>(&bounded)))
    }),
    ("bounded-release-none", || said(BoundedSemaphore::new(1).release(0))),
    ("bounded-default", || {
        let bounded = BoundedSemaphore::default();
        said((always(bounded.acquire()), bounded.try_acquire()))
    }),
    ("bounded-of-none", || {
        let bounded = BoundedSemaphore::new(0);
        said((bounded.try_acquire(), bounded.release(1)))
    }),
    ("bounded-stranger", || {
        let bounded = shared(BoundedSemaphore::new(1));
        let release = || begin(|| bounded.release(1)).answer();
        said((always(bounded.acquire()), release(), release()))
    }),
    ("bounded-handed-over", || {
        let bounded = shared(BoundedSemaphore::new(1));
        bounded.acquire();
        let other = begin(|| always(bounded.acquire()));
        until_waiting(bounded, 1);
        said((bounded.release(1), other.answer(), bounded.try_acquire()))
    }),
    ("bounded-with", || {
        let bounded = BoundedSemaphore::new(1);
        let with = bounded.hold();
        let inside = bounded.try_acquire();
        drop(with);
        said((inside, bounded.try_acquire()))
    }),
    ("bounded-released-inside-with", || {
        let bounded = BoundedSemaphore::new(1);
        let with = bounded.hold();
        bounded.release(1).unwrap();
        said(drop(with))
    }),
];
