//! How much of the machine others use while something is measured.
//!
//! # Keeps true
//!
//! What this program and its children use is never counted as others'. Where the system does not say, the answer is `None`, not 0.
//!
//! Linux counts in hundredths of a second, which is too coarse for a program that runs for 50 ms. So a sample is judged by at least the
//! [`WINDOW`] before its end:
//!
//! ```text
//!   readings   │    │      │  │   │        a reading after each sample; in it: all processors' idle time, and the time that we used
//!                   ├──────1 s+───┤        the last sample is short: the window begins at the reading before that second
//! ```

#[cfg(target_os = "linux")]
use rustix::process::{WaitOptions, getpid, set_child_subreaper, wait};

use std::collections::VecDeque;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

/// The shortest time over which load is told.
pub const WINDOW: Duration = Duration::from_secs(1);

/// A second's parts in which Linux counts processor time, on every architecture (`USER_HZ`).
const TICKS: f64 = 100.0;

#[derive(Debug, Clone, Copy)]
struct Reading {
    at: Instant,
    /// How many processors there are.
    cores: f64,
    /// Seconds for which they were idle since the machine started, all together.
    idle: f64,
    /// Seconds of those that we and our ended children have used.
    ours: f64,
}

/// What was read so far, as far back as it is needed.
#[derive(Debug, Default)]
pub struct Load {
    readings: VecDeque<Reading>,
    /// Whether the processes that our programs leave behind become our children.
    adopts: bool,
}

impl Load {
    /// Also counts what is started by our programs and outlives them for a moment, such as a forkserver: this process becomes the parent of
    /// such orphans, and waits for them. So it must not wait for any other child at the same time.
    #[must_use]
    pub fn adopting() -> Load {
        #[cfg(target_os = "linux")]
        let adopts = set_child_subreaper(Some(getpid())).is_ok();
        #[cfg(not(target_os = "linux"))]
        let adopts = false;
        Load { adopts, ..Load::default() }
    }

    /// Looks for a second how busy the machine is, in cores.
    pub fn before_the_run(&mut self) -> Option<f64> {
        let start = Instant::now();
        self.readings.push_back(read()?);
        thread::sleep(WINDOW);
        self.others(start)
    }

    /// How many cores others used since `start`, or in the last second if that is longer.
    pub fn others(&mut self, start: Instant) -> Option<f64> {
        if self.adopts {
            wait_for_orphans();
        }
        let now = read()?;
        let start = now.at.checked_sub(WINDOW).map_or(start, |second_ago| start.min(second_ago));
        // The window begins at the last reading that is not after its start.
        while self.readings.get(1).is_some_and(|second| second.at <= start) {
            self.readings.pop_front();
        }
        let first = self.readings.front().copied();
        self.readings.push_back(now);
        between(first?, now)
    }
}

/// The time of a child counts as ours from when it was waited for. Orphans end when they see that their program has gone.
fn wait_for_orphans() {
    #[cfg(target_os = "linux")]
    {
        let deadline = Instant::now() + Duration::from_millis(200);
        // An error means that there is no child left.
        while let Ok(ended) = wait(WaitOptions::NOHANG) {
            if ended.is_none() {
                if Instant::now() > deadline {
                    return;
                }
                thread::sleep(Duration::from_millis(1));
            }
        }
    }
}

fn between(first: Reading, last: Reading) -> Option<f64> {
    let seconds = last.at.duration_since(first.at).as_secs_f64();
    let others = last.cores * seconds - (last.idle - first.idle) - (last.ours - first.ours);
    // Below 0 where the two counts do not tick together.
    (seconds > 0.0).then(|| (others / seconds * 100.0).round().max(0.0) / 100.0)
}

/// Linux only. Others say how busy the whole machine is, too, but not in the same units how much of that our children were.
fn read() -> Option<Reading> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let (cores, idle) = idle(&fs::read_to_string("/proc/stat").ok()?)?;
    let ours = used(&fs::read_to_string("/proc/self/stat").ok()?)?;
    Some(Reading { at: Instant::now(), cores, idle: idle / TICKS, ours: ours / TICKS })
}

/// `proc_stat(5)`: a line for all processors, with user, nice, system, idle and iowait first; then one for each. The kernel measures idle time, but
/// only samples what a busy processor does; so all that is not idle is busy, also what is stolen outside of this virtual machine.
fn idle(stat: &str) -> Option<(f64, f64)> {
    let mut lines = stat.lines().take_while(|line| line.starts_with("cpu"));
    let numbers: Vec<f64> = lines.next()?.split_whitespace().skip(1).map_while(|word| word.parse().ok()).collect();
    let [idle, waiting] = numbers.get(3..5)? else { return None };
    Some((lines.map(|_| 1.0).sum(), idle + waiting))
}

/// `proc_pid_stat(5)`: fields 14 to 17 are our own user and system time, and those of our children that have ended. The name, field 2, stands
/// in brackets and may itself have blanks.
fn used(stat: &str) -> Option<f64> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    fields.get(11..15)?.iter().map(|field| field.parse::<f64>().ok()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_for_a_disk_is_idle_too() {
        let stat = "cpu  100 20 30 900 40 4 5 6 7 8\ncpu0 1 1 1 1\ncpu1 1 1 1 1\nintr 5\n";
        assert_eq!(idle(stat), Some((2.0, 940.0)));
        assert_eq!(idle("cpu  100 20\n"), None);
    }

    #[test]
    fn a_program_whose_name_has_blanks_and_brackets_is_read() {
        assert_eq!(used("17 (a (b) c) R 1 2 3 4 5 6 7 8 9 10 30 4 500 6 20 0"), Some(540.0));
    }

    #[test]
    fn what_we_used_is_not_others() {
        let at = Instant::now();
        let first = Reading { at, cores: 4.0, idle: 100.0, ours: 50.0 };
        let last = Reading { at: at + Duration::from_secs(2), idle: 104.0, ours: 53.5, ..first };
        assert_eq!(between(first, last), Some(0.25));
        assert_eq!(between(first, Reading { ours: 57.0, ..last }), Some(0.0));
    }
}
