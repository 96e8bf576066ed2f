//! `cargo learn replay`: a failing schedule again, as a whole, step by step, or as a page.
//!
//! # Keeps true
//!
//! - What is shown is the schedule of the code, or nothing: the test's own report says which schedule it is.
//! - A file that is there already is not written over, and that is said before anything is built.
//! - A pass is the pass of the whole test: where the schedule no longer fails, all the others were run, too.

pub mod code;

use crate::compile::{self, Build};
use crate::exercise::{Exercise, Expected};
use crate::judge::{self, Judgement, Place};
use crate::problem::{DONE, NOT_YET, Problem};
use crate::scratch::Scratch;
use crate::screen::{Screen, Tone};
use crate::verdict::{End, Failure, Found, Verdict};
use crate::words::{self, problems, replay as says};
use crate::{Answer, Session, check, show};
use code::Code;
use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How often somebody who waits for Enter looks whether to stop.
const GLANCE: Duration = Duration::from_millis(20);

/// How a schedule is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// One operation at a time.
    pub step: bool,
    /// A page in this file.
    pub html: Option<PathBuf>,
}

/// Shows the schedule of a code again.
///
/// # Errors
///
/// When the code is none, is of another version of the source, or of no exercise; when the page's file is there already;
/// and as for [`judge::judge`].
pub fn replay(session: &Session, text: &str, form: &Form) -> Result<Answer, Problem> {
    let code = Code::read(text).ok_or_else(|| problems::no_code(text))?;
    let exercise = session.course.find(&code.id)?;
    if let Some(path) = form.html.as_deref().filter(|path| path.exists()) {
        return Err(problems::not_overwritten(path, &ErrorKind::AlreadyExists.into()));
    }
    let tests: Vec<Expected> = exercise.tests()?.into_iter().filter(|test| code.is_of(&test.name)).collect();
    let Some(test) = tests.first() else { return Err(problems::code_of_no_test(&code, exercise)) };
    let binary = match compile::build(exercise, &session.caller())? {
        Build::Ready { binary, .. } => binary,
        Build::Refused { errors, only_the_check } => {
            let judged = Judgement {
                verdict: Verdict::DoesNotBuild,
                outcomes: Vec::new(),
                diagnostics: errors,
                only_the_check,
                machine: Vec::new(),
            };
            return Ok(check::answer(session, exercise, &judged, &session.screen, false));
        }
    };
    let scratch = Scratch::new(&binary)?;
    let page = scratch.file("page.html");
    let end = run(session, exercise, &binary, test, &code, form, &page)?;
    let failure = match end {
        End::Failed(failure) => failure,
        End::Passed(_) | End::Stopped => {
            let text = session.screen.wrap(0, &says::mended(&code, &test.name))
                + &session.screen.wrap(0, &words::next(&exercise.command()));
            return Ok(Answer { text, code: DONE });
        }
    };
    let met = |found: &&Found| found.replay.as_deref() == Some(&code.schedule);
    let Some(found) = failure.found.as_ref().filter(met) else { return Err(problems::other_version(&code, exercise)) };
    let mut text = show::header(exercise, &session.screen);
    if form.step {
        step_through(session, &found.steps)?;
    }
    text.push_str(&schedule(&test.name, &failure, found, &session.screen));
    if let Some(path) = &form.html {
        write_page(&page, path)?;
        text.push_str(&session.screen.wrap(0, &says::page_written(path)));
    }
    if *form == Form::default() {
        text.push_str(&session.screen.wrap(0, &says::other_forms(&code)));
    }
    text.push_str(&session.screen.wrap(0, &words::next(&exercise.command())));
    Ok(Answer { text, code: NOT_YET })
}

/// Runs the one test, told which schedule to run first and what to leave behind.
fn run(
    session: &Session,
    exercise: &Exercise,
    binary: &Path,
    test: &Expected,
    code: &Code,
    form: &Form,
    page: &Path,
) -> Result<End, Problem> {
    let with = format!("cargo learn replay {}:", code.id);
    let mut variables =
        vec![("INTERLEAVE_REPLAY", code.schedule.clone().into()), ("INTERLEAVE_REPLAY_WITH", with.into())];
    variables.extend(form.step.then(|| ("INTERLEAVE_STEP", "1".into())));
    variables.extend(form.html.is_some().then(|| ("INTERLEAVE_HTML", page.into())));
    let place = Place {
        folder: &exercise.root().join(&exercise.folder),
        sources: exercise.root(),
        limit: Duration::from_secs(exercise.about.seconds),
        at_once: 1,
        screen: &session.screen,
        interrupt: &session.interrupt,
        variables: &variables,
    };
    let outcomes = judge::run_tests(exercise, binary, std::slice::from_ref(test), &place)?;
    Ok(outcomes.into_iter().next().map_or(End::Stopped, |outcome| outcome.end))
}

/// A schedule and what it belongs to, laid out for a screen.
pub fn schedule(test: &str, failure: &Failure, found: &Found, screen: &Screen) -> String {
    let margin = if screen.plain { 0 } else { 3 };
    let line = screen.wrap(margin, &says::fails_again(&failure.says));
    let line = if screen.plain { line } else { format!(" ✗ {}", line.trim_start()) };
    let line = screen.paint(Tone::Bad, line.trim_end());
    let test = screen.wrap(margin, &words::in_test(test));
    format!("\n{line}\n{test}\n{}\n\n", found.drawing.trim_end())
}

/// Prints one step, then waits for Enter, then the next; all at once where nobody can press it.
fn step_through(session: &Session, steps: &[String]) -> Result<(), Problem> {
    let waits = io::stdin().is_terminal() && io::stdout().is_terminal();
    if waits {
        session.note(Some(says::press_enter().into()));
    }
    for (at, step) in steps.iter().enumerate() {
        crate::print(&format!("{step}\n"))?;
        if waits && at + 1 < steps.len() && !enter(session)? {
            break;
        }
    }
    crate::print("\n")
}

/// Waits for Enter; `false` if no more can come.
fn enter(session: &Session) -> Result<bool, Problem> {
    let (send, line) = mpsc::channel();
    // A thread of its own, since a read cannot be given up when Ctrl-C is pressed; it ends with this process.
    thread::spawn(move || send.send(io::stdin().read_line(&mut String::new()).is_ok_and(|read| read > 0)));
    loop {
        match line.recv_timeout(GLANCE) {
            Ok(more) => return Ok(more),
            Err(RecvTimeoutError::Disconnected) => return Ok(false),
            Err(RecvTimeoutError::Timeout) => session.interrupt.check()?,
        }
    }
}

/// Moves the page to where it was asked for.
fn write_page(from: &Path, to: &Path) -> Result<(), Problem> {
    let page = fs::read(from).map_err(|error| problems::cannot_read(from, &error))?;
    let mut file = File::create_new(to).map_err(|error| problems::not_overwritten(to, &error))?;
    file.write_all(&page).map_err(|error| problems::cannot_write(to, &error))
}
