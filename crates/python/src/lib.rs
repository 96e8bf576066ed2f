//! Finds a CPython on this machine, and runs a script with it. Where there is none, what needs one is skipped aloud.
//!
//! # Keeps true
//!
//! A test that is skipped says so on the terminal, with the reason, even though it ends green. Nothing of the machine's
//! own settings reaches the script: Python runs isolated (`-I`), without the variables and packages of this user, and without
//! looking for packages at all (`-S`), which costs more than a small script.

mod all;

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

pub use all::{all, named};

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

/// Printed by the program that is asked who it is.
/// Only a Python that could have been built without a GIL is asked for that: the answer takes longer than all the others.
const WHO: &str = "import sys, platform; v = sys.version_info; \
                   free_threaded = v >= (3, 13) and __import__('sysconfig').get_config_var('Py_GIL_DISABLED') == 1; \
                   print(platform.python_implementation(), v[0], v[1], v[2], free_threaded, sys.executable)";

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

/// The Python that this program is, if it is a CPython, and at least [`OLDEST`].
///
/// # Errors
///
/// What it is instead.
pub fn ask(program: &OsStr) -> Result<Python, String> {
    ask_from(program, OLDEST)
}

/// The same, where `oldest` is old enough.
fn ask_from(program: &OsStr, oldest: (u32, u32)) -> Result<Python, String> {
    let output = Command::new(program)
        .args(["-I", "-S", "-c", WHO])
        .output()
        .map_err(|error| format!("it does not start ({error})"))?;
    if !output.status.success() {
        return Err(format!("it ended with {}", output.status));
    }
    parse(&String::from_utf8_lossy(&output.stdout), oldest)
}

/// Reads what [`WHO`] prints.
fn parse(answer: &str, oldest: (u32, u32)) -> Result<Python, String> {
    let mut words = answer.trim_end().splitn(6, ' ');
    let mut word = || words.next().ok_or_else(|| format!("it answers `{}`", answer.trim_end()));
    let implementation = word()?;
    if implementation != "CPython" {
        return Err(format!("it is {implementation}, not CPython"));
    }
    let mut number = || word()?.parse::<u32>().map_err(|error| format!("its version is no number ({error})"));
    let version = (number()?, number()?, number()?);
    if (version.0, version.1) < oldest {
        return Err(format!("it is {}.{}, older than {}.{}", version.0, version.1, oldest.0, oldest.1));
    }
    let free_threaded = word()? == "True";
    Ok(Python { program: word()?.into(), version, free_threaded })
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

#[cfg(test)]
mod tests {
    use super::{OLDEST, Python};

    fn parse(answer: &str) -> Result<Python, String> {
        super::parse(answer, OLDEST)
    }

    #[test]
    fn a_path_may_have_blanks() {
        let python = parse("CPython 3 13 0 True C:\\Program Files\\Python\\python.exe\r\n").unwrap();
        assert_eq!(python.version, (3, 13, 0));
        assert!(python.free_threaded);
        assert_eq!(python.program.to_str(), Some("C:\\Program Files\\Python\\python.exe"));
    }

    #[test]
    fn an_older_one_is_refused_with_both_versions() {
        assert_eq!(parse("CPython 3 8 18 False python3").unwrap_err(), "it is 3.8, older than 3.9");
    }

    #[test]
    fn another_implementation_is_refused_by_name() {
        assert_eq!(parse("PyPy 3 10 14 False pypy3").unwrap_err(), "it is PyPy, not CPython");
    }

    #[test]
    fn nonsense_is_quoted() {
        assert_eq!(parse("hello\n").unwrap_err(), "it is hello, not CPython");
        assert_eq!(parse("CPython 3\n").unwrap_err(), "it answers `CPython 3`");
    }
}
