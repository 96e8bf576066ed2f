//! Native code: our C on our GIL (crate `nogil-ffi`), and the document's functions built for the CPython that is found (crate `on-cpython`).
//!
//! # Keeps true
//!
//! Nothing is built here, since that may take minutes and a network. What has not been built is skipped, with the command that builds it.

use std::collections::BTreeMap;
use std::hint::spin_loop;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Error, Result, ensure};
use nogil_ffi::{Attached, Interpreter};

use crate::sample::Values;

/// The modules of crate `on-cpython` that are measured.
const MODULES: [&str; 4] = ["spam", "native_c", "native_cython", "native_pyo3"];

/// Why the half called `name` cannot be run on this machine, and what to do about it.
#[must_use]
pub fn lacks(name: &str) -> Option<String> {
    let module = MODULES.into_iter().find(|module| *module == name)?;
    let built = on_cpython::Interpreter::find().and_then(|interpreter| on_cpython::built(&interpreter, module));
    built.err().map(|why| format!("{why}; this builds what it can: cargo run -p on-cpython"))
}

/// The numbers of the half called `name`; `None` if it is not of this chapter.
///
/// # Panics
///
/// If it cannot be run; the message says why.
#[must_use]
pub fn run(name: &str, quick: bool) -> Option<Values> {
    let measured = match name {
        "spam_system" => spam_system(quick),
        "break_even" => break_even(quick),
        _ if MODULES.contains(&name) => on_cpython(name),
        _ => return None,
    };
    Some(measured.unwrap_or_else(|error| panic!("{error:#}")))
}

/// How often another thread, which wants to each millisecond, runs while a command does; and what `exit 3` returns.
fn spam_system(quick: bool) -> Result<Values> {
    let command = if quick { "sleep 0.05" } else { "sleep 0.1" };
    let ticks_while = |system: fn(Attached<'_>, &str) -> Result<i32, nogil_ffi::Error>| -> Result<u32> {
        let python = Interpreter::new();
        // Relaxed, both: notes for one another, which order nothing else.
        let (ticks, over) = (AtomicU32::new(0), AtomicBool::new(false));
        thread::scope(|scope| {
            python.attach(|py| {
                scope.spawn(|| {
                    while !over.load(Relaxed) {
                        python.attach(|_| ticks.fetch_add(1, Relaxed)).expect("nobody ends the interpreter");
                        thread::sleep(Duration::from_millis(1));
                    }
                });
                let answer = system(py, command);
                over.store(true, Relaxed);
                answer.map(|_| ticks.load(Relaxed))
            })?
        })
        .map_err(Into::into)
    };
    let exit_3 = Interpreter::new().attach(|py| nogil_ffi::system(py, "exit 3"))??;
    Ok(BTreeMap::from([
        ("held".to_owned(), ticks_while(nogil_ffi::system_holding)?.into()),
        ("let_go".to_owned(), ticks_while(nogil_ffi::system)?.into()),
        ("exit_3".to_owned(), exit_3.into()),
    ]))
}

type Sum = fn(Attached<'_>, Range<i64>) -> Result<i64, nogil_ffi::Error>;

/// Sums of more and more numbers, in C that holds our GIL and in C that lets go of it.
fn break_even(quick: bool) -> Result<Values> {
    let mut values = Values::new();
    for (size, numbers) in [("16", 16), ("1k", 1 << 10), ("16k", 1 << 14), ("256k", 1 << 18)] {
        let rates = |sum: Sum, threads, beside| -> Result<Vec<f64>> {
            let mut rates = Vec::new();
            for _ in 0..if quick { 1 } else { 3 } {
                rates.push(rate(sum, numbers, threads, beside)?);
            }
            rates.sort_by(f64::total_cmp);
            Ok(rates)
        };
        // The most: a machine is seldom quiet. Beside another, the middle one: who gets a GIL that two want is a matter of luck, too.
        let most = |rates: Vec<f64>| rates[rates.len() - 1];
        values.insert(format!("held_{size}"), most(rates(nogil_ffi::sum_range_holding, 1, false)?));
        values.insert(format!("let_go_{size}"), most(rates(nogil_ffi::sum_range_releasing, 1, false)?));
        values.insert(format!("two_{size}"), most(rates(nogil_ffi::sum_range_releasing, 2, false)?));
        let beside = rates(nogil_ffi::sum_range_releasing, 1, true)?;
        values.insert(format!("beside_{size}"), beside[beside.len() / 2]);
    }
    Ok(values)
}

/// So many sums of `0..numbers` a second do the threads make together, alone or beside a thread that never waits.
fn rate(sum: Sum, numbers: i64, threads: usize, beside: bool) -> Result<f64> {
    const SUMS: u32 = 10; // between two looks at the clock
    let window = Duration::from_millis(if beside { 30 } else { 5 });
    let python = Interpreter::new();
    // Relaxed, both: notes, which order nothing.
    let (counts, over) = (AtomicBool::new(!beside), AtomicBool::new(false));
    let work = || -> Result<(u32, Duration), nogil_ffi::Error> {
        while !counts.load(Relaxed) {
            thread::yield_now();
        }
        let begun = Instant::now();
        python.attach(|py| {
            let mut done = 0;
            while done == 0 || begun.elapsed() < window {
                for _ in 0..SUMS {
                    sum(py, 0..numbers)?;
                    py.poll()?;
                }
                done += SUMS;
            }
            Ok((done, begun.elapsed()))
        })?
    };
    thread::scope(|scope| {
        if beside {
            scope.spawn(|| {
                python.attach(|py| {
                    counts.store(true, Relaxed);
                    while !over.load(Relaxed) && py.poll().is_ok() {
                        spin_loop();
                    }
                })
            });
        }
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let done: Result<Vec<(u32, Duration)>, nogil_ffi::Error> =
            workers.into_iter().map(|worker| worker.join().expect("a sum does not panic")).collect();
        over.store(true, Relaxed);
        Ok(done?.into_iter().map(|(done, took)| f64::from(done) / took.as_secs_f64()).sum())
    })
}

/// What crate `on-cpython` measures of `module`, once.
fn on_cpython(module: &str) -> Result<Values> {
    let interpreter = on_cpython::Interpreter::find().map_err(Error::msg)?;
    let mut command = interpreter.script(&on_cpython::file("python/measure.py"));
    let output = command.args(["--once", module]).output().context("Python does not start")?;
    ensure!(output.status.success(), "measure.py ended badly:\n{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8_lossy(&output.stdout);
    let last = printed.lines().last().unwrap_or_default();
    serde_json::from_str(last).with_context(|| format!("the last line of measure.py is {last:?}"))
}
