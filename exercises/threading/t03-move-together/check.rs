//! What t03 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::{exercise::Jobs, real};
use std::sync::Arc;
use std::thread;

/// One thread: a job that was started has moved.
#[test]
fn a_job_that_starts_waits_no_longer() {
    interleave::sequential(|| {
        let jobs = Jobs::new(3);
        assert_eq!(jobs.counts(), (3, 0));
        jobs.start();
        jobs.start();
        assert_eq!(jobs.counts(), (1, 2));
    });
}

// ANCHOR: rule
/// B takes one job away → A looks → B adds it to the others. A must not see the job in neither count.
///
/// Two threads, up to 3 forced switches.
#[test]
fn no_job_is_ever_in_neither_count() {
    interleave::model(|| {
        let jobs = Arc::new(Jobs::new(1));
        let worker = {
            let jobs = Arc::clone(&jobs);
            thread::spawn(move || jobs.start())
        };
        let (waiting, running) = jobs.counts();
        assert_eq!(waiting + running, 1, "there is one job, and it was not counted once");
        worker.join().unwrap();
    });
}
// ANCHOR_END: rule

/// A starts a job → B starts a job → both are counted, whatever order their steps come in.
///
/// Two threads, up to 3 forced switches.
#[test]
fn two_starts_move_two_jobs() {
    interleave::model(|| {
        let jobs = Arc::new(Jobs::new(2));
        let worker = {
            let jobs = Arc::clone(&jobs);
            thread::spawn(move || jobs.start())
        };
        jobs.start();
        worker.join().unwrap();
        assert_eq!(jobs.counts(), (0, 2), "two jobs were started, and a change was lost");
    });
}

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_keep_the_sum() {
    use interleave::real::thread;

    let jobs = real::Jobs::new(4_000);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..1_000).for_each(|_| jobs.start()));
        }
        for _ in 0..1_000 {
            let (waiting, running) = jobs.counts();
            assert_eq!(waiting + running, 4_000, "a job was in neither count, or in both");
        }
    });
    assert_eq!(jobs.counts(), (0, 4_000));
}
