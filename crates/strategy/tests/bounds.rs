//! What no strategy can do, whatever the workload.

use std::time::Duration;

use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{
    Just, ProptestConfig, Strategy as Made, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use strategy::{Costs, Kind, Outcome, Part, Strategy, Task, Workload, simulate};

/// Nothing, or microseconds to some 20 ms.
fn length() -> impl Made<Value = Duration> {
    prop_oneof![Just(0), 1..500_u64, 500..20_000_u64].prop_map(Duration::from_micros)
}

fn task() -> impl Made<Value = Task> {
    (1..4_u32, length(), length(), length(), length(), 0..2_000_000_u64).prop_map(
        |(rounds, waiting, python, held, native, bytes)| Task { rounds, waiting, python, held, native, bytes },
    )
}

fn workload() -> impl Made<Value = Workload> {
    vec((0..12_u32, task()), 1..4).prop_map(|tasks| Workload {
        tasks,
        native_speed_up: Some(10.0),
        free_threaded: true,
    })
}

fn strategy() -> impl Made<Value = Strategy> {
    (0..Kind::ALL.len(), 1..20_u32).prop_map(|(kind, workers)| Kind::ALL[kind].with(workers))
}

fn play(workload: &Workload, strategy: Strategy, cores: u32) -> Outcome {
    simulate(workload, strategy, &Costs { cores, ..Costs::default() }).expect("it can be done so")
}

/// The sum over all tasks.
fn sum(workload: &Workload, of: impl Fn(&Task) -> Duration) -> Duration {
    workload.tasks.iter().map(|(count, task)| of(task) * *count).sum()
}

/// What one task takes, if nobody is in its way, and it is done here.
fn whole(task: &Task) -> Duration {
    (task.waiting + task.python + task.held + task.native) * task.rounds
}

const COMPUTING: [Part; 6] = [Part::Start, Part::Task, Part::Sending, Part::Python, Part::Held, Part::Native];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is computed takes a core each moment, and there are so many cores.
    #[test]
    fn nobody_computes_more_than_all_cores_can(workload in workload(), strategy in strategy(), cores in 1..9_u32) {
        let outcome = play(&workload, strategy, cores);
        let computed: Duration = COMPUTING.iter().map(|part| outcome.spent(*part)).sum();
        prop_assert!(outcome.elapsed * cores >= computed, "{outcome:?}");
    }

    /// Each task, from its first step to its last, is a chain.
    #[test]
    fn nobody_is_done_before_the_longest_task_is(workload in workload(), strategy in strategy(), cores in 1..9_u32) {
        let python_takes = if strategy.kind() == Kind::Native { 10 } else { 1 };
        let longest = workload.tasks.iter().filter(|(count, _)| *count > 0).map(|(_, task)| {
            (task.waiting + task.python / python_takes + task.held + task.native) * task.rounds
        });
        let elapsed = play(&workload, strategy, cores).elapsed;
        prop_assert!(elapsed >= longest.max().unwrap_or_default(), "{elapsed:?}");
    }

    /// What the strategy does not change is done, all of it, and no more.
    #[test]
    fn all_work_is_done_once(workload in workload(), strategy in strategy(), cores in 1..9_u32) {
        let outcome = play(&workload, strategy, cores);
        prop_assert_eq!(outcome.spent(Part::Waiting), sum(&workload, |task| task.waiting * task.rounds));
        prop_assert_eq!(outcome.spent(Part::Held), sum(&workload, |task| task.held * task.rounds));
        if !matches!(strategy.kind(), Kind::Native | Kind::FreeThreading) {
            prop_assert_eq!(outcome.spent(Part::Python), sum(&workload, |task| task.python * task.rounds));
            prop_assert_eq!(outcome.spent(Part::Native), sum(&workload, |task| task.native * task.rounds));
        }
    }

    /// Who has the GIL, has it alone: threads and a loop are no faster than what needs it.
    #[test]
    fn one_gil_is_a_serial_part(workload in workload(), workers in 1..20_u32, cores in 1..9_u32) {
        let needs_it = sum(&workload, |task| (task.python + task.held) * task.rounds);
        prop_assert!(play(&workload, Strategy::Threads(workers), cores).elapsed >= needs_it);
        prop_assert!(play(&workload, Strategy::Asyncio, cores).elapsed >= needs_it);
    }

    /// Where nothing waits and no native code lets go, threads only cost.
    #[test]
    fn threads_do_not_make_python_faster(python in length(), count in 1..40_u32, workers in 1..20_u32, cores in 1..9_u32) {
        let workload = Workload::of(count, Task { python, ..Task::default() });
        let alone = play(&workload, Strategy::OneThread, cores).elapsed;
        prop_assert!(play(&workload, Strategy::Threads(workers), cores).elapsed >= alone);
    }

    /// One after the other is the sum, on any machine.
    #[test]
    fn one_thread_takes_the_sum(workload in workload(), cores in 1..9_u32) {
        let all = sum(&workload, whole);
        prop_assert_eq!(play(&workload, Strategy::OneThread, cores).elapsed, all);
    }

    /// More cores may change who comes first, and so who is the last one to begin (R. L. Graham, 1969). That costs a task and a start at most, as far as we have seen.
    #[test]
    fn more_cores_cost_one_task_and_one_start_at_most(workload in workload(), strategy in strategy(), cores in 1..8_u32) {
        let (fewer, more) = (play(&workload, strategy, cores), play(&workload, strategy, cores + 1));
        let longest = workload.tasks.iter().map(|(_, task)| whole(task)).max().unwrap_or_default();
        prop_assert!(more.elapsed <= fewer.elapsed + longest + Costs::default().process_start, "{:?} on {cores}, then {:?}", fewer.elapsed, more.elapsed);
    }

    /// Where all tasks are alike and do one thing, nothing can come in a worse order.
    #[test]
    fn more_cores_are_not_slower(python in length(), native in length(), strategy in strategy(), cores in 1..8_u32) {
        for task in [Task { python, ..Task::default() }, Task { native, ..Task::default() }] {
            let workload = Workload { native_speed_up: Some(10.0), free_threaded: true, ..Workload::of(30, task) };
            let (fewer, more) = (play(&workload, strategy, cores), play(&workload, strategy, cores + 1));
            prop_assert!(more.elapsed <= fewer.elapsed, "{:?} on {cores}, then {:?}", fewer.elapsed, more.elapsed);
        }
    }

    /// The same question has the same answer.
    #[test]
    fn it_says_the_same_each_time(workload in workload(), strategy in strategy(), cores in 1..9_u32) {
        prop_assert_eq!(play(&workload, strategy, cores), play(&workload, strategy, cores));
    }
}
