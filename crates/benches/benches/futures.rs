//! Crate futures beside rayon, threadpool and CPython, as ratios of one run.
//!
//! `cargo bench -p benches --bench futures`. Every pool has two workers. A figure is nanoseconds on the wall for one task that
//! was submitted and whose result was waited for. Everybody takes a turn in each of fifteen rounds, and the least counts: what
//! else the machine does can only make a round longer. The ratio is ours to the best of the Rust ones. CPython is
//! measured by `futures.py`, in the same way.
//!
//! `unpark` is no pool: two threads that wake each other in turn. It is what one task at a time costs anybody who sleeps while
//! there is nothing to do.
//!
//! Neither rayon's pool nor threadpool has futures, so their tasks send the result through a channel of std's: one for each
//! task, as `submit` makes a future for each.

use criterion::Criterion;
use futures::ThreadPoolExecutor;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

const WORKERS: usize = 2;
const BATCH: u64 = 1_000;
const ROUNDS: usize = 15;
/// rayon and threadpool, which stand behind ours in each row.
const PEERS: usize = 2;

/// So many batches, each submitted and waited for.
type Work = Box<dyn Fn(u64) -> Duration>;

/// Submits `at_once` tasks, then waits for their results, again and again.
fn work<F: 'static>(at_once: u64, submit: impl Fn(u64) -> F + 'static, result: fn(F) -> u64) -> Work {
    Box::new(move |times| {
        let start = Instant::now();
        for _ in 0..times {
            let futures: Vec<F> = (0..at_once).map(&submit).collect();
            for (n, future) in futures.into_iter().enumerate() {
                assert_eq!(black_box(result(future)), n as u64);
            }
        }
        start.elapsed()
    })
}

fn row(at_once: u64) -> Vec<(&'static str, Work)> {
    let received = |there: Receiver<u64>| there.recv().unwrap();
    let ours = ThreadPoolExecutor::new(WORKERS).unwrap();
    let rayon = rayon::ThreadPoolBuilder::new().num_threads(WORKERS).build().unwrap();
    let threadpool = threadpool::ThreadPool::new(WORKERS);
    vec![
        (
            "futures",
            work(at_once, move |n| ours.submit(move || black_box(n)).unwrap(), |future| future.result().unwrap()),
        ),
        (
            "rayon",
            work(
                at_once,
                move |n| {
                    let (out, there) = sync_channel(1);
                    rayon.spawn(move || out.send(black_box(n)).unwrap());
                    there
                },
                received,
            ),
        ),
        (
            "threadpool",
            work(
                at_once,
                move |n| {
                    let (out, there) = sync_channel(1);
                    threadpool.execute(move || out.send(black_box(n)).unwrap());
                    there
                },
                received,
            ),
        ),
    ]
}

/// Two threads wake each other in turn: there and back is one.
fn two_wake_ups() -> Work {
    Box::new(|times| {
        let ball = Arc::new(AtomicBool::new(false));
        let (theirs, home) = (Arc::clone(&ball), thread::current());
        // Acquire: pairs with the stores below.
        let wait_for = |ball: &AtomicBool, side| {
            while ball.load(Acquire) != side {
                thread::park();
            }
        };
        let other = thread::spawn(move || {
            for _ in 0..times {
                wait_for(&theirs, true);
                theirs.store(false, Release); // seen by `wait_for` of the other thread
                home.unpark();
            }
        });
        let start = Instant::now();
        for _ in 0..times {
            ball.store(true, Release); // seen by `wait_for` of the other thread
            other.thread().unpark();
            wait_for(&ball, false);
        }
        let took = start.elapsed();
        other.join().unwrap();
        took
    })
}

/// CPython's nanoseconds for each row, in the same order.
fn of_python() -> Option<(String, Vec<f64>)> {
    let python = python::or_skip("CPython's column")?;
    let lines = python.lines(&Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/futures.py"));
    let (major, minor, micro) = python.version;
    Some((format!("{major}.{minor}.{micro}"), lines.iter().map(|line| line.parse().unwrap()).collect()))
}

fn least(times: Vec<f64>) -> f64 {
    times.into_iter().fold(f64::INFINITY, f64::min)
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(20))
        .measurement_time(Duration::from_millis(150))
        .configure_from_args();
    let mut rows = [("one at a time", 1, row(1)), ("1,000 at once", BATCH, row(BATCH))];
    rows[0].2.push(("unpark", two_wake_ups()));
    let mut measured = Vec::new();
    for (what, at_once, works) in &rows {
        let mut times = vec![Vec::new(); works.len()];
        for round in 1..=ROUNDS {
            for ((who, work), times) in works.iter().zip(&mut times) {
                let (mut time, mut tasks) = (Duration::ZERO, 0);
                criterion.bench_function(&format!("{what}, {who}, round {round}"), |bencher| {
                    bencher.iter_custom(|times| {
                        let took = work(times);
                        time += took;
                        tasks += times * at_once;
                        took
                    });
                });
                times.push(time.as_nanos() as f64 / tasks.max(1) as f64);
            }
        }
        measured.push(times.into_iter().map(least).collect::<Vec<_>>());
    }
    let python = of_python();
    println!("\nns a task, on the wall; CPython {}", python.as_ref().map_or("not found", |(version, _)| version));
    for (n, ((what, _, works), times)) in rows.iter().zip(&measured).enumerate() {
        let best = least(times[1..=PEERS].to_vec());
        let figures: String = works.iter().zip(times).map(|((who, _), ns)| format!("{who} {ns:.0}  ")).collect();
        let theirs = python
            .as_ref()
            .map_or(String::new(), |(_, ns)| format!("python {:.0}, {:.1} times ours", ns[n], ns[n] / times[0]));
        println!("{what:<15}{figures} ours is {:.2} of the best; {theirs}", times[0] / best);
    }
}
