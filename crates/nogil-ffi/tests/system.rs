//! Step 6: exit codes, errors, and who runs while a command sleeps.
//!
//! Commands here are of a POSIX shell. On Windows the system's shell speaks another language, and these tests say that they were skipped.

#![cfg_attr(not(unix), allow(unused))]

use nogil_ffi::{Attached, Error, Interpreter, system, system_holding, system_in};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Says aloud that the commands of this test were not run.
#[cfg(not(unix))]
#[test]
fn skipped() {
    use std::io::Write;
    // Directly, because the test harness hides what a green test prints.
    writeln!(std::io::stderr(), "SKIPPED all tests of `system`: they need a POSIX shell and named pipes").unwrap();
}

fn run(command: &str) -> Result<i32, Error> {
    Interpreter::new().attach(|py| system(py, command)).unwrap()
}

#[cfg(unix)]
#[test]
fn the_exit_code_is_returned_and_not_the_wait_status() {
    assert_eq!((run("exit 0"), run("exit 3"), run("exit 255"), run("false")), (Ok(0), Ok(3), Ok(255), Ok(1)));
    // What the shell itself says of a command that is not there.
    assert_eq!(run("no-such-command-anywhere 2>/dev/null"), Ok(127));
}

#[cfg(unix)]
#[test]
fn a_command_that_a_signal_ends_has_no_exit_code() {
    assert_eq!(run("kill -9 $$"), Err(Error::Signal(9)));
    assert_eq!(Error::Signal(9).to_string(), "the command was ended by signal 9, so it has no exit code");
}

#[cfg(unix)]
#[test]
fn a_command_with_a_nul_is_refused_before_any_of_it_runs() {
    let trace = scratch("nul");
    let command = format!("touch {}", trace.display());
    assert_eq!(run(&format!("{command}\0; exit 3")), Err(Error::Nul { at: command.len() }));
    assert!(!trace.exists(), "the half before the NUL was run");
}

#[cfg(unix)]
#[test]
fn a_missing_shell_is_an_error_with_the_systems_reason() {
    let python = Interpreter::new();
    let answer = python.attach(|py| system_in(py, c"/no/such/shell", "exit 127")).unwrap();
    let Err(error @ Error::NotStarted { .. }) = answer else { panic!("{answer:?}") };
    assert!(
        error.to_string().starts_with("the command was not run, since the shell did not start: No such file"),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn pythons_subprocess_returns_the_same_codes() {
    let Some(python) = python::or_skip("the exit codes of Python's subprocess") else { return };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exit_codes.py");
    let commands = ["exit 0", "exit 3", "exit 255", "kill -9 $$"];
    let ours = commands.map(|command| match run(command) {
        Err(Error::Signal(number)) => (-number).to_string(),
        code => code.unwrap().to_string(),
    });
    let output = python.command(&script).args(commands).output().unwrap();
    assert_eq!(python::lines(&output, &script), ours);
}

fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("system-{name}"));
    // What an earlier run left. It need not be there.
    let _ = std::fs::remove_file(&path);
    path
}

/// What a thread that wants to run Python code all the time did while a command waited for a line in a named pipe.
struct Ticks {
    /// While the call of `system` lasted, seen by its own thread before and after, attached both times.
    during: u32,
    code: Result<i32, Error>,
}

/// Enough to be no accident.
const MANY: u32 = 100;

/// Runs a command that ends when its pipe is fed. With `waits_for_ticks` that is once the other thread has ticked [`MANY`] times more; else
/// as soon as the other thread is known to want the GIL.
#[cfg(unix)]
fn ticks_during(name: &str, waits_for_ticks: bool, system: fn(Attached<'_>, &str) -> Result<i32, Error>) -> Ticks {
    let pipe = scratch(name);
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let python = Interpreter::new();
    // Relaxed, all three: notes for one another, which order nothing else.
    let (ticks, wants, over) = (AtomicU32::new(0), AtomicU32::new(0), AtomicBool::new(false));
    let (tell, told) = mpsc::channel();
    let ticks = thread::scope(|scope| {
        python
            .attach(|py| {
                // Both start while this thread is attached.
                scope.spawn(|| {
                    while !over.load(Relaxed) {
                        wants.fetch_add(1, Relaxed);
                        let now = python.attach(|_| ticks.fetch_add(1, Relaxed) + 1).unwrap();
                        if now == MANY {
                            // Nobody listens any more where the test fails anyway.
                            let _ = tell.send(());
                        }
                    }
                });
                let (pipe, wants) = (&pipe, &wants);
                scope.spawn(move || {
                    // Opens once the command has opened the other end: so it runs now.
                    let mut feed = std::fs::File::options().write(true).open(pipe).unwrap();
                    if waits_for_ticks {
                        // An upper limit for a test that fails, no time that is measured: without a release it would wait for ever.
                        let _ = told.recv_timeout(Duration::from_secs(60));
                    } else {
                        while wants.load(Relaxed) == 0 {
                            thread::yield_now();
                        }
                    }
                    std::io::Write::write_all(&mut feed, b"go\n").unwrap();
                });
                let before = ticks.load(Relaxed);
                let code = system(py, &format!("read line < {}; exit 3", pipe.display()));
                let during = ticks.load(Relaxed) - before;
                over.store(true, Relaxed);
                Ticks { during, code }
            })
            .unwrap()
    });
    std::fs::remove_file(&pipe).unwrap();
    ticks
}

#[cfg(unix)]
#[test]
fn a_thread_ticks_on_while_a_command_waits() {
    let ticks = ticks_during("releasing", true, system);
    assert_eq!(ticks.code, Ok(3));
    assert!(ticks.during >= MANY, "only {} ticks: the GIL was held", ticks.during);
}

#[cfg(unix)]
#[test]
fn a_thread_stands_still_while_a_command_holds_the_gil() {
    let ticks = ticks_during("holding", false, system_holding);
    assert_eq!((ticks.code, ticks.during), (Ok(3), 0));
}
