//! Runs a built check: one process a test, each with its own time.
//!
//! # Keeps true
//!
//! - A test has passed only if three witnesses agree: its process ended with 0, libtest's own line says `ok`, and no model
//!   reported a failure; a test that runs a model must also have left its report.
//! - When [`run`] returns, none of the processes that it started is left.
//! - Of several tests that fail, the one that stands first in check.rs is shown, whichever was faster: the same file gives the
//!   same drawing, and the tests stand there from the simple to the hard.
//!
//! ```text
//!   test 1  ├────────── passed
//!   test 2  ├──── wrong, drawn         ← the first failure ends the later ones: at once if it brought
//!   test 3       ├─ stopped              a drawing, else after a moment; earlier ones have that moment, too
//! ```

use crate::exercise::Expected;
use crate::group::Group;
use crate::interrupt::Interrupt;
use crate::kind::Kind;
use crate::output;
use crate::problem::Problem;
use crate::report::Report;
use crate::scratch::{Scratch, read_ends};
use crate::screen::Screen;
use crate::verdict::{End, Failure, Outcome, Place, Verdict};
use crate::words;
use std::collections::VecDeque;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long the other tests may go on once one has failed without a drawing: a model's failure explains more.
const GRACE: Duration = Duration::from_secs(1);
/// How long they may go on once one was undecided: long enough for a model to fail, and not for each to use up its time.
const LONGER_GRACE: Duration = Duration::from_secs(3);
/// More output than this ends a test: at this size it is an endless loop that prints.
const MOST_OUTPUT: u64 = 64 << 20;
/// How often the waiting loop looks.
const LOOK: Duration = Duration::from_millis(2);

/// What to run, and how.
pub struct Plan<'a> {
    /// The built check.
    pub binary: &'a Path,
    /// Where the tests run: the exercise's folder, as under `cargo test`.
    pub folder: &'a Path,
    /// The folder that the places of panics are relative to.
    pub sources: &'a Path,
    /// The tests to run.
    pub tests: &'a [Expected],
    /// How long one test may take.
    pub limit: Duration,
    /// How many tests run at once.
    pub at_once: usize,
    /// How drawings are to look.
    pub screen: &'a Screen,
    /// Whether to stop.
    pub interrupt: &'a Interrupt,
    /// What else to tell the tests.
    pub variables: &'a [Variable],
}

/// An environment variable and its value.
pub type Variable = (&'static str, OsString);

/// What asks a model for one schedule. A learner's own must not reach a check that was not asked for it.
const ASKS: [&str; 4] = ["INTERLEAVE_REPLAY", "INTERLEAVE_REPLAY_WITH", "INTERLEAVE_STEP", "INTERLEAVE_HTML"];

/// Runs the tests of a plan; one outcome for each, in the plan's order.
///
/// # Errors
///
/// When a process cannot be started, a file cannot be written, a report cannot be read, or Ctrl-C was pressed.
pub fn run(plan: &Plan) -> Result<Vec<Outcome>, Problem> {
    let scratch = Scratch::new(plan.binary)?;
    let mut ends = vec![End::Stopped; plan.tests.len()];
    let mut waiting: VecDeque<usize> = (0..plan.tests.len()).collect();
    let mut running: Vec<Running> = Vec::new();
    let mut stop_at: Option<Instant> = None;

    while !(waiting.is_empty() && running.is_empty()) && stop_at.is_none_or(|stop_at| Instant::now() < stop_at) {
        plan.interrupt.check()?;
        while running.len() < plan.at_once.max(1) {
            let Some(index) = waiting.pop_front() else { break };
            running.push(Running::start(plan, &scratch, index)?);
        }
        let mut at = 0;
        while at < running.len() {
            let Some(finish) = running[at].finish(plan.limit)? else {
                at += 1;
                continue;
            };
            let ended = running.swap_remove(at);
            let end = ended.end(plan, finish)?;
            let mut grace = grace_after(&end);
            if grace == Some(Duration::ZERO) {
                // Tests are started in their order: none that waits could be shown instead, and of those that run only an earlier one.
                waiting.clear();
                running.retain(|other| other.index < ended.index);
                at = 0;
                grace = Some(GRACE);
            }
            if let Some(grace) = grace {
                let until = Instant::now() + grace;
                stop_at = Some(stop_at.map_or(until, |earlier| earlier.min(until)));
            }
            ends[ended.index] = end;
        }
        thread::sleep(LOOK);
    }
    // Dropping `running` ends what is still running.
    let names = plan.tests.iter().map(|test| test.name.clone());
    Ok(names.zip(ends).map(|(test, end)| Outcome { test, end }).collect())
}

/// How long the others may go on after this end; `None` if it changes nothing for them.
fn grace_after(end: &End) -> Option<Duration> {
    match end {
        End::Failed(failure) if failure.verdict() == Verdict::Undecided => Some(LONGER_GRACE),
        End::Failed(failure) if failure.found.is_some() || failure.kind == Kind::Unfinished => Some(Duration::ZERO),
        End::Failed(_) => Some(GRACE),
        End::Passed(_) | End::Stopped => None,
    }
}

/// How a process came to its end.
enum Finish {
    ByItself(ExitStatus),
    OutOfTime,
    TooMuchOutput,
}

struct Running {
    index: usize,
    group: Group,
    since: Instant,
    output: PathBuf,
    report: PathBuf,
}

impl Running {
    fn start(plan: &Plan, scratch: &Scratch, index: usize) -> Result<Running, Problem> {
        let (output, report) = (scratch.file(&format!("{index}.output")), scratch.file(&format!("{index}.report")));
        let both = scratch.create(&output)?;
        let errors = both.try_clone().map_err(|error| words::problems::cannot_write(&output, &error))?;
        let mut command = Command::new(plan.binary);
        command
            .args(["--exact", &format!("check::{}", plan.tests[index].name), "--nocapture"])
            // With 1, libtest prints a test's name before the test's own output and `ok` after it, far apart.
            .args(["--test-threads", "2"])
            .current_dir(plan.folder)
            .env("RUST_BACKTRACE", "0")
            .env("INTERLEAVE_REPORT", &report)
            .stdin(Stdio::null())
            .stdout(both)
            .stderr(errors);
        plan.screen.hand_on(&mut command);
        for name in ASKS {
            command.env_remove(name);
        }
        command.envs(plan.variables.iter().map(|(name, value)| (name, value)));
        let group = Group::start(command).map_err(|error| words::problems::cannot_run(plan.binary, &error))?;
        Ok(Running { index, group, since: Instant::now(), output, report })
    }

    /// How the test ended, if it did. Does not wait.
    fn finish(&mut self, limit: Duration) -> Result<Option<Finish>, Problem> {
        let status = self.group.try_wait().map_err(|error| words::problems::cannot_run(&self.output, &error))?;
        if let Some(status) = status {
            return Ok(Some(Finish::ByItself(status)));
        }
        let printed = std::fs::metadata(&self.output).map_or(0, |file| file.len());
        Ok(match () {
            () if self.since.elapsed() >= limit => Some(Finish::OutOfTime),
            () if printed > MOST_OUTPUT => Some(Finish::TooMuchOutput),
            () => None,
        })
    }

    fn end(&self, plan: &Plan, finish: Finish) -> Result<End, Problem> {
        let test = &plan.tests[self.index];
        let text = read_ends(&self.report).map_err(|error| words::problems::cannot_read(&self.report, &error))?;
        let report = Report::parse(&text);
        let status = match finish {
            Finish::ByItself(status) => status,
            // A report that the end came in the middle of counts for nothing.
            Finish::OutOfTime => return Ok(reported(report.ok(), Kind::Hang, words::out_of_time(plan.limit))),
            Finish::TooMuchOutput => return Ok(reported(report.ok(), Kind::Hang, words::too_much_output())),
        };
        let report = report.map_err(|error| words::problems::bad_report(&test.name, &error))?;
        let output = read_ends(&self.output).map_err(|error| words::problems::cannot_read(&self.output, &error))?;
        if !output.contains("running 1 test") {
            return Err(words::problems::no_output(&self.output));
        }
        if report.failed.is_none() && status.success() && output::says_passed(&output, &test.name) {
            if test.is_model && report.passed.is_empty() {
                return Err(words::problems::bad_report(&test.name, "it is empty"));
            }
            return Ok(End::Passed(report.passed));
        }
        let source = |place: &Place| {
            let text = std::fs::read_to_string(plan.sources.join(&place.file)).ok()?;
            text.lines().nth(place.line.checked_sub(1)?).map(str::to_owned)
        };
        let panic = if status.success() { None } else { output::first_panic(&output, source) };
        // A test that fails ends its process with 101. Another end came from outside of the test, whatever its model says of that.
        let cut_off = panic.is_none() && status.code() != Some(101);
        let failed = report.failed.filter(|failure| !(cut_off && failure.kind == Kind::Undecided));
        Ok(match (failed, panic) {
            (Some(failure), _) | (None, Some(failure)) => End::Failed(Box::new(failure)),
            (None, None) => reported(None, Kind::Exit, words::exited(status, &output)),
        })
    }
}

/// The model's own failure if it could still report one, else one of this kind and with these words.
fn reported(report: Option<Report>, kind: Kind, says: String) -> End {
    let failure = report.and_then(|report| report.failed);
    End::Failed(Box::new(failure.unwrap_or(Failure { kind, says, place: None, found: None })))
}
