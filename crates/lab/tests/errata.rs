//! Runs each command of the errata, with every CPython of which its entry speaks, two at a time. It takes minutes, so `cargo test -p lab`
//! leaves it out; `ci/errata.sh` runs it.
//!
//! A command with `--release` is run without it: outcomes are the same, and nothing needs to be built twice. So the times are not the reader's,
//! and no pattern may speak of them.

use std::collections::VecDeque;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use lab::contender::Version;
use lab::errata::{self, PAGES, See};
use lab::limited::{self, End};
use lab::runner::OLDEST;
use lab::sample::course;
use python::Python;

/// After this a command counts as one that does not end.
const LIMIT: Duration = Duration::from_mins(1);
/// cargo may have to build first.
const LIMIT_WITH_CARGO: Duration = Duration::from_mins(15);

/// One run of one command.
struct Job {
    see: See,
    /// With which Python; `None` where the command names another program.
    python: Option<Python>,
}

#[test]
fn every_command_of_the_errata_does_what_its_entry_says() {
    let begun = Instant::now();
    let jobs = Mutex::new(jobs());
    let all = jobs.lock().unwrap().len();
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(job) = jobs.lock().unwrap().pop_front() else { break };
                    if let Err(what) = run(&job) {
                        wrong.lock().unwrap().push(what);
                    }
                }
            });
        }
    });
    say(&format!("{all} runs of the errata's commands took {} s", begun.elapsed().as_secs()));
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {all} runs are not as their entry says:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

/// What cargo runs comes first, since it takes longest.
fn jobs() -> VecDeque<Job> {
    let (pythons, _) = python::all(OLDEST).expect("what PYTHON and PYTHONS name is CPython");
    if pythons.is_empty() {
        say("SKIPPED all that python3 runs: no CPython was found; name one in the variable PYTHON");
    }
    let mut jobs = VecDeque::new();
    for (_, file) in PAGES {
        for see in errata::read(&course().join("book"), file).unwrap() {
            match see.command.as_deref().and_then(|command| command.split(' ').next()) {
                None => {}
                Some("python3") => {
                    let with = |python: &Python| Job { see: see.clone(), python: Some(python.clone()) };
                    jobs.extend(pythons.iter().filter(|python| speaks_of(&see, python)).map(with));
                }
                Some(_) => jobs.push_front(Job { see, python: None }),
            }
        }
    }
    jobs
}

/// The errata speak of builds that have a GIL.
fn speaks_of(see: &See, python: &Python) -> bool {
    let version = Version { number: python.version, free_threaded: python.free_threaded };
    !version.free_threaded && version.is_within(see.since.as_deref(), see.until.as_deref())
}

fn run(Job { see, python }: &Job) -> Result<(), String> {
    let mut words = see.words().map_err(|error| error.to_string())?;
    if words[0] == "cargo" {
        words.retain(|word| word != "--release");
    }
    let who = python.as_ref().map_or_else(String::new, |python| format!(" with Python {python}"));
    let what = format!("{}{who}", words.join(" "));
    if let Some(why) = lacks(see, python.as_ref()) {
        say(&format!("SKIPPED {what}: {why}"));
        return Ok(());
    }
    let mut command = python.as_ref().map_or_else(|| Command::new(&words[0]), as_a_reader);
    command.args(&words[1..]).current_dir(course());
    let limit = if words[0] == "cargo" { LIMIT_WITH_CARGO } else { LIMIT };
    let output = match limited::run(command, limit, &AtomicBool::new(false)) {
        Ok(End::Itself(output)) => output,
        Ok(_) => return Err(format!("{what}\n  it did not end within {} s", limit.as_secs())),
        Err(error) => return Err(format!("{what}\n  it does not start: {error}")),
    };
    let printed = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    let skipped = printed.lines().find(|line| line.contains("SKIPPED"));
    if let (Some(skipped), Some(_)) = (skipped, &see.needs) {
        say(&format!("SKIPPED {what}: {skipped}"));
        return Ok(());
    }
    let wrong = see.wrong(output.status.code(), &printed);
    if wrong.is_empty() { Ok(()) } else { Err(format!("{what}\n  {}\n  it printed:\n{printed}", wrong.join("\n  "))) }
}

/// What it needs and is not there. A program that cargo runs says so itself.
fn lacks(see: &See, python: Option<&Python>) -> Option<String> {
    let needs = see.needs.as_deref()?;
    let (mut command, why) = match python {
        Some(python) => {
            let mut command = as_a_reader(python);
            command.args(["-c", &format!("import {needs}")]);
            (command, format!("this Python has no {needs}"))
        }
        None if see.command.as_deref()?.starts_with("cargo ") => return None,
        None => {
            let mut command = Command::new(needs);
            command.arg("--version");
            (command, format!("{needs} is not installed"))
        }
    };
    let is_there = command.stdin(Stdio::null()).output().is_ok_and(|output| output.status.success());
    (!is_there).then_some(why)
}

/// As a reader starts it, but without this user's settings, and without a .pyc beside the course's files.
fn as_a_reader(python: &Python) -> Command {
    let mut command = Command::new(&python.program);
    command.args(["-E", "-s", "-B"]);
    command
}

/// On the terminal itself, since the test harness hides what a green test prints.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
