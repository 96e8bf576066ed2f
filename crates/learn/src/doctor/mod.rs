//! `cargo learn doctor`: what this machine has and lacks, before a learner stumbles over it.
//!
//! # Keeps true
//!
//! Nothing is guessed: a program is really linked and run, files are really written, a first build is really made. What was
//! made for that is removed again.

mod checks;

use crate::caller::Caller;
use crate::problem::{BROKEN, DONE, Problem};
use crate::screen::{Screen, Tone};
use crate::words::doctor as words;
use crate::{Answer, Session, compile};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Good,
    /// The course cannot be used like this.
    Bad,
    /// It is not needed.
    Aside,
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, in a word or two.
    pub what: &'static str,
    /// How it came out.
    pub state: State,
    /// What was found.
    pub says: String,
    /// What to do about it.
    pub next: Option<String>,
}

/// Looks at the machine.
///
/// # Errors
///
/// When Ctrl-C was pressed, or cargo cannot say where it builds.
pub fn doctor(session: &Session, quick: bool) -> Result<Answer, Problem> {
    let folder = Folder::new(compile::target_folder(&session.course.root, &session.caller())?.join("learn"));
    let root = &session.course.root;
    let mut findings = vec![
        checks::rust(root),
        checks::writing(session, &folder.0),
        checks::room(&folder.0),
        checks::linker(&folder.0),
        checks::packages(root, &session.caller())?,
        checks::python(),
    ];
    if !quick {
        findings.push(checks::first_build(session, &folder.0)?);
    }
    let code = if findings.iter().any(|finding| finding.state == State::Bad) { BROKEN } else { DONE };
    Ok(Answer { text: report(&findings, &session.screen), code })
}

/// What the first chapter shows below each verdict: the toolchain, whether one can go on without a network, and how long it took.
///
/// # Errors
///
/// When Ctrl-C was pressed.
pub fn at_a_glance(root: &Path, caller: &Caller, took: Duration) -> Result<Vec<Finding>, Problem> {
    Ok(vec![checks::rust(root), checks::packages(root, caller)?, checks::verdict(took)])
}

/// The findings and what they mean, laid out for a screen.
pub fn report(findings: &[Finding], screen: &Screen) -> String {
    let is_well = findings.iter().all(|finding| finding.state != State::Bad);
    format!("{}\n{}", lines(findings, screen), screen.wrap(usize::from(!screen.plain), words::summary(is_well)))
}

/// The findings by themselves.
pub fn lines(findings: &[Finding], screen: &Screen) -> String {
    let longest = findings.iter().map(|finding| finding.what.len()).max().unwrap_or_default();
    let mut text = String::new();
    for finding in findings {
        let (sign, tone) = match finding.state {
            State::Good => ("✓", Tone::Good),
            State::Bad => ("✗", Tone::Bad),
            State::Aside => ("·", Tone::Quiet),
        };
        let next = finding.next.as_ref().map_or_else(String::new, |next| format!("\n{}", words::next(next)));
        if screen.plain {
            let line = format!("{}: {}. {}{next}", finding.what, words::state(finding.state), finding.says);
            text.push_str(&screen.wrap_hanging(0, 2, &line));
            continue;
        }
        let line = format!("{:longest$}  {}{next}", finding.what, finding.says);
        let lines = screen.wrap_hanging(3, longest + 5, &line.replace('\n', &format!("\n{:longest$}  ", "")));
        text.push_str(&format!(" {} {}", screen.paint(tone, sign), lines.trim_start()));
    }
    text
}

/// A folder for what the checks make. Dropping it removes it.
struct Folder(PathBuf);

impl Folder {
    fn new(learn: PathBuf) -> Folder {
        Folder(learn.join(format!("doctor-{}", std::process::id())))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies in the target folder and goes with `cargo clean`.
        let _ = fs::remove_dir_all(&self.0);
    }
}
