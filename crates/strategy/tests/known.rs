//! What the book says of each strategy, as the simulator has it.

use std::time::Duration;

use strategy::{Costs, Kind, Part, Strategy, Task, Workload, best, best_of, simulate, table};

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// How long the workload takes.
fn takes(workload: &Workload, strategy: Strategy) -> Duration {
    simulate(workload, strategy, &Costs::default()).expect("it can be done so").elapsed
}

/// `part` of the whole, give or take 5 %.
fn about(part: f64, length: Duration, whole: Duration) -> bool {
    (0.95..1.05).contains(&(length.as_secs_f64() / whole.as_secs_f64() / part))
}

#[test]
fn two_threads_that_count_take_as_long_as_one() {
    let count = Workload::of(2, Task { python: ms(1_000), ..Task::default() });
    assert!(about(1.0, takes(&count, Strategy::Threads(2)), takes(&count, Strategy::OneThread)));
    assert!(about(0.5, takes(&count, Strategy::Processes(2)), takes(&count, Strategy::OneThread)));
}

#[test]
fn threads_that_wait_wait_together() {
    let wait = Workload::of(40, Task { waiting: ms(10), ..Task::default() });
    assert!(about(0.125, takes(&wait, Strategy::Threads(8)), takes(&wait, Strategy::OneThread)));
    assert!(about(1.0 / 40.0, takes(&wait, Strategy::Asyncio), takes(&wait, Strategy::OneThread)));
}

#[test]
fn native_code_runs_beside_others_only_if_it_lets_go() {
    let held = Workload::of(4, Task { held: ms(100), ..Task::default() });
    let native = Workload::of(4, Task { native: ms(100), ..Task::default() });
    assert!(about(1.0, takes(&held, Strategy::Threads(4)), ms(400)));
    assert!(about(0.25, takes(&native, Strategy::Threads(4)), ms(400)));
    assert!(about(1.0, takes(&native, Strategy::Asyncio), ms(400)));
}

#[test]
fn a_task_that_is_shorter_than_its_way_there_gains_nothing_from_processes() {
    let costs = Costs::default();
    let tasks = |python| Workload::of(1_000, Task { python, ..Task::default() });
    let first = |python| best(&tasks(python), &costs)[0].strategy.kind();
    assert_eq!(first(costs.process_task / 4), Kind::OneThread);
    assert_eq!(first(costs.process_task * 4), Kind::Processes);
}

/// The quiz asks it: s2-which-gain.
#[test]
fn a_thousand_tasks_gain_from_their_break_even_size_on() {
    let costs = Costs::default();
    let gain = |python| {
        let tasks = Workload::of(1_000, Task { python, ..Task::default() });
        let [alone, pool] = [Kind::OneThread, Kind::Processes].map(|kind| best_of(kind, &tasks, &costs).unwrap());
        pool.outcome.elapsed < alone.outcome.elapsed
    };
    assert!(!gain(costs.process_task / 4));
    assert!(!gain(costs.process_task / 2));
    assert!(gain(costs.process_task * 4));
    assert!(gain(costs.process_task * 100));
}

/// The quiz asks it: s2-eight-for-two.
#[test]
fn more_processes_do_not_hand_out_faster() {
    let none = Duration::ZERO;
    let costs = Costs { cores: 8, process_start: none, ..Costs::default() };
    let tiny = Workload::of(600, Task { python: Duration::from_micros(1), ..Task::default() });
    let with = |processes| simulate(&tiny, Strategy::Processes(processes), &costs).unwrap().elapsed;
    assert!(about(1.0, with(8), with(2)), "{:?} and {:?}", with(8), with(2));
    assert!(with(2) > 10 * simulate(&tiny, Strategy::OneThread, &costs).unwrap().elapsed);
}

/// The quiz asks it: s1-feed-and-report.
#[test]
fn a_feed_beside_a_report_wants_a_gil_of_its_own() {
    let trip = Task { rounds: 1_000, waiting: ms(1), python: Duration::from_micros(100), ..Task::default() };
    let both = Workload::of(1, Task { python: ms(1_500), ..Task::default() }).and(1, trip);
    let costs = Costs::default();
    let waits = |strategy, costs| simulate(&both, strategy, &costs).unwrap().spent(Part::ForGil);
    let often = Costs { switch_interval: costs.switch_interval / 10, ..costs };
    assert!(waits(Strategy::Processes(2), costs) < ms(1));
    assert!(waits(Strategy::Threads(2), costs) > ms(300));
    assert!(waits(Strategy::Threads(2), often) > ms(300));
    // In a loop nobody is said to wait for the GIL; the feed comes when the report is done, or all but its first wait.
    assert!(takes(&both, Strategy::Asyncio) > ms(1_500 + 1_000));
}

#[test]
fn what_the_parent_sends_is_serial_whatever_the_number_of_processes() {
    let big = Workload::of(64, Task { python: ms(20), bytes: 20_000_000, ..Task::default() });
    let sends = ms(20 * 64);
    for cores in [2, 4, 64] {
        let fastest = best_of(Kind::Processes, &big, &Costs { cores, ..Costs::default() }).unwrap();
        assert!(fastest.outcome.elapsed > sends, "{fastest:?}");
    }
}

/// The queue for the GIL, as crate gil's virtual time has it and as this crate has it.
#[test]
fn both_simulators_have_the_same_convoy() {
    use gil::timeline::virtual_time::{CPython, Task as Thread, run};
    let (trips, wait, compute) = (500_u32, ms(1), Duration::from_micros(100));
    let threads = [Thread::computes(ms(1_000)), Thread::round_trips(trips as usize, wait, compute)];
    let log = run(&threads, Duration::from_micros(1), &mut CPython::default());

    let trip = Task { rounds: trips, waiting: wait, python: compute, ..Task::default() };
    let workload = Workload::of(1, Task { python: ms(1_000), ..Task::default() }).and(1, trip);
    let free = Costs { thread_start: Duration::ZERO, thread_task: Duration::ZERO, ..Costs::default() };
    let ours = simulate(&workload, Strategy::Threads(2), &free).unwrap();

    assert!(about(1.0, ours.elapsed, log.last().unwrap().at), "{:?} and {:?}", ours.elapsed, log.last());
    assert!(ours.spent(Part::ForGil) > ms(500), "that is no convoy: {ours:?}");
}

#[test]
fn what_cannot_be_done_is_not_ranked() {
    let python = Workload::of(8, Task { python: ms(100), ..Task::default() });
    let kinds = |workload: &Workload| -> Vec<_> {
        best(workload, &Costs::default()).iter().map(|ranked| ranked.strategy.kind()).collect()
    };
    assert_eq!(kinds(&python), [Kind::Processes, Kind::OneThread, Kind::Asyncio, Kind::Threads]);
    let rewritten = Workload { native_speed_up: Some(20.0), free_threaded: true, ..python };
    assert_eq!(kinds(&rewritten)[0], Kind::Native);
    assert_eq!(kinds(&rewritten).len(), 6);
}

#[test]
fn a_table_fits_a_terminal_and_names_each_strategy() {
    let fetch = Workload::of(200, Task { waiting: ms(50), python: ms(1), held: ms(1), ..Task::default() });
    let ranking = best(&Workload { native_speed_up: Some(2.0), free_threaded: true, ..fetch }, &Costs::default());
    let table = table(&ranking);
    assert_eq!(table.lines().count(), 7, "{table}");
    assert!(table.lines().all(|line| line.chars().count() < 80), "{table}");
    assert!(ranking.iter().all(|ranked| table.contains(&ranked.strategy.to_string())), "{table}");
}

#[test]
#[should_panic(expected = "somebody has to do it")]
fn a_pool_without_workers_is_a_mistake() {
    let _ = simulate(&Workload::of(1, Task::default()), Strategy::Threads(0), &Costs::default());
}

#[test]
fn nothing_to_do_takes_no_longer_than_the_start() {
    let nothing = Workload::of(0, Task::default());
    assert_eq!(takes(&nothing, Strategy::OneThread), Duration::ZERO);
    assert_eq!(takes(&nothing, Strategy::Threads(2)), 2 * Costs::default().thread_start);
}
