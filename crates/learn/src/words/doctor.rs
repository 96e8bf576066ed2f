//! What `cargo learn doctor` says. What is wrong comes in two: what was found, and what to do about it.

use super::{path, problems};
use crate::doctor::State;
use std::io;
use std::path::Path;
use std::time::Duration;

/// What the checks are called.
pub const RUST: &str = "Rust";
/// See [`RUST`].
pub const LINKER: &str = "linker";
/// See [`RUST`].
pub const WRITING: &str = "writing";
/// See [`RUST`].
pub const ROOM: &str = "room on disk";
/// See [`RUST`].
pub const PACKAGES: &str = "packages";
/// See [`RUST`].
pub const PYTHON: &str = "python3";
/// See [`RUST`].
pub const VERDICT: &str = "this verdict";
/// See [`RUST`].
pub const FIRST_BUILD: &str = "first build";

/// A state, read aloud.
pub fn state(state: State) -> &'static str {
    match state {
        State::Good => "good",
        State::Bad => "missing",
        State::Aside => "not needed",
    }
}

/// The last line.
pub fn summary(is_well: bool) -> &'static str {
    if is_well { "All that the course needs is here.\nnext: cargo learn" } else { "Mend what is marked, from the top." }
}

/// No rustc, or an old one.
pub fn no_rust(found: &str, wanted: &str) -> (String, String) {
    match found {
        "" => ("no rustc answers".into(), "install Rust from https://rustup.rs".into()),
        _ => (format!("{found}, and the course needs {wanted} or newer"), "rustup update stable".into()),
    }
}

/// A program was linked.
pub fn linked() -> String {
    "a small program was linked and ran".into()
}

/// A program was linked and does not run.
pub fn does_not_run() -> (String, String) {
    (
        "a small program was linked, but it does not run".into(),
        "look whether the target folder may hold programs (mount option noexec); CARGO_TARGET_DIR can name another one"
            .into(),
    )
}

/// A program cannot be linked on this system.
pub fn no_linker(errors: &str, system: &str) -> (String, String) {
    if problems::is_full(errors) {
        return ("a small program could not be linked, since the disk is full".into(), "make room on the disk".into());
    }
    let line = errors.lines().find(|line| line.contains("error") || line.contains("linker")).unwrap_or(errors).trim();
    let next = match system {
        "macos" => "xcode-select --install",
        "windows" => "install the Visual Studio Build Tools with `Desktop development with C++`",
        _ => "install a C compiler, for instance: sudo apt install gcc, or sudo dnf install gcc",
    };
    (format!("a small program could not be linked: {line}"), next.into())
}

/// All folders can be written to.
pub fn can_write() -> String {
    "the exercises, .learn and the target folder can be written".into()
}

/// A folder cannot be written to.
pub fn cannot_write(folder: &Path, error: &io::Error) -> (String, String) {
    let folder = path(folder);
    let next = match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            format!("a file stands where {folder} should be: move it away")
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk".into(),
        _ => format!("look who owns {folder}, and give yourself the right to write"),
    };
    (format!("{folder} cannot be written: {error}"), next)
}

/// There is room.
pub fn room(free: u64, needed: u64) -> String {
    format!("{} free; a first build needs {}", bytes(free), bytes(needed))
}

/// There is too little room.
pub fn no_room(free: u64, needed: u64) -> (String, String) {
    (room(free, needed), "make room on the disk, or name another one with CARGO_TARGET_DIR".into())
}

/// The system does not say how much room there is.
pub fn unknown_room(error: &io::Error) -> (String, String) {
    (format!("the system does not say how much is free: {error}"), "look yourself: 1 GB is enough".into())
}

/// Everything is there that is built on.
pub fn works_offline() -> String {
    "all that the course builds on is on this machine; it works without a network".into()
}

/// Something must still be fetched.
pub fn needs_network() -> (String, String) {
    (
        "some of what the course builds on is not on this machine yet, and will be fetched when it is built".into(),
        "cargo fetch, if you will have no network later".into(),
    )
}

/// How long a verdict took, from the file to the screen.
pub fn verdict_in(took: Duration) -> String {
    format!("{:.1} s, what had to be built included", took.as_secs_f64())
}

/// No Python.
pub fn no_python() -> String {
    "none found; what compares with CPython is skipped, and says so".into()
}

/// A course without exercises.
pub fn no_exercise() -> (String, String) {
    ("there is no exercise to build".into(), "git checkout -- exercises".into())
}

/// Before the first build.
pub fn building() -> &'static str {
    "Building once from nothing, which takes about a minute …"
}

/// What to do about a finding.
pub fn next(what: &str) -> String {
    format!("next: {what}")
}

/// How long the first build took.
pub fn built_in(took: Duration) -> String {
    format!("{} s from nothing to the first exercise's check; after that a save takes a moment", took.as_secs().max(1))
}

/// How long a first build took in a folder of its own, since here all was built already.
pub fn built_in_a_folder(took: Duration) -> String {
    format!("{} s from nothing, tried in an empty folder; here it is built already", took.as_secs().max(1))
}

/// The first build failed.
pub fn build_failed(errors: &str) -> (String, String) {
    (format!("it failed:\n{}", errors.trim()), "mend what is marked above, or read what cargo says".into())
}

/// Bytes as people say them.
pub fn bytes(count: u64) -> String {
    match count {
        0..1_000_000_000 => format!("{} MB", count / 1_000_000),
        _ => format!("{:.1} GB", count as f64 / 1e9),
    }
}
