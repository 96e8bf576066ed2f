//! Step 6, fork: the child is a copy of its parent.
//!
//! The kernel copies the process: all its memory, but of its threads only the one that has called `fork`. What
//! another thread held at that moment, say the lock of the allocator or of stdout, is held in the copy for ever, by
//! nobody. So it is refused here while there are other threads. CPython does it all the same, and since 3.12 warns
//! (`warn_about_fork_with_threads` in Modules/posixmodule.c).
//!
//! Nothing needs to cross: the arguments are in the copy already, and no guard is needed. CPython: `Popen._launch` in
//! Lib/multiprocessing/popen_fork.py, 3.13.
//!
//! # Keeps true
//!
//! - This process has one thread at the moment of the fork.
//! - The child never returns into the parent's code, whatever its task does.

use crate::error::ProcessError;
use crate::os::{self, DirectChild};
use crate::s2_pipe::pipe;
use crate::s5_child::{Me, become_child};
use crate::s5_spawn::Running;
use rustix::process::Pid;
use std::io::{self, Write as _};
use std::thread;

/// Makes a copy of this process that runs `task`.
pub(crate) fn fork_and_run(me: &Me, task: impl FnOnce()) -> Result<Running, ProcessError> {
    let (lifeline, theirs) = pipe()?;
    match fork()? {
        Some(child) => Ok(Running::new(child, lifeline)),
        None => {
            // Else the child would hold its own lifeline.
            drop(lifeline);
            become_child(me.clone(), theirs, move || {
                os::empty_stdin()?;
                task();
                Ok(())
            })
        }
    }
}

/// Copies this process. Returns the child, and in the child `None`.
// ANCHOR: fork
pub(crate) fn fork() -> Result<Option<DirectChild>, ProcessError> {
    alone()?;
    // What is still in the buffer would be in both copies, and be printed twice.
    // An error is for whoever prints next.
    let _ = io::stdout().flush();
    // SAFETY: this process has one thread, as `alone` has found, and it is here; so the copy is
    // whole, with no lock held by a thread that it does not have.
    let pid = unsafe { libc::fork() };
    if pid < 0 {
        return Err(io::Error::last_os_error().into());
    }
    Ok(Pid::from_raw(pid).map(DirectChild))
}
// ANCHOR_END: fork

/// As often a thread is looked for that was joined already: for a moment the kernel still counts it.
const LOOKS: usize = 100;

// ANCHOR: alone
fn alone() -> Result<(), ProcessError> {
    for _ in 0..LOOKS {
        if num_threads::is_single_threaded() == Some(true) {
            return Ok(());
        }
        thread::yield_now();
    }
    Err(ProcessError::HasThreads(num_threads::num_threads().map_or(0, |number| number.get() - 1)))
}
// ANCHOR_END: alone
