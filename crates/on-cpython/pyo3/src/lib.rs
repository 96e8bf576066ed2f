//! The document's two functions as an extension in Rust that lets go of the GIL, each beside one that does not.
//!
//! `py: Python<'_>` says that this thread is attached: it holds the GIL, where there is one. `py.detach(…)` is
//! `Py_BEGIN_ALLOW_THREADS` and `Py_END_ALLOW_THREADS`, and asks of what its closure captures that it is `Send`.
//! Tokens and objects are not, so to touch one while detached does not compile.
//!
//! # Keeps true
//!
//! While detached there are only numbers, and strings that Rust owns or that a Python `str`, which never changes, keeps alive.

use pyo3::exceptions::{PyOverflowError, PyValueError};
use pyo3::prelude::*;
use std::ops::Range;
use std::process::{Command, ExitStatus};

/// So many additions between two looks at the signals: some milliseconds. Each look takes the GIL, which may mean to wait for it.
const PART: i64 = 1 << 24;

/// `start..stop` in parts.
fn parts(start: i64, stop: i64) -> impl Iterator<Item = Range<i64>> {
    let next = move |from: i64| (from < stop).then(|| from..from.saturating_add(PART).min(stop));
    std::iter::successors(next(start), move |part| next(part.end))
}

// ANCHOR: part
/// `total` and all numbers of `part`; `None` if that does not fit. There is no Python in it.
fn add(total: i64, mut part: Range<i64>) -> Option<i64> {
    part.try_fold(total, i64::checked_add)
}

fn too_large() -> PyErr {
    PyOverflowError::new_err("the sum does not fit into 64 bits")
}
// ANCHOR_END: part

// ANCHOR: sum_range
/// The sum of `range(start, stop)`, while other threads run.
#[pyfunction]
fn sum_range(py: Python<'_>, start: i64, stop: i64) -> PyResult<i64> {
    let mut total = 0;
    for part in parts(start, stop) {
        total = py.detach(|| add(total, part)).ok_or_else(too_large)?;
        py.check_signals()?; // Ctrl-C
    }
    Ok(total)
}
// ANCHOR_END: sum_range

/// The same, while no other thread runs.
#[pyfunction]
fn sum_range_holding(py: Python<'_>, start: i64, stop: i64) -> PyResult<i64> {
    let mut total = 0;
    for part in parts(start, stop) {
        total = add(total, part).ok_or_else(too_large)?;
        py.check_signals()?;
    }
    Ok(total)
}

/// The shell with `command`, not started yet.
fn shell(command: &str) -> PyResult<Command> {
    if command.contains('\0') {
        return Err(PyValueError::new_err("embedded null character"));
    }
    let (program, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("/bin/sh", "-c") };
    let mut shell = Command::new(program);
    shell.args([flag, command]);
    Ok(shell)
}

/// The exit code, or minus the signal that ended the shell, as `subprocess` says it.
fn exit_code(status: ExitStatus) -> i32 {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    status
        .code()
        .or(signal.map(|signal| -signal))
        .expect("a process that has ended has a code or was ended by a signal")
}

// ANCHOR: system
/// Runs a command in the shell, while other threads run, and returns its exit code.
#[pyfunction]
fn system(py: Python<'_>, command: &str) -> PyResult<i32> {
    let mut shell = shell(command)?;
    let status = py.detach(|| shell.status())?;
    Ok(exit_code(status))
}
// ANCHOR_END: system

/// The same, while no other thread runs.
#[pyfunction]
fn system_holding(command: &str) -> PyResult<i32> {
    Ok(exit_code(shell(command)?.status()?))
}

/// Lets go of the GIL so many times, and takes it again at once.
#[pyfunction]
fn let_go(py: Python<'_>, times: i64) {
    (0..times).for_each(|_| py.detach(|| ()));
}

// ANCHOR: module
/// The document's functions in Rust, with the GIL let go.
#[pymodule(gil_used = false)] // importing this leaves a free-threaded Python without its GIL; PyO3 assumes it since 0.28
mod native_pyo3 {
    #[pymodule_export]
    use super::{let_go, sum_range, sum_range_holding, system, system_holding};
}
// ANCHOR_END: module
