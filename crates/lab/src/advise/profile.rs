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
        let count = |recording: &Recording, function| recording.functions.get(function).copied().unwrap_or(0);
        let each =
            all.functions.iter().map(|(function, &all)| judged(all, count(gil, function), count(running, function)));
        each.fold(Self::default(), |sum, one| Self {
            gil: sum.gil + one.gil,
            native: sum.native + one.native,
            waiting: sum.waiting + one.waiting,
            for_gil: sum.for_gil + one.for_gil,
        })
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

// ANCHOR: rule
/// What one function does, by how often it was seen at all, with the GIL, and running.
fn judged(all: u64, gil: u64, running: u64) -> Profile {
    let gil = gil.min(all);
    let running = running.clamp(gil, all);
    if 5 * gil >= all {
        // It needs the GIL, so without it, it waits for it.
        Profile { gil, for_gil: all - gil, ..Profile::default() }
    } else if 2 * running >= all {
        Profile { gil, native: running - gil, waiting: all - running, ..Profile::default() }
    } else {
        // What runs here is the short way into the wait and out of it.
        Profile { gil, waiting: all - gil, ..Profile::default() }
    }
}
// ANCHOR_END: rule

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
