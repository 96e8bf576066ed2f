//! What the environment asks of a model that fails: which schedule, step by step, as a page.
//!
//! ```text
//!   INTERLEAVE_REPLAY=k3f-1p81-9f3tz   run the schedule of this code first
//!   INTERLEAVE_STEP=1                  and show its operations one at a time
//!   INTERLEAVE_HTML=FILE               and write them to a page, which must not be there yet
//! ```
//!
//! # Keeps true
//!
//! Nothing is stepped through and no page is written unless the code was met: both are of the schedule that was asked for.

use std::env;
use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};
use std::panic::Location;
use std::path::Path;

use crate::draw::{self, Step, Style};
use crate::failure::Failure;
use crate::replay::{self, Code};

/// Which code the environment names, if it is of the test that runs here.
pub(crate) fn code(place: &Location<'_>) -> Option<Code> {
    let text = env::var("INTERLEAVE_REPLAY").ok().filter(|text| !text.is_empty())?;
    match text.parse::<Code>() {
        Ok(code) => Some(code).filter(|code| code.is_of(&replay::test_here(place))),
        Err(error) => {
            say(&draw::words::replay::no_code(&text, &error.to_string()));
            None
        }
    }
}

/// The steps, if they were asked for and the failure is the one that was.
pub(crate) fn steps(failure: &Failure, code: Option<Code>) -> Option<Vec<Step>> {
    let on = env::var("INTERLEAVE_STEP").is_ok_and(|value| !value.is_empty() && value != "0");
    (on && code.is_some() && failure.code == code).then(|| draw::steps(failure))
}

/// Answers on standard error before the failure is drawn: that it is another one, or its steps.
pub(crate) fn before(failure: &Failure, code: Option<Code>, steps: Option<&[Step]>, style: &Style) {
    let Some(code) = code else { return };
    if failure.code != Some(code) {
        return say(&draw::words::replay::other_version(&code));
    }
    // A report's reader shows them its own way.
    if let Some(steps) = steps.filter(|_| env::var_os("INTERLEAVE_REPORT").is_none()) {
        step_through(steps, style);
    }
    if let Some(path) = env::var_os("INTERLEAVE_HTML") {
        let page = draw::page(failure, &command(failure).unwrap_or_default());
        let written = File::create_new(&path).and_then(|mut file| file.write_all(page.as_bytes()));
        let path = path.display().to_string();
        say(&match written {
            Ok(()) => draw::words::replay::page_written(&path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => draw::words::replay::page_is_there(&path),
            Err(error) => draw::words::replay::no_page(&path, &error.to_string()),
        });
    }
}

/// No schedule fails, the one that was asked for included.
pub(crate) fn mended(code: Option<Code>, place: &Location<'_>) {
    if let Some(code) = code {
        say(&draw::words::replay::mended(&code, place.line()));
    }
}

/// The command that shows a failure again.
pub(crate) fn command(failure: &Failure) -> Option<String> {
    let code = failure.code?;
    // Whoever runs the test may have a shorter way.
    if let Ok(prefix) = env::var("INTERLEAVE_REPLAY_WITH") {
        return Some(format!("{prefix}{code}"));
    }
    let package = env::var("CARGO_PKG_NAME").map(|package| format!(" -p {package}")).unwrap_or_default();
    if let Some(example) = example(&env::current_exe().unwrap_or_default()) {
        return Some(format!("INTERLEAVE_REPLAY={code} cargo run{package} --example {example}"));
    }
    let thread = std::thread::current();
    let test = thread.name().filter(|name| *name != "main").map(|name| format!(" {name}")).unwrap_or_default();
    Some(format!("INTERLEAVE_REPLAY={code} cargo test{package}{test}"))
}

/// The example that this program is: cargo puts them all into one folder.
fn example(program: &Path) -> Option<&str> {
    program.parent().filter(|folder| folder.ends_with("examples"))?;
    program.file_stem()?.to_str()
}

/// One step, then Enter, then the next; all at once where nobody can press it.
fn step_through(steps: &[Step], style: &Style) {
    let waits = io::stdin().is_terminal() && io::stderr().is_terminal();
    for (at, step) in steps.iter().enumerate() {
        // Not `eprint!`: libtest keeps what that prints until the test has ended.
        let _ = write!(io::stderr(), "{}", step.draw(at + 1, steps.len(), style));
        if waits && at + 1 < steps.len() && !goes_on() {
            break;
        }
    }
    let _ = writeln!(io::stderr());
}

/// Waits for Enter; `false` if no more can come.
fn goes_on() -> bool {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).is_ok_and(|read| read > 0)
}

/// Past libtest, which keeps what a passed test prints: an answer must be seen.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "interleave: {text}");
}
