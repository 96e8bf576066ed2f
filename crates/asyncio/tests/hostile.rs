//! What a program can do to the loop: panic in it, flood it, forget what it made, call it after its end.

use asyncio::s4_thread_safe::{Door, Handle, Selector};
use asyncio::{TaskError, create_task, gather, get_running_loop, run, sleep};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

/// A panic without the panic hook's message, which would clutter the test's output.
async fn panics(words: &'static str) {
    resume_unwind(Box::new(words))
}

/// What `body` panics with.
fn dies(body: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(body)).expect_err("the body was meant to panic");
    TaskError::Panicked(payload).to_string()
}

#[test]
fn a_panic_goes_to_who_awaits_and_the_loop_goes_on() {
    run(async {
        let (other, failed) = (create_task(async { 7 }), create_task(panics("an exception")));
        let error = failed.await.unwrap_err();
        assert_eq!(error.to_string(), "the task panicked: an exception");
        assert_eq!(other.await.unwrap(), 7);
        assert_eq!(create_task(async { 8 }).await.unwrap(), 8);
    });
}

#[test]
fn a_panic_of_main_leaves_run_and_a_new_loop_works() {
    assert_eq!(dies(|| run(panics("main's own"))), "the task panicked: main's own");
    assert_eq!(run(async { 7 }), 7);
}

#[test]
fn a_destructor_that_panics_is_the_tasks_affair() {
    /// Its value outlives its last poll, and ends with it.
    struct Holds(#[allow(dead_code)] Bomb);
    impl Future for Holds {
        type Output = ();
        fn poll(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> Poll<()> {
            Poll::Ready(())
        }
    }
    run(async {
        let error = create_task(Holds(Bomb(Rc::default()))).await.unwrap_err();
        assert_eq!(error.to_string(), "the task panicked: a destructor");
    });
}

/// Panics when it is dropped; counts how often.
struct Bomb(Rc<Cell<u32>>);

impl Drop for Bomb {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
        resume_unwind(Box::new("a destructor"));
    }
}

#[test]
fn of_two_panics_of_a_task_the_first_is_told() {
    /// Panics in its poll, and again as it is dropped.
    struct Twice(#[allow(dead_code)] Bomb);
    impl Future for Twice {
        type Output = ();
        fn poll(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> Poll<()> {
            resume_unwind(Box::new("an exception"))
        }
    }
    run(async {
        let error = create_task(Twice(Bomb(Rc::default()))).await.unwrap_err();
        assert_eq!(error.to_string(), "the task panicked: an exception");
        assert_eq!(create_task(async { 7 }).await.unwrap(), 7);
    });
}

#[test]
fn tasks_that_panic_while_the_loop_ends_do_not_save_each_other() {
    let dropped = Rc::new(Cell::new(0));
    let theirs = Rc::clone(&dropped);
    run(async move {
        for _ in 0..3 {
            let bomb = Bomb(Rc::clone(&theirs));
            drop(create_task(async move {
                pending::<()>().await;
                drop(bomb);
            }));
        }
        sleep(Duration::ZERO).await;
    });
    assert_eq!(dropped.get(), 3);
    assert_eq!(run(async { 7 }), 7);
}

/// Panics with something that panics as it is dropped.
async fn throws() {
    resume_unwind(Box::new(Grenade))
}

/// As [`Bomb`], and may go to another thread.
struct Grenade;

impl Drop for Grenade {
    fn drop(&mut self) {
        resume_unwind(Box::new("a grenade"));
    }
}

#[test]
fn a_value_or_a_payload_that_panics_as_it_is_dropped_does_not_stop_the_loop() {
    run(async {
        // Nobody keeps the task, so its value is dropped where it ends.
        drop(create_task(async { Grenade }));
        // Of two errors, gather tells the first and drops the second.
        let both = gather([throws(), throws()]);
        get_running_loop().remote().call_soon_threadsafe(|| resume_unwind(Box::new(Grenade))).unwrap();
        for _ in 0..3 {
            sleep(Duration::ZERO).await;
        }
        std::mem::forget(both);
        assert_eq!(create_task(async { 7 }).await.unwrap(), 7);
    });
}

#[test]
fn callbacks_that_panic_as_they_are_dropped_with_the_loop_leave_none_running() {
    run(async {
        let remote = get_running_loop().remote();
        // Runs in the last turn; what it queues is dropped with the loop.
        let last = move || {
            for grenade in [Grenade, Grenade] {
                remote.call_soon_threadsafe(move || drop(grenade)).unwrap();
            }
        };
        get_running_loop().remote().call_soon_threadsafe(last).unwrap();
    });
    assert_eq!(run(async { 7 }), 7);
}

#[test]
fn a_callback_that_panics_does_not_stop_the_loop() {
    run(async {
        let (to, from) = mpsc::channel();
        let remote = get_running_loop().remote();
        remote.call_soon_threadsafe(|| resume_unwind(Box::new("a callback"))).unwrap();
        remote.call_soon_threadsafe(move || to.send(7).unwrap()).unwrap();
        sleep(Duration::ZERO).await;
        assert_eq!(from.try_recv(), Ok(7));
    });
}

#[test]
fn ten_thousand_tasks_give_their_values_in_order() {
    let values = run(async {
        gather((0..10_000_u64).map(|number| async move {
            sleep(Duration::from_micros(number % 7)).await;
            number
        }))
        .await
        .unwrap()
    });
    assert!(values.into_iter().eq(0..10_000));
}

#[test]
fn ten_thousand_tasks_that_never_end_are_dropped_with_the_loop() {
    let alive = Rc::new(());
    let theirs = Rc::clone(&alive);
    run(async move {
        for _ in 0..10_000 {
            let alive = Rc::clone(&theirs);
            drop(create_task(async move {
                pending::<()>().await;
                drop(alive);
            }));
        }
        sleep(Duration::ZERO).await;
        assert_eq!(Rc::strong_count(&theirs), 10_002);
    });
    assert_eq!(Rc::strong_count(&alive), 1);
}

#[test]
fn a_task_whose_handle_is_dropped_runs_on() {
    run(async {
        let ran = Rc::new(Cell::new(false));
        let theirs = Rc::clone(&ran);
        drop(create_task(async move { theirs.set(true) }));
        sleep(Duration::ZERO).await;
        assert!(ran.get());
    });
}

#[test]
fn a_future_that_is_dropped_unawaited_has_done_nothing() {
    run(async {
        let ran = Rc::new(Cell::new(false));
        let theirs = Rc::clone(&ran);
        drop(async move { theirs.set(true) });
        sleep(Duration::ZERO).await;
        assert!(!ran.get());
        assert_eq!(Rc::strong_count(&ran), 1);
    });
}

#[test]
fn a_task_handle_outlives_the_loop() {
    let (to, from) = mpsc::channel();
    run(async move { to.send(create_task(pending::<()>())).unwrap() });
    let task = from.recv().unwrap();
    assert!(task.done());
    let error = run(task).unwrap_err();
    assert!(matches!(error, TaskError::Cancelled), "{error}");
}

/// A task gives its waker to a thread, which calls it when the loop is gone, and the task with it.
#[test]
fn a_waker_called_after_the_end_does_nothing() {
    let (to, from) = mpsc::channel::<Waker>();
    let (ended, has_ended) = mpsc::channel();
    let other = thread::spawn(move || {
        let waker = from.recv().unwrap();
        has_ended.recv().unwrap();
        waker.wake_by_ref();
        waker.wake();
    });
    run(async move {
        drop(create_task(poll_fn(move |context| -> Poll<()> {
            to.send(context.waker().clone()).unwrap();
            Poll::Pending
        })));
        sleep(Duration::ZERO).await;
    });
    ended.send(()).unwrap();
    other.join().unwrap();
}

/// The number of a task that has ended is given to the next one. Its wakers are not.
#[test]
fn a_waker_of_a_task_that_has_ended_wakes_no_other_task() {
    run(async {
        let (to, from) = mpsc::channel::<Waker>();
        let ended = create_task(poll_fn(move |context| {
            to.send(context.waker().clone()).unwrap();
            Poll::Ready(())
        }));
        ended.await.unwrap();
        let asked = Rc::new(Cell::new(0));
        let theirs = Rc::clone(&asked);
        drop(create_task(poll_fn(move |_| -> Poll<()> {
            theirs.set(theirs.get() + 1);
            Poll::Pending
        })));
        sleep(Duration::ZERO).await;
        from.recv().unwrap().wake();
        sleep(Duration::ZERO).await;
        assert_eq!(asked.get(), 1, "it was asked again, and nobody had woken it");
    });
}

#[test]
fn a_call_after_the_end_is_refused() {
    let remote = run(async { get_running_loop().remote() });
    let (to, from) = mpsc::channel::<()>();
    let refused = thread::spawn(move || remote.call_soon_threadsafe(move || drop(to))).join().unwrap();
    assert_eq!(refused.unwrap_err().to_string(), "the event loop has ended");
    assert_eq!(from.recv(), Err(mpsc::RecvError), "the callback was kept");
}

#[test]
fn a_thread_wakes_a_loop_that_has_nothing_to_do() {
    let (to, from) = mpsc::channel::<Waker>();
    let other = thread::spawn(move || from.recv().unwrap().wake());
    run(async move {
        let mut given = false;
        poll_fn(|context| {
            if std::mem::replace(&mut given, true) {
                return Poll::Ready(());
            }
            to.send(context.waker().clone()).unwrap();
            Poll::Pending
        })
        .await;
    });
    other.join().unwrap();
}

#[test]
fn eight_threads_flood_the_loop_and_no_call_is_lost() {
    const CALLS: u32 = 1_000;
    let total = run(async {
        let (to, from) = mpsc::channel();
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let (to, remote) = (to.clone(), get_running_loop().remote());
                thread::spawn(move || {
                    for _ in 0..CALLS {
                        let to = to.clone();
                        remote.call_soon_threadsafe(move || to.send(1).unwrap()).unwrap();
                    }
                })
            })
            .collect();
        let mut total = 0;
        while total < 8 * CALLS {
            total += from.try_iter().sum::<u32>();
            sleep(Duration::from_micros(1)).await;
        }
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        total
    });
    assert_eq!(total, 8 * CALLS);
}

#[test]
fn a_task_that_always_goes_on_does_not_keep_the_others_waiting() {
    run(async {
        drop(create_task(async {
            loop {
                sleep(Duration::ZERO).await;
            }
        }));
        sleep(Duration::from_millis(1)).await;
    });
}

#[test]
fn a_destructor_may_make_a_task_while_the_loop_ends() {
    struct Makes(Rc<RefCell<u32>>);
    impl Drop for Makes {
        fn drop(&mut self) {
            let counts = Rc::clone(&self.0);
            drop(create_task(async move { *counts.borrow_mut() += 1 }));
        }
    }
    let ran = Rc::new(RefCell::new(0));
    let theirs = Makes(Rc::clone(&ran));
    run(async move {
        drop(create_task(async move {
            pending::<()>().await;
            drop(theirs);
        }));
        sleep(Duration::ZERO).await;
    });
    assert_eq!(*ran.borrow(), 0, "it ran although the loop had ended");
    assert_eq!(Rc::strong_count(&ran), 1);
}

#[test]
fn a_task_that_is_woken_thrice_runs_once_more() {
    run(async {
        let polls = Rc::new(Cell::new(0));
        let theirs = Rc::clone(&polls);
        drop(create_task(poll_fn(move |context| -> Poll<()> {
            theirs.set(theirs.get() + 1);
            if theirs.get() == 1 {
                (0..3).for_each(|_| context.waker().wake_by_ref());
            }
            Poll::Pending
        })));
        for _ in 0..4 {
            sleep(Duration::ZERO).await;
        }
        assert_eq!(polls.get(), 2);
    });
}

#[test]
fn a_sleep_wakes_the_last_one_that_polled_it() {
    run(async {
        let mut nap = Box::pin(sleep(Duration::from_millis(1)));
        let polled = nap.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
        // Hangs here if the first waker stays.
        nap.await;
    });
}

/// A selector that counts its calls.
#[derive(Default)]
struct Counts(AtomicUsize);

impl Selector for Counts {
    fn select(&self, _: Option<Duration>) {}

    fn wake(&self) {
        // Relaxed: one thread only.
        self.0.fetch_add(1, Relaxed);
    }
}

#[test]
fn only_the_first_who_finds_the_loop_asleep_calls_it() {
    let counts = Arc::new(Counts::default());
    let (door, mut turn) = (Door::new(Arc::clone(&counts) as Arc<dyn Selector>), VecDeque::new());
    let call = || door.call_soon_threadsafe(Handle::Callback(Box::new(|| ()))).unwrap();
    call();
    assert!(!door.falls_asleep(), "something is ready");
    door.take_turn(&mut turn);
    assert_eq!(counts.0.load(Relaxed), 0, "it was awake");
    assert!(door.falls_asleep());
    (0..3).for_each(|_| call());
    assert_eq!(counts.0.load(Relaxed), 1);
    turn.clear();
    door.take_turn(&mut turn);
    assert!(door.falls_asleep());
    door.wakes_up();
    call();
    assert_eq!(counts.0.load(Relaxed), 1, "it has woken by itself");
}

#[test]
fn what_destructors_make_while_the_loop_ends_is_dropped_while_it_still_counts_as_running() {
    /// Makes a task that holds the next one.
    struct Chain(u32, Rc<Cell<u32>>);
    impl Drop for Chain {
        fn drop(&mut self) {
            if self.0 > 0 {
                let next = Chain(self.0 - 1, Rc::clone(&self.1));
                drop(create_task(async move { drop(next) }));
            }
            self.1.set(self.1.get() + 1);
        }
    }
    let dropped = Rc::new(Cell::new(0));
    let first = Chain(3, Rc::clone(&dropped));
    run(async move {
        drop(create_task(async move {
            pending::<()>().await;
            drop(first);
        }));
    });
    assert_eq!(dropped.get(), 4);
}

#[test]
fn a_loop_inside_a_loop_is_refused_in_pythons_words() {
    let words = run(async { dies(|| run(async {})) });
    assert!(words.contains("asyncio::run cannot be called from a running event loop"), "{words}");
}

#[test]
fn a_task_without_a_loop_is_refused_in_pythons_words() {
    let words = dies(|| drop(create_task(async {})));
    assert!(words.contains("no running event loop"), "{words}");
}

#[test]
fn a_loop_that_has_ended_is_refused() {
    let event_loop = run(async { get_running_loop() });
    let words = dies(|| event_loop.run_until_complete(async {}).unwrap());
    assert!(words.contains("this event loop has ended"), "{words}");
}

#[test]
fn a_sleep_that_is_taken_to_another_loop_is_refused() {
    let (to, from) = mpsc::channel();
    run(async move {
        let mut nap = Box::pin(sleep(Duration::from_secs(3_600)));
        poll_fn(|context| {
            assert!(nap.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
        to.send(nap).unwrap();
    });
    let words = dies(|| run(from.recv().unwrap()));
    assert!(words.contains("attached to a different loop"), "{words}");
}

#[test]
fn a_task_awaited_twice_is_refused() {
    run(async {
        let mut task = create_task(async { 7 });
        assert_eq!((&mut task).await.unwrap(), 7);
        let again = create_task(async move { task.await.unwrap() }).await.unwrap_err();
        assert!(again.to_string().contains("awaited again"), "{again}");
    });
}

#[test]
fn of_two_errors_gather_gives_the_first_in_time() {
    run(async {
        let both = [("late", 2), ("early", 1)].map(|(words, millis)| async move {
            sleep(Duration::from_millis(millis)).await;
            panics(words).await;
        });
        assert_eq!(gather(both).await.unwrap_err().to_string(), "the task panicked: early");
    });
}

#[test]
fn gather_of_nothing_is_ready_at_once() {
    run(async { assert_eq!(gather(Vec::<std::future::Ready<u8>>::new()).await.unwrap(), []) });
}

#[test]
fn a_sleep_longer_than_any_clock_is_no_error() {
    run(async {
        drop(create_task(sleep(Duration::MAX)));
        sleep(Duration::ZERO).await;
    });
}

/// Both print it on standard error, and go on.
#[test]
fn an_error_that_nobody_retrieves_is_told_as_in_python() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut ours = Command::new(cargo);
    ours.args(["run", "--quiet", "--offline", "--package", "asyncio", "--example", "never_retrieved"]);
    tells(&ours.output().unwrap());
    let Some(python) = python::or_skip("Python's words for an error that nobody retrieves") else { return };
    let script: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python/never_retrieved.py");
    tells(&python.command(&script).output().unwrap());
}

fn tells(output: &Output) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("Task exception was never retrieved"), "{told}");
    assert!(told.contains("nobody asked"), "{told}");
    assert_eq!(python::lines(output, Path::new("never_retrieved")).last().unwrap(), "now nobody can ask any more");
}
