//! The single checks, in the order in which a missing thing would be met.

use super::{Finding, State};
use crate::caller::Caller;
use crate::exercise::Exercise;
use crate::problem::{INTERRUPTED, Problem};
use crate::words::doctor as words;
use crate::{Session, compile, manifest};
use std::env::consts::{EXE_SUFFIX, OS};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Bytes that a first build takes, with some to spare (measured on Linux: 222 MB, and 1.7 GB with all tests and the book).
const ROOM: u64 = 400_000_000;

/// So many packages are built only where nothing was built before.
const FROM_NOTHING: usize = 20;

fn finding(what: &'static str, found: Result<String, (String, String)>) -> Finding {
    match found {
        Ok(says) => Finding { what, state: State::Good, says, next: None },
        Err((says, next)) => Finding { what, state: State::Bad, says, next: Some(next) },
    }
}

/// A rustc that is new enough.
pub fn rust(root: &Path) -> Finding {
    let wanted = manifest::rust_version(&root.join("Cargo.toml")).unwrap_or_default();
    let found = said(rustc().arg("--version")).unwrap_or_default();
    let is_new_enough = version(found.strip_prefix("rustc ").unwrap_or_default()) >= version(&wanted);
    let is_there = found.starts_with("rustc ");
    let found = if is_there && is_new_enough { Ok(found) } else { Err(words::no_rust(&found, &wanted)) };
    finding(words::RUST, found)
}

/// The numbers that a version begins with: `1.95.0 (5980761 …)` gives 1 and 95.
fn version(text: &str) -> (u64, u64) {
    let mut parts = text.split(['.', ' ', '-']).map(|part| part.parse().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
}

/// A linker: Rust brings none of its own, and most systems get theirs with a C compiler.
pub fn linker(folder: &Path) -> Finding {
    let (source, program) = (folder.join("small.rs"), folder.join(format!("small{EXE_SUFFIX}")));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&source, "fn main() { print!(\"linked\") }\n"));
    let linked = written.and_then(|()| rustc().arg(&source).arg("-o").arg(&program).output());
    let found = match linked {
        Ok(output) if output.status.success() => match said(&mut Command::new(&program)).as_deref() {
            Some("linked") => Ok(words::linked()),
            _ => Err(words::does_not_run()),
        },
        Ok(output) => Err(words::no_linker(&String::from_utf8_lossy(&output.stderr), OS)),
        Err(error) => Err(words::no_linker(&error.to_string(), OS)),
    };
    finding(words::LINKER, found)
}

/// The folders that are written to: a learner's file, the progress, and what is built.
pub fn writing(session: &Session, folder: &Path) -> Finding {
    let file = session.course.exercises.first().map(Exercise::file).unwrap_or_default();
    let sources = session.course.root.join(file.parent().unwrap_or(&file));
    let failed = [sources.as_path(), session.store.folder(), folder].into_iter().find_map(|folder| {
        let error = try_to_write(folder).err()?;
        Some(words::cannot_write(folder.strip_prefix(&session.course.root).unwrap_or(folder), &error))
    });
    finding(words::WRITING, failed.map_or_else(|| Ok(words::can_write()), Err))
}

fn try_to_write(folder: &Path) -> io::Result<()> {
    let file = folder.join(format!(".doctor-{}", std::process::id()));
    fs::create_dir_all(folder)?;
    fs::write(&file, "a line")?;
    fs::remove_file(&file)
}

/// Room for what is built.
pub fn room(folder: &Path) -> Finding {
    let found = match fs4::available_space(folder) {
        Ok(free) if free < ROOM => Err(words::no_room(free, ROOM)),
        Ok(free) => Ok(words::room(free, ROOM)),
        Err(error) => Err(words::unknown_room(&error)),
    };
    finding(words::ROOM, found)
}

/// Whether all that is built on is on this machine.
///
/// # Errors
///
/// When Ctrl-C was pressed.
pub fn packages(root: &Path, caller: &Caller) -> Result<Finding, Problem> {
    let mut command = compile::cargo(root);
    command.args(["fetch", "--locked", "--offline"]);
    let all_there = match compile::run_cargo(command, caller) {
        Ok(output) => output.status.success(),
        Err(problem) if problem.code == INTERRUPTED => return Err(problem),
        Err(_) => false,
    };
    Ok(match all_there {
        true => finding(words::PACKAGES, Ok(words::works_offline())),
        false => {
            let (says, next) = words::needs_network();
            Finding { what: words::PACKAGES, state: State::Aside, says, next: Some(next) }
        }
    })
}

/// How long a verdict took.
pub fn verdict(took: Duration) -> Finding {
    finding(words::VERDICT, Ok(words::verdict_in(took)))
}

/// A Python, for the comparisons with CPython.
pub fn python() -> Finding {
    let found = ["python3", "python"].into_iter().find_map(|name| {
        let version = said(Command::new(name).arg("--version"))?;
        version.starts_with("Python 3").then_some(version)
    });
    match found {
        Some(version) => finding(words::PYTHON, Ok(version)),
        None => Finding { what: words::PYTHON, state: State::Aside, says: words::no_python(), next: None },
    }
}

/// What a newcomer waits for: the first exercise's check, built from nothing. If nothing is built here yet, it is built where the
/// learner will need it; else once more in an empty folder.
///
/// # Errors
///
/// When Ctrl-C was pressed.
pub fn first_build(session: &Session, folder: &Path) -> Result<Finding, Problem> {
    let Some(exercise) = session.course.exercises.first() else {
        return Ok(finding(words::FIRST_BUILD, Err(words::no_exercise())));
    };
    let caller = session.caller_told(words::building());
    let since = Instant::now();
    let check = ["test", "-p", &exercise.about.package, "--no-run"];
    match built(session, &check, None, &caller)? {
        Ok(made) if made >= FROM_NOTHING => {
            return Ok(finding(words::FIRST_BUILD, Ok(words::built_in(since.elapsed()))));
        }
        Ok(_) => {}
        Err(failed) => return Ok(finding(words::FIRST_BUILD, Err(failed))),
    }
    let since = Instant::now();
    let target = folder.join("target");
    for arguments in [["build", "-p", "learn"].as_slice(), &check] {
        if let Err(failed) = built(session, arguments, Some(&target), &caller)? {
            return Ok(finding(words::FIRST_BUILD, Err(failed)));
        }
    }
    Ok(finding(words::FIRST_BUILD, Ok(words::built_in_a_folder(since.elapsed()))))
}

/// Runs cargo; how much it had to build, or why it could not.
fn built(
    session: &Session,
    arguments: &[&str],
    target: Option<&Path>,
    caller: &Caller,
) -> Result<Result<usize, (String, String)>, Problem> {
    let mut command = compile::cargo(&session.course.root);
    command.args(arguments).arg("--message-format=json");
    if let Some(target) = target {
        command.env("CARGO_TARGET_DIR", target);
    }
    let output = match compile::run_cargo(command, caller) {
        Err(problem) if problem.code == INTERRUPTED => return Err(problem),
        Err(problem) => return Ok(Err((problem.says, problem.next))),
        Ok(output) => output,
    };
    if !output.status.success() {
        return Ok(Err(words::build_failed(&output.errors)));
    }
    Ok(Ok(output.messages.iter().filter(|message| message["fresh"] == false).count()))
}

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc")))
}

/// What a program prints; `None` if it cannot be run or fails.
fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_compared_as_numbers_and_not_as_text() {
        assert_eq!(version("1.95.0 (59807616e 2026-04-14)"), (1, 95));
        assert!(version("1.100.0-nightly") > version("1.95"));
        assert!(version("2.0") > version("1.95"));
        assert!(version("") < version("1.95"));
    }
}
