//! Our halves of `experiments/03-asyncio.toml`: crate asyncio does what the Python programs do.
//!
//! # Keeps true
//!
//! Each question gets a loop of its own, and its clock covers the making and the end of that loop where Python's does.

use std::cell::Cell;
use std::fs::read_to_string;
use std::hint::black_box;
use std::rc::Rc;
use std::time::{Duration, Instant};

use asyncio::{create_task, gather, run as run_loop, sleep};
use threading::Thread;

use super::threading::values;
use crate::sample::Values;

/// What our half of this name measures; `None` if this chapter has no such half.
#[must_use]
pub fn run(name: &str, quick: bool) -> Option<Values> {
    match name {
        "thousand_sleeps" => Some(thousand_sleeps(if quick { 100 } else { 1_000 })),
        "task_start" => Some(task_start(if quick { 1_000 } else { 3_000 })),
        "lost_between_awaits" => Some(values([("need_not_wait", lost(false)), ("waits", lost(true))])),
        _ => None,
    }
}

/// `a_thousand_sleeps.py`: seconds, and by how much the peak of this process's memory rises.
fn thousand_sleeps(sleepers: u32) -> Values {
    let nap = Duration::from_millis(100);
    let (tasks, tasks_memory) = seconds_and_bytes(|| {
        run_loop(async move { gather((0..sleepers).map(move |_| sleep(nap))).await.expect("no task panics") });
    });
    let (threads, threads_memory) = seconds_and_bytes(|| {
        let threads: Vec<Thread> = (0..sleepers).map(|_| Thread::new(move || std::thread::sleep(nap))).collect();
        threads.iter().for_each(|thread| thread.start().expect("it was not started before"));
        threads.iter().for_each(|thread| thread.join().expect("it was started"));
    });
    let mut all = values([("tasks", tasks), ("threads", threads)]);
    let memory = [("tasks_memory", tasks_memory), ("threads_memory", threads_memory)];
    all.extend(memory.into_iter().filter_map(|(name, bytes)| Some((name.to_owned(), bytes?))));
    all
}

fn seconds_and_bytes(program: impl FnOnce()) -> (f64, Option<f64>) {
    let (before, begin) = (peak(), Instant::now());
    program();
    let took = begin.elapsed().as_secs_f64();
    (took, before.and_then(|before| Some(peak()? - before)))
}

/// The most memory that this process had so far, in bytes; `None` where the system has no `/proc` to ask.
fn peak() -> Option<f64> {
    let status = read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024.0)
}

async fn nothing_to_wait_for() -> u32 {
    1
}

/// `what_a_task_costs.py`: seconds for a call, an `await`, and a task that is made and awaited.
fn task_start(times: u32) -> Values {
    let since = move |begin: Instant| begin.elapsed().as_secs_f64() / f64::from(times);
    run_loop(async move {
        let begin = Instant::now();
        for n in 0..times {
            black_box(call(n));
        }
        let call = since(begin);

        let begin = Instant::now();
        for _ in 0..times {
            black_box(black_box(nothing_to_wait_for()).await);
        }
        let awaited = since(begin);

        let begin = Instant::now();
        for _ in 0..times {
            black_box(create_task(nothing_to_wait_for()).await.expect("it does not panic"));
        }
        values([("call", call), ("await", awaited), ("task", since(begin))])
    })
}

#[inline(never)]
fn call(n: u32) -> u32 {
    n
}

/// `lost_between_awaits.py`: of 2,000 updates by two tasks, how many are missing.
fn lost(waits: bool) -> f64 {
    let total = Rc::new(Cell::new(0));
    let (one, two) = (add(Rc::clone(&total), waits), add(Rc::clone(&total), waits));
    run_loop(async { gather([one, two]).await.expect("no task panics") });
    f64::from(2_000 - total.get())
}

async fn add(total: Rc<Cell<i32>>, waits: bool) {
    for _ in 0..1_000 {
        let before = total.get();
        if waits {
            sleep(Duration::ZERO).await;
        }
        total.set(before + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::run;

    #[test]
    fn an_await_that_waits_loses_every_second_update() {
        let values = run("lost_between_awaits", true).unwrap();
        assert_eq!((values["need_not_wait"], values["waits"]), (0.0, 1_000.0));
    }
}
