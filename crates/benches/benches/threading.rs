//! Crate threading beside std, parking_lot, crossbeam-channel and CPython, as ratios of one run.
//!
//! `cargo bench -p benches --bench threading`. A row's figures are nanoseconds on the wall for one operation, taken one after
//! the other on the same machine; the ratio is ours to the best of the Rust ones. CPython is measured by `threading.py`.

use criterion::Criterion;
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// One operation, `times` times.
type Work = Box<dyn Fn(u64) -> Duration>;

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn alone(step: impl Fn() + 'static) -> Work {
    Box::new(move |times| timed(|| (0..times).for_each(|_| step())))
}

/// `threads` threads share `times` operations, and all start at once.
fn together(threads: u64, step: impl Fn() + Send + Sync + 'static) -> Work {
    let step = Arc::new(step);
    Box::new(move |times| {
        let barrier = std::sync::Barrier::new(threads as usize + 1);
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    barrier.wait();
                    (0..times.div_ceil(threads)).for_each(|_| step());
                    barrier.wait();
                });
            }
            barrier.wait();
            timed(|| {
                barrier.wait();
            })
        })
    })
}

/// A ball goes to another thread and comes back, `times` times.
fn there_and_back<S: Send + 'static, R: Send + 'static>(
    channel: fn() -> (S, R),
    put: fn(&S, u64),
    get: fn(&R) -> u64,
) -> Work {
    Box::new(move |times| {
        let ((out, there), (back, home)) = (channel(), channel());
        let other = thread::spawn(move || (0..times).for_each(|_| put(&back, get(&there))));
        let took = timed(|| {
            for n in 0..times {
                put(&out, n);
                black_box(get(&home));
            }
        });
        other.join().unwrap();
        took
    })
}

/// `times` items go to another thread, at most 100 of them at once.
fn one_way<S: Send + 'static, R: Send + 'static>(
    channel: fn() -> (S, R),
    put: fn(&S, u64),
    get: fn(&R) -> u64,
) -> Work {
    Box::new(move |times| {
        let (out, there) = channel();
        let other = thread::spawn(move || {
            for _ in 0..times {
                black_box(get(&there));
            }
        });
        timed(|| {
            (0..times).for_each(|n| put(&out, n));
            other.join().unwrap();
        })
    })
}

/// What the contended locks guard.
struct Number(AtomicU64);

impl Number {
    /// Relaxed: the lock orders the two.
    fn add(&self) {
        self.0.store(self.0.load(Relaxed) + 1, Relaxed);
    }
}

type Queue = Arc<threading::Queue<u64>>;

fn queue(maxsize: usize) -> (Queue, Queue) {
    let queue = Arc::new(threading::Queue::new(maxsize));
    (Arc::clone(&queue), queue)
}

/// Each row: what is done, and by whom; the first is ours.
fn rows() -> Vec<(&'static str, Vec<(&'static str, Work)>)> {
    let mut rows = Vec::new();
    let contended = |threads| -> Vec<(&'static str, Work)> {
        let (ours, std, parking_lot) = (threading::Lock::new(), Mutex::new(()), parking_lot::Mutex::new(()));
        let [a, b, c] = [const { Number(AtomicU64::new(0)) }; 3];
        vec![
            (
                "threading",
                together(threads, move || {
                    let _with = ours.hold();
                    a.add();
                }),
            ),
            (
                "std",
                together(threads, move || {
                    let _guard = std.lock().unwrap();
                    b.add();
                }),
            ),
            (
                "parking_lot",
                together(threads, move || {
                    let _guard = parking_lot.lock();
                    c.add();
                }),
            ),
        ]
    };
    let (lock, rlock) = (threading::Lock::new(), threading::RLock::new());
    let (std, parking_lot, reentrant) =
        (Mutex::new(()), parking_lot::Mutex::new(()), parking_lot::ReentrantMutex::new(()));
    rows.push((
        "lock, one thread",
        vec![
            ("threading", alone(move || drop(lock.hold()))),
            ("std", alone(move || drop(std.lock().unwrap()))),
            ("parking_lot", alone(move || drop(parking_lot.lock()))),
        ],
    ));
    rows.push((
        "rlock, one thread",
        vec![("threading", alone(move || drop(rlock.hold()))), ("parking_lot", alone(move || drop(reentrant.lock())))],
    ));
    rows.push(("lock, 2 threads", contended(2)));
    rows.push(("lock, 4 threads", contended(4)));
    rows.push((
        "hand-over and back",
        vec![
            (
                "threading",
                there_and_back(|| queue(0), |queue, item| queue.put(item).unwrap(), |queue| queue.get().unwrap()),
            ),
            ("std", there_and_back(mpsc::channel, |out, item| out.send(item).unwrap(), |there| there.recv().unwrap())),
            (
                "crossbeam",
                there_and_back(
                    crossbeam_channel::unbounded,
                    |out, item| out.send(item).unwrap(),
                    |there| there.recv().unwrap(),
                ),
            ),
        ],
    ));
    rows.push((
        "one way, 100 at once",
        vec![
            ("threading", one_way(|| queue(100), |queue, item| queue.put(item).unwrap(), |queue| queue.get().unwrap())),
            (
                "std",
                one_way(|| mpsc::sync_channel(100), |out, item| out.send(item).unwrap(), |there| there.recv().unwrap()),
            ),
            (
                "crossbeam",
                one_way(
                    || crossbeam_channel::bounded(100),
                    |out, item| out.send(item).unwrap(),
                    |there| there.recv().unwrap(),
                ),
            ),
        ],
    ));
    rows
}

/// CPython's nanoseconds for each row, in the same order.
fn of_python() -> Option<(String, Vec<f64>)> {
    let python = python::or_skip("CPython's column")?;
    let lines = python.lines(&Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/threading.py"));
    let (major, minor, micro) = python.version;
    Some((format!("{major}.{minor}.{micro}"), lines.iter().map(|line| line.parse().unwrap()).collect()))
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    let mut measured = Vec::new();
    for (what, works) in rows() {
        let mut row = Vec::new();
        for (who, work) in works {
            let (mut time, mut operations) = (Duration::ZERO, 0);
            criterion.bench_function(&format!("{what}, {who}"), |bencher| {
                bencher.iter_custom(|times| {
                    let took = work(times);
                    time += took;
                    operations += times;
                    took
                });
            });
            row.push((who, time.as_nanos() as f64 / operations.max(1) as f64));
        }
        measured.push((what, row));
    }
    let python = of_python();
    println!("\nns each, on the wall; CPython {}", python.as_ref().map_or("not found", |(version, _)| version));
    for (n, (what, row)) in measured.iter().enumerate() {
        let best = row[1..].iter().map(|(_, ns)| *ns).fold(f64::INFINITY, f64::min);
        let row: String = row.iter().map(|(who, ns)| format!("{who} {ns:.1}  ")).collect();
        let ratio = measured[n].1[0].1 / best;
        let theirs = python.as_ref().map_or(String::new(), |(_, ns)| {
            format!("python {:.0}, {:.1} times ours", ns[n], ns[n] / measured[n].1[0].1)
        });
        println!("{what:<22}{row} ours is {ratio:.2} of the best; {theirs}");
    }
}
