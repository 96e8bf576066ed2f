//! Step 6: a wait in C that lets go.
//!
//! The document's `spam.system` calls C's `system` and holds the GIL until the command has ended: for a second of `sleep 1` no Python
//! thread runs. And it returns the *wait status*, in which exit code 3 is 768. This one lets go, and returns the exit code.
//!
//! # Keeps true
//!
//! - While the command runs, others may hold the GIL ([`system_holding`] is there to show what happens else).
//! - What is returned is the exit code that the command ended with; that it had none, or was not run, is an error.
//! - The shell gets the whole command or nothing of it.
//!
//! # Not yet
//!
//! Ctrl-C goes to the command and to the program alike; `system` of POSIX keeps it from the program while it waits. And in a program that
//! ignores SIGCHLD nobody hears how a child ended: there a command that has run is told as one that was not.

use crate::boundary::call;
use crate::error::Error;
use crate::s1_attach::Attached;
use std::ffi::{CStr, CString, c_char, c_int};

/// The shell that POSIX names. On Windows the system's own is used (`COMSPEC`), whatever is said here.
pub const SHELL: &CStr = c"/bin/sh";

// SAFETY: as declared in `c/unlocked_c.h`, with which the C half was built.
unsafe extern "C" {
    fn UlC_System(shell: *const c_char, command: *const c_char, code: *mut c_int) -> c_int;
    fn UlC_SystemReleasing(shell: *const c_char, command: *const c_char, code: *mut c_int) -> c_int;
}

/// Runs `command` in the shell, detached, and returns its exit code. Python: `subprocess.call(command, shell=True)`, which
/// returns -N for a signal; `os.system` returns the wait status.
///
/// # Errors
///
/// [`Error::Nul`] before anything runs, [`Error::NotStarted`], and [`Error::Signal`] on Unix.
///
/// # Panics
///
/// If this thread is detached, as the other two.
pub fn system(py: Attached<'_>, command: &str) -> Result<i32, Error> {
    system_in(py, SHELL, command)
}

/// The same in another shell than [`SHELL`]: a path.
///
/// # Errors
///
/// As [`system`].
pub fn system_in(py: Attached<'_>, shell: &CStr, command: &str) -> Result<i32, Error> {
    run(py, shell, command, UlC_SystemReleasing)
}

/// The same with the GIL held until the command has ended: nobody else runs Python code meanwhile.
///
/// # Errors
///
/// As [`system`].
pub fn system_holding(py: Attached<'_>, command: &str) -> Result<i32, Error> {
    run(py, SHELL, command, UlC_System)
}

type System = unsafe extern "C" fn(*const c_char, *const c_char, *mut c_int) -> c_int;

fn run(py: Attached<'_>, shell: &CStr, command: &str, system: System) -> Result<i32, Error> {
    let command = CString::new(command).map_err(|error| Error::Nul { at: error.nul_position() })?;
    let mut code = 0;
    let ended = call(py, || {
        // SAFETY: both strings and the number outlive the call; `call` has seen that this thread is attached.
        unsafe { system(shell.as_ptr(), command.as_ptr(), &raw mut code) }
    })?;
    match ended {
        0 => Ok(code),
        1 => Err(Error::Signal(code)),
        _ => Err(Error::NotStarted { errno: code }),
    }
}
