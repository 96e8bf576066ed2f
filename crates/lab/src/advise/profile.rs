//! Three recordings of the same work: who had the GIL, who ran at all, and where everybody was.
//!
//! One of them cannot say why somebody does not run. Together they tell three kinds of functions from each other. A function that often has
//! the GIL, and else does not, waits for the GIL. One that seldom has it and runs all the same is native code that lets go. One that
//! seldom has it and seldom runs waits for the world.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use strategy::Task;

use super::recording::Recording;

/// In how many samples threads of the program were seen doing what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Profile {
    /// They had the GIL: Python, or native code that keeps it.
    pub gil: u64,
    /// They ran without it: native code that lets go.
    pub native: u64,
    /// They waited for the world outside.
    pub waiting: u64,
    /// They waited for the GIL.
    pub for_gil: u64,
}

impl Profile {
    /// Reads the three recordings.
    ///
    /// # Errors
    ///
    /// One cannot be read or is none, or the first has nobody in it.
    pub fn read(all: &Path, gil: &Path, running: &Path) -> Result<Self> {
        let profile = Self::of(&Recording::read(all)?, &Recording::read(gil)?, &Recording::read(running)?);
        ensure!(
            profile.samples() > 0,
            "{} has seen no function of the program at work; record it for longer, with --idle",
            all.display()
        );
        Ok(profile)
    }

    fn of(all: &Recording, gil: &Recording, running: &Recording) -> Self {
        let mut profile = Self::default();
        // ANCHOR: rule
        for (function, &all) in &all.functions {
            let gil = gil.functions.get(function).copied().unwrap_or(0).min(all);
            let running = running.functions.get(function).copied().unwrap_or(0).clamp(gil, all);
            profile.gil += gil;
            if 5 * gil >= all {
                profile.for_gil += all - gil;
            } else if 2 * running >= all {
                profile.native += running - gil;
                profile.waiting += all - running;
            } else {
                // What runs here is the short way into the wait and out of it.
                profile.waiting += all - gil;
            }
        }
        // ANCHOR_END: rule
        profile
    }

    /// How many samples these are.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.gil + self.native + self.waiting + self.for_gil
    }

    /// What one of `tasks` tasks does, if they share all of it evenly. Waiting for the GIL is not part of any: it depends on the
    /// strategy. Whether the time with the GIL was Python or native code, py-spy does not tell; here it is Python.
    #[must_use]
    pub fn task(&self, tasks: u32, rate: u32) -> Task {
        #[expect(clippy::cast_precision_loss, reason = "nobody takes 2^52 samples")]
        let each = |samples: u64| Duration::from_secs_f64(samples as f64 / f64::from(rate)) / tasks;
        Task { python: each(self.gil), native: each(self.native), waiting: each(self.waiting), ..Task::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Profile, Recording};

    fn recording(functions: &[(&str, u64)]) -> Recording {
        Recording { functions: functions.iter().map(|&(name, count)| (name.to_owned(), count)).collect() }
    }

    #[test]
    fn each_function_is_judged_by_what_it_is_mostly_seen_doing() {
        let all = recording(&[("count", 200), ("hash", 200), ("ask", 200)]);
        let gil = recording(&[("count", 100), ("hash", 2)]);
        let running = recording(&[("count", 130), ("hash", 190), ("ask", 10)]);
        let profile = Profile::of(&all, &gil, &running);
        assert_eq!(profile, Profile { gil: 102, native: 188, waiting: 210, for_gil: 100 });
        assert_eq!(profile.samples(), 600);
    }

    #[test]
    fn recordings_of_different_lengths_do_not_count_below_zero() {
        let profile =
            Profile::of(&recording(&[("hash", 10)]), &recording(&[("hash", 30)]), &recording(&[("hash", 90)]));
        assert_eq!(profile, Profile { gil: 10, ..Profile::default() });
    }
}
