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
    process: Arc<AtomicBool>,
    run: Arc<AtomicBool>,
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
            signal_hook::flag::register(*signal, Arc::clone(&interrupt.process))?;
        }
        #[cfg(unix)] // sent when the terminal is closed; Windows ends the process instead
        signal_hook::flag::register(signal_hook::consts::SIGHUP, Arc::clone(&interrupt.process))?;
        Ok(interrupt)
    }

    /// One that can be cancelled without the others, and is raised with them when the process is asked to end.
    pub fn for_one_run(&self) -> Interrupt {
        Interrupt { process: Arc::clone(&self.process), run: Arc::default() }
    }

    /// Stops what was given this interrupt or a clone of it.
    pub fn cancel(&self) {
        // Relaxed: the flag carries no data with it.
        self.run.store(true, Relaxed);
    }

    /// Whether the flag is raised.
    pub fn is_raised(&self) -> bool {
        // Relaxed, both: the flags carry no data with them.
        self.process.load(Relaxed) || self.run.load(Relaxed)
    }

    /// Gives the error that ends the command, once the flag is raised.
    ///
    /// # Errors
    ///
    /// When the flag is raised.
    pub fn check(&self) -> Result<(), Problem> {
        if self.is_raised() { Err(words::problems::interrupted()) } else { Ok(()) }
    }
}
