//! Steps 5 and 6 on real threads, under any mix of what a program may do with the GIL.

use gil::event::What::{Asks, Ends, LetsGo, Returns, Takes, WaitsOutside, Wants};
use gil::event::{Event, check};
use gil::statistics::Statistics;
use gil::{Gil, SWITCH_INTERVAL, Watched};
use interleave::proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert_eq, prop_oneof, proptest};
use interleave::proptest::{collection::vec, prop_assert};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;
use std::time::Duration;

/// What a thread does next.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Computes for a while, and then polls.
    Compute,
    /// Waits outside.
    Wait,
    /// Lets go, and takes the GIL anew.
    Again,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![3 => Just(Step::Compute), 1 => Just(Step::Wait), 1 => Just(Step::Again)]
}

/// Takes these steps and ends. Returns how often it was asked, as it saw it itself.
fn run(gil: &Watched, steps: &[Step]) -> u64 {
    let mut held = gil.take();
    let mut obeyed = 0;
    for step in steps {
        match step {
            Step::Compute => {
                (0..3_000).for_each(|_| std::hint::spin_loop());
                obeyed += u64::from(held.poll());
            }
            Step::Wait => held.allow_threads(thread::yield_now),
            Step::Again => {
                drop(held);
                held = gil.take();
            }
        }
    }
    held.end();
    obeyed
}

/// Has each thread take its steps. Returns how often all were asked, as they saw it.
fn run_all(gil: &Watched, threads: &[Vec<Step>]) -> u64 {
    thread::scope(|scope| {
        let started: Vec<_> = threads.iter().map(|steps| scope.spawn(|| run(gil, steps))).collect();
        started.into_iter().map(|thread| thread.join().unwrap()).sum()
    })
}

fn sum<N: std::iter::Sum>(all: &[Statistics], of: impl Fn(&Statistics) -> N) -> N {
    all.iter().map(of).sum()
}

/// How long the GIL was held: takings and lettings go alternate, so a turn is a pair.
fn turns(log: &[Event]) -> Duration {
    let ends: Vec<_> = log.iter().filter(|event| matches!(event.what, Takes | LetsGo { .. })).collect();
    ends.chunks(2).map(|turn| turn[1].at - turn[0].at).sum()
}

proptest! {
    // Each case starts threads, so a few must do. No seed is kept: the scheduler has a part in what happens.
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_sums_and_the_log_agree_with_the_lock_and_with_the_threads(threads in vec(vec(step(), 0..60), 1..6)) {
        let gil = Watched::with_log(Duration::ZERO);
        let obeyed = run_all(&gil, &threads);
        let (sums, log) = (gil.statistics(), gil.events());
        prop_assert_eq!(check(&log), Ok(()));
        prop_assert_eq!(sum(&sums, |sums| sums.switches), gil.switches());
        prop_assert_eq!(sum(&sums, |sums| sums.requests_obeyed), obeyed);
        prop_assert_eq!(sum(&sums, |sums| sums.held), turns(&log));
        let asks = log.iter().filter(|event| event.what == Asks).count() as u64;
        prop_assert_eq!(sum(&sums, |sums| sums.requests_made), asks);
        let waits = threads.concat().iter().filter(|step| matches!(step, Step::Wait)).count();
        prop_assert_eq!(log.iter().filter(|event| event.what == WaitsOutside).count(), waits);
        prop_assert!(sums.iter().all(|sums| sums.longest_wait <= sums.waited));
    }

    #[test]
    fn whoever_obeys_is_not_the_next_holder(threads in vec(vec(step(), 0..60), 2..6)) {
        let gil = Watched::with_log(Duration::ZERO);
        run_all(&gil, &threads);
        let log = gil.events();
        for (n, event) in log.iter().enumerate() {
            if event.what == (LetsGo { asked: true }) {
                let next = log[n..].iter().find(|event| event.what == Takes);
                prop_assert!(next.is_some_and(|next| next.thread != event.thread), "{n}: {event:?}, then {next:?}");
            }
        }
    }
}

/// Runs `body`, which ends in a panic that prints nothing.
fn dies(body: impl FnOnce()) {
    let outcome = catch_unwind(AssertUnwindSafe(body));
    assert!(outcome.is_err(), "the body was meant to panic");
}

/// Only what is printed for debugging shows from outside whether some thread holds it.
fn is_held(gil: &Gil) -> bool {
    format!("{gil:?}").contains("locked: true")
}

#[test]
fn a_panic_outside_takes_the_gil_again() {
    let gil = Gil::default();
    let mut held = gil.take();
    dies(|| {
        held.allow_threads(|| {
            assert!(!is_held(&gil));
            resume_unwind(Box::new("an exception nobody caught"))
        })
    });
    assert!(is_held(&gil));
    drop(held);
    assert!(!is_held(&gil));
}

#[test]
fn a_panic_outside_is_no_gap_in_the_log() {
    let gil = Watched::with_log(SWITCH_INTERVAL);
    let mut held = gil.take();
    dies(|| held.allow_threads(|| resume_unwind(Box::new("an exception nobody caught"))));
    held.end();
    let what: Vec<_> = gil.events().iter().map(|event| event.what).collect();
    let let_go = LetsGo { asked: false };
    assert_eq!(what, [Wants, Takes, let_go, WaitsOutside, Returns, Wants, Takes, let_go, Ends]);
}

#[test]
fn a_thread_that_comes_back_after_its_end_counts_as_another() {
    let gil = Watched::with_log(SWITCH_INTERVAL);
    gil.take().end();
    gil.take().end();
    assert_eq!(check(&gil.events()), Ok(()));
    assert_eq!(gil.statistics().len(), 2);
}

#[test]
fn who_does_not_want_a_log_has_none_but_the_sums() {
    let gil = Watched::new(SWITCH_INTERVAL);
    drop(gil.take());
    assert_eq!(gil.events(), []);
    assert_eq!(gil.statistics()[0].switches, 1);
}

#[test]
fn interpreters_with_a_gil_each_never_wait_for_one_another() {
    let [first, second] = [(); 2].map(|()| Watched::new(Duration::ZERO));
    let held = first.take();
    // Hangs here if the second one's thread needs what the first one's holds.
    run_all(&second, &[vec![Step::Compute; 1_000]]);
    drop(held);
    for gil in [first, second] {
        let [only] = gil.statistics()[..] else { panic!("one thread came near it") };
        assert_eq!((only.requests_made, only.waits, only.switches), (0, 0, 1));
    }
}

#[test]
fn interpreters_that_share_a_gil_ask_and_wait() {
    let shared = Watched::new(Duration::ZERO);
    let mut held = shared.take();
    thread::scope(|scope| {
        scope.spawn(|| drop(shared.take()));
        while !held.poll() {
            std::hint::spin_loop();
        }
    });
    let [first, second] = shared.statistics()[..] else { panic!("two threads came near it") };
    assert_eq!((first.requests_obeyed, first.waits), (1, 1));
    assert!(second.requests_made >= 1);
    assert_eq!(second.waits, 1);
}
