//! Builds an exercise's check with cargo, and keeps of all that cargo and rustc say only what is the learner's.
//!
//! The learner's file is compiled twice: as the exercise's library on the real std, and inside its test target on the
//! shadow of it. Errors are taken from the first, where the types have the names that the learner knows. Only if that one
//! is clean do those of the second count: a call that the shadow refuses, or a signature that the check needs otherwise.

use crate::caller::{Busy, Caller};
use crate::exercise::Exercise;
use crate::group::Group;
use crate::problem::Problem;
use crate::words;
use jzon::JsonValue;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long a build may be silent before a line says what it is busy with.
const SILENCE: Duration = Duration::from_secs(2);
/// How often somebody who waits for cargo looks whether the caller gave up.
const GLANCE: Duration = Duration::from_millis(20);
/// How often it is asked whether cargo, which has closed its output, has ended.
const LOOK: Duration = Duration::from_millis(1);

/// What came of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Build {
    /// The check can run.
    Ready {
        /// The test binary.
        binary: PathBuf,
        /// The warnings of the real build, as rustc draws them.
        warnings: Vec<String>,
    },
    /// The compiler refuses the exercise.
    Refused {
        /// The errors, as rustc draws them.
        errors: Vec<String>,
        /// Whether the file is good Rust by itself, and only the check cannot be built with it.
        only_the_check: bool,
    },
}

/// Builds the check of an exercise.
///
/// # Errors
///
/// When there is no cargo, or the build fails for a reason that is not in the exercise.
pub fn build(exercise: &Exercise, caller: &Caller) -> Result<Build, Problem> {
    let format = if caller.screen.plain { "json" } else { "json-diagnostic-rendered-ansi" };
    let mut command = cargo(exercise.root());
    command.args(["test", "-p", &exercise.about.package, "--no-run", &format!("--message-format={format}")]);
    let output = run_cargo(command, caller)?;
    let mut messages = Messages::default();
    for message in &output.messages {
        messages.take(message, &exercise.root().join(&exercise.folder));
    }
    let binary = messages.binary.take().filter(|_| output.status.success());
    messages.into_build(binary).ok_or_else(|| words::problems::cargo_failed(&output.errors))
}

/// A cargo command in the workspace: the cargo that runs us, or the one on the PATH.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.current_dir(root);
    command
}

/// The folder that cargo builds into.
///
/// # Errors
///
/// When cargo cannot say, or the caller gave up.
pub fn target_folder(root: &Path, caller: &Caller) -> Result<PathBuf, Problem> {
    let mut command = cargo(root);
    command.args(["metadata", "--no-deps", "--format-version=1"]);
    let output = run_cargo(command, caller)?;
    let folder = output.messages.first().and_then(|metadata| metadata["target_directory"].as_str());
    folder.map(PathBuf::from).ok_or_else(|| words::problems::cargo_failed(&output.errors))
}

/// What cargo printed.
pub struct CargoOutput {
    /// How it ended.
    pub status: ExitStatus,
    /// Its messages, each one object.
    pub messages: Vec<JsonValue>,
    /// What it wrote for people, and before that the errors of the compiler.
    pub errors: String,
}

/// Runs cargo to its end, and says what it is busy with if that takes long.
///
/// # Errors
///
/// When there is no cargo, or the caller gave up; then neither cargo nor a compiler is left running.
pub fn run_cargo(mut command: Command, caller: &Caller) -> Result<CargoOutput, Problem> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let program = command.get_program().to_owned();
    let no_cargo = |error| words::problems::no_cargo(&program, &error);
    let mut group = Group::start(command).map_err(no_cargo)?;
    let (stdout, stderr) = group.pipes();
    let errors = Arc::new(Mutex::new(Vec::new()));
    let reader = thread::spawn({
        let errors = Arc::clone(&errors);
        let mut stderr = stderr.expect("it was asked for");
        move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = stderr.read(&mut bytes) {
                errors.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).extend_from_slice(&bytes[..count]);
            }
        }
    });
    let text = || String::from_utf8_lossy(&errors.lock().unwrap_or_else(|poisoned| poisoned.into_inner())).into_owned();
    // An error on the way drops the group, and that ends it.
    let messages = read_messages(stdout.expect("it was asked for"), caller, &text)?;
    let status = loop {
        if let Some(status) = group.try_wait().map_err(no_cargo)? {
            break status;
        }
        caller.interrupt.check()?;
        thread::sleep(LOOK);
    };
    // The reader ends with cargo, which held the other end of the pipe.
    let _ = reader.join();
    let compiler = messages.iter().filter(|message| message["message"]["level"] == "error");
    let compiler: String = compiler.filter_map(|message| message["message"]["rendered"].as_str()).collect();
    Ok(CargoOutput { status, errors: compiler + &text(), messages })
}

/// Reads messages until the pipe is closed. `errors` gives what cargo wrote for people so far.
fn read_messages(stdout: ChildStdout, caller: &Caller, errors: &dyn Fn() -> String) -> Result<Vec<JsonValue>, Problem> {
    let (send, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                return;
            }
        }
    });
    let mut messages = Vec::new();
    let mut told = None;
    let since = Instant::now();
    loop {
        match lines.recv_timeout(GLANCE) {
            // What is no JSON was printed by a build script and is not for us.
            Ok(line) => messages.extend(jzon::parse(&line)),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        caller.interrupt.check_in_build()?;
        let busy = busy_with(&errors(), since.elapsed());
        if busy != told {
            (caller.busy)(busy);
            told = busy;
        }
    }
    if told.is_some() {
        (caller.busy)(None);
    }
    Ok(messages)
}

/// What cargo is busy with, as far as that is worth a word.
fn busy_with(errors: &str, elapsed: Duration) -> Option<Busy> {
    // The last line counts: once the other cargo is done, ours goes on.
    let waits = errors.lines().last().is_some_and(|line| line.contains("waiting for file lock"));
    match () {
        () if waits => Some(Busy::WaitingForCargo),
        () if elapsed >= SILENCE => Some(Busy::Building),
        () => None,
    }
}

/// What the messages say about one exercise.
#[derive(Default)]
pub(crate) struct Messages {
    binary: Option<PathBuf>,
    library_errors: Vec<String>,
    check_errors: Vec<String>,
    warnings: Vec<String>,
    /// Errors that point at no line: no linker, a full disk. They are the machine's.
    pub(crate) outside: Vec<String>,
}

impl Messages {
    fn take(&mut self, message: &JsonValue, folder: &Path) {
        let source = Path::new(message["target"]["src_path"].as_str().unwrap_or_default());
        if !source.starts_with(folder) {
            return;
        }
        let is_check = message["target"]["kind"].members().any(|kind| kind == "test");
        match message["reason"].as_str() {
            Some("compiler-artifact") if is_check => self.binary = message["executable"].as_str().map(PathBuf::from),
            Some("compiler-message") => self.take_diagnostic(&message["message"], is_check),
            _ => {}
        }
    }

    /// Takes one diagnostic of rustc, of the check or of the exercise's library.
    pub(crate) fn take_diagnostic(&mut self, diagnostic: &JsonValue, is_check: bool) {
        let says = diagnostic["message"].as_str().unwrap_or_default();
        let rendered = diagnostic["rendered"].as_str().unwrap_or_default().trim_end().to_owned();
        // rustc's closing lines, such as "aborting due to 1 previous error", point at nothing.
        let points_somewhere = !diagnostic["spans"].is_empty() || !diagnostic["code"].is_null();
        match diagnostic["level"].as_str() {
            Some("error") if says.starts_with("aborting due to") => {}
            Some("error") if !points_somewhere => self.outside.push(rendered),
            Some("error") if is_check => self.check_errors.push(rendered),
            Some("error") => self.library_errors.push(rendered),
            Some("warning") if !is_check && points_somewhere => self.warnings.push(rendered),
            _ => {}
        }
    }

    /// What came of the build; `None` if it failed for a reason that is not in the exercise.
    pub(crate) fn into_build(self, binary: Option<PathBuf>) -> Option<Build> {
        let only_the_check = self.library_errors.is_empty();
        let mut errors = if only_the_check { self.check_errors } else { self.library_errors };
        // A refused type has no methods either, but errors about those would only hide the one that says what to use.
        if only_the_check && errors.iter().any(|error| is_refusal(error)) {
            errors.retain(|error| is_refusal(error));
        }
        match binary {
            Some(binary) => Some(Build::Ready { binary, warnings: self.warnings }),
            None if errors.is_empty() => None,
            None => Some(Build::Refused { errors, only_the_check }),
        }
    }
}

/// Whether an error is `interleave`'s own: a part of std that a model cannot follow.
fn is_refusal(error: &str) -> bool {
    error.contains("cannot be used inside a model")
}

/// Whether an error, as rustc draws it, is about a line of the file with this name.
pub fn points_into(error: &str, name: &str) -> bool {
    // Not at the start of its line: a colour may stand before the arrow.
    let place = error.lines().find_map(|line| line.split_once("--> "));
    place.is_some_and(|(_, place)| place.contains(&format!("{name}:")))
}
