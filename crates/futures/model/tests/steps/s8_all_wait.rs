//! Step 8, and two ways to get it wrong.

use super::program::{Guarded, caught, on_threads};
use futures_model::{Deadlock, NoResult, ThreadPoolExecutor, as_completed};
use interleave::Model;
use interleave::failure::Kind;
use std::sync::Arc;
use std::time::Duration;

type Nested = Result<u32, NoResult>;

/// A task that submits another one to its own pool, and waits for it.
fn nested(pool: &Arc<ThreadPoolExecutor>) -> impl FnOnce() -> Nested + Send + 'static {
    let pool = Arc::clone(pool);
    move || pool.submit(|| 7).unwrap().result()
}

/// The only worker waits for a task that only it could run: in every schedule it is told, and nobody hangs.
///
/// Two threads, up to 2 forced switches.
#[test]
fn the_only_worker_is_told_that_it_waits_for_itself() {
    Model::new().preemptions(2).run(|| {
        let pool = Arc::new(ThreadPoolExecutor::new(1).unwrap());
        let outer = pool.submit(nested(&pool)).unwrap();
        assert_eq!(outer.result(), Ok(Err(NoResult::Deadlock(Deadlock { workers: 1 }))));
    });
}

/// One of two workers waits, the other is free to run what it waits for: in no schedule is there an alarm.
///
/// Three threads, up to 1 forced switch, and nobody wakes for no reason.
#[test]
fn where_a_worker_is_left_there_is_no_alarm() {
    Model::new().preemptions(1).early_returns(0).run(|| {
        let pool = Arc::new(ThreadPoolExecutor::new(2).unwrap());
        assert_eq!(pool.submit(nested(&pool)).unwrap().result(), Ok(Ok(7)));
    });
}

/// The same with `as_completed`. Three threads, up to 1 forced switch, and nobody wakes for no reason.
#[test]
fn where_a_worker_is_left_it_may_wait_for_several() {
    Model::new().preemptions(1).early_returns(0).run(|| {
        let pool = Arc::new(ThreadPoolExecutor::new(2).unwrap());
        let theirs = Arc::clone(&pool);
        let outer = pool.submit(move || {
            let inner = [theirs.submit(|| 1).unwrap(), theirs.submit(|| 2).unwrap()];
            as_completed(inner).map(|future| future.result().unwrap()).sum::<u32>()
        });
        assert_eq!(outer.unwrap().result(), Ok(3));
    });
}

/// Both workers wait for a third task each: nobody hangs, and at most the last to wait is told.
///
/// Three threads, up to 1 forced switch, and nobody wakes for no reason.
#[test]
fn of_two_workers_that_wait_one_is_told_and_runs_the_rest() {
    Model::new().preemptions(1).early_returns(0).run(|| {
        let pool = Arc::new(ThreadPoolExecutor::new(2).unwrap());
        let both = [pool.submit(nested(&pool)).unwrap(), pool.submit(nested(&pool)).unwrap()];
        let told = both.iter().filter(|future| future.result().unwrap().is_err()).count();
        assert!(told <= 1, "whoever was told has left a worker free for the other one");
    });
}

/// A worker waits for x → the other one finishes x, and waits for y → the first has what it waited for, so there is no alarm.
///
/// Three threads, up to 1 forced switch, and nobody wakes for no reason.
#[test]
fn who_has_been_served_does_not_count() {
    Model::new().preemptions(1).early_returns(0).run(|| {
        let pool = Arc::new(ThreadPoolExecutor::new(2).unwrap());
        let theirs = Arc::clone(&pool);
        let first = pool.submit(move || {
            let x = theirs.submit(|| 7).unwrap();
            let next = theirs.submit(nested(&theirs)).unwrap();
            (x.result(), next)
        });
        let (x, next) = first.unwrap().result().unwrap();
        assert_eq!((x, next.result()), (Ok(7), Ok(Ok(7))));
    });
}

/// The same, where the first takes x out of its own queue: it does so a moment before it has noted that it waits no more.
///
/// Three threads, up to 2 forced switches, and nobody wakes for no reason.
#[test]
fn who_has_been_served_by_as_completed_does_not_count() {
    // On a busy machine eight seconds are not enough.
    Model::new().preemptions(2).early_returns(0).budget(Duration::from_secs(60)).run(|| {
        let pool = Arc::new(ThreadPoolExecutor::new(2).unwrap());
        let theirs = Arc::clone(&pool);
        let first = pool.submit(move || {
            let x = theirs.submit(|| 7).unwrap();
            let next = theirs.submit(nested(&theirs)).unwrap();
            (as_completed([x]).next().unwrap().result(), next)
        });
        let (x, next) = first.unwrap().result().unwrap();
        assert_eq!((x, next.result()), (Ok(7), Ok(Ok(7))));
    });
}

/// B waits for x, C finishes x and then waits for y, which A finishes. `alarm` looks at the waits when C has come, and at x.
fn one_has_been_served(alarm: fn(waits: u32, x_is_done: bool) -> bool) {
    type Parts = (Guarded<[bool; 2]>, Guarded<u32>, fn(u32, bool) -> bool);
    let parts: Parts = (Guarded::default(), Guarded::default(), alarm);
    on_threads(parts, 3, |(done, waits, alarm), n| {
        let wait_for = |task: usize| {
            waits.change(|waits| *waits += 1);
            let (waiting, x_is_done) = (*waits.value.lock().unwrap(), done.value.lock().unwrap()[0]);
            assert!(!alarm(waiting, x_is_done), "an alarm, although B goes on any moment");
            done.wait(|done| done[task], |_| ());
            waits.change(|waits| *waits -= 1);
        };
        match n {
            0 => done.change(|done| done[1] = true),
            1 => wait_for(0),
            _ => {
                done.change(|done| done[0] = true);
                wait_for(1);
            }
        }
    });
}

/// B waits for x → C finishes x → C waits for y: two wait, but B only has not woken yet.
#[test]
fn counting_those_who_wait_without_looking_is_caught() {
    caught(Kind::Assertion, || one_has_been_served(|waits, _| waits == 2));
    interleave::model(|| one_has_been_served(|waits, x_is_done| waits == 2 && !x_is_done));
}

/// B looks, and is alone → C looks, and is alone → both note that they wait, and nobody sees it.
#[test]
fn looking_before_noting_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads((Guarded::<u32>::default(), Guarded::<bool>::default()), 2, |(waits, served), _| {
            let others = *waits.value.lock().unwrap();
            if others == 0 {
                *waits.value.lock().unwrap() += 1;
                served.wait(|served| *served, |_| ());
            } else {
                // It is told, ends its task, and runs what the other one waits for.
                served.change(|served| *served = true);
            }
        });
    });
}
