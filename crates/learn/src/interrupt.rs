//! Ctrl-C as a flag.
//!
//! The tests run in process groups of their own, so the terminal's Ctrl-C does not reach them. It reaches this process, and
//! whoever waits for tests looks at the flag and ends them.

use crate::problem::Problem;
use crate::words;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Whether this process was asked to end.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// From now on Ctrl-C, and the other signals that ask a process to end, only raise the flag.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn install() -> io::Result<Interrupt> {
        let interrupt = Interrupt::default();
        for signal in signal_hook::consts::TERM_SIGNALS {
            signal_hook::flag::register(*signal, Arc::clone(&interrupt.0))?;
        }
        #[cfg(unix)] // sent when the terminal is closed; Windows ends the process instead
        signal_hook::flag::register(signal_hook::consts::SIGHUP, Arc::clone(&interrupt.0))?;
        Ok(interrupt)
    }

    /// Gives the error that ends the command, once the flag is raised.
    ///
    /// # Errors
    ///
    /// When the flag is raised.
    pub fn check(&self) -> Result<(), Problem> {
        // Relaxed: the flag carries no data with it.
        if self.0.load(Relaxed) { Err(words::problems::interrupted()) } else { Ok(()) }
    }
}
