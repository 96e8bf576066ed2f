//! Linux and macOS: how a child takes its socket, and how a parent waits for it.

use crate::error::{PipeError, ProcessError};
use crate::s3_luggage::Parcel;
use crate::s5_spawn::Child;
use rustix::fs::{FileType, fstat};
use rustix::io::{Errno, fcntl_dupfd_cloexec};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, WaitOptions, WaitStatus, kill_process, waitid, waitpid};
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::process::Stdio;

/// What starts this program again.
pub fn this_program() -> io::Result<OsString> {
    let path = std::env::current_exe()?;
    // cargo may have built it anew, or somebody has moved it away. Linux still has the file that runs, under this name.
    #[cfg(target_os = "linux")]
    if !path.exists() {
        return Ok("/proc/self/exe".into());
    }
    Ok(path.into())
}

/// A socket as the stdin of a program that is about to be started.
pub fn as_stdin(socket: OwnedFd) -> Stdio {
    socket.into()
}

/// Moves the socket away that this process was started with as its stdin, and leaves an empty stdin behind. `None` if stdin is no
/// socket: nobody has started this process as a child.
pub fn take_stdin() -> io::Result<Option<OwnedFd>> {
    let stdin = rustix::stdio::stdin();
    if FileType::from_raw_mode(fstat(stdin)?.st_mode) != FileType::Socket {
        return Ok(None);
    }
    let socket = fcntl_dupfd_cloexec(stdin, 3)?;
    empty_stdin()?;
    Ok(Some(socket))
}

/// From now on who reads stdin finds its end.
pub fn empty_stdin() -> io::Result<()> {
    Ok(rustix::stdio::dup2_stdin(File::open("/dev/null")?)?)
}

/// What a child gets as its arguments. The luggage travels with the message itself.
pub fn for_child(_child: &DirectChild, parcel: Parcel) -> io::Result<Parcel> {
    Ok(parcel)
}

/// What the parent has packed with [`for_child`].
pub fn from_parent(parcel: Parcel) -> Result<Parcel, PipeError> {
    Ok(parcel)
}

/// Ends this process here and now, without a look at anything else.
pub fn exit_at_once(code: i32) -> ! {
    // SAFETY: `_exit` takes any number and touches no memory of ours.
    unsafe { libc::_exit(code) }
}

/// A child that this process has made itself, and that nobody has waited for yet.
#[derive(Debug)]
pub struct DirectChild(pub Pid);

impl From<std::process::Child> for DirectChild {
    fn from(child: std::process::Child) -> Self {
        DirectChild(Pid::from_child(&child))
    }
}

impl Child for DirectChild {
    fn pid(&self) -> u32 {
        self.0.as_raw_nonzero().get().unsigned_abs()
    }

    fn wait(&self) -> Result<i32, ProcessError> {
        loop {
            match waitpid(Some(self.0), WaitOptions::empty()) {
                Ok(Some((_, status))) => return Ok(exitcode(status)),
                Ok(None) | Err(Errno::INTR) => {}
                // Somebody else has waited for it, or this process ignores SIGCHLD: nobody knows how it ended.
                Err(Errno::CHILD) => return Ok(255),
                Err(why) => return Err(io::Error::from(why).into()),
            }
        }
    }

    fn is_ours(&self) -> bool {
        waitid(WaitId::Pid(self.0), WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT).is_ok()
    }

    fn terminate(&self) -> Result<(), ProcessError> {
        Ok(kill_process(self.0, Signal::TERM).map_err(io::Error::from)?)
    }

    fn kill(&self) -> Result<(), ProcessError> {
        Ok(kill_process(self.0, Signal::KILL).map_err(io::Error::from)?)
    }
}

/// CPython: `Popen.poll` in Lib/multiprocessing/popen_fork.py.
fn exitcode(status: WaitStatus) -> i32 {
    status.exit_status().or_else(|| status.terminating_signal().map(|signal| -signal)).unwrap_or(1)
}
