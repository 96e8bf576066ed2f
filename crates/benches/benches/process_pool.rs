//! The pools of processes beside CPython's, as ratios of one run.
//!
//! `cargo bench -p benches --bench process_pool`. Every pool has two workers. A figure is nanoseconds on the wall for one task that
//! returns what it got. Everybody takes a turn in each of fifteen rounds, and the least counts: what else the machine does can only
//! make a round longer. CPython is measured by `process_pool.py`, in the same way.
//!
//! `worker` is no pool: one process is told what to call, and is waited for. It is what a message there and one back cost, with two
//! wake-ups by the operating system.

use criterion::Criterion;
use futures::ProcessPoolExecutor;
use multiprocessing::s11_worker::{Answer, Calls, Worker, order};
use multiprocessing::{Pool, guard, tasks};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const WORKERS: usize = 2;
const BATCH: u64 = 1_000;
const ITEMS: u64 = 10_000;
const CHUNK: usize = 100;
const ROUNDS: usize = 15;

/// The task.
fn same(n: u64) -> u64 {
    n
}

/// So many times all the tasks of a row.
type Work = Box<dyn Fn(u64) -> Duration>;

fn work(once: impl Fn() + 'static) -> Work {
    Box::new(move |times| {
        let start = Instant::now();
        (0..times).for_each(|_| once());
        start.elapsed()
    })
}

/// Submits `at_once` tasks, then waits for their results.
fn submits<F: 'static>(at_once: u64, submit: impl Fn(u64) -> F + 'static, result: fn(F) -> u64) -> Work {
    work(move || {
        let futures: Vec<F> = (0..at_once).map(&submit).collect();
        for (n, future) in futures.into_iter().enumerate() {
            assert_eq!(black_box(result(future)), n as u64);
        }
    })
}

/// A row: how many tasks it has, and whoever does them.
type Row = (&'static str, u64, Vec<(&'static str, Work)>);

fn rows() -> Vec<Row> {
    let (executor, pool) =
        (Arc::new(ProcessPoolExecutor::new(WORKERS).unwrap()), Arc::new(Pool::new(WORKERS).unwrap()));
    let submits = |at_once| {
        let (executor, pool) = (Arc::clone(&executor), Arc::clone(&pool));
        vec![
            (
                "executor",
                submits(at_once, move |n| executor.submit(same, (n,)).unwrap(), |future| future.result().unwrap()),
            ),
            ("pool", submits(at_once, move |n| pool.apply_async(same, (n,)).unwrap(), |result| result.get().unwrap())),
        ]
    };
    let worker = Worker::start().unwrap();
    let call = move || {
        let answer = worker.call(&order(same, Calls::One, &(black_box(7_u64),)).unwrap());
        assert!(matches!(answer, Answer::Returned(_)));
    };
    let mut one = submits(1);
    one.push(("worker", work(call)));
    let whole = |results: Vec<u64>| assert_eq!(results.len() as u64, ITEMS);
    let (by_executor, by_pool) = (Arc::clone(&executor), Arc::clone(&pool));
    let mapped = vec![
        (
            "executor",
            work(move || whole(by_executor.map(same, 0..ITEMS, CHUNK).unwrap().collect::<Result<_, _>>().unwrap())),
        ),
        ("pool", work(move || whole(by_pool.map(same, 0..ITEMS, Some(CHUNK)).unwrap()))),
    ];
    vec![("one at a time", 1, one), ("1,000 at once", BATCH, submits(BATCH)), ("map, chunks of 100", ITEMS, mapped)]
}

/// CPython's nanoseconds for each row, in the same order: the executor's and the pool's.
fn of_python() -> Option<(String, Vec<Vec<f64>>)> {
    let python = python::or_skip("CPython's columns")?;
    let lines = python.lines(&Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/process_pool.py"));
    let (major, minor, micro) = python.version;
    let figures = |line: &String| line.split(' ').map(|figure| figure.parse().unwrap()).collect();
    Some((format!("{major}.{minor}.{micro}"), lines.iter().map(figures).collect()))
}

fn least(times: Vec<f64>) -> f64 {
    times.into_iter().fold(f64::INFINITY, f64::min)
}

fn main() {
    guard(tasks![same]);
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(20))
        .measurement_time(Duration::from_millis(150))
        .configure_from_args();
    let rows = rows();
    let mut measured = Vec::new();
    for (what, tasks, works) in &rows {
        let mut times = vec![Vec::new(); works.len()];
        for round in 1..=ROUNDS {
            for ((who, work), times) in works.iter().zip(&mut times) {
                let (mut time, mut done) = (Duration::ZERO, 0);
                criterion.bench_function(&format!("{what}, {who}, round {round}"), |bencher| {
                    bencher.iter_custom(|times| {
                        let took = work(times);
                        time += took;
                        done += times * tasks;
                        took
                    });
                });
                times.push(time.as_nanos() as f64 / done.max(1) as f64);
            }
        }
        measured.push(times.into_iter().map(least).collect::<Vec<_>>());
    }
    let python = of_python();
    println!("\nns a task, on the wall; CPython {}", python.as_ref().map_or("not found", |(version, _)| version));
    for (n, ((what, _, works), times)) in rows.iter().zip(&measured).enumerate() {
        let mut line = format!("{what:<20}");
        for (who, (column, ns)) in works.iter().zip(times).enumerate() {
            line += &format!("{} {ns:.0}", column.0);
            match python.as_ref().and_then(|(_, rows)| rows[n].get(who)) {
                Some(theirs) => line += &format!(", python's {theirs:.0}, {:.1} times ours;  ", theirs / ns),
                None => line += ";  ",
            }
        }
        println!("{}", line.trim_end_matches([' ', ';']));
    }
}
