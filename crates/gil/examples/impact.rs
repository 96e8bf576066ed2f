//! What two and four threads gain, and what the GIL costs: with our GIL, without one, and in CPython.
//!
//! Run it with `cargo run -q --release -p gil --example impact`, on a machine that does nothing else.

use gil::Gil;
use gil::impact::{Lock, NoGil, compute, on_threads, wait};
use python::Python;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How many Collatz numbers there are to do. CPython does 20,000 in this time.
const LAST: u64 = 1_000_000;
/// How many waits there are to do, and how long each is: as in `impact.py`.
const WAITS: u64 = 40;
const EACH: Duration = Duration::from_millis(5);
/// Each cell of the table is the median of so many runs. All cells are measured once before any is measured again.
const ROUNDS: usize = 7;
const THREADS: [u64; 3] = [1, 2, 4];
const WORKLOADS: [&str; 2] = ["compute", "wait"];

/// Does a workload (by its name) on so many threads, and returns the result and the seconds.
type Run = Box<dyn Fn(&str, u64) -> (u64, f64)>;

/// One column of the table.
struct Column {
    title: String,
    run: Run,
    /// The seconds of all runs of a workload on 1, 2 and 4 threads.
    cells: [[Vec<f64>; THREADS.len()]; WORKLOADS.len()],
    /// The column whose one thread is 1.
    beside: usize,
}

impl Column {
    fn new(title: &str, beside: usize, run: impl Fn(&str, u64) -> (u64, f64) + 'static) -> Self {
        Column { title: title.to_owned(), run: Box::new(run), cells: Default::default(), beside }
    }
}

fn main() {
    if cfg!(debug_assertions) {
        println!("Built without --release: the numbers say little.\n");
    }
    let mut columns = vec![
        Column::new("our GIL", 0, |workload, threads| ours(&Gil::default(), workload, threads)),
        Column::new("no GIL", 0, |workload, threads| ours(&NoGil, workload, threads)),
    ];
    if let Some(python) = python::or_skip("the column of CPython") {
        let (major, minor, micro) = python.version;
        let title = format!("CPython {major}.{minor}.{micro}");
        columns.push(Column::new(&title, columns.len(), move |workload, threads| theirs(&python, workload, threads)));
    }
    for _ in 0..ROUNDS {
        for (workload, name) in WORKLOADS.iter().enumerate() {
            for (count, &threads) in THREADS.iter().enumerate() {
                for column in &mut columns {
                    let (result, seconds) = (column.run)(name, threads);
                    assert!(*name != "wait" || result == WAITS, "{}: {result} waits", column.title);
                    column.cells[workload][count].push(seconds);
                }
            }
        }
    }
    print(&columns);
}

/// Does the workload under this lock.
fn ours<L: Lock>(lock: &L, workload: &str, threads: u64) -> (u64, f64) {
    let begin = Instant::now();
    let step = usize::try_from(threads).expect("four at most");
    let result = on_threads(threads, |me| match workload {
        "compute" => compute(lock, (1 + me..=LAST).step_by(step)),
        _ => wait(lock, WAITS / threads, || std::thread::sleep(EACH)),
    });
    (result, begin.elapsed().as_secs_f64())
}

/// Has CPython do it. Its own clock measures, so that its start does not count.
fn theirs(python: &Python, workload: &str, threads: u64) -> (u64, f64) {
    let script: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python/impact.py");
    let mut command = python.command(&script);
    let output = command.args([workload, &threads.to_string()]).output().expect("Python answered a moment ago");
    let lines = python::lines(&output, &script);
    let (result, seconds) = lines[0].split_once(' ').expect("a result and the seconds");
    (result.parse().expect("a whole number"), seconds.parse().expect("a number"))
}

fn print(columns: &[Column]) {
    println!("Median of {ROUNDS} runs (fastest, slowest), as a multiple of one thread's median.");
    println!("`no GIL` is divided by our GIL's one thread, too.\n");
    let titles: String = columns.iter().map(|column| format!("{:>22}", column.title)).collect();
    println!("workload  threads{titles}");
    for (workload, name) in WORKLOADS.iter().enumerate() {
        for (count, threads) in THREADS.iter().enumerate() {
            let cells: String = columns
                .iter()
                .map(|column| {
                    let one = median(&columns[column.beside].cells[workload][0]);
                    format!("{:>22}", spread(&column.cells[workload][count], one))
                })
                .collect();
            println!("{name:<8}  {threads:>7}{cells}");
        }
    }
    println!("\nOne thread took:");
    for column in columns {
        let each =
            WORKLOADS.iter().zip(&column.cells).map(|(name, cells)| format!("{name} {:.3} s", median(&cells[0])));
        println!("  {:<15} {}", column.title, each.collect::<Vec<_>>().join(", "));
    }
}

/// `0.52 (0.51, 0.60)`: the median, the fastest and the slowest, in units of `one`.
fn spread(runs: &[f64], one: f64) -> String {
    let sorted = sorted(runs);
    format!("{:.2} ({:.2}, {:.2})", median(runs) / one, sorted[0] / one, sorted[sorted.len() - 1] / one)
}

fn median(runs: &[f64]) -> f64 {
    sorted(runs)[runs.len() / 2]
}

fn sorted(runs: &[f64]) -> Vec<f64> {
    let mut sorted = runs.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}
