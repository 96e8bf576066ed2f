//! Asks a program who it is.
//!
//! # Keeps true
//!
//! The answer comes within [`LIMIT`], whatever program it is: one that does not end, or prints without end, is ended.

use std::ffi::OsStr;
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::{OLDEST, Python};

/// How long a program may take. Even a Python that is read from a slow disk for the first time needs no tenth of this.
const LIMIT: Duration = Duration::from_secs(20);

/// How many bytes of an answer are read. A path has fewer.
const ANSWER: u64 = 8192;

/// Printed by the program that is asked who it is.
/// Only a Python that could have been built without a GIL is asked for that: the answer takes longer than all the others.
const WHO: &str = "import sys, platform; v = sys.version_info; \
                   free_threaded = v >= (3, 13) and __import__('sysconfig').get_config_var('Py_GIL_DISABLED') == 1; \
                   print(platform.python_implementation(), v[0], v[1], v[2], free_threaded, sys.executable)";

/// The Python that this program is, if it is a CPython, and at least [`OLDEST`].
///
/// # Errors
///
/// What it is instead.
pub fn ask(program: &OsStr) -> Result<Python, String> {
    ask_from(program, OLDEST)
}

/// The same, where `oldest` is old enough.
pub(crate) fn ask_from(program: &OsStr, oldest: (u32, u32)) -> Result<Python, String> {
    parse(&answer(program, LIMIT)?, oldest)
}

/// What the program answers, if it does within `limit`.
fn answer(program: &OsStr, limit: Duration) -> Result<String, String> {
    let mut command = Command::new(program);
    command.args(["-I", "-S", "-c", WHO]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| format!("it does not start ({error})"))?;
    let pipe = child.stdout.take().expect("it is piped");
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        // What cannot be read is no answer, and nobody listens any more after `limit`.
        let _ = pipe.take(ANSWER).read_to_end(&mut text);
        let _ = tell.send(text);
    });
    let text = told.recv_timeout(limit);
    if text.is_err() {
        // An error means that it has ended by now.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|error| format!("nobody knows how it ended ({error})"))?;
    let text = text.map_err(|_| format!("it did not say who it is within {} s", limit.as_secs_f64()))?;
    if !status.success() {
        return Err(format!("it ended with {status}"));
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Reads what [`WHO`] prints. Of nonsense it quotes the beginning.
fn parse(answer: &str, oldest: (u32, u32)) -> Result<Python, String> {
    let answer = answer.trim_end();
    let mut words = answer.splitn(6, ' ');
    let mut word = || words.next().ok_or_else(|| format!("it answers `{answer:.40}`"));
    let implementation = word()?;
    if implementation != "CPython" {
        return Err(format!("it is {implementation:.40}, not CPython"));
    }
    let mut number = || word()?.parse::<u32>().map_err(|error| format!("its version is no number ({error})"));
    let version = (number()?, number()?, number()?);
    if (version.0, version.1) < oldest {
        return Err(format!("it is {}.{}, older than {}.{}", version.0, version.1, oldest.0, oldest.1));
    }
    let free_threaded = word()? == "True";
    Ok(Python { program: word()?.into(), version, free_threaded })
}

#[cfg(test)]
mod tests {
    use super::{OLDEST, Python};

    fn parse(answer: &str) -> Result<Python, String> {
        super::parse(answer, OLDEST)
    }

    #[test]
    fn a_path_may_have_blanks() {
        let python = parse("CPython 3 13 0 True C:\\Program Files\\Python\\python.exe\r\n").unwrap();
        assert_eq!(python.version, (3, 13, 0));
        assert!(python.free_threaded);
        assert_eq!(python.program.to_str(), Some("C:\\Program Files\\Python\\python.exe"));
    }

    #[test]
    fn an_older_one_is_refused_with_both_versions() {
        assert_eq!(parse("CPython 3 8 18 False python3").unwrap_err(), "it is 3.8, older than 3.9");
    }

    #[test]
    fn another_implementation_is_refused_by_name() {
        assert_eq!(parse("PyPy 3 10 14 False pypy3").unwrap_err(), "it is PyPy, not CPython");
    }

    #[test]
    fn nonsense_is_quoted() {
        assert_eq!(parse("hello\n").unwrap_err(), "it is hello, not CPython");
        assert_eq!(parse("CPython 3\n").unwrap_err(), "it answers `CPython 3`");
    }

    #[test]
    #[cfg(unix)] // the program is a shell script
    fn a_program_that_does_not_end_is_ended() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("python3");
        std::fs::write(&program, "#!/bin/sh\nexec sleep 600\n").unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let why = super::answer(program.as_os_str(), std::time::Duration::from_millis(1)).unwrap_err();
        assert_eq!(why, "it did not say who it is within 0.001 s");
    }
}
