//! What `timer.txt` asks, of ours.

use super::meet::{LIMIT, Rows, notes, oops, refused_time, said, shared};
use super::thread::hooked;
use std::sync::OnceLock;
use std::time::Duration;
use threading::{Event, Timer, current_thread};

/// A timer that nobody waits for to the end.
fn late() -> Timer {
    Timer::new(LIMIT * 60, || ())
}

pub const ROWS: Rows = &[
    ("timer-runs", || {
        let (timer, seen) = shared((OnceLock::<Timer>::new(), notes()));
        let look = || seen.put(current_thread() == *timer.wait().thread());
        let timer = timer.get_or_init(|| Timer::new(Duration::ZERO, look));
        timer.start().unwrap();
        said((timer.join(), seen.get(), seen.len(), timer.thread().is_alive()))
    }),
    ("timer-cancelled", || {
        let seen = shared(notes());
        let timer = Timer::new(LIMIT * 60, || seen.put(1));
        timer.start().unwrap();
        let alive = timer.thread().is_alive();
        said((timer.cancel(), timer.join(), alive, timer.thread().is_alive(), seen.len()))
    }),
    ("timer-cancelled-before", || {
        let seen = shared(notes());
        let timer = Timer::new(Duration::ZERO, || seen.put(1));
        said((timer.cancel(), timer.start(), timer.join(), seen.len()))
    }),
    ("timer-cancelled-twice", || {
        let timer = late();
        timer.start().unwrap();
        said((timer.cancel(), timer.cancel(), timer.join(), timer.cancel()))
    }),
    ("timer-cancelled-too-late", || {
        let (begun, go) = shared((Event::new(), Event::new()));
        let seen = shared(notes());
        let timer = Timer::new(Duration::ZERO, || {
            begun.set();
            go.wait();
            seen.put("to the end");
        });
        timer.start().unwrap();
        begun.wait();
        timer.cancel();
        go.set();
        said((timer.join(), seen.get()))
    }),
    ("timer-start-twice", || {
        let timer = late();
        timer.start().unwrap();
        let answer = timer.start();
        timer.cancel();
        said(answer)
    }),
    ("timer-join-before-start", || said(late().join())),
    ("timer-negative-time", || refused_time(-1.0, |time| Timer::new(time, || ()).start())),
    ("timer-exception", || {
        let timer = Timer::new(Duration::ZERO, oops);
        let (joined, told) = hooked(|| {
            timer.start().unwrap();
            (timer.join(), timer.thread().is_alive())
        });
        said((joined, told.get().0))
    }),
];
