//! Crate nogil-ffi beside PyO3, C, Cython and ctypes, as ratios of one run.
//!
//! `cargo bench -p benches --bench nogil_ffi`. Three questions: what a release costs when nobody waits for the GIL, what it costs a call that
//! is short, and what two threads gain from it. Everybody takes a turn in each of fifteen rounds, and the least counts: what else the machine does
//! can only make a round longer. CPython is measured by `nogil_ffi.py`, in the same way, between two halves of our rounds.
//!
//! The extensions are those of package on-cpython: build them with `cargo run -p on-cpython`, else their columns are skipped, aloud.

use nogil_ffi::{Attached, Error, Interpreter, sum_range_holding, sum_range_releasing};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

const ROUNDS: usize = 15;
const TIMES: u32 = 200_000;
/// So many numbers are a long sum, and so many a short one.
const LONG: i64 = 20_000_000;
const SHORT: i64 = 100;

type SumRange = fn(Attached<'_>, Range<i64>) -> Result<i64, Error>;

/// Nanoseconds for one of `times`.
fn nanoseconds(times: u32, body: impl Fn()) -> f64 {
    let start = Instant::now();
    (0..times).for_each(|_| body());
    start.elapsed().as_nanos() as f64 / f64::from(times)
}

/// The long sum, in so many parts at once.
fn long_sum(python: &Interpreter, sum: SumRange, threads: i64) -> f64 {
    nanoseconds(1, || {
        thread::scope(|scope| {
            for n in 0..threads {
                let part = LONG / threads * n..LONG / threads * (n + 1);
                scope.spawn(move || python.attach(|py| black_box(sum(py, part)).unwrap()).unwrap());
            }
        });
    })
}

/// One round of ours, each figure by its name.
fn ours(least: &mut BTreeMap<String, f64>) {
    let python = Interpreter::new();
    let mut figure = |name: &str, ns: f64| {
        let so_far = least.entry(name.to_owned()).or_insert(f64::INFINITY);
        *so_far = so_far.min(ns);
    };
    python
        .attach(|py| {
            figure("ours let_go", nanoseconds(TIMES, || py.detach(|| ())));
            figure("ours attach inside of attach", nanoseconds(TIMES, || python.attach(|_| ()).unwrap()));
            let short = |sum: SumRange| nanoseconds(TIMES, || drop(black_box(sum(py, black_box(0..SHORT)))));
            figure("ours short holding", short(sum_range_holding));
            figure("ours short releasing", short(sum_range_releasing));
        })
        .unwrap();
    figure("ours attach from outside", nanoseconds(TIMES, || python.attach(|_| ()).unwrap()));
    for threads in [1, 2] {
        figure(&format!("ours long holding {threads}"), long_sum(&python, sum_range_holding, threads));
        figure(&format!("ours long releasing {threads}"), long_sum(&python, sum_range_releasing, threads));
    }
}

/// Where package on-cpython has built its extensions for this Python.
fn extensions(version: (u32, u32, u32)) -> Option<PathBuf> {
    let bench = std::env::current_exe().expect("a bench knows its own path");
    let target = bench.ancestors().nth(3).expect("a bench lies in target/release/deps");
    let folder = target.join("on-cpython").join(format!("{}.{}.{}", version.0, version.1, version.2));
    if folder.is_dir() {
        return Some(folder);
    }
    let say = "build them with `cargo run -p on-cpython`";
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED the columns of PyO3, C, Cython and ctypes: no {}: {say}",
        folder.display()
    );
    None
}

/// CPython's figures, by their names; and its version.
fn of_python() -> Option<(String, BTreeMap<String, f64>)> {
    let python = python::or_skip("the columns of PyO3, C, Cython and ctypes")?;
    let (major, minor, micro) = python.version;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/nogil_ffi.py");
    let output =
        python.command(&script).arg(extensions(python.version)?).args([LONG.to_string(), SHORT.to_string()]).output();
    let lines = python::lines(&output.expect("Python answered a moment ago"), &script);
    let figure = |line: &String| {
        let (name, ns) = line.rsplit_once(' ').expect("a name and a number");
        (name.to_owned(), ns.parse().expect("a number"))
    };
    Some((format!("{major}.{minor}.{micro}"), lines.iter().map(figure).collect()))
}

fn main() {
    let mut figures = BTreeMap::new();
    (0..ROUNDS / 2).for_each(|_| ours(&mut figures));
    let python = of_python();
    (ROUNDS / 2..ROUNDS).for_each(|_| ours(&mut figures));
    println!("CPython {}", python.as_ref().map_or("not measured", |(version, _)| version));
    figures.extend(python.into_iter().flat_map(|(_, theirs)| theirs));

    println!("\nns to let go and take again, nobody waiting");
    let ours = figures["ours let_go"];
    for who in ["ours", "pyo3", "c", "cython"] {
        let Some(ns) = figures.get(&format!("{who} let_go")) else { continue };
        println!("  {who:<10}{ns:8.1}   ours to it {:.2}", ours / ns);
    }
    for what in ["attach inside of attach", "attach from outside"] {
        println!("  ours, {what:<24}{:8.1}", figures[&format!("ours {what}")]);
    }

    println!("\nns a call that adds {SHORT} numbers, and the long sum of {LONG} with two threads");
    println!("  {:<10}{:>10}{:>12}{:>22}{:>12}", "", "holding", "releasing", "two threads: holding", "releasing");
    for who in ["ours", "pyo3", "c", "cython", "ctypes"] {
        let get = |what: &str| figures.get(&format!("{who} {what}")).copied();
        let (Some(holding), Some(releasing)) = (get("short holding"), get("short releasing")) else { continue };
        let gain = |kind: &str| Some(get(&format!("long {kind} 1"))? / get(&format!("long {kind} 2"))?);
        let gains = [gain("holding"), gain("releasing")].map(|gain| gain.unwrap_or(f64::NAN));
        println!("  {who:<10}{holding:>10.0}{releasing:>12.0}{:>21.2}x{:>11.2}x", gains[0], gains[1]);
    }
}
