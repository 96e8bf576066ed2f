//! The chapter "Understanding the GIL", measured with crate gil's locks.
//!
//! # Keeps true
//!
//! - Each half does what the Python program of its experiment does, and a number has the same name in both.
//! - A ratio comes from two measurements of the same run, one right after the other. Where it may be near 1 they take turns, and the least of
//!   each counts: a processor is not equally fast all the time.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use gil::impact::{Lock, NoGil, compute, on_threads, wait};
use gil::{Gil, SWITCH_INTERVAL, Watched};

use crate::sample::Values;

mod round_trips;

/// The numbers of the half called `name`; `None` if this chapter has none of that name.
#[must_use]
pub fn run(name: &str, quick: bool) -> Option<Values> {
    let values = match name {
        "round_trips" => round_trips::measured(quick),
        "impact" => impact(if quick { 50_000 } else { 250_000 }),
        "no_gil" => no_gil(if quick { 50_000 } else { 250_000 }),
        "interpreters" => interpreters(if quick { 200_000 } else { 500_000 }),
        _ => return None,
    };
    Some(values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// How often what takes turns has one.
const TURNS: usize = 4;

type Named = Vec<(&'static str, f64)>;

fn seconds(work: impl FnOnce()) -> f64 {
    let begin = Instant::now();
    work();
    begin.elapsed().as_secs_f64()
}

/// How long so many threads take together to compute with the first numbers.
fn computing<L: Lock>(lock: &L, last: u64, threads: u8) -> f64 {
    seconds(|| {
        on_threads(threads.into(), |me| compute(lock, (1 + me..=last).step_by(threads.into())));
    })
}

/// How long one thread takes for the same, if it looks for a request at each step, not once a number.
fn looking_at_each_step(gil: &Gil, last: u64) -> f64 {
    seconds(|| {
        let mut held = gil.take();
        let mut steps = 0_u64;
        for mut n in 1..=last {
            while n != 1 {
                n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
                steps += 1;
                held.poll();
            }
        }
        black_box(steps);
    })
}

/// How long so many threads take together for 20 waits of 5 ms.
fn waiting<L: Lock>(lock: &L, threads: u8) -> f64 {
    seconds(|| {
        on_threads(threads.into(), |_| wait(lock, 20 / u64::from(threads), || thread::sleep(SWITCH_INTERVAL)));
    })
}

/// Several measurements take turns; of each, the least of all turns.
fn least_of_turns<const N: usize>(turn: impl Fn() -> [f64; N]) -> [f64; N] {
    let turns = [(); TURNS].map(|()| turn());
    std::array::from_fn(|of| turns.iter().map(|turn| turn[of]).fold(f64::INFINITY, f64::min))
}

/// Both workloads on one, two and four threads: one thread's seconds, and what more threads need beside it.
fn impact(last: u64) -> Named {
    let gil = Gil::default();
    let [one, two, four] = least_of_turns(|| [1, 2, 4].map(|threads| computing(&gil, last, threads)));
    let [alone, pair, all] = [1, 2, 4].map(|threads| waiting(&gil, threads));
    vec![
        ("compute_1", one),
        ("compute_2", two / one),
        ("compute_4", four / one),
        ("wait_1", alone),
        ("wait_2", pair / alone),
        ("wait_4", all / alone),
    ]
}

/// The same workloads without a lock, all beside one thread that has one.
fn no_gil(last: u64) -> Named {
    let gil = Gil::default();
    let [computed, each_step, one, two, four] = least_of_turns(|| {
        let without = [1, 2, 4].map(|threads| computing(&NoGil, last, threads));
        [computing(&gil, last, 1), looking_at_each_step(&gil, last), without[0], without[1], without[2]]
    });
    let waited = waiting(&gil, 1);
    let [alone, pair, all] = [1, 2, 4].map(|threads| waiting(&NoGil, threads));
    vec![
        ("compute_1", one / computed),
        ("compute_2", two / computed),
        ("compute_4", four / computed),
        ("each_step", one / each_step),
        ("wait_1", alone / waited),
        ("wait_2", pair / waited),
        ("wait_4", all / waited),
    ]
}

/// Two interpreters, with a GIL each and with one for both: the same work in both at once, beside that in one; and how often one
/// thread ticks while the other makes one call that never looks for a request.
fn interpreters(last: u64) -> Named {
    let [first, second] = [(); 2].map(|()| Watched::new(SWITCH_INTERVAL));
    let one = seconds(|| in_each(&[&first], last));
    let own = seconds(|| in_each(&[&first, &second], last));
    let shared = seconds(|| in_each(&[&first, &first], last));
    vec![
        ("own", own / one),
        ("shared", shared / one),
        ("ticks_own", ticks_beside_a_call(&first, &second, last)),
        ("ticks_shared", ticks_beside_a_call(&first, &first, last)),
    ]
}

fn in_each(gils: &[&Watched], last: u64) {
    thread::scope(|scope| {
        for &gil in gils {
            scope.spawn(move || compute(gil, 1..=last));
        }
    });
}

fn ticks_beside_a_call(calls: &Watched, ticks: &Watched, last: u64) -> f64 {
    let (holds, done) = (AtomicBool::new(false), AtomicBool::new(false));
    let mut count = 0_u32;
    thread::scope(|scope| {
        scope.spawn(|| {
            let held = calls.take();
            holds.store(true, Ordering::Relaxed);
            compute(&NoGil, 1..=last);
            done.store(true, Ordering::Relaxed);
            drop(held);
        });
        // Relaxed, here and above: a flag says only how far the other thread has come; nothing else is read because of it.
        while !holds.load(Ordering::Relaxed) {
            thread::yield_now();
        }
        let mut held = ticks.take();
        while !done.load(Ordering::Relaxed) {
            held.allow_threads(|| thread::sleep(Duration::from_millis(1)));
            count += 1;
        }
    });
    count.into()
}
