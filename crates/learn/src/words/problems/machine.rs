//! The machine does not do what was asked of it.

use super::broken;
use crate::problem::Problem;
use crate::words::path;
use std::ffi::OsStr;
use std::io;
use std::path::Path;

/// The watcher cannot use the terminal.
pub fn no_terminal(error: &io::Error) -> Problem {
    broken(
        format!("The watcher needs a terminal, and cannot use this one: {error}."),
        "cargo learn check (one verdict, without a terminal)",
    )
}

/// No cargo.
pub fn no_cargo(program: &OsStr, error: &io::Error) -> Problem {
    let says =
        format!("`{}` could not be started: {error}. The exercises are built with cargo.", program.to_string_lossy());
    broken(says, "install Rust from https://rustup.rs, or put cargo on the PATH")
}

/// cargo failed, and not because of the learner.
pub fn cargo_failed(errors: &str) -> Problem {
    let says = format!(
        "cargo could not build the check, and the reason is not in your file. It says:\n\n{}\n\n",
        errors.trim()
    );
    let next = if is_full(errors) {
        "the disk is full: make room, then the same command again"
    } else if errors.contains("linker") || errors.contains("linking with") {
        "cargo learn doctor --quick (it says what to install)"
    } else if errors.contains("Permission denied")
        || errors.contains("Read-only file system")
        || errors.contains("os error 5)")
    {
        "look who owns the target folder; CARGO_TARGET_DIR can name another one"
    } else {
        "mend that first; without a network, run `cargo fetch` once while there is one"
    };
    broken(says, next)
}

/// Whether what a program says comes from a full disk, on Unix or on Windows.
pub fn is_full(errors: &str) -> bool {
    errors.contains("No space left on device") || errors.contains("os error 112")
}

/// A process cannot be started or waited for.
pub fn cannot_run(program: &Path, error: &io::Error) -> Problem {
    broken(format!("{} could not be run: {error}.", path(program)), "cargo clean, then the same command again")
}

/// A file or folder of ours cannot be written.
pub fn cannot_write(file: &Path, error: &io::Error) -> Problem {
    let next = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full: make room, then the same command again"
        }
        _ => "look who owns the target folder; CARGO_TARGET_DIR can name another one",
    };
    broken(format!("{} could not be written: {error}.", path(file)), next)
}

/// A test's process ended without a word, not even the test runner's first line.
pub fn no_output(file: &Path) -> Problem {
    broken(
        format!("A test could not write what it found to {}.", path(file)),
        "look whether the disk is full, then the same command again",
    )
}

/// A file or folder cannot be read.
pub fn cannot_read(file: &Path, error: &io::Error) -> Problem {
    broken(format!("{} could not be read: {error}.", path(file)), "look who owns it, and whether it is there")
}

/// A model left no report, or one that makes no sense.
pub fn bad_report(test: &str, error: &str) -> Problem {
    let says = format!(
        "The report of `{test}` cannot be trusted: {error}. The disk is full, or it is a fault of the checker. It is not yours."
    );
    broken(says, "make room on the disk, and if there is some: cargo clean -p interleave, then the same command again")
}

/// Ctrl-C cannot be watched for.
pub fn no_signals(error: &io::Error) -> Problem {
    broken(format!("The system does not let this program watch for Ctrl-C: {error}."), "the same command again")
}

/// rustc failed without a diagnostic of the exercise.
pub fn rustc_failed(errors: &str) -> Problem {
    let next = if is_full(errors) {
        "the disk is full: make room, then the same command again"
    } else {
        "cargo learn doctor --quick"
    };
    broken(format!("rustc could not build a file, and the reason is not in it. It says:\n\n{}\n", errors.trim()), next)
}
