//! What `local.txt` asks, of ours.

use super::meet::{Notes, REFUSED, Rows, begin, notes, oops, said, shared, tried};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::current;
use threading::{Local, Thread};

/// Writes down that it goes.
struct Value(&'static Notes<&'static str>);

impl Drop for Value {
    fn drop(&mut self) {
        self.0.put("gone");
    }
}

pub const ROWS: Rows = &[
    ("local-own", || {
        let mine = shared(Local::new(|| 0));
        mine.with(|x| *x = 1);
        let work = || {
            mine.with(|x| *x = 2);
            mine.with(|x| *x)
        };
        said((begin(work).answer(), mine.with(|x| *x)))
    }),
    ("local-made-in-each-thread", || {
        let calls = shared(notes());
        let mine = shared(Local::new(|| {
            calls.put(1);
            7
        }));
        let read = || mine.with(|x| *x);
        let _twice = (read(), read());
        said((calls.len(), begin(read).answer(), begin(read).answer(), calls.len()))
    }),
    ("local-made-where-used", || {
        let mine = shared(Local::new(|| current().id()));
        begin(|| mine.with(|maker| *maker == current().id())).answer()
    }),
    ("local-not-written", || {
        let _with_a_value: fn(fn() -> u8) -> Local<u8> = Local::new;
        REFUSED.into()
    }),
    ("local-failing", || {
        let fails = AtomicBool::new(true);
        let mine = shared(Local::new(move || {
            // Relaxed: one thread.
            if fails.swap(false, Relaxed) {
                oops();
            }
            7
        }));
        let read = || tried(|| mine.with(|x| *x));
        begin(move || [read(), read()]).answer()
    }),
    ("local-gone-with-thread", || {
        let gone = shared(notes());
        let mine = shared(Local::new(|| Value(gone)));
        let before = gone.len();
        let thread = Thread::new(|| mine.with(|_| ()));
        thread.start().unwrap();
        thread.join().unwrap();
        assert_eq!(gone.len(), 1);
        said((before, gone.get()))
    }),
    ("local-used-while-used", || {
        let mine = Local::new(|| 7);
        said(tried(|| mine.with(|one| mine.with(|other| (*one, *other)))))
    }),
];
