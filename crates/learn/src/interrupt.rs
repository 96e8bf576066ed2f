//! Ctrl-C as a flag.
//!
//! The tests run in process groups of their own, so the terminal's Ctrl-C does not reach them. It reaches this process, and
//! whoever waits for tests looks at the flag and ends them.

use crate::problem::Problem;
use crate::words;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Whether to stop: this process was asked to end, or nobody wants the answer any more.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    process: Arc<Process>,
    /// Nobody wants this run's answer.
    run: Arc<AtomicBool>,
    /// Nobody wants its verdict, but what it builds is still of use.
    after_build: Arc<AtomicBool>,
}

/// What this process was asked. Relaxed everywhere: the flags carry no data with them.
#[derive(Debug, Default)]
struct Process {
    /// To end: the terminal was closed, the machine goes down.
    end: Arc<AtomicBool>,
    /// Ctrl-C.
    ctrl_c: Arc<AtomicBool>,
    /// Another program has the terminal, and Ctrl-C is meant for that one.
    is_lent: AtomicBool,
}

impl Interrupt {
    /// From now on Ctrl-C, and the other signals that ask a process to end, only raise the flag.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn install() -> io::Result<Interrupt> {
        let interrupt = Interrupt::default();
        for signal in signal_hook::consts::TERM_SIGNALS {
            let is_ctrl_c = *signal == signal_hook::consts::SIGINT;
            let flag = if is_ctrl_c { &interrupt.process.ctrl_c } else { &interrupt.process.end };
            signal_hook::flag::register(*signal, Arc::clone(flag))?;
        }
        #[cfg(unix)] // sent when the terminal is closed; Windows ends the process instead
        signal_hook::flag::register(signal_hook::consts::SIGHUP, Arc::clone(&interrupt.process.end))?;
        Ok(interrupt)
    }

    /// One that can be cancelled without the others, and is raised with them when the process is asked to end.
    pub fn for_one_run(&self) -> Interrupt {
        Interrupt { process: Arc::clone(&self.process), ..Interrupt::default() }
    }

    /// Stops what was given this interrupt or a clone of it.
    pub fn cancel(&self) {
        self.run.store(true, Relaxed);
    }

    /// The same, but lets a build come to its end.
    pub fn cancel_after_build(&self) {
        self.after_build.store(true, Relaxed);
    }

    /// Runs a program that has the terminal meanwhile: a Ctrl-C that is pressed there is not ours.
    pub fn lend<T>(&self, borrower: impl FnOnce() -> T) -> T {
        self.process.is_lent.store(true, Relaxed);
        let answer = borrower();
        self.process.ctrl_c.store(false, Relaxed);
        self.process.is_lent.store(false, Relaxed);
        answer
    }

    /// Whether the flag is raised.
    pub fn is_raised(&self) -> bool {
        let Process { end, ctrl_c, is_lent } = &*self.process;
        end.load(Relaxed) || (ctrl_c.load(Relaxed) && !is_lent.load(Relaxed)) || self.run.load(Relaxed)
    }

    /// Gives the error that ends the command, once the flag is raised.
    ///
    /// # Errors
    ///
    /// When the flag is raised.
    pub fn check(&self) -> Result<(), Problem> {
        if self.after_build.load(Relaxed) { Err(words::problems::interrupted()) } else { self.check_in_build() }
    }

    /// The same during a build, which may be let come to its end.
    ///
    /// # Errors
    ///
    /// When the flag is raised.
    pub fn check_in_build(&self) -> Result<(), Problem> {
        if self.is_raised() { Err(words::problems::interrupted()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_is_replaced_goes_on_only_as_long_as_it_builds() {
        let all = Interrupt::default();
        let (one, other) = (all.for_one_run(), all.for_one_run());
        one.cancel_after_build();
        assert!(one.check_in_build().is_ok() && one.check().is_err());
        one.cancel();
        assert!(one.check_in_build().is_err());
        assert!(other.check().is_ok(), "another run is not ended with it");
    }

    #[test]
    fn a_ctrl_c_counts_unless_another_program_has_the_terminal() {
        let interrupt = Interrupt::default();
        interrupt.lend(|| {
            interrupt.process.ctrl_c.store(true, Relaxed);
            assert!(!interrupt.is_raised());
            interrupt.process.end.store(true, Relaxed);
            assert!(interrupt.is_raised(), "a closed terminal counts all the same");
            interrupt.process.end.store(false, Relaxed);
        });
        assert!(!interrupt.is_raised(), "what was pressed there is forgotten");
        interrupt.process.ctrl_c.store(true, Relaxed);
        assert!(interrupt.for_one_run().is_raised());
    }
}
