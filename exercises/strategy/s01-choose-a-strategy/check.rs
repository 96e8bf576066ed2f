//! How s01 is judged: no answer stands here. The simulator plays each program under every strategy that it can have.

use super::real::{CHECKSUMS, CONNECTIONS, Choice, FEED, PAGES, PATTERNS, ROUTES, ROWS, SUMS, TIMES};
use std::fmt::Write as _;
use std::time::Duration;
use strategy::{Costs, Kind, Ranked, Task, Workload, best, short, table};

/// How much longer than the best a right choice may take.
pub const RIGHT: f64 = 1.15;

#[test]
fn at_most_one_of_eight_is_wrong() {
    assert!([1, 3, 10].contains(&TIMES), "TIMES is part of the question: leave it as it is");
    let programs = programs(TIMES);
    let mut wrong = Vec::new();
    for (program, choice) in programs.iter().zip(CHOICES) {
        let Some(kind) = kind(choice) else {
            todo!("choose for {}: where does the time of one task go, and what would each strategy add?", program.name)
        };
        let ranking = best(&program.workload, &Costs::default());
        if !is_right(kind, &ranking) {
            wrong.push(program.says_why(kind, &ranking));
        }
    }
    assert!(wrong.len() <= 1, "{} of your eight choices are wrong; this is one of them:\n{}", wrong.len(), wrong[0]);
}

const CHOICES: [Choice; 8] = [PAGES, CONNECTIONS, ROWS, CHECKSUMS, PATTERNS, SUMS, ROUTES, FEED];

/// One of the eight.
pub struct Program {
    name: &'static str,
    /// What there is to do.
    pub workload: Workload,
}

/// The eight of the task, in its order.
pub fn programs(times: u32) -> [Program; 8] {
    let (ms, us) = (Duration::from_millis, Duration::from_micros);
    let (kb, mb) = (1_000, 1_000_000);
    let none = Task::default();
    let plain = |name, count, task| (name, Workload::of(count, task));
    let sums = Workload::of(8, Task { python: ms(500), bytes: mb, ..none });
    let routes = Workload::of(8, Task { python: ms(1_000), bytes: 400 * mb, ..none });
    let report = Task { python: ms(2_000), ..none };
    let feed = Task { rounds: 2_000, waiting: ms(1), python: us(100), bytes: 10 * kb, ..none };
    let all = [
        plain("pages", 200, Task { waiting: ms(50), python: ms(1), ..none }),
        plain("connections", 2_000, Task { waiting: ms(100), python: us(20), ..none }),
        plain("rows", 2_000, Task { python: us(30), bytes: kb, ..none }),
        plain("checksums", 64, Task { python: us(100), native: ms(20), bytes: 8 * mb, ..none }),
        plain("patterns", 40, Task { python: us(100), held: ms(100), bytes: 100 * kb, ..none }),
        ("sums", Workload { native_speed_up: Some(30.0), ..sums }),
        ("routes", Workload { free_threaded: true, ..routes }),
        ("feed", Workload::of(1, report).and(1, feed)),
    ];
    all.map(|(name, mut workload)| {
        for (_, task) in &mut workload.tasks {
            task.python *= times;
            task.held *= times;
            task.native *= times;
        }
        Program { name, workload }
    })
}

/// Whether it takes little longer than the best one.
pub fn is_right(kind: Kind, ranking: &[Ranked]) -> bool {
    let chosen = ranking.iter().find(|ranked| ranked.strategy.kind() == kind);
    chosen.is_some_and(|chosen| chosen.outcome.elapsed <= ranking[0].outcome.elapsed.mul_f64(RIGHT))
}

fn kind(choice: Choice) -> Option<Kind> {
    match choice {
        Choice::NotYet => None,
        Choice::OneThread => Some(Kind::OneThread),
        Choice::Threads => Some(Kind::Threads),
        Choice::Processes => Some(Kind::Processes),
        Choice::Asyncio => Some(Kind::Asyncio),
        Choice::Native => Some(Kind::Native),
        Choice::FreeThreading => Some(Kind::FreeThreading),
    }
}

impl Program {
    /// What the wrong choice costs, and what the others do.
    fn says_why(&self, kind: Kind, ranking: &[Ranked]) -> String {
        let chosen = ranking.iter().find(|ranked| ranked.strategy.kind() == kind);
        let costs = match chosen {
            Some(Ranked { strategy, outcome }) => {
                let times = outcome.elapsed.as_secs_f64() / ranking[0].outcome.elapsed.as_secs_f64();
                format!("{strategy} take {}, {times:.1} times the best", short(outcome.elapsed))
            }
            None if kind == Kind::Native => "nobody can rewrite it as native code".to_owned(),
            None => "a package that it needs does not run without a GIL".to_owned(),
        };
        format!("{}: {costs}\n{}\n{}", self.name, self.rows("").trim_end(), table(ranking))
    }

    /// What its tasks are, as the task shows it.
    pub fn rows(&self, letter: &str) -> String {
        let mut rows = String::new();
        for (n, (count, task)) in self.workload.tasks.iter().enumerate() {
            let name = if n == 0 { format!("{letter} {}", self.name) } else { String::new() };
            let _ = writeln!(rows, "  {:<13}{count:>5}  {task}", name.trim_start());
        }
        if let Some(times) = self.workload.native_speed_up {
            let _ = writeln!(rows, "{:22}as native code, the Python part is {times} times faster", "");
        }
        if self.workload.free_threaded {
            let _ = writeln!(rows, "{:22}all its packages run without a GIL, too", "");
        }
        rows
    }
}
