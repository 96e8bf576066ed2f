//! What g05 must keep true. Reading it is no cheating; the grader uses its own copy.
//!
//! Your threads and policies run on crate gil's GIL in virtual time, which keeps the rules of a lock whatever a policy says: one
//! holder, and each thread computes for as long as it must.

use super::real::{self, Kinder, Step, round_trip, wait_beside};
use gil::event::{Event, What};
use gil::timeline::virtual_time::{self, Burst, Task, run};
use gil::timeline::{Doing, Span, Timeline, text};
use interleave::proptest::strategy::{Strategy, ValueTree};
use interleave::proptest::test_runner::TestRunner;
use std::time::Duration;

const MS: Duration = Duration::from_millis(1);

/// Your policy, as crate gil asks for it; and that of another GIL in the same process, which must not matter to it.
struct Yours<P>(P, P);

impl<P: real::Policy> virtual_time::Policy for Yours<P> {
    fn sleeps(&mut self, waiter: &virtual_time::Waiter) -> Duration {
        Duration::from_millis(self.0.sleeps(&told(waiter)).max(1))
    }

    fn asks(&mut self, waiter: &virtual_time::Waiter, switched: bool) -> bool {
        self.0.asks(&told(waiter), switched)
    }

    fn takes(&mut self, waiters: &[virtual_time::Waiter]) -> usize {
        let waiters: Vec<_> = waiters.iter().map(told).collect();
        self.1.takes(&waiters);
        let index = self.0.takes(&waiters);
        assert!(index < waiters.len(), "`takes` named waiter {index}, and there are {}: {waiters:?}", waiters.len());
        index
    }
}

fn told(waiter: &virtual_time::Waiter) -> real::Waiter {
    let waited = u64::try_from(waiter.waited.as_millis()).expect("a short time");
    real::Waiter { thread: waiter.thread, waited, from_outside: waiter.from_outside }
}

/// So many CPU threads, and I/O threads as crate gil has them.
#[derive(Debug, Clone, Copy)]
struct Threads {
    cpu: usize,
    io: usize,
    /// Milliseconds of an answer: until it comes, and until it is used.
    wait: u32,
    compute: u32,
}

impl Threads {
    /// All of them want to go on for so long. The CPU threads stand first.
    fn tasks(self, long: Duration) -> Vec<Task> {
        let trips = long.as_millis() / u128::from(self.wait + self.compute) + 1;
        let asks = Task::round_trips(usize::try_from(trips).unwrap(), MS * self.wait, MS * self.compute);
        [vec![Task::computes(long); self.cpu], vec![asks; self.io]].concat()
    }
}

fn cpython(interval: u32) -> virtual_time::CPython {
    virtual_time::CPython { interval: MS * interval }
}

fn kinder(interval: u32) -> Yours<Kinder> {
    let new = || Kinder::new(interval.into());
    Yours(new(), new())
}

/// The log, drawn; its beginning, if it is long.
fn drawn(log: &[Event], cpu_threads: usize) -> String {
    let names: Vec<_> = (0..8).map(|n| if n < cpu_threads { "CPU" } else { "I/O" }).collect();
    let beginning: Vec<_> = log.iter().copied().take_while(|event| event.at < 60 * MS).collect();
    format!("\n\n{}", text::picture(&Timeline::new(&names, &beginning), 76, &text::DRAWN))
}

fn beside(cpu_threads: usize, interval: u32) -> String {
    let s = if cpu_threads == 1 { "" } else { "s" };
    format!("beside {cpu_threads} CPU thread{s}, with an interval of {interval} ms")
}

fn ms(time: Duration) -> String {
    format!("{} ms", (time.as_secs_f64() * 1e4).round() / 10.0)
}

/// How long the answers of thread `io` waited on average. The first one is left out, since it meets threads that have just
/// begun, and so is the last one, which may still wait.
fn mean_wait(log: &[Event], io: usize) -> Duration {
    let timeline = Timeline::new(&[], log);
    let outside = timeline.of(io).filter(|span| span.doing == Doing::Outside);
    let mut returns: Vec<_> = outside.map(|span| span.to).skip(1).collect();
    returns.pop();
    let wait_of = |at: &Duration| timeline.of(io).find(|span| span.from == *at && span.doing == Doing::Waits);
    let waits: Duration = returns.iter().filter_map(wait_of).map(Span::length).sum();
    waits / u32::try_from(returns.len()).unwrap()
}

/// An answer that comes and is used within an interval of 2 to 20 ms, beside up to 5 CPU threads. The interval is the second.
fn soon(cpu: std::ops::Range<usize>) -> impl Strategy<Value = (Threads, u32)> {
    (cpu, 1..9_u32, 1..9_u32, 1..9_u32).prop_map(|(cpu, wait, compute, longer)| {
        let interval = wait + compute + longer;
        (Threads { cpu, io: 1, wait, compute }, interval + interval % 2)
    })
}

/// Any mix of threads: so many I/O threads that they alone could keep the GIL busy, too.
fn mixed() -> impl Strategy<Value = (Threads, u32)> {
    (1..4_usize, 1..4_usize, 1..9_u32, 1..9_u32, 1..13_u32)
        .prop_map(|(cpu, io, wait, compute, half)| (Threads { cpu, io, wait, compute }, 2 * half))
}

/// Tries 64 cases, each time the same ones, so that the same file is told the same. Of those for which something is `wrong`, tells
/// the simplest that it finds.
fn for_all<S: Strategy>(cases: &S, wrong: impl Fn(S::Value) -> Option<String>) {
    let mut runner = TestRunner::deterministic();
    for _ in 0..64 {
        let mut case = cases.new_tree(&mut runner).expect("these strategies filter nothing");
        let mut found = wrong(case.current());
        let mut goes_on = found.is_some() && case.simplify();
        while goes_on {
            let simpler = wrong(case.current());
            goes_on = if simpler.is_some() { case.simplify() } else { case.complicate() };
            found = simpler.or(found);
        }
        assert!(found.is_none(), "{}", found.unwrap_or_default());
    }
}

/// The prediction beside what crate gil computes.
#[test]
fn the_prediction_is_what_the_lock_does() {
    for_all(&soon(0..6), |(threads, interval)| {
        // The CPU threads all want the GIL until the first one ends.
        let log = before_anybody_ends(run(&threads.tasks(40 * MS * interval), MS, &mut cpython(interval)));
        let waits = mean_wait(&log, threads.cpu);
        let predicted = wait_beside(threads.cpu as u64, interval.into());
        let wrong = Duration::from_millis(predicted) != waits;
        wrong.then(|| {
            let beside = beside(threads.cpu, interval);
            format!("{beside}, you predict {predicted} ms, and it is {}{}", ms(waits), drawn(&log, threads.cpu))
        })
    });
}

/// The I/O thread's steps, run as they are.
#[test]
fn an_answer_is_awaited_without_the_gil_and_used_with_it() {
    for_all(&soon(1..3), |(threads, interval)| {
        let mut tasks = threads.tasks(4 * MS * interval);
        let right = run(&tasks, MS, &mut cpython(interval));
        let trips = tasks[threads.cpu].bursts.len() / 2;
        tasks[threads.cpu] = asks(&round_trip(threads.wait.into(), threads.compute.into()), trips);
        let yours = run(&tasks, MS, &mut cpython(interval));
        let pictures = [&yours, &right].map(|log| drawn(log, threads.cpu));
        (yours != right).then(|| format!("with your round trip:{}\nas CPython does it:{}", pictures[0], pictures[1]))
    });
}

/// Your CPython beside crate gil's, on the same threads.
#[test]
fn your_cpython_decides_as_cpython_does() {
    for_all(&mixed(), |(threads, interval)| {
        let tasks = threads.tasks(10 * MS * interval);
        let right = run(&tasks, MS, &mut cpython(interval));
        let new = || real::CPython { interval: interval.into() };
        let yours = run(&tasks, MS, &mut Yours(new(), new()));
        let pictures = [&yours, &right].map(|log| drawn(log, threads.cpu));
        (yours != right).then(|| {
            let given = format!("with an interval of {interval} ms, under your CPython");
            format!("{given}:{}\nunder CPython:{}", pictures[0], pictures[1])
        })
    });
}

/// Beside one CPU thread, too.
#[test]
fn kinder_halves_the_wait_for_an_answer() {
    for_all(&soon(1..6), |(threads, interval)| {
        let tasks = threads.tasks(20 * MS * interval);
        let before = mean_wait(&before_anybody_ends(run(&tasks, MS, &mut cpython(interval))), threads.cpu);
        let log = before_anybody_ends(run(&tasks, MS, &mut kinder(interval)));
        let now = mean_wait(&log, threads.cpu);
        (now * 2 > before).then(|| {
            let (beside, now, before) = (beside(threads.cpu, interval), ms(now), ms(before));
            let waits = format!("an answer waits {now} on average under Kinder, and {before} under CPython");
            format!("{beside}, {waits}{}", drawn(&log, threads.cpu))
        })
    });
}

/// Many I/O threads beside few CPU threads: each of these has its share.
#[test]
fn kinder_lets_nobody_starve() {
    for_all(&mixed(), |(threads, interval)| {
        let log = before_anybody_ends(run(&threads.tasks(20 * MS * interval), MS, &mut kinder(interval)));
        let timeline = Timeline::new(&[], &log);
        let all = u32::try_from(threads.cpu + threads.io).unwrap();
        let share = |thread: &usize| timeline.total(*thread, Doing::Runs);
        let least = (0..threads.cpu).min_by_key(share).expect("there is a CPU thread");
        (share(&least) < timeline.end / (4 * all)).then(|| {
            let runs =
                format!("CPU thread {least}, of {all} threads, runs for {} of {}", ms(share(&least)), ms(timeline.end));
            format!("{runs}{}", drawn(&log, threads.cpu))
        })
    });
}

/// Nor does it wait too long for it.
#[test]
fn kinder_lets_nobody_wait_for_ever() {
    for_all(&mixed(), |(threads, interval)| {
        let log = before_anybody_ends(run(&threads.tasks(20 * MS * interval), MS, &mut kinder(interval)));
        let timeline = Timeline::new(&[], &log);
        let all = u32::try_from(threads.cpu + threads.io).unwrap();
        let waits = timeline.spans.iter().filter(|span| span.doing == Doing::Waits);
        let longest = waits.max_by_key(|wait| wait.length())?;
        (longest.length() > 2 * all * interval * MS).then(|| {
            let who = format!("thread {} of {all}, with an interval of {interval} ms", longest.thread);
            let waits = format!("waits for {}, from {} on", ms(longest.length()), ms(longest.from));
            format!("{who}, {waits}{}", drawn(&log, threads.cpu))
        })
    });
}

/// A shorter interval for everybody would halve the wait as well, and be paid for by programs that do not wait, or no more.
#[test]
fn kinder_leaves_those_alone_who_only_compute() {
    for_all(&(2..6_usize, 1..10_u32, 0..2_usize), |(cpu, half, once)| {
        let mut tasks = Threads { cpu, io: 0, wait: 1, compute: 1 }.tasks(40 * MS * half);
        // One of them may come from outside, and only computes from then on.
        tasks.iter_mut().take(once).for_each(|task| task.bursts.insert(0, Burst::Outside(MS)));
        let turns = |log: &[Event]| log.iter().filter(|event| event.what == What::Takes).count();
        let before = turns(&run(&tasks, MS, &mut cpython(2 * half)));
        let log = run(&tasks, MS, &mut kinder(2 * half));
        // It may be let past others as it comes.
        (turns(&log) > before + 2 * once).then(|| {
            let since = if once == 1 { ", one of them after a single wait outside," } else { " and nobody else" };
            let threads = format!("{cpu} CPU threads{since} have {} turns", turns(&log));
            format!("{threads}, and {before} under CPython{}", drawn(&log, cpu))
        })
    });
}

/// While all threads are there. Who has ended wants nothing any more, and would make the others' waits shorter.
fn before_anybody_ends(log: Vec<Event>) -> Vec<Event> {
    log.into_iter().take_while(|event| event.what != What::Ends).collect()
}

/// A thread that takes these steps so many times. It has the GIL when it begins. Steps of one kind in a row are one, in parts.
fn asks(steps: &[Step], times: usize) -> Task {
    let mut bursts = Vec::new();
    let mut has_gil = true;
    for step in std::iter::repeat_n(steps, times).flatten() {
        match (*step, bursts.last_mut()) {
            (Step::Take, _) => {
                assert!(!has_gil, "it takes the GIL and has it already: {steps:?}");
                has_gil = true;
            }
            (Step::LetGo, _) => {
                assert!(has_gil, "it lets go of the GIL and has it not: {steps:?}");
                has_gil = false;
                // Maybe for no time; others may come in all the same.
                bursts.push(Burst::Outside(Duration::ZERO));
            }
            (Step::Compute(ms), before) => {
                assert!(has_gil, "it computes without the GIL: {steps:?}");
                match before {
                    Some(Burst::Compute(before)) => *before += Duration::from_millis(ms),
                    _ => bursts.push(Burst::Compute(Duration::from_millis(ms))),
                }
            }
            (Step::Wait(ms), Some(Burst::Outside(before))) if !has_gil => *before += Duration::from_millis(ms),
            // Who waits outside and keeps the GIL is to the others as one who computes and never looks.
            (Step::Wait(ms), _) => bursts.push(Burst::Native(Duration::from_millis(ms))),
        }
    }
    assert!(has_gil, "it has the GIL before a round trip, and not after it: {steps:?}");
    Task { bursts }
}
