//! What the loop of crate asyncio costs, beside tokio's current_thread, smol and CPython.
//!
//! Three programs, each written once for each library and once in Python (`programs.py`):
//!
//! - *switch*: two tasks that do nothing but let each other run;
//! - *spawn and join*: a task is made, run to its end, and awaited, again and again;
//! - *sleepers*: 10,000 tasks that sleep for 1 to 10 ms. What counts is the processor's time, which sleeping does not
//!   take, and the peak of what was allocated.
//!
//! Each run makes and ends its own loop. Ratios to ours are printed at the end, all from this one run.

use cpu_time::ProcessTime;
use criterion::Criterion;
use peak_alloc::PeakAlloc;
use std::time::Duration;

mod by_smol;
mod by_tokio;
mod by_us;

/// How often each program does what it does.
const TIMES: u32 = 10_000;

/// Counts the bytes that were asked for, the same for everybody in this process.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// How long sleeper `number` sleeps.
fn nap(number: u32) -> Duration {
    Duration::from_millis(1 + u64::from(number % 10))
}

/// A library's name, and its three programs.
struct Library {
    name: &'static str,
    programs: [fn(); 3],
}

const LIBRARIES: [Library; 3] = [
    Library { name: "ours", programs: [by_us::switch, by_us::spawn_and_join, by_us::sleepers] },
    Library { name: "tokio", programs: [by_tokio::switch, by_tokio::spawn_and_join, by_tokio::sleepers] },
    Library { name: "smol", programs: [by_smol::switch, by_smol::spawn_and_join, by_smol::sleepers] },
];

/// Each program's name, and how many steps it has.
const PROGRAMS: [(&str, u32); 3] = [("switch", 2 * TIMES), ("spawn and join", TIMES), ("sleepers", TIMES)];

/// Nanoseconds of the processor for one step: the median of criterion's samples.
fn measure(criterion: &mut Criterion, name: &str, program: fn(), steps: u32) -> f64 {
    let mut samples = Vec::new();
    criterion.bench_function(name, |bencher| {
        bencher.iter_custom(|times| {
            let start = ProcessTime::now();
            (0..times).for_each(|_| program());
            let took = start.elapsed();
            samples.push(took.as_nanos() as f64 / times as f64 / f64::from(steps));
            took
        });
    });
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The most bytes that `program` had at once.
fn peak(program: fn()) -> f64 {
    // Once before: what a library keeps for the life of the process is not the sleepers'.
    program();
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    program();
    (MEMORY.peak_usage() - before) as f64
}

/// A row for each of the three programs, and one for the memory of the sleepers.
fn by_python() -> Option<[f64; 4]> {
    let python = python::or_skip("the columns of CPython")?;
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/asyncio/programs.py");
    let lines = python.lines(&script).join(" ");
    let mut numbers = lines.split_whitespace().map(|number| number.parse().expect("programs.py prints numbers"));
    let row = std::array::from_fn(|_| numbers.next().expect("programs.py prints four numbers"));
    println!("CPython {}.{}.{}", python.version.0, python.version.1, python.version.2);
    Some(row)
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    // Row by row, so that the libraries of a row are measured soon after each other.
    let mut rows = [[f64::NAN; 3]; 4];
    for (row, (program, steps)) in PROGRAMS.iter().enumerate() {
        for (column, library) in LIBRARIES.iter().enumerate() {
            let name = format!("{program}, {}", library.name);
            rows[row][column] = measure(&mut criterion, &name, library.programs[row], *steps);
        }
    }
    rows[3] = std::array::from_fn(|column| peak(LIBRARIES[column].programs[2]));
    let python = by_python().unwrap_or([f64::NAN; 4]);

    println!("{:<32}{:>12}{:>12}{:>12}{:>12}", "", "ours", "tokio", "smol", "CPython");
    let names = ["switch, ns", "spawn and join, ns", "a sleeper, ns", "all sleepers, peak in KiB"];
    for ((name, row), python) in names.into_iter().zip(rows).zip(python) {
        let scale = if name.ends_with("KiB") { 1024.0 } else { 1.0 };
        let [ours, tokio, smol] = row;
        let all = [ours, tokio, smol, python];
        println!("{name:<32}{}", all.map(|value| format!("{:>12.1}", value / scale)).concat());
        println!("{:<32}{}", "  ours is … of it", all.map(|value| format!("{:>12.2}", ours / value)).concat());
    }
}
