//! What the user sees while the lab works: a bar on a terminal, else a line for each tenth.

use std::fmt::Write;
use std::io::{IsTerminal as _, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// How far the run is.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    is_plain: bool,
    /// How many samples there were when this process began, and when that was.
    before: u64,
    begun: Instant,
    /// The tenths that were told, where there is no bar.
    told: u64,
}

impl Progress {
    /// `done` of `all` samples were taken before.
    #[must_use]
    pub fn new(all: usize, done: usize, plain: bool) -> Progress {
        let is_plain = plain || !stderr().is_terminal();
        let target = if is_plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
        let bar = ProgressBar::with_draw_target(Some(all as u64), target).with_position(done as u64);
        let (before, begun) = (done as u64, Instant::now());
        let time = move |state: &ProgressState, text: &mut dyn Write| {
            // The screen takes what it is given.
            let _ =
                text.write_str(&left(begun.elapsed(), state.pos() - before, state.len().unwrap_or(0) - state.pos()));
        };
        let style =
            ProgressStyle::with_template("{bar:20} {pos} of {len}{left} · {wide_msg}").expect("a test draws it");
        bar.set_style(style.progress_chars("━━─").with_key("left", time));
        Progress { told: tenths(&bar), bar, is_plain, before, begun }
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
            let (done, all) = (self.bar.position(), self.bar.length().unwrap_or(0));
            let left = left(self.begun.elapsed(), done - self.before, all - done);
            eprintln!("{} %: {done} of {all} samples{left}", tenths * 10);
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
    bar.position() * 10 / bar.length().unwrap_or(0).max(1)
}

/// How long what is to do will take, if it takes as long as what is done; nothing as long as nothing is done, or nothing is to do.
fn left(elapsed: Duration, done: u64, to_do: u64) -> String {
    if done == 0 || to_do == 0 {
        return String::new();
    }
    format!(", {} left", words(elapsed.mul_f64(to_do as f64 / done as f64)))
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

    #[test]
    fn time_is_left_as_soon_as_something_is_done() {
        let minute = Duration::from_mins(1);
        assert_eq!(left(minute, 0, 20), "");
        assert_eq!(left(minute, 10, 20), ", 2m left");
        assert_eq!(left(minute, 30, 0), "");
    }
}
