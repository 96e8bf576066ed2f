//! Every primitive of crate threading, beside std, parking_lot, crossbeam and CPython.
//!
//! `cargo bench -p benches --bench threading` prints the table of `crates/threading/README.md`; words behind `--` choose the rows whose
//! name has one of them. A figure is nanoseconds on the wall for one operation, the median of [`ROUNDS`] rounds. In each round
//! everybody takes a turn, CPython too (`programs.py`), so that what else the machine does meets them all. A ratio is taken in
//! each round; beside its median stand the least and the largest. Where somebody has nothing of the kind, the table has a dash.
//!
//! Rows are data: what is measured stands in `locks`, `signals` and `queues`, and how in `measure`.

mod locks;
mod measure;
mod of_python;
mod queues;
mod signals;

use measure::Work;
use of_python::Child;
use std::time::Duration;

const ROUNDS: usize = 7;
/// About how long one turn takes.
const TURN: Duration = Duration::from_millis(30);

/// The columns of the table, in order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Ours,
    Std,
    ParkingLot,
    Crossbeam,
    CPython,
}

use Who::{CPython, Crossbeam, Ours, ParkingLot, Std};

/// One operation, done by whoever has it.
struct Row {
    /// Such as `Lock, 2 threads`.
    name: String,
    /// What CPython is asked to do: a function of `programs.py`, and perhaps with how many threads.
    python: String,
    works: Vec<(Who, Work)>,
}

/// How often `work` is done in one turn.
fn times_of(work: &Work) -> u64 {
    let mut times = 1;
    loop {
        // The shorter of two: a thread that starts late must not make the turns of this row too short.
        let took = work(times).min(work(times));
        if took > TURN / 4 || times > 1 << 30 {
            return ((times as f64 * TURN.as_secs_f64() / took.as_secs_f64()) as u64).max(1);
        }
        times *= 2;
    }
}

/// The nanoseconds of each round, for each who has it.
fn measure(row: &Row) -> Vec<(Who, Vec<f64>)> {
    let mut all: Vec<_> = row.works.iter().map(|(who, work)| (*who, work, times_of(work), Vec::new())).collect();
    for _ in 0..ROUNDS {
        for (_, work, times, measured) in &mut all {
            measured.push(work(*times).as_nanos() as f64 / *times as f64);
        }
    }
    all.into_iter().map(|(who, _, _, measured)| (who, measured)).collect()
}

fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Two digits that count, as in a table that is read.
fn rounded(figure: f64) -> String {
    match figure {
        _ if figure < 10.0 => format!("{figure:.1}"),
        _ if figure < 1000.0 => format!("{figure:.0}"),
        _ => {
            let hundreds = (figure / 100.0).round() as u64;
            format!("{},{}00", hundreds / 10, hundreds % 10)
        }
    }
}

/// The row's line of the table.
fn line(row: &Row, measured: &[(Who, Vec<f64>)]) -> String {
    let of = |who| measured.iter().find(|(other, _)| *other == who).map(|(_, figures)| figures);
    let cell = |who| of(who).map_or("–".to_owned(), |figures| rounded(median(figures)));
    let ours = of(Ours).expect("each row has ours");
    let peers: Vec<_> = [Std, ParkingLot, Crossbeam].into_iter().filter_map(of).collect();
    let ratios: Vec<f64> = (0..ROUNDS)
        .map(|round| ours[round] / peers.iter().map(|peer| peer[round]).fold(f64::INFINITY, f64::min))
        .collect();
    let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    let most = ratios.iter().copied().fold(0.0, f64::max);
    let to_best = if peers.is_empty() {
        "–".to_owned()
    } else {
        format!("{} ({} to {})", rounded(median(&ratios)), rounded(least), rounded(most))
    };
    let python = of(CPython).map_or("–".to_owned(), |theirs| {
        rounded(median(&theirs.iter().zip(ours).map(|(theirs, ours)| theirs / ours).collect::<Vec<_>>()))
    });
    let cells = [Ours, Std, ParkingLot, Crossbeam].map(cell).join(" | ");
    format!("| {} | {cells} | {to_best} | {python} |", row.name)
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let child = Child::start();
    let mut rows: Vec<Row> = locks::rows().into_iter().chain(signals::rows()).chain(queues::rows()).collect();
    rows.retain(|row| wanted.is_empty() || wanted.iter().any(|word| row.name.contains(word.as_str())));
    println!("CPython: {}\n", child.as_ref().map_or("not found", |child| child.version.as_str()));
    println!("| | ours | std | parking_lot | crossbeam | ours to the best | CPython to ours |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for mut row in rows {
        if let Some(child) = &child {
            row.works.push((CPython, child.work(row.python.clone())));
        }
        println!("{}", line(&row, &measure(&row)));
    }
}
