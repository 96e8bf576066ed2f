//! Runs a program to its end, but not for ever.
//!
//! # Keeps true
//!
//! When [`run`] returns, the program has ended and so has all that it started in its process group, unless it ended by itself
//! and left somebody behind who holds none of its pipes.

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

/// How often is looked whether the user wants to stop. Nothing that is measured notices 20 looks a second.
const LOOK: Duration = Duration::from_millis(50);

/// How a program came to its end.
pub enum End {
    /// By itself.
    Itself(Output),
    /// It was ended, since it took longer than it may.
    TooLong,
    /// It was ended, since the user wants to stop.
    Interrupted,
}

/// Runs `command` to its end, at most for `limit`, and until `interrupt` is set.
///
/// # Errors
///
/// The program does not start, or the system does not tell how it ended.
pub fn run(mut command: Command, limit: Duration, interrupt: &AtomicBool) -> io::Result<End> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = start(command)?;
    let printed = collect(child.stdout().take().expect("it is piped"));
    let complained = collect(child.stderr().take().expect("it is piped"));
    let deadline = Instant::now() + limit;

    let out = || -> Result<(), End> {
        // Relaxed: the flag carries no data.
        if interrupt.load(Relaxed) {
            return Err(End::Interrupted);
        }
        if Instant::now() >= deadline { Err(End::TooLong) } else { Ok(()) }
    };
    let ended = texts(&printed, &complained, &out).and_then(|texts| Ok((texts, status(&mut *child, &out)?)));
    match ended {
        Ok(((stdout, stderr), status)) => Ok(End::Itself(Output { status: status?, stdout, stderr })),
        Err(end) => {
            end_all(&mut *child);
            let _ = child.wait();
            Ok(end)
        }
    }
}

/// As the leader of a process group (on Windows: of a job), so that the terminal's Ctrl-C reaches the lab alone, which decides.
fn start(command: Command) -> io::Result<Box<dyn ChildWrapper>> {
    let mut command = command;
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut command = CommandWrap::from(command);
    #[cfg(windows)]
    command.wrap(process_wrap::std::JobObject);
    command.spawn()
}

/// Ends the program and all of its group or job. An error means that they have ended by now, and then there is nothing to end.
///
/// `process_wrap`'s own group waits for all of its members, and loses the leader's status where one of them, which we have adopted, ends later.
fn end_all(child: &mut dyn ChildWrapper) {
    #[cfg(unix)]
    if let Some(leader) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL);
    }
    let _ = child.start_kill();
}

/// Reads all of a pipe on a thread of its own, so that a program that prints much does not wait for us.
fn collect(mut pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        // What was read before an error is told; that something is missing shows in the numbers.
        let _ = pipe.read_to_end(&mut text);
        // Nobody listens any more if the program was ended.
        let _ = tell.send(text);
    });
    told
}

type Texts = (Vec<u8>, Vec<u8>);

fn texts(
    printed: &Receiver<Vec<u8>>,
    complained: &Receiver<Vec<u8>>,
    out: &impl Fn() -> Result<(), End>,
) -> Result<Texts, End> {
    let wait = |pipe: &Receiver<Vec<u8>>| loop {
        out()?;
        match pipe.recv_timeout(LOOK) {
            Ok(text) => return Ok(text),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => unreachable!("the thread tells before it ends"),
        }
    };
    Ok((wait(printed)?, wait(complained)?))
}

/// Its pipes are closed, so it ends in a moment, if it ends.
fn status(child: &mut dyn ChildWrapper, out: &impl Fn() -> Result<(), End>) -> Result<io::Result<ExitStatus>, End> {
    loop {
        match child.try_wait() {
            Ok(None) => out()?,
            Ok(Some(status)) => return Ok(Ok(status)),
            Err(error) => return Ok(Err(error)),
        }
        thread::sleep(Duration::from_millis(1));
    }
}

#[cfg(all(test, unix))] // the programs are shell scripts
mod tests {
    use std::fs::File;

    use super::*;

    fn shell(script: &str, argument: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh", argument]);
        command
    }

    const LONG: Duration = Duration::from_mins(10);

    #[test]
    fn what_a_program_prints_and_how_it_ends_is_told() {
        let command = shell("echo out; echo err >&2; exit 3", "");
        let End::Itself(output) = run(command, LONG, &AtomicBool::new(false)).unwrap() else { panic!("it was ended") };
        assert_eq!((&*output.stdout, &*output.stderr, output.status.code()), (&b"out\n"[..], &b"err\n"[..], Some(3)));
    }

    #[test]
    fn a_program_that_takes_longer_than_it_may_is_ended() {
        let end = run(shell("sleep 600", ""), Duration::from_millis(1), &AtomicBool::new(false)).unwrap();
        assert!(matches!(end, End::TooLong));
    }

    #[test]
    fn a_program_that_leaves_somebody_behind_with_its_output_is_ended_with_them() {
        let end = run(shell("sleep 600 & exit 0", ""), Duration::from_millis(1), &AtomicBool::new(false)).unwrap();
        assert!(matches!(end, End::TooLong));
    }

    #[test]
    fn when_the_user_stops_a_program_all_that_it_has_started_ends() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let interrupt = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                // Opens when the grandchild has opened it, and ends when nobody has it any more.
                let mut held = File::open(&pipe).unwrap();
                interrupt.store(true, Relaxed);
                held.read_to_end(&mut Vec::new()).unwrap();
            });
            let command = shell("sleep 600 >\"$1\" & sleep 600", pipe.to_str().unwrap());
            assert!(matches!(run(command, LONG, &interrupt).unwrap(), End::Interrupted));
        });
    }
}
