//! Models that run side by side in one process do not meet, even when they use the same statics.

use crate::shared::crowd;
use interleave::Model;
use interleave::failure::Kind;
use std::real;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::*};

static COUNT: AtomicUsize = AtomicUsize::new(0);
static LOCK: Mutex<usize> = Mutex::new(0);

fn right() {
    crowd(2, |_| *LOCK.lock().unwrap() += COUNT.fetch_add(1, SeqCst) + 1);
    assert_eq!(*LOCK.lock().unwrap(), 3);
}

fn wrong() {
    crowd(2, |_| COUNT.store(COUNT.load(SeqCst) + 1, SeqCst));
    assert_eq!(COUNT.load(SeqCst), 2, "an update was lost");
}

#[test]
fn right_and_wrong_models_in_four_threads_keep_their_verdicts() {
    real::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..20 {
                    crate::table::accept(right);
                }
            });
            scope.spawn(|| {
                for _ in 0..20 {
                    crate::table::reject((Kind::Assertion, "1"), wrong);
                }
            });
        }
    });
}

#[test]
fn a_failed_model_leaves_nothing_to_the_next_one() {
    let first = Model::new().check(wrong).unwrap_err();
    crate::table::accept(right);
    let second = Model::new().check(wrong).unwrap_err();
    assert_eq!(first.kind, second.kind);
    assert_eq!(first.search.schedules, second.search.schedules);
}
