//! What holds for every simulation, and what follows for an I/O thread.

use crate::{MS, POLL, drawn, naive};
use gil::event::{self, Event, What};
use gil::statistics::sums;
use gil::timeline::virtual_time::{Burst, CPython, Task, run, run_without_forced_switching, run_without_gil};
use gil::timeline::{Doing, Span, Timeline};
use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};
use std::time::Duration;

/// Up to four tasks of up to five bursts of 1 to 8 ms.
fn tasks() -> impl Strategy<Value = Vec<Task>> {
    let burst = (0..3, 1..9_u32).prop_map(|(kind, length)| match kind {
        0 => Burst::Outside(MS * length),
        1 => Burst::Native(MS * length),
        _ => Burst::Compute(MS * length),
    });
    vec(vec(burst, 0..6).prop_map(|bursts| Task { bursts }), 1..5)
}

/// How long a task's bursts take together, of those that `is_meant`.
fn sum(task: &Task, is_meant: fn(&Burst) -> bool) -> Duration {
    task.bursts.iter().filter(|burst| is_meant(burst)).map(|burst| burst.length()).sum()
}

fn is_outside(burst: &Burst) -> bool {
    matches!(burst, Burst::Outside(_))
}

fn cpython(interval: u32) -> CPython {
    CPython { interval: MS * interval }
}

/// The log as the naive simulation writes it.
fn lines(log: &[Event], threads: usize) -> Vec<String> {
    let timeline = Timeline::new(&[], log);
    let letter = |thread, at: Duration| {
        let now = timeline.of(thread).find(|span| span.from <= at && at < span.to);
        now.map_or(' ', |span| match span.doing {
            Doing::Runs => 'R',
            Doing::Waits => 'W',
            Doing::Outside => 'o',
        })
    };
    let end = u32::try_from(timeline.end.as_millis()).unwrap();
    (0..threads).map(|thread| (0..end).map(|ms| letter(thread, MS * ms)).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_does_what_a_naive_simulation_does(tasks in tasks(), interval in 1..7_u32, poll in 1..4_u32) {
        let log = run(&tasks, MS * poll, &mut cpython(interval));
        let naive = naive::lines(&tasks, interval.into(), poll.into());
        prop_assert_eq!(lines(&log, tasks.len()), naive, "{}", drawn(&log));
    }

    #[test]
    fn one_thread_at_a_time_holds_the_gil(tasks in tasks(), interval in 1..7_u32, poll in 1..4_u32) {
        let log = run(&tasks, MS * poll, &mut cpython(interval));
        prop_assert_eq!(event::check(&log), Ok(()), "{}", drawn(&log));
    }

    #[test]
    fn nobody_waits_while_the_gil_is_free(tasks in tasks(), interval in 1..7_u32, poll in 1..4_u32) {
        let log = run(&tasks, MS * poll, &mut cpython(interval));
        let timeline = Timeline::new(&[], &log);
        for wait in timeline.spans.iter().filter(|span| span.doing == Doing::Waits) {
            let runs = timeline.spans.iter().filter(|span| span.doing == Doing::Runs);
            let common = |run: &Span| run.to.min(wait.to).saturating_sub(run.from.max(wait.from));
            prop_assert_eq!(runs.map(common).sum::<Duration>(), wait.length(), "{}", drawn(&log));
        }
    }

    #[test]
    fn each_task_runs_and_is_outside_for_as_long_as_its_bursts_say(tasks in tasks(), interval in 1..7_u32) {
        let log = run(&tasks, POLL, &mut cpython(interval));
        let timeline = Timeline::new(&[], &log);
        for (thread, task) in tasks.iter().enumerate() {
            prop_assert_eq!(timeline.total(thread, Doing::Runs), sum(task, |burst| !is_outside(burst)));
            prop_assert_eq!(timeline.total(thread, Doing::Outside), sum(task, is_outside));
        }
    }

    #[test]
    fn a_task_that_is_alone_never_waits(mut tasks in tasks(), interval in 1..7_u32) {
        tasks.truncate(1);
        let log = run(&tasks, POLL, &mut cpython(interval));
        prop_assert_eq!(Timeline::new(&[], &log).total(0, Doing::Waits), Duration::ZERO);
    }

    #[test]
    fn who_was_asked_does_not_hold_the_gil_again_before_another_one(tasks in tasks(), interval in 1..7_u32) {
        let log = run(&tasks, POLL, &mut cpython(interval));
        for (n, event) in log.iter().enumerate().filter(|(_, event)| event.what == What::LetsGo { asked: true }) {
            let taker = log[n..].iter().find(|event| event.what == What::Takes);
            prop_assert!(taker.is_some_and(|taker| taker.thread != event.thread), "{}", drawn(&log));
        }
    }

    #[test]
    fn the_spans_are_as_long_as_the_statistics_say(tasks in tasks(), interval in 1..7_u32) {
        let log = run(&tasks, POLL, &mut cpython(interval));
        let timeline = Timeline::new(&[], &log);
        for (thread, statistics) in sums(&log).iter().enumerate() {
            prop_assert_eq!(timeline.total(thread, Doing::Runs), statistics.held);
            prop_assert_eq!(timeline.total(thread, Doing::Waits), statistics.waited);
        }
    }

    #[test]
    fn without_a_gil_each_task_takes_as_long_as_its_bursts(tasks in tasks()) {
        let log = run_without_gil(&tasks);
        for (thread, task) in tasks.iter().enumerate() {
            let ended = log.iter().find(|event| (event.thread, event.what) == (thread, What::Ends));
            prop_assert_eq!(ended.map(|event| event.at), Some(sum(task, |_| true)));
        }
    }

    /// The convoy: its answer comes while a CPU thread holds the GIL, and the others stand before it.
    #[test]
    fn who_comes_back_soon_waits_an_interval_for_each_cpu_thread(
        cpu_threads in 0..6_u32, outside in 1..15_u32, compute in 1..15_u32, longer in 1..15_u32,
    ) {
        let interval = outside + compute + longer;
        let mut tasks = vec![Task::computes(MS * 1_000 * interval); cpu_threads as usize];
        tasks.push(Task::round_trips(5, MS * outside, MS * compute));
        let log = run(&tasks, POLL, &mut cpython(interval));
        let timeline = Timeline::new(&[], &log);
        let waits: Vec<_> = timeline.of(tasks.len() - 1).filter(|span| span.doing == Doing::Waits).collect();
        let expected = if cpu_threads == 0 { 0 } else { 4 };
        // The first one meets threads that have just begun.
        prop_assert_eq!(waits.iter().skip(1).count(), expected);
        for wait in waits.iter().skip(1) {
            prop_assert_eq!(wait.length(), MS * interval * cpu_threads, "{}", drawn(&log));
        }
    }
}

#[test]
fn without_forced_switching_who_was_asked_takes_the_gil_again() {
    let tasks = [Task::computes(16 * MS), Task::computes(5 * MS)];
    let log = run_without_forced_switching(&tasks, POLL, &mut CPython::default());
    assert_eq!(event::check(&log), Ok(()));
    let takers: Vec<_> = log.iter().filter(|event| event.what == What::Takes).map(|event| event.thread).collect();
    let asked = log.iter().filter(|event| event.what == What::LetsGo { asked: true }).count();
    assert_eq!((takers, asked), (vec![0, 0, 0, 0, 1], 3), "{}", drawn(&log));
    let lines = lines(&log, 2);
    assert_eq!(lines, ["R".repeat(16), "W".repeat(16) + "RRRRR"].map(|line| format!("{line:21}")));
}

#[test]
fn native_code_that_keeps_the_gil_is_asked_in_vain() {
    let tasks = [Task { bursts: vec![Burst::Native(12 * MS), Burst::Compute(9 * MS)] }, Task::computes(MS)];
    let log = run(&tasks, POLL, &mut CPython::default());
    let asked: Vec<_> = log.iter().filter(|event| event.what == What::Asks).map(|event| event.at).collect();
    let let_go = log.iter().find(|event| event.what == What::LetsGo { asked: true }).map(|event| event.at);
    assert_eq!((asked, let_go), (vec![5 * MS, 10 * MS], Some(12 * MS)));
}

/// `time.sleep(0)`.
#[test]
fn who_lets_go_for_no_time_lets_those_in_who_wait() {
    let tasks = [
        Task { bursts: vec![Burst::Compute(MS), Burst::Outside(Duration::ZERO), Burst::Compute(MS)] },
        Task::computes(MS),
    ];
    let log = run(&tasks, POLL, &mut CPython::default());
    let takers: Vec<_> = log.iter().filter(|event| event.what == What::Takes).map(|event| event.thread).collect();
    assert_eq!(takers, [0, 1, 0]);
}
