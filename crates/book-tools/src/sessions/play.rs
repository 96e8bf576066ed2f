//! Plays a session: the real watcher, in a pseudo-terminal, in a copy of the course.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow, bail, ensure};
use regex::{Captures, Regex};
use terminal::{CommandBuilder, Terminal};

use super::course_copy;
use super::script::{Session, Step};
use crate::book::Book;

/// What a program may be told about its screen from outside; and the editors that it would name.
const TOLD: [&str; 7] =
    ["NO_COLOR", "INTERLEAVE_PLAIN", "CLICOLOR_FORCE", "COLUMNS", "EDITOR", "VISUAL", "TERM_PROGRAM"];

/// Seconds that were measured, or counted while something runs.
static SECONDS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?P<before> *|.*… )\d+(?:\.\d+)? s\b";
    Regex::new(pattern).expect("the pattern is valid")
});

/// What stands between cargo and rustc for the copy. cargo knows a package by where it lies in its workspace, so it would take the
/// exercise of the copy for the learner's own, and its build for theirs. A wrapper gives the copy's packages other file names,
/// and what they build on is still built once. This one runs what it is given.
const APART: Option<&str> = if cfg!(unix) { Some("env") } else { None };

/// All that sessions need, while nobody else uses it.
pub struct Stage {
    course: PathBuf,
    copy: PathBuf,
    target: PathBuf,
    learn: PathBuf,
    /// Held as long as the copy is used.
    _lock: File,
}

impl Stage {
    /// Builds the watcher. The copy lies in cargo's target folder, so that git does not see it, and what was built for it is kept.
    pub fn set(book: &Book) -> Result<Stage> {
        let learn = build_learn(book.course())?;
        // <target>/<profile>/learn
        let target = learn.ancestors().nth(2).context("cargo built the watcher in no folder")?.to_path_buf();
        let folder = target.join("book-sessions");
        let lock = fs::create_dir_all(&folder).and_then(|()| File::create(folder.join("lock")));
        let lock = lock.with_context(|| format!("{} cannot be written", folder.display()))?;
        lock.lock().context("no lock can be had on the copy of the course")?;
        // Without the wrapper all is built once more.
        let target = if APART.is_some() { target } else { folder.join("target") };
        Ok(Stage { course: book.course().to_path_buf(), copy: folder.join("course"), target, learn, _lock: lock })
    }

    /// Plays one session from a fresh copy. The answer is its pictures.
    pub fn play(&self, session: &Session) -> Result<Vec<(PathBuf, String)>> {
        course_copy::make(&self.course, &self.copy)?;
        self.build_check(&session.exercise)?;
        let mut terminal = Terminal::start(self.watcher(&session.exercise), session.columns, session.rows).context(
            "the watcher cannot be started in a pseudo-terminal.\n  next: run this where the system has one (on Linux: /dev/ptmx)",
        )?;
        let mut pictures = Vec::new();
        for (at, step) in session.steps.iter().enumerate() {
            if let (false, Some(Step::Wait(text))) = (matches!(step, Step::Wait(_)), session.steps.get(at + 1)) {
                ensure!(
                    !terminal.shows(text),
                    "`{text}` is on the screen already before {step:?}.\n  next: wait for words that only the new screen shows"
                );
            }
            match step {
                Step::Wait(text) => terminal.wait_for(text).map_err(|missing| {
                    anyhow!("{missing}\n  next: correct the session's steps, or mend what the watcher shows")
                })?,
                Step::Press(keys) => terminal.press(keys).context("the watcher has ended before its time")?,
                Step::Save(file) => {
                    let file = self.course.join(file);
                    let text = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
                    course_copy::write(&self.file(session), &text)?;
                }
                Step::Replace { old, new } => {
                    let text = fs::read_to_string(self.file(session))?;
                    ensure!(
                        text.matches(old.as_str()).count() == 1,
                        "`{old}` does not stand once in the exercise's file"
                    );
                    course_copy::write(&self.file(session), text.replace(old.as_str(), new).as_bytes())?;
                }
                Step::Picture { file, title } => pictures.push((file.clone(), terminal.svg(title, mask))),
            }
        }
        Ok(pictures)
    }

    /// The file that the learner of the copy edits.
    fn file(&self, session: &Session) -> PathBuf {
        self.copy.join(&session.exercise).join("src/lib.rs")
    }

    /// Builds an exercise's check in the copy, so that no session waits for the first build, which has no limit.
    fn build_check(&self, exercise: &Path) -> Result<()> {
        let package = exercise.file_name().context("the exercise's folder has no name")?;
        let built = cargo(&self.copy)
            .envs(self.apart())
            .args(["test", "--quiet", "--locked", "--no-run", "--package"])
            .arg(package)
            .output()
            .context("cargo cannot be started")?;
        ensure!(
            built.status.success(),
            "{} cannot be built in the copy of the course. cargo says:\n{}",
            exercise.display(),
            String::from_utf8_lossy(&built.stderr)
        );
        Ok(())
    }

    /// What keeps cargo's files of the copy apart from the course's own.
    fn apart(&self) -> impl Iterator<Item = (&'static str, OsString)> {
        let wrapper = APART.map(|wrapper| ("RUSTC_WORKSPACE_WRAPPER", wrapper.into()));
        std::iter::once(("CARGO_TARGET_DIR", self.target.clone().into())).chain(wrapper)
    }

    fn watcher(&self, exercise: &Path) -> CommandBuilder {
        let mut command = CommandBuilder::new(&self.learn);
        command.arg("watch");
        command.args(exercise.file_name());
        command.cwd(&self.copy);
        command.env("TERM", "xterm-256color");
        for (name, value) in self.apart() {
            command.env(name, value);
        }
        for name in TOLD {
            command.env_remove(name);
        }
        command
    }
}

/// Builds `cargo learn`; its program.
fn build_learn(course: &Path) -> Result<PathBuf> {
    let built = cargo(course)
        .args(["build", "--quiet", "--locked", "--package", "learn", "--message-format=json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .context("cargo cannot be started")?;
    ensure!(built.status.success(), "`cargo learn` cannot be built, so there is nothing to take a picture of");
    let messages = String::from_utf8_lossy(&built.stdout);
    let mut programs =
        messages.lines().filter_map(|line| jzon::parse(line).ok()?["executable"].as_str().map(PathBuf::from));
    match programs.next_back() {
        Some(program) => Ok(program),
        None => bail!("cargo does not say where it has put the program `learn`"),
    }
}

/// The cargo that runs this program, or the first on the PATH.
fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or(OsString::from("cargo")));
    cargo.current_dir(folder);
    cargo
}

/// A line without what differs from run to run.
fn mask(line: &str) -> String {
    SECONDS
        .replace(line, |found: &Captures| {
            let before = found["before"].trim_end_matches("… ");
            format!("{before}… s")
        })
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_that_were_measured_or_counted_are_masked() {
        assert_eq!(mask(" 0.4 s · edit the file and save it"), " … s · edit the file and save it");
        assert_eq!(mask(" Judging … 12 s"), " Judging … s");
    }

    #[test]
    fn what_is_the_same_each_time_is_not_masked() {
        for line in ["a test did not end within 5 s", "holds in each of 12 schedules", " 3 schedules"] {
            assert_eq!(mask(line), line);
        }
    }
}
