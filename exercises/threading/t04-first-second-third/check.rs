//! What t04 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::{exercise::in_order, real};
use interleave::Model;
use std::cell::UnsafeCell;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

// ANCHOR: order
/// B puts page 0 → C puts page 1 → D puts page 2. Each finds as many pages as there should be.
///
/// Four threads, of which A only waits for the others; up to 1 forced switch.
#[test]
fn the_pages_are_put_in_order() {
    Model::new().preemptions(1).run(|| {
        // Relaxed: they count, and must order nothing, or they would do your work.
        let (fetched, pages) = ([(); 3].map(|()| AtomicUsize::new(0)), AtomicUsize::new(0));
        let fetch = |page: usize| {
            fetched[page].fetch_add(1, Relaxed);
        };
        in_order(&fetch, &|page| {
            let before = pages.fetch_add(1, Relaxed);
            assert_eq!(before, page, "page {page} was put when {before} pages were in the report");
        });
        assert_eq!(pages.load(Relaxed), 3, "it returned before all three pages were put");
        assert_eq!(fetched.map(AtomicUsize::into_inner), [1; 3], "each page is fetched once");
    });
}
// ANCHOR_END: order

/// D has fetched and waits → C has fetched and waits → B has fetched, and puts page 0 → C puts page 1 → D puts page 2.
///
/// Four threads, no forced switch: while B and C fetch they let the others run, and those must not take that for the end.
#[test]
fn the_slowest_page_is_still_the_first() {
    Model::new().preemptions(0).run(|| {
        let pages = AtomicUsize::new(0);
        let fetch = |page| {
            (0..20 * (2 - page)).for_each(|_| thread::yield_now());
            assert!(pages.load(Relaxed) <= page, "page {page} was put before it was fetched");
        };
        in_order(&fetch, &|page| {
            assert_eq!(pages.fetch_add(1, Relaxed), page, "page {page} came too early, or too late");
        });
    });
}

/// What a page is before it was fetched.
const NOT_FETCHED: u32 = 0;

/// A report, and three pages to come: plain data without a lock.
#[derive(Default)]
struct Report {
    pages: [UnsafeCell<u32>; 3],
    put: UnsafeCell<Vec<u32>>,
}

// SAFETY: a page is touched by who fetches and by who puts it, the report by who puts. That these are in order is what the
// test is about: the model stops at the first access for which they are not.
unsafe impl Sync for Report {}

impl Report {
    fn fetch(&self, page: usize) {
        // SAFETY: nobody else touches this page before it is put (see `Sync`).
        self.pages[page].with_mut(|data| unsafe { *data = 10 + page as u32 });
    }

    fn put(&self, page: usize) {
        // SAFETY: it was fetched before (see `Sync`).
        let data = self.pages[page].with(|data| unsafe { *data });
        assert_ne!(data, NOT_FETCHED, "page {page} was put before it was fetched");
        // SAFETY: the pages before it were put, and those after it are not (see `Sync`).
        self.put.with_mut(|put| unsafe { (*put).push(data) });
    }
}

// ANCHOR: seen
/// B writes into the report → C sees that, and writes → D sees both, and writes → A, who called, sees all.
///
/// Four threads, of which A only waits for the others; up to 1 forced switch.
#[test]
fn who_puts_a_page_sees_the_pages_before_it() {
    Model::new().preemptions(1).run(|| {
        let mut report = Report::default();
        in_order(&|page| report.fetch(page), &|page| report.put(page));
        assert_eq!(*report.put.get_mut(), [10, 11, 12]);
    });
}
// ANCHOR_END: seen

/// B, C and D fetch; each fetch lasts until the other two have begun.
///
/// Four threads, no forced switch: a thread that is not there yet blocks the others in every schedule.
#[test]
fn all_three_fetch_at_the_same_time() {
    Model::new().preemptions(0).run(|| {
        let all_fetch = Barrier::new(3);
        let fetch = |_| {
            all_fetch.wait();
        };
        in_order(&fetch, &|_| ());
    });
}

/// The same promises on real threads: no proof, but a look at the real thing. More than one report, for nothing must be left of the one before.
#[test]
fn real_threads_put_many_reports_in_order() {
    use interleave::real::{
        sync::{Barrier, Mutex},
        thread,
    };

    for _ in 0..100 {
        let (fetched, put) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
        let all_fetch = Barrier::new(3);
        let fetch = |page| {
            all_fetch.wait();
            // The first page is the slowest, so that who does not wait comes before it.
            (0..4 * (2 - page)).for_each(|_| thread::yield_now());
            fetched.lock().unwrap().push(page);
        };
        real::in_order(&fetch, &|page| put.lock().unwrap().push(page));
        assert_eq!(put.into_inner().unwrap(), [0, 1, 2]);
        assert_eq!(fetched.into_inner().unwrap().len(), 3, "each page is fetched once");
    }
}
