//! What nobody should do to a pool, on real threads. No sleeps: whatever must wait, waits for a barrier or an event.

use futures::{Deadlock, Executor, Future, NoResult, ReturnWhen, ThreadPoolExecutor, as_completed, wait};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;
use threading::{Barrier, Event};

/// Panics as a task would, but prints nothing.
fn panics<T>(words: &'static str) -> T {
    resume_unwind(Box::new(words))
}

/// A pool of one worker, which is busy until the event is set.
fn busy() -> (ThreadPoolExecutor, Arc<Event>, Future<()>) {
    let pool = ThreadPoolExecutor::new(1).unwrap();
    let (begun, free) = (Arc::new(Event::new()), Arc::new(Event::new()));
    let theirs = (Arc::clone(&begun), Arc::clone(&free));
    let running = pool.submit(move || {
        theirs.0.set();
        theirs.1.wait();
    });
    begun.wait();
    (pool, free, running.unwrap())
}

#[test]
fn a_pool_of_nobody_is_refused_in_cpythons_words() {
    let error = ThreadPoolExecutor::new(0).unwrap_err();
    assert_eq!(error.to_string(), "max_workers must be greater than 0");
}

#[test]
fn a_pool_that_may_be_huge_starts_as_many_as_it_needs() {
    let pool = ThreadPoolExecutor::new(usize::MAX).unwrap();
    assert_eq!(pool.submit(|| 7).unwrap().result(), Ok(7));
}

#[test]
fn a_panic_is_kept_by_its_future_and_costs_no_worker() {
    let pool = ThreadPoolExecutor::new(1).unwrap();
    let worker = pool.submit(|| thread::current().id()).unwrap().result();
    let failed = pool.submit(|| panics::<u8>("out of cheese")).unwrap();
    let NoResult::Panicked(panic) = failed.result().unwrap_err() else { panic!("another error") };
    assert_eq!(panic.message(), "out of cheese");
    // Asked for again, it is there again.
    assert_eq!(failed.exception().unwrap(), Some(panic));
    assert_eq!(pool.submit(|| thread::current().id()).unwrap().result(), worker);
}

/// Panics when it is dropped, which a task's captures, its result, and what it panicked with can all do.
struct Grenade;

impl Drop for Grenade {
    fn drop(&mut self) {
        panics::<()>("dropped");
    }
}

#[test]
fn a_panic_while_something_of_the_tasks_is_dropped_costs_no_worker() {
    let pool = ThreadPoolExecutor::new(1).unwrap();
    let captured = Grenade;
    let first = pool.submit(move || drop(catch_unwind(AssertUnwindSafe(|| drop(captured))))).unwrap();
    first.result().unwrap();
    // The worker's is the last reference to the result, since nobody keeps the future by then.
    let dropped = Arc::new(Event::new());
    let theirs = Arc::clone(&dropped);
    drop(pool.submit(move || (theirs.wait(), Grenade).1).unwrap());
    dropped.set();
    let payload = pool.submit(|| -> u8 { resume_unwind(Box::new(Grenade)) }).unwrap();
    let error = payload.result().unwrap_err();
    assert_eq!(error.to_string(), "the task panicked: a panic whose payload is not text");
    assert_eq!(pool.submit(|| 7).unwrap().result(), Ok(7));
}

#[test]
fn a_callback_that_panics_costs_neither_the_worker_nor_the_next_callback() {
    let (pool, free, running) = busy();
    let called = Arc::new(Event::new());
    let theirs = Arc::clone(&called);
    running.add_done_callback(|_| panics("a callback"));
    running.add_done_callback(move |_| theirs.set());
    free.set();
    called.wait();
    assert_eq!(pool.submit(|| 7).unwrap().result(), Ok(7));
}

#[test]
fn ten_thousand_tasks_run_once_each() {
    const TASKS: usize = 10_000;
    let runs = Arc::new(AtomicUsize::new(0));
    let pool = ThreadPoolExecutor::new(4).unwrap();
    let futures: Vec<_> = (0..TASKS)
        .map(|n| {
            let runs = Arc::clone(&runs);
            pool.submit(move || {
                // Relaxed: it is read after all were waited for.
                runs.fetch_add(1, Relaxed);
                n
            })
        })
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(futures.iter().enumerate().all(|(n, future)| future.result() == Ok(n)));
    assert_eq!(runs.load(Relaxed), TASKS);
}

#[test]
fn the_result_that_nobody_wants_is_worked_out_all_the_same() {
    let done = Arc::new(Event::new());
    let theirs = Arc::clone(&done);
    let pool = ThreadPoolExecutor::new(1).unwrap();
    drop(pool.submit(move || theirs.set()).unwrap());
    done.wait();
}

#[test]
fn shutdown_of_a_busy_pool_waits_for_what_runs_and_for_what_was_queued() {
    let (pool, free, running) = busy();
    let queued = pool.submit(|| 7).unwrap();
    pool.shutdown(false, false).unwrap();
    assert!(running.running() && !queued.done());
    let refused = pool.submit(|| 8).unwrap_err();
    assert_eq!(refused.to_string(), "cannot schedule new futures after shutdown");
    free.set();
    pool.shutdown(true, false).unwrap();
    assert!(running.done());
    assert_eq!(queued.result(), Ok(7));
    // Once more does no harm.
    pool.shutdown(true, true).unwrap();
}

#[test]
fn shutdown_can_cancel_what_was_queued_and_those_who_wait_for_it_are_told() {
    let (pool, free, running) = busy();
    let queued: Vec<_> = (0..3).map(|n| pool.submit(move || n).unwrap()).collect();
    pool.shutdown(false, true).unwrap();
    assert!(running.running(), "what runs is not stopped");
    assert!(queued.iter().all(|future| future.result() == Err(NoResult::CancelledError)));
    // In CPython this would wait for ever.
    assert_eq!(wait(queued, None, ReturnWhen::AllCompleted).done.len(), 3);
    free.set();
}

#[test]
fn a_cancelled_task_is_never_run_and_one_that_runs_cannot_be_cancelled() {
    let (pool, free, running) = busy();
    let queued = pool.submit(|| panics::<()>("it was cancelled")).unwrap();
    assert!(queued.cancel() && queued.cancel(), "twice is once");
    assert!(!running.cancel());
    assert_eq!(queued.exception(), Err(NoResult::CancelledError));
    free.set();
    assert_eq!(running.result(), Ok(()));
    assert!(!running.cancel(), "it is finished");
}

#[test]
fn a_pool_dropped_by_its_own_worker_finishes_its_work() {
    let last = Arc::new(Event::new());
    let theirs = Arc::clone(&last);
    let pool = Arc::new(ThreadPoolExecutor::new(2).unwrap());
    let begin = Arc::new(Barrier::new(2).unwrap());
    let (its_pool, its_begin) = (Arc::clone(&pool), Arc::clone(&begin));
    let first = pool.submit(move || {
        its_begin.wait().unwrap();
        // Ours is gone by now: this is the last one.
        assert_eq!(Arc::strong_count(&its_pool), 1);
        its_pool.submit(move || theirs.set()).unwrap();
        drop(its_pool);
    });
    drop(pool);
    begin.wait().unwrap();
    first.unwrap().result().unwrap();
    last.wait();
}

#[test]
fn a_pool_may_be_dropped_when_its_thread_has_lost_its_own_values() {
    thread_local! {
        static POOL: std::cell::RefCell<Option<ThreadPoolExecutor>> = const { std::cell::RefCell::new(None) };
    }
    let last = Arc::new(Event::new());
    let theirs = Arc::clone(&last);
    thread::spawn(move || {
        POOL.set(ThreadPoolExecutor::new(1).ok());
        POOL.with_borrow(|pool| pool.as_ref().unwrap().submit(move || theirs.set()).unwrap());
    })
    .join()
    .unwrap();
    last.wait();
}

#[test]
fn a_worker_that_would_wait_for_its_own_end_is_told() {
    let pool = Arc::new(ThreadPoolExecutor::new(1).unwrap());
    let its_pool = Arc::downgrade(&pool);
    let ended = pool.submit(move || its_pool.upgrade().unwrap().shutdown(true, false)).unwrap();
    assert_eq!(ended.result().unwrap().unwrap_err().to_string(), "cannot join current thread");
    assert!(pool.submit(|| 7).is_err());
}

/// Submits itself one level deeper and waits, down to level 0.
fn dive(pool: &Arc<ThreadPoolExecutor>, level: u32) -> Result<u32, NoResult> {
    if level == 0 {
        return Ok(0);
    }
    let its_pool = Arc::clone(pool);
    let deeper = pool.submit(move || dive(&its_pool, level - 1)).unwrap();
    Ok(deeper.result()?? + 1)
}

#[test]
fn a_task_that_waits_for_its_own_full_pool_is_told_the_way_out() {
    for workers in 1..4 {
        let pool = Arc::new(ThreadPoolExecutor::new(workers).unwrap());
        // This thread is no worker, so `workers` levels can wait for the level below.
        assert_eq!(dive(&pool, u32::try_from(workers).unwrap()), Ok(u32::try_from(workers).unwrap()));
        let too_deep = dive(&pool, u32::try_from(workers).unwrap() + 1);
        assert_eq!(too_deep, Err(NoResult::Deadlock(Deadlock { workers })));
        // It is a task's error, not the pool's end.
        assert_eq!(pool.submit(|| 7).unwrap().result(), Ok(7));
    }
    let words = Deadlock { workers: 2 }.to_string();
    assert!(words.contains("add_done_callback") && words.contains("another pool"), "{words}");
}

#[test]
fn a_task_that_waits_for_several_of_its_own_full_pool_is_told_too() {
    for all in [false, true] {
        let pool = Arc::new(ThreadPoolExecutor::new(1).unwrap());
        let theirs = Arc::clone(&pool);
        let outer = pool.submit(move || {
            let inner = [theirs.submit(|| 7).unwrap(), theirs.submit(|| 7).unwrap()];
            if all {
                drop(wait(inner, None, ReturnWhen::AllCompleted));
            } else {
                drop(as_completed(inner).next());
            }
        });
        let NoResult::Panicked(panic) = outer.unwrap().result().unwrap_err() else { panic!("another error") };
        assert_eq!(panic.message(), Deadlock { workers: 1 }.to_string());
        assert_eq!(pool.submit(|| 7).unwrap().result(), Ok(7));
    }
}

#[test]
fn a_task_may_wait_for_several_of_two_pools() {
    let (pool, other) = (Arc::new(ThreadPoolExecutor::new(1).unwrap()), ThreadPoolExecutor::new(1).unwrap());
    let theirs = Arc::clone(&pool);
    // The other pool's future can come, so this is no wait in vain.
    let outer = pool.submit(move || {
        let inner = [theirs.submit(|| 1).unwrap(), other.submit(|| 2).unwrap()];
        as_completed(inner).next().unwrap().result()
    });
    assert_eq!(outer.unwrap().result(), Ok(Ok(2)));
}

#[test]
fn a_task_may_wait_for_another_pool() {
    let (outer, inner) = (ThreadPoolExecutor::new(1).unwrap(), Arc::new(ThreadPoolExecutor::new(1).unwrap()));
    let future = outer.submit(move || inner.submit(|| 7).unwrap().result()).unwrap();
    assert_eq!(future.result(), Ok(Ok(7)));
}

#[test]
fn map_keeps_the_order_of_the_items_and_as_completed_that_of_the_ends() {
    // The second task must end first: the first waits for it.
    let go = Arc::new(Event::new());
    let pool = ThreadPoolExecutor::new(2).unwrap();
    let theirs = Arc::clone(&go);
    let work = move |n: u32| if n == 0 { theirs.wait() } else { theirs.set() };
    let results = pool.map(move |n| (work(n), n).1, 0..2).unwrap();
    assert_eq!(results.collect::<Vec<_>>(), [Ok(0), Ok(1)]);

    let go = Arc::new(Event::new());
    let (first, second) = (Arc::clone(&go), Arc::clone(&go));
    let first = pool.submit(move || first.wait()).unwrap();
    let second = pool.submit(move || ()).map(|future| (future, second)).unwrap();
    let mut ends = as_completed([first.clone(), second.0.clone(), first]);
    assert!(ends.next().unwrap().result().is_ok());
    assert!(second.0.done(), "the first one waits for an event that nobody has set");
    second.1.set();
    assert_eq!(ends.count(), 1, "a future given twice comes once");
}

#[test]
fn map_stops_at_the_first_item_without_a_result() {
    let pool = ThreadPoolExecutor::new(1).unwrap();
    let halve = |n: u32| if n.is_multiple_of(2) { n / 2 } else { panics("odd") };
    let results: Vec<_> = pool.map(halve, [2, 4, 5, 6]).unwrap().collect();
    assert_eq!(results[..2], [Ok(1), Ok(2)]);
    assert!(matches!(results[2..], [Err(NoResult::Panicked(_))]), "{results:?}");
}

#[test]
fn waiting_for_the_first_leaves_the_others_running() {
    let (pool, free, running) = busy();
    let other = ThreadPoolExecutor::new(1).unwrap();
    let quick = other.submit(|| ()).unwrap();
    let futures = [running.clone(), quick.clone()];
    let first = wait(futures.clone(), None, ReturnWhen::FirstCompleted);
    assert_eq!((first.done.len(), first.not_done.len()), (1, 1));
    assert!(quick.done() && running.running());
    let none = wait([running.clone()], Some(std::time::Duration::ZERO), ReturnWhen::AllCompleted);
    assert_eq!(none.not_done.len(), 1);
    let failed = other.submit(|| panics::<()>("no")).unwrap();
    let until = wait([running, quick, failed], None, ReturnWhen::FirstException);
    assert_eq!(until.not_done.len(), 1);
    free.set();
    assert_eq!(wait(futures, None, ReturnWhen::FirstException).done.len(), 2);
    drop(pool);
}

#[test]
fn as_many_tasks_run_at_once_as_there_are_workers_and_never_more() {
    let pool = ThreadPoolExecutor::new(3).unwrap();
    let together = Arc::new(Barrier::new(3).unwrap());
    // Hangs here if there are fewer workers.
    let all: Vec<_> = (0..3).map(|_| pool.submit(barrier(&together)).unwrap()).collect();
    all.into_iter().for_each(|future| future.result().unwrap());

    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counts = Arc::clone(&most);
    let work = move |_: u32| {
        // Relaxed: three counts that are read after all were waited for; a read-modify-write misses no other.
        counts.fetch_max(now.fetch_add(1, Relaxed) + 1, Relaxed);
        now.fetch_sub(1, Relaxed);
    };
    assert_eq!(pool.map(work, 0..2_000).unwrap().filter(Result::is_ok).count(), 2_000);
    assert!(most.load(Relaxed) <= 3);
}

/// A task that waits for others at a barrier.
fn barrier(barrier: &Arc<Barrier>) -> impl FnOnce() + Send + 'static {
    let barrier = Arc::clone(barrier);
    move || {
        barrier.wait().unwrap();
    }
}

#[test]
fn a_default_pool_has_four_workers_more_than_there_are_cores() {
    let cores = thread::available_parallelism().unwrap().get();
    let workers = (cores + 4).min(32);
    let pool = ThreadPoolExecutor::default();
    let together = Arc::new(Barrier::new(workers).unwrap());
    // Hangs here if there are fewer.
    let all: Vec<_> = (0..workers).map(|_| pool.submit(barrier(&together)).unwrap()).collect();
    all.into_iter().for_each(|future| future.result().unwrap());
}

#[test]
fn who_no_longer_waits_keeps_no_result() {
    let (first, second) = (Future::new(), Future::new());
    let futures = [first.clone(), second.clone()];
    let none = wait(futures.clone(), Some(std::time::Duration::ZERO), ReturnWhen::AllCompleted);
    assert_eq!(none.not_done.len(), 2);
    drop((none, as_completed(futures)));
    let result = Arc::new(());
    first.set_result(Arc::clone(&result)).unwrap();
    drop(first);
    // The second one would keep it, if it kept the queue of a wait that is over.
    assert_eq!(Arc::strong_count(&result), 1);
    second.set_result(result).unwrap();
}

#[test]
fn an_iterator_that_has_panicked_has_lost_no_future() {
    let pool = Arc::new(ThreadPoolExecutor::new(1).unwrap());
    let theirs = Arc::clone(&pool);
    let ends = pool.submit(move || {
        let mut ends = as_completed([theirs.submit(|| 7).unwrap()]);
        let told = catch_unwind(AssertUnwindSafe(|| ends.next()));
        assert!(told.is_err(), "the only worker waits for itself");
        Arc::new(Mutex::new(ends))
    });
    let ends = ends.unwrap().result().unwrap();
    assert_eq!(ends.lock().unwrap().next().unwrap().result(), Ok(7));
}

#[test]
fn an_idle_worker_counts_once() {
    let pool = ThreadPoolExecutor::new(2).unwrap();
    pool.submit(|| ()).unwrap().result().unwrap();
    let together = Arc::new(Barrier::new(2).unwrap());
    // Hangs here if one idle worker is taken for two: then no second one is started.
    let both = [(); 2].map(|()| pool.submit(barrier(&together)).unwrap());
    both.into_iter().for_each(|future| future.result().unwrap());
}

#[test]
fn what_panics_as_it_is_dropped_saves_no_other_task_from_being_cancelled() {
    let (pool, free, _running) = busy();
    let queued = [Grenade, Grenade].map(|grenade| pool.submit(move || drop(grenade)).unwrap());
    pool.shutdown(false, true).unwrap();
    assert!(queued.iter().all(Future::cancelled));
    free.set();
}

#[test]
fn a_map_that_nobody_asks_any_more_cancels_what_has_not_begun() {
    for after_an_error in [false, true] {
        let pool = ThreadPoolExecutor::new(1).unwrap();
        let (go, ran) = (Arc::new(Event::new()), Arc::new(AtomicUsize::new(0)));
        let (theirs, runs) = (Arc::clone(&go), Arc::clone(&ran));
        let work = move |n: u32| match n {
            0 => panics("an exception"),
            // Whether this one has begun is open; while it runs the next one has not.
            1 => theirs.wait(),
            // Relaxed: it is read after the pool's end.
            _ => drop(runs.fetch_add(1, Relaxed)),
        };
        let mut results = pool.map(work, 0..3).unwrap();
        if after_an_error {
            assert!(results.next().unwrap().is_err() && results.next().is_none());
            std::mem::forget(results);
        } else {
            drop(results);
        }
        go.set();
        drop(pool);
        assert_eq!(ran.load(Relaxed), 0);
    }
}

#[test]
fn who_waits_for_the_first_is_told_of_all_that_are_done() {
    let futures = [Future::new(), Future::new()];
    futures.iter().for_each(|future| future.set_result(7).unwrap());
    assert_eq!(wait(futures, None, ReturnWhen::FirstCompleted).done.len(), 2);
}
