//! The proof that a pack is whole: all of it is built with an empty cargo home and without a network, and gives a verdict.

use crate::problem::Problem;
use crate::words::{self, problems};
use crate::{Session, compile};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Builds a pack, and asks it for the first exercise's verdict; how long that took.
///
/// # Errors
///
/// When it does not build, its verdict is not that of a fresh course, or Ctrl-C was pressed.
pub fn build(session: &Session, folder: &Path) -> Result<Duration, Problem> {
    let since = Instant::now();
    let scratch = Scratch(folder.join("proof"));
    let (home, target) = (scratch.0.join("cargo-home"), scratch.0.join("target"));
    fs::create_dir_all(&home).map_err(|error| problems::cannot_write(&home, &error))?;
    let alone = |command: &mut Command| {
        command.env("CARGO_HOME", &home).env("CARGO_TARGET_DIR", &target).env("CARGO_NET_OFFLINE", "true");
    };
    let caller = session.caller_told(words::pack::proving());
    for arguments in [["build", "-p", "learn"].as_slice(), &["test", "--workspace", "--no-run"]] {
        let mut command = compile::cargo(folder);
        command.args(arguments).args(["--locked", "--message-format=json"]);
        alone(&mut command);
        let output = compile::run_cargo(command, &caller)?;
        if !output.status.success() {
            return Err(problems::pack_does_not_build(&output.errors));
        }
    }
    let Some(exercise) = session.course.exercises.first() else { return Ok(since.elapsed()) };
    let mut command = Command::new(target.join("debug").join(format!("learn{EXE_SUFFIX}")));
    command.args(["check", &exercise.about.id, "--json"]).current_dir(folder);
    alone(&mut command);
    let output = command.output().map_err(|error| problems::cannot_run(&target, &error))?;
    let verdict = jzon::parse(&String::from_utf8_lossy(&output.stdout)).unwrap_or_else(|_| jzon::object! {});
    if verdict["verdict"] != "not started" {
        return Err(problems::pack_does_not_build(&String::from_utf8_lossy(&output.stderr)));
    }
    Ok(since.elapsed())
}

/// What the proof builds; it is no part of the pack.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // Left behind it would only be large.
        let _ = fs::remove_dir_all(&self.0);
    }
}
