//! Step 6: three ways to make a process.
//!
//! | method | the child begins as | costs | works |
//! |---|---|---|---|
//! | spawn | this program, started once more | a start of the program | everywhere |
//! | fork | a copy of the parent, in the middle of what it did | a copy of its page tables | on Unix, without threads |
//! | forkserver | a copy of a small process that does nothing | a message and a small fork | on Unix |
//!
//! Here the default is spawn, on every system. In Python it was fork on Linux until 3.13, is forkserver there since 3.14 (gh-84559),
//! and is spawn on macOS (since 3.8) and Windows.
//!
//! # Keeps true
//!
//! Whatever the method, a process does the same, ends with the same code, and ends when its parent does.
//!
//! # Not yet
//!
//! What several processes need to work together (steps 7 to 10).

use crate::error::ProcessError;
use crate::s4_task::Task;
use crate::s5_process::Process;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// How a process is made. Python: the argument of `get_context`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StartMethod {
    /// The program is started once more.
    #[default]
    Spawn,
    /// The process is copied.
    Fork,
    /// A process that does nothing else is copied.
    ForkServer,
}

impl StartMethod {
    /// Its name in Python.
    pub fn name(self) -> &'static str {
        match self {
            StartMethod::Spawn => "spawn",
            StartMethod::Fork => "fork",
            StartMethod::ForkServer => "forkserver",
        }
    }
}

/// The methods that this system has, the default first. Python: `multiprocessing.get_all_start_methods()`.
pub fn get_all_start_methods() -> &'static [StartMethod] {
    if cfg!(unix) { &[StartMethod::Spawn, StartMethod::Fork, StartMethod::ForkServer] } else { &[StartMethod::Spawn] }
}

// ANCHOR: context
/// Makes processes by one method. Python: what `get_context` returns.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    method: StartMethod,
}

/// Processes shall be made by this method. Python: `multiprocessing.get_context(method)`.
///
/// # Errors
///
/// If this system does not have it: Windows can only spawn.
pub fn get_context(method: StartMethod) -> Result<Context, ProcessError> {
    if get_all_start_methods().contains(&method) {
        Ok(Context { method })
    } else {
        Err(ProcessError::OnlySpawn(method))
    }
}

impl Context {
    /// A process that is not started yet. Python: `context.Process(target=task, args=args)`.
    pub fn process<F, Args>(self, task: F, args: Args) -> Process
    where
        F: Task<Args>,
        Args: Serialize + Send + 'static,
    {
        Process::of(self.method, task, args)
    }

    /// How it makes them. Python: `context.get_start_method()`.
    pub fn start_method(self) -> StartMethod {
        self.method
    }
}
// ANCHOR_END: context

impl fmt::Display for StartMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads the name that Python gives it.
impl FromStr for StartMethod {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let all = [StartMethod::Spawn, StartMethod::Fork, StartMethod::ForkServer];
        all.into_iter()
            .find(|method| method.name() == name)
            .ok_or_else(|| format!("there is no start method {name:?}: they are called spawn, fork and forkserver"))
    }
}
