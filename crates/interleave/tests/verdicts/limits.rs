//! What no model can check, and what it says then.

use crate::shared::{crowd, meet, together};
use interleave::Model;
use interleave::failure::Kind;
use std::real;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::thread;
use std::time::Duration;
use std::{env, hint, process};

rejected! {
    /// "More threads find more": a model has five.
    sixth_thread: TooManyThreads, 0 => || count_up(6),
    no_second_thread: OneSchedule, 0,
    spin_without_a_pause: Spin, 0 => || wait_for_the_child(|| ()),
    state_from_another_schedule: NotRepeatable, 0,
}

accepted! {
    five_threads => || count_up(5),
    spin_with_spin_loop => || wait_for_the_child(hint::spin_loop),
    spin_with_a_yield => || wait_for_the_child(thread::yield_now),
}

fn count_up(threads: usize) {
    let count = AtomicUsize::new(0);
    crowd(threads, |_| {
        count.fetch_add(1, Relaxed);
    });
    assert_eq!(count.into_inner(), threads);
}

/// "I tried it in a model": with one thread there is nothing to try.
fn no_second_thread() {
    let count = AtomicUsize::new(0);
    count.fetch_add(1, SeqCst);
    assert_eq!(count.load(SeqCst), 1);
}

/// "It loops until the other is done": a loop that does not say that it waits keeps the processor.
fn wait_for_the_child(pause: fn()) {
    let done = AtomicBool::new(false);
    together(
        || done.store(true, Release), // pairs with the loop
        || {
            // Acquire: pairs with the store.
            while !done.load(Acquire) {
                pause();
            }
        },
    );
}

/// "A static of my own counts the runs": it outlives the schedule, and decides what the next one does.
fn state_from_another_schedule() {
    static RUNS: real::sync::atomic::AtomicUsize = real::sync::atomic::AtomicUsize::new(0);

    let odd = RUNS.fetch_add(1, SeqCst) % 2 == 1;
    let count = AtomicUsize::new(0);
    crowd(2, |_| {
        count.fetch_add(1, SeqCst);
        if odd {
            count.fetch_add(1, SeqCst);
        }
    });
}

/// Time is up before the search is over: nothing is known.
#[test]
fn out_of_time() {
    let model = Model::new().budget(Duration::ZERO);
    let failure = model.check(|| count_up(2)).unwrap_err();
    assert_eq!(failure.kind, Kind::Undecided);
}

/// One schedule is longer than what a model follows: nothing is known.
#[test]
fn out_of_steps() {
    let model = Model::new().steps(20);
    let failure = model
        .check(|| {
            let count = AtomicUsize::new(0);
            crowd(2, |_| (0..20).for_each(|amount| count.store(amount, Relaxed)));
        })
        .unwrap_err();
    assert_eq!(failure.kind, Kind::Undecided);
}

/// A lock of the model's outside every model.
#[test]
fn outside_a_model() {
    let panic = real::panic::catch_unwind(|| *Mutex::new(0).lock().unwrap()).unwrap_err();
    let message = panic.downcast_ref::<String>().expect("a message");
    assert!(message.contains("outside a model"), "{message}");
}

/// The real lock blocks the one thread on which all threads of the model run, so nothing ever happens again. The
/// model ends its process then; the test runs itself in another one.
#[test]
fn real_lock_inside_a_model() {
    static REAL: real::sync::Mutex<()> = real::sync::Mutex::new(());
    const INSIDE: &str = "INTERLEAVE_TEST_BLOCKS";

    if env::var_os(INSIDE).is_some() {
        return interleave::model(|| {
            let count = AtomicUsize::new(0);
            crowd(2, |_| {
                let _guard = REAL.lock();
                count.fetch_add(1, SeqCst);
            });
        });
    }
    let (status, said, printed) = again_with(INSIDE);
    assert!(!status.success());
    assert!(said.contains("\nkind: hang\n"), "{said}\n{printed}");
}

/// Runs the test that runs here in a process of its own, where this variable is set. Gives its status, its report, and what it
/// printed.
fn again_with(inside: &str) -> (process::ExitStatus, String, String) {
    let report = env::temp_dir().join(format!("interleave-verdicts-{inside}-{}", process::id()));
    let test = real::thread::current();
    let output = process::Command::new(env::current_exe().unwrap())
        .args(["--exact", test.name().expect("libtest names its threads"), "--nocapture"])
        .env(inside, "1")
        .env("INTERLEAVE_REPORT", &report)
        .output()
        .unwrap();
    let said = std::fs::read_to_string(&report).unwrap_or_default();
    let _ = std::fs::remove_file(&report);
    (output.status, said, String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A search that fails is left with all that its threads hold, and costs no thread and no mapping of memory: the system has some
/// 65,000 for one process. In a process of its own, since other tests map memory, too.
#[test]
fn a_thousand_failures_in_one_process() {
    const INSIDE: &str = "INTERLEAVE_TEST_FAILS";

    let lock_twice = || {
        let lock = Mutex::new(0);
        let _guard = lock.lock();
        meet();
        drop(lock.lock());
    };
    let count_too_far = || {
        let (count, lock) = (AtomicUsize::new(0), Mutex::new(0));
        together(|| drop(lock.lock()), || assert_eq!(count.fetch_add(1, Relaxed), 1));
    };
    let fail_often = || {
        for _ in 0..250 {
            assert_eq!(Model::new().check(lock_twice).unwrap_err().kind, Kind::Deadlock);
            assert_eq!(Model::new().check(count_too_far).unwrap_err().kind, Kind::Assertion);
        }
    };
    if env::var_os(INSIDE).is_some() {
        fail_often();
        let before = mappings();
        fail_often();
        let after = mappings();
        assert!(after < before + 50, "500 failures left {before} mappings, and 500 more {after}");
        return;
    }
    let (status, _, printed) = again_with(INSIDE);
    assert!(status.success(), "{printed}");
}

/// How many mappings of memory this process has. Other systems than Linux do not say, and have no such limit either.
fn mappings() -> usize {
    std::fs::read_to_string("/proc/self/maps").map_or(0, |maps| maps.lines().count())
}

/// Where all five threads run, the search cannot be left so, and its thread falls asleep. Before the system has no room for
/// one more, a model says that it is undecided, and why.
#[test]
fn thousands_of_searches_that_cannot_be_left() {
    const INSIDE: &str = "INTERLEAVE_TEST_SLEEPS";

    if env::var_os(INSIDE).is_some() {
        let fails = || crowd(5, |me| assert_ne!(me, 0));
        let failure = real::iter::repeat_with(|| *Model::new().check(fails).unwrap_err())
            .take(10_000)
            .find(|failure| failure.kind != Kind::Assertion)
            .expect("a limit");
        assert_eq!(failure.kind, Kind::Undecided);
        assert!(failure.message.contains("run this test alone"), "{}", failure.message);
        // To end its threads one by one would take longer.
        process::exit(0);
    }
    let (status, _, printed) = again_with(INSIDE);
    assert!(status.success(), "{printed}");
}
