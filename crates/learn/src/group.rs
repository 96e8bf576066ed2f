//! A process together with all that it starts, so that both can be ended at once.
//!
//! # Keeps true
//!
//! When a [`Group`] is dropped, none of its processes is left running.

use std::io;
use std::process::{ChildStderr, ChildStdout, Command, ExitStatus};

/// A running process and the group that it leads.
pub struct Group {
    child: Child,
    ended: bool,
}

impl Group {
    /// Starts the command as the leader of a new group.
    ///
    /// # Errors
    ///
    /// Those of [`Command::spawn`].
    pub fn start(command: Command) -> io::Result<Group> {
        Ok(Group { child: start(command)?, ended: false })
    }

    /// The leader's output and errors, as far as they were piped. Each can be taken once.
    pub fn pipes(&mut self) -> (Option<ChildStdout>, Option<ChildStderr>) {
        pipes(&mut self.child)
    }

    /// How the leader ended, or `None` while it runs. Does not wait.
    ///
    /// # Errors
    ///
    /// Those of [`std::process::Child::try_wait`].
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        let status = self.child.try_wait()?;
        self.ended |= status.is_some();
        Ok(status)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Once the leader has been waited for, its number may belong to somebody else.
        if !self.ended {
            end(&mut self.child);
        }
    }
}

#[cfg(unix)] // a group is a Unix process group
use std::process::Child;

#[cfg(unix)]
fn start(mut command: Command) -> io::Result<Child> {
    use std::os::unix::process::CommandExt;
    command.process_group(0).spawn()
}

#[cfg(unix)]
fn end(child: &mut Child) {
    let group = libc::pid_t::try_from(child.id()).expect("a process id came from a pid_t");
    // SAFETY: `killpg` takes two numbers and touches no memory of ours. The group is the child's own (`start` made it so), and
    // its number is still taken, since the child was not waited for yet (`Drop` looks).
    unsafe { libc::killpg(group, libc::SIGKILL) };
    // An error means that the child has ended by itself, and then there is nothing to wait for.
    let _ = child.wait();
}

#[cfg(unix)]
fn pipes(child: &mut Child) -> (Option<ChildStdout>, Option<ChildStderr>) {
    (child.stdout.take(), child.stderr.take())
}

#[cfg(windows)] // a group is a job object, since Windows has no process groups that could be ended
type Child = Box<dyn process_wrap::std::ChildWrapper>;

#[cfg(windows)]
fn start(command: Command) -> io::Result<Child> {
    process_wrap::std::CommandWrap::from(command).wrap(process_wrap::std::JobObject).spawn()
}

#[cfg(windows)]
fn end(child: &mut Child) {
    // Errors mean that the job has ended by itself, and then there is nothing to end.
    let _ = child.start_kill();
    let _ = child.wait();
}

#[cfg(windows)]
fn pipes(child: &mut Child) -> (Option<ChildStdout>, Option<ChildStderr>) {
    (child.stdout().take(), child.stderr().take())
}
