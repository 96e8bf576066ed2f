//! # t04 · First, second, third
//!
//! Fix one line · 10 minutes · read first: `cargo book` → *Seen by the others*
//!
//! ## Task
//!
//! Three threads fetch a page each, all at once, and put it into a report. The pages must be put in order, and [`in_order`]
//! sees to that as this Python would, by sleeping. Mostly it works. Make the order real (here, "one line" is one line in each of
//! two threads), and let the three still fetch at the same time.
//!
//! ```python
//! def second():
//!     page = fetch(1)
//!     time.sleep(1)        # by then the first one is done
//!     report.append(page)
//! ```
//!
//! ## Keep true
//!
//! - Page 1 is put after page 0, and page 2 after page 1, however long anything takes.
//! - Who puts a page sees all that was done when the pages before it were put.
//! - Nobody waits before it has fetched.
//!
//! ## Run
//!
//! `cargo learn check t04`

use std::thread;
use std::time::Duration;

/// Has page 0, 1 and 2 fetched, and put in that order. When it returns, all three have been put.
pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    // ── your work starts here ──────────────────────────────────────────────
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
        });
        scope.spawn(|| {
            fetch(1);
            thread::sleep(Duration::from_millis(100)); // By then page 0 has been put.
            put(1);
        });
        scope.spawn(|| {
            fetch(2);
            thread::sleep(Duration::from_millis(200)); // By then page 1 has been put.
            put(2);
        });
    });
    // ── your work ends here ────────────────────────────────────────────────
}
