//! What s02 must keep true. Reading it is no cheating; the grader uses its own copy.
//!
//! The clock is virtual: a run takes as long as a script says, and only if somebody looks at its answer. Everything that the benchmark does is
//! written down, and its report is compared with that, so it may have any number of runs, in any order that is fair.

use super::real::{self, Machine, RUNS, Report, Work};
use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{ProptestConfig, proptest};
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// A benchmark that goes on for longer does not end.
const TOO_MANY: usize = 100_000;

/// How long run number `n` of work `which` takes; `all` counts the runs of both.
struct Run {
    which: usize,
    n: usize,
    all: usize,
}

/// A made-up machine: what time it is, and what has been done on it.
struct Virtual<'a> {
    now: Cell<Duration>,
    script: &'a dyn Fn(Run) -> u64,
    /// How long set-up number `n` of all takes, in microseconds.
    set_up: &'a dyn Fn(u64) -> u64,
    set_ups: Cell<u64>,
    /// A run whose answer nobody has looked at: the answer, and how long the run takes.
    owed: Cell<Option<(u64, Duration)>>,
    /// Which work ran, and how long it took.
    log: RefCell<Vec<(usize, Duration)>>,
    /// The first thing that no benchmark may do.
    foul: Cell<Option<&'static str>>,
}

impl Machine for Virtual<'_> {
    fn now(&self) -> Duration {
        if self.owed.get().is_some() {
            self.fouls("the clock was read before anybody looked at the run's answer, so the compiler may move or leave out the run");
        }
        self.now.get()
    }

    fn black_box(&self, answer: u64) {
        if let Some((owed, length)) = self.owed.get()
            && owed == answer
        {
            self.owed.set(None);
            self.now.set(self.now.get() + length);
        }
    }
}

impl Virtual<'_> {
    fn fouls(&self, what: &'static str) {
        self.foul.set(self.foul.get().or(Some(what)));
    }
}

/// One of the two works.
struct Scripted<'a> {
    machine: &'a Virtual<'a>,
    which: usize,
    n: usize,
    is_set_up: bool,
}

impl Work for Scripted<'_> {
    fn set_up(&mut self) {
        self.is_set_up = true;
        let (machine, n) = (self.machine, self.machine.set_ups.get());
        machine.set_ups.set(n + 1);
        machine.now.set(machine.now.get() + Duration::from_micros((machine.set_up)(n)));
    }

    fn run(&mut self) -> u64 {
        let machine = self.machine;
        if !std::mem::take(&mut self.is_set_up) {
            machine.fouls("a run had no set-up of its own before it: the run before has used that up");
        }
        if machine.owed.get().is_some() {
            machine.fouls("nobody looked at the answer of a run, so the compiler may leave the run out");
        }
        let all = machine.log.borrow().len();
        assert!(all < TOO_MANY, "after {TOO_MANY} runs the benchmark has not ended");
        let length = Duration::from_micros((machine.script)(Run { which: self.which, n: self.n, all }));
        machine.log.borrow_mut().push((self.which, length));
        self.n += 1;
        // No other run has this answer.
        let answer = 1_000_003 * (all as u64 + 1);
        machine.owed.set(Some((answer, length)));
        answer
    }
}

/// What the benchmark did and said.
struct Seen {
    reports: [Report; 2],
    /// Which work ran, in order.
    order: Vec<usize>,
    /// How long each run of each work took, in order.
    lengths: [Vec<Duration>; 2],
    foul: Option<&'static str>,
}

/// Lets the benchmark run on a machine with this script, in microseconds; each set-up takes so long.
fn seen(set_up: u64, script: &dyn Fn(Run) -> u64) -> Seen {
    seen_with(&|_| set_up, script)
}

/// The same with a script for the set-ups, too.
fn seen_with(set_up: &dyn Fn(u64) -> u64, script: &dyn Fn(Run) -> u64) -> Seen {
    let machine = Virtual {
        now: Cell::new(Duration::from_secs(7)),
        script,
        set_up,
        set_ups: Cell::new(0),
        owed: Cell::new(None),
        log: RefCell::default(),
        foul: Cell::new(None),
    };
    let work = |which| Scripted { machine: &machine, which, n: 0, is_set_up: false };
    let reports = real::compare(&machine, [&mut work(0), &mut work(1)]);
    let order = machine.log.borrow().iter().map(|(which, _)| *which).collect();
    let lengths = [0, 1].map(|which| {
        let log = machine.log.borrow();
        log.iter().filter(|(ran, _)| *ran == which).map(|(_, length)| *length).collect()
    });
    Seen { reports, order, lengths, foul: machine.foul.get() }
}

impl Seen {
    /// Each report, its name, and the runs that it counts in order of length: the last ones, since a warm-up comes first.
    fn counted(&self) -> [(Report, &'static str, Vec<Duration>); 2] {
        [0, 1].map(|which| {
            let (report, all) = (self.reports[which], &self.lengths[which]);
            let name = ["the first work", "the second work"][which];
            assert!(report.runs > 0, "{name}: no run was counted");
            assert!(report.runs <= all.len(), "{name} ran {} times, and the report counts {}", all.len(), report.runs);
            let mut counted = all[all.len() - report.runs..].to_vec();
            counted.sort_unstable();
            (report, name, counted)
        })
    }

    /// The report of a work says what its counted runs were.
    fn is_true(&self) {
        for (report, name, counted) in self.counted() {
            let (lower, upper) = (counted[(counted.len() - 1) / 2], counted[counted.len() / 2]);
            let Report { typical, lowest, highest, .. } = report;
            assert!(
                (lower..=upper).contains(&typical),
                "{name}: you say that {typical:?} is typical; the median of the counted runs is {lower:?}\n{counted:?}"
            );
            let (first, last) = (counted[0], counted[counted.len() - 1]);
            assert!(
                (lowest, highest) == (first, last),
                "{name}: you say from {lowest:?} to {highest:?}; the counted runs go from {first:?} to {last:?}\n{counted:?}"
            );
        }
    }
}

/// All runs take the same, and nothing else takes any time.
#[test]
fn each_run_has_its_set_up_and_its_answer_is_used() {
    let seen = seen(0, &|_| 100);
    assert!(seen.foul.is_none(), "{}", seen.foul.unwrap_or_default());
}

#[test]
fn enough_runs_are_counted() {
    for (report, name, _) in seen(0, &|_| 100).counted() {
        assert!(
            report.runs >= RUNS,
            "{name}: {} runs were counted; one may be anything, so count {RUNS} at least",
            report.runs
        );
    }
}

/// A run takes 100 µs, its set-up 900 µs, and each set-up 7 µs more than the one before.
#[test]
fn only_the_run_is_timed() {
    let typical = seen_with(&|n| 900 + 7 * n, &|_| 100).reports.map(|report| report.typical.as_micros());
    assert_eq!(typical, [100, 100], "a run takes 100 µs; the set-ups before it take 900 µs and more");
}

/// The first run of each fills caches, imports, compiles: it takes fifty times as long.
#[test]
fn the_first_run_of_each_is_a_warm_up() {
    let seen = seen(0, &|run| if run.n == 0 { 5_000 } else { 100 });
    for (report, name, counted) in seen.counted() {
        let slow = Duration::from_micros(5_000);
        let in_it = counted.contains(&slow) || report.highest >= slow;
        assert!(!in_it, "{name}: its first run took {slow:?}, all others 100 µs, and it is among the counted ones");
    }
}

/// Each seventh run is disturbed, and each fifth one is lucky.
#[test]
fn neither_a_disturbed_run_nor_a_lucky_one_is_typical() {
    let seen = seen(0, &|run| match run.n {
        n if n % 7 == 3 => 9_000,
        n if n % 5 == 4 => 40,
        n => 100 + n as u64 % 3,
    });
    seen.is_true();
    for (which, (report, name, _)) in seen.counted().into_iter().enumerate() {
        let all = seen.lengths[which].len();
        assert!(
            2 * report.runs > all,
            "{name}: of {all} runs only the last {} are counted; a warm-up is the first few, and a run that was disturbed later is none",
            report.runs
        );
    }
}

/// Each run takes 1 µs longer than the one before, so the median stands in the middle of the order, too, and the mean is the median.
#[test]
fn the_spread_is_that_of_the_counted_runs() {
    seen(0, &|run| 100 + run.all as u64).is_true();
}

/// Both works are the same, and each run takes 5 % of the first one's time longer than the run before, whichever work it is.
#[test]
fn a_machine_that_slows_down_is_fair_to_both() {
    let seen = seen(0, &|run| 1_000 + 50 * run.all as u64);
    let [first, second] = seen.reports.map(|report| report.typical.as_secs_f64());
    let apart = (first / second).max(second / first);
    assert!(
        apart < 1.1,
        "the two works are the same, and you say that one takes {apart:.2} times as long: while you measured, the machine became \
         slower, and that did not hit both alike"
    );
}

/// What slows a machine down may be over after a while, and must not have met one of the two alone. Whoever takes turns has a third of
/// the counted runs of each in every third of the time; half of that is enough.
#[test]
fn a_slow_stretch_hits_both() {
    let seen = seen(0, &|_| 100);
    let mut warm_ups = [0, 1].map(|which| seen.lengths[which].len().saturating_sub(seen.reports[which].runs));
    let mut counted = seen.order.clone();
    counted.retain(|which| {
        let is_counted = warm_ups[*which] == 0;
        warm_ups[*which] -= usize::from(!is_counted);
        is_counted
    });
    for stretch in counted.chunks(counted.len().div_ceil(3)) {
        let share = [0, 1].map(|which| stretch.iter().filter(|ran| **ran == which).count());
        let is_fair = [0, 1].iter().all(|which| 6 * (share[*which] + 1) > seen.reports[*which].runs);
        let [first, second] = share;
        assert!(
            is_fair,
            "of {} counted runs in a row, {first} were of the first work and {second} of the second: if the machine is slow just \
             then, that does not hit both alike",
            stretch.len()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever each run takes.
    #[test]
    fn the_report_is_true_of_any_machine(a in vec(1..9_999_u64, 97), b in vec(1..9_999_u64, 89), set_up in 0..999_u64) {
        let seen = seen(set_up, &|run| if run.which == 0 { a[run.n % a.len()] } else { b[run.n % b.len()] });
        seen.is_true();
    }
}
