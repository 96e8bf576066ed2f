//! What the user sees while the lab works: a bar on a terminal, else a line for each tenth.

use std::io::{IsTerminal as _, stderr};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far the run is.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    is_plain: bool,
    told: u64,
}

impl Progress {
    /// `done` of `all` samples were taken before.
    #[must_use]
    pub fn new(all: usize, done: usize, plain: bool) -> Progress {
        let is_plain = plain || !stderr().is_terminal();
        let target = if is_plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
        let bar = ProgressBar::with_draw_target(Some(all as u64), target).with_position(done as u64);
        let style = "{bar:20} {pos} of {len}, {eta} left · {wide_msg}";
        bar.set_style(ProgressStyle::with_template(style).expect("a test draws it").progress_chars("━━─"));
        // What was done before took no time now.
        bar.reset_eta();
        Progress { told: tenths(&bar), bar, is_plain }
    }

    /// Says what runs now.
    pub fn now(&self, what: String) {
        self.bar.set_message(what);
    }

    /// One sample more is taken, or cannot be.
    pub fn step(&mut self) {
        self.bar.inc(1);
        let tenths = tenths(&self.bar);
        if self.is_plain && tenths > self.told {
            self.told = tenths;
            let (done, all) = (self.bar.position(), self.bar.length().unwrap_or_default());
            eprintln!("{} %: {done} of {all} samples, {} left", tenths * 10, words(self.bar.eta()));
        }
    }

    /// A line above the bar.
    pub fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }
}

impl Drop for Progress {
    /// Takes the bar away.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn tenths(bar: &ProgressBar) -> u64 {
    bar.position() * 10 / bar.length().unwrap_or_default().max(1)
}

/// A duration as people say it: `7m 42s`.
#[must_use]
pub fn words(duration: Duration) -> String {
    humantime::format_duration(Duration::from_secs(duration.as_secs_f64().round() as u64)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resumed_run_tells_only_the_tenths_to_come() {
        let mut progress = Progress::new(20, 9, true);
        assert_eq!(progress.told, 4);
        progress.step();
        assert_eq!(progress.told, 5);
        progress.step();
        assert_eq!(progress.told, 5);
    }
}
