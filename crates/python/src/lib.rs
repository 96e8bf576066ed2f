//! Finds a CPython on this machine, and runs a script with it. Where there is none, what needs one is skipped aloud.
//!
//! # Keeps true
//!
//! A test that is skipped says so on the terminal, with the reason, even though it ends green. Nothing of the machine's
//! own settings reaches the script: Python runs isolated (`-I`), without the variables and packages of this user, and without
//! looking for packages at all (`-S`), which costs more than a small script.

mod all;
mod ask;

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

pub use all::{all, named};
pub use ask::ask;

/// The oldest Python whose behaviour the course speaks of as today's.
pub const OLDEST: (u32, u32) = (3, 9);

/// A CPython that was found and has told its version.
#[derive(Debug, Clone)]
pub struct Python {
    /// The program itself, as it names itself: no wrapper that looks for one at each start.
    pub program: PathBuf,
    /// Major, minor and micro, such as `(3, 13, 0)`.
    pub version: (u32, u32, u32),
    /// Whether it was built without a GIL (PEP 703).
    pub free_threaded: bool,
}

/// The Python of the variable `PYTHON`, else `python3`, else `python`: the first that is CPython, and at least [`OLDEST`].
/// It is asked once a process: the answer takes as long as a small script.
///
/// # Errors
///
/// A sentence that says what was tried, and what to do.
pub fn find() -> Result<Python, String> {
    static FOUND: OnceLock<Result<Python, String>> = OnceLock::new();
    FOUND.get_or_init(look).clone()
}

fn look() -> Result<Python, String> {
    if let Some(named) = std::env::var_os("PYTHON").filter(|name| !name.is_empty()) {
        return ask(&named).map_err(|why| format!("the variable PYTHON names `{}`, but {why}", named.display()));
    }
    let mut tried = Vec::new();
    for name in ["python3", "python"] {
        match ask(OsStr::new(name)) {
            Ok(python) => return Ok(python),
            Err(why) => tried.push(format!("`{name}`: {why}")),
        }
    }
    Err(format!(
        "no CPython {}.{} or newer was found ({}); install one, or name it in the variable PYTHON",
        OLDEST.0,
        OLDEST.1,
        tried.join("; ")
    ))
}

/// [`find`], or the reason on the terminal: `skipped` says what was not done.
///
/// The line goes to the terminal directly, because the test harness hides what a green test prints.
pub fn or_skip(skipped: &str) -> Option<Python> {
    find().map_err(|why| writeln!(std::io::stderr(), "SKIPPED {skipped}: {why}")).ok()
}

impl Python {
    /// A command that runs `script` with this Python, isolated from the user's settings.
    pub fn command(&self, script: &Path) -> Command {
        let mut command = Command::new(&self.program);
        // No .pyc beside the course's files.
        command.args(["-I", "-S", "-B"]).arg(script);
        command
    }

    /// Runs `script` to its end and returns the lines that it printed.
    ///
    /// # Panics
    ///
    /// If Python does not start, or ends with an error; the message holds what it said.
    pub fn lines(&self, script: &Path) -> Vec<String> {
        lines(&self.command(script).output().expect("Python answered a moment ago"), script)
    }
}

/// Runs the example `name` of `package` to its end and returns the lines that it printed.
///
/// cargo builds it first if it must: a test that is run by its name does not.
///
/// # Panics
///
/// If it cannot be built, or ends with an error; the message holds what was said.
pub fn example_lines(package: &str, name: &str) -> Vec<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["run", "--quiet", "--offline", "--package", package, "--example", name])
        .output()
        .expect("cargo runs this test, so it can be run");
    lines(&output, Path::new(name))
}

/// The lines that `program`, which has ended as `output`, printed.
///
/// # Panics
///
/// If it ended with an error; the message holds what it said.
pub fn lines(output: &Output, program: &Path) -> Vec<String> {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} ended with {}:\n{said}", program.display(), output.status);
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// These lines are what two threads print together that each print 0 to 4. Which goes on at any moment is open; that each of them
/// counts upwards is not.
///
/// # Panics
///
/// If they are not; the message holds the lines.
pub fn assert_two_counts(lines: &[String]) {
    let mut seen = [0; 5];
    for line in lines {
        let number: usize = line.parse().unwrap_or_else(|_| panic!("{line:?} is no number of its own: {lines:?}"));
        assert!(number < 5, "{number} was printed: {lines:?}");
        assert!(number == 0 || seen[number] < seen[number - 1], "{number} came too early: {lines:?}");
        seen[number] += 1;
    }
    assert_eq!(seen, [2; 5], "{lines:?}");
}
