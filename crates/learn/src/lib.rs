//! `cargo learn`: which exercise is next, and whether the code is right.
//!
//! # Keeps true
//!
//! - A verdict is never read from an exit code alone ([`run`]).
//! - A learner's file is only read; [`reset`] alone writes over one, and keeps the old text first.
//! - No process is left behind, whatever the learner's code does ([`group`]).
//!
//! ```text
//!   catalog ─▶ exercise ─▶ judge ─┬▶ compile   cargo builds the check
//!                 │                ├▶ run       one process a test ─▶ output, report
//!              progress            └▶ verdict   pure ─▶ show, json
//!                 ╰──▶ check: one verdict · watch: one at each save · review: asked again
//! ```
//!
//! Read them in the order of the picture; all wording is in [`words`]. The other commands stand each alone: [`replay`],
//! [`solution`], [`doctor`], [`pack`], and for authors [`verify`].

pub mod caller;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod compile;
pub mod doctor;
pub mod exercise;
pub mod group;
pub mod hint;
pub mod interrupt;
pub mod json;
pub mod judge;
pub mod kind;
pub mod list;
pub mod manifest;
pub mod output;
pub mod pack;
pub mod problem;
pub mod progress;
pub mod replay;
pub mod report;
pub mod reset;
pub mod review;
pub mod run;
pub mod scratch;
pub mod screen;
pub mod show;
pub mod solution;
pub mod verdict;
pub mod verify;
pub mod watch;
pub mod words;

use crate::caller::Caller;
use crate::catalog::Course;
use crate::cli::Ask;
use crate::interrupt::Interrupt;
use crate::problem::{BROKEN, DONE, Problem, USAGE};
use crate::progress::store::Store;
use crate::screen::Screen;
use clap::error::{ContextKind, ContextValue};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// What every command needs.
#[derive(Clone, Debug)]
pub struct Session {
    /// The exercises.
    pub course: Course,
    /// The screen that is written to.
    pub screen: Screen,
    /// Whether to stop.
    pub interrupt: Interrupt,
    /// Where progress is kept.
    pub store: Store,
}

impl Session {
    /// Says something beside the answer: on standard error, so that programs need not know it.
    pub fn note(&self, note: Option<String>) {
        if let Some(note) = note {
            // Where standard error is closed there is nobody to tell.
            let _ = write!(io::stderr(), "{}", self.screen.wrap(0, &note));
        }
    }

    /// The session's own terminal.
    pub fn caller(&self) -> Caller<'_> {
        Caller::at_terminal(&self.screen, &self.interrupt)
    }

    /// The same, after this was said of what begins now.
    pub fn caller_told(&self, what: &str) -> Caller<'_> {
        self.note(Some(what.to_owned()));
        Caller::who_knows(&self.screen, &self.interrupt)
    }
}

/// What a command wants printed, and its exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// For standard output.
    pub text: String,
    /// One of the codes in [`problem`].
    pub code: u8,
}

/// Runs the command that this process was called with.
pub fn main() -> ExitCode {
    let matches = match cli::command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            if let Some(problem) = exercise_for_command(&error) {
                return tell(&problem, &Screen::detect(false));
            }
            // clap prints help on standard output and mistakes on standard error. If neither can be written, nothing helps.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { DONE });
        }
    };
    let screen = Screen::detect(matches.get_flag("plain"));
    let answer = answer(&cli::ask(&matches), screen.clone()).and_then(|answer| {
        print(&answer.text)?;
        Ok(answer.code)
    });
    answer.map_or_else(|problem| tell(&problem, &screen), ExitCode::from)
}

/// Writes a problem to standard error.
fn tell(problem: &Problem, screen: &Screen) -> ExitCode {
    // Where standard error is closed there is nobody left to tell.
    let _ = write!(io::stderr(), "{}", show::problem(problem, screen));
    ExitCode::from(problem.code)
}

/// `cargo learn g02`: what the learner meant, if there is such an exercise.
fn exercise_for_command(error: &clap::Error) -> Option<Problem> {
    let Some(ContextValue::String(name)) = error.get(ContextKind::InvalidSubcommand) else { return None };
    let root = catalog::find_course(&std::env::current_dir().ok()?, Path::new(env!("CARGO_MANIFEST_DIR"))).ok()?;
    let course = Course::read(&root).ok()?;
    let exercise = course.find(name).ok()?;
    Some(words::problems::exercise_for_command(&exercise.about.id))
}

fn answer(ask: &Ask, screen: Screen) -> Result<Answer, Problem> {
    let here = std::env::current_dir().map_err(|error| words::problems::cannot_read(Path::new("."), &error))?;
    let root = catalog::find_course(&here, Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let interrupt = Interrupt::install().map_err(|error| words::problems::no_signals(&error))?;
    let session = Session { course: Course::read(&root)?, screen, interrupt, store: Store::of(&root) };
    match ask {
        Ask::Next if is_at_terminal() => watch::watch(&session, None),
        Ask::Next => check::check(&session, None, false),
        Ask::Check { id, json } => check::check(&session, id.as_deref(), *json),
        Ask::List { json } => list::list(&session, *json),
        Ask::Explain { id } => solution::explain(&session, id),
        Ask::Solution { id, design, write } => solution::solution(&session, id, design.as_deref(), write.as_deref()),
        Ask::Replay { code, form } => replay::replay(&session, code, form),
        Ask::Reset { id } => reset::reset(&session, id),
        Ask::Review { id } => review::review(&session, id.as_deref()),
        Ask::Doctor { quick } => doctor::doctor(&session, *quick),
        Ask::Pack { folder } => pack::pack(&session, folder),
        Ask::Watch { id } => watch::watch(&session, id.as_deref()),
        Ask::Hint { id, level } => hint::hint(&session, id.as_deref(), *level),
        Ask::Verify(what) => verify::verify(&session, what),
    }
}

/// Whether somebody can press keys and see what comes of it.
fn is_at_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Writes to standard output. A reader that has gone, such as `head`, is no problem.
pub(crate) fn print(text: &str) -> Result<(), Problem> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Problem { code: BROKEN, ..words::problems::cannot_write(Path::new("standard output"), &error) })
        }
        _ => Ok(()),
    }
}
