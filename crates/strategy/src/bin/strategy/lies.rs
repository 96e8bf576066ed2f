//! Six ways to measure the same two works, on a machine whose clock is virtual: the truth is known, so each lie can be seen.

use std::fmt::Write as _;
use std::time::Duration;
use strategy::short;

/// The second work takes so much longer than the first one.
const TRUTH: f64 = 1.1;
/// How many runs of each.
const RUNS: usize = 9;

// ANCHOR: machine
/// A machine, and how many runs it has seen.
#[derive(Default)]
struct Machine {
    runs: u32,
}

impl Machine {
    /// How long run number `n` of a work takes that by itself takes `micros`.
    fn run(&mut self, n: usize, micros: f64) -> Duration {
        self.runs += 1;
        // It becomes warm, and so slower, with each run of either work.
        let slower = 1.0 + 0.02 * f64::from(self.runs);
        // The first run of each finds nothing ready. Later, now and then, somebody else has the core.
        let disturbed = match n {
            0 => 20.0,
            n if n % 4 == 3 => 8.0,
            _ => 1.0,
        };
        Duration::from_micros(1).mul_f64(micros * slower * disturbed)
    }
}
// ANCHOR_END: machine

/// What both works take by themselves, in microseconds, and what their set-up takes.
const WORKS: [f64; 2] = [100.0, 100.0 * TRUTH];
const SET_UP: Duration = Duration::from_micros(300);

/// All runs of one work, then all of the other one.
fn one_after_the_other(first: usize) -> [Vec<Duration>; 2] {
    let mut machine = Machine::default();
    WORKS.map(|micros| (first..first + RUNS).map(|n| machine.run(n, micros)).collect())
}

/// Both works in turns, and the first run of each does not count.
fn in_turns() -> [Vec<Duration>; 2] {
    let mut machine = Machine::default();
    let mut times = [Vec::new(), Vec::new()];
    for n in 0..=RUNS {
        for (micros, times) in WORKS.into_iter().zip(&mut times) {
            times.push(machine.run(n, micros));
        }
    }
    times.map(|times| times[1..].to_vec())
}

// ANCHOR: median
/// Half of the runs took at most as long.
fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() / 2]
}
// ANCHOR_END: median

fn mean(times: &[Duration]) -> Duration {
    times.iter().sum::<Duration>().div_f64(times.len() as f64)
}

/// What each method says of the two works.
pub fn shown() -> String {
    let with_set_up = |times: &[Duration]| median(times) + SET_UP;
    let of = |times: [Vec<Duration>; 2], number: fn(&[Duration]) -> Duration| times.map(|times| number(&times));
    let best = |times: &[Duration]| times.iter().min().copied().unwrap_or_default();
    let methods = [
        ("one run of each", of(one_after_the_other(0), |times| times[0])),
        ("set-up timed with it", in_turns().map(|times| with_set_up(&times))),
        ("mean, first run and all", of(one_after_the_other(0), mean)),
        ("best, one after the other", one_after_the_other(1).map(|times| best(&times))),
        ("median, one after the other", of(one_after_the_other(1), median)),
        ("median, in turns", of(in_turns(), median)),
    ];
    let mut text = format!("  {:<29}{:>9}{:>9}   second over first\n", "", "first", "second");
    let row = |name: &str, [first, second]: [Duration; 2]| {
        let times = second.div_duration_f64(first);
        format!("  {name:<29}{:>9}{:>9}   {times:.2}\n", short(first), short(second))
    };
    for (name, says) in methods {
        text += &row(name, says);
    }
    let truth = WORKS.map(|micros| Duration::from_micros(1).mul_f64(micros));
    let _ = write!(text, "{}", row("the works by themselves", truth));
    let [first, _] = in_turns();
    let ends = [first.iter().min(), first.iter().max()].map(|end| short(*end.expect("there are runs")));
    let _ = writeln!(text, "\n  In turns, a run of the first took {} to {}.", ends[0], ends[1]);
    text
}
