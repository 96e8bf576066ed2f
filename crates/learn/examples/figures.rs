//! The figures of the watcher, measured on this machine: what a learner waits for, and what it costs to leave it open.
//!
//! ```text
//! git clone . ../one && git clone . ../two && cargo run -p learn --example figures -- ../one ../two
//! ```
//!
//! It works on g02 of these two copies, and writes over its file. The same text is saved in one, which is watched, and checked in the
//! other, in turn, so that both meet the same machine. A figure above its limit ends it with exit code 1. On a machine that does
//! something else at the same time the figures say little.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use terminal::{CommandBuilder, Terminal};

const EXERCISE: &str = "exercises/gil/g02-two-holders/src/lib.rs";
const STUB: &str = "solutions/gil/g02-two-holders/stub.rs";
const SOLUTION: &str = "solutions/gil/g02-two-holders/solution.rs";
const RUNS: usize = 15;
const IDLE: Duration = Duration::from_secs(20);

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

struct Course {
    root: PathBuf,
    stub: String,
    solution: String,
}

impl Course {
    fn open(root: &Path) -> Result<Course> {
        let read = |file| fs::read_to_string(root.join(file));
        Ok(Course { root: root.to_owned(), stub: read(STUB)?, solution: read(SOLUTION)? })
    }

    /// Saves a wrong text or a right one, each time another.
    fn save(&self, run: usize) -> io::Result<&'static str> {
        let (text, verdict) =
            if run.is_multiple_of(2) { (&self.solution, "solved: all") } else { (&self.stub, "wrong: two threads") };
        fs::write(self.root.join(EXERCISE), format!("{text}// run {run}\n"))?;
        Ok(verdict)
    }

    fn learn(&self) -> PathBuf {
        let here = std::env::current_exe().unwrap_or_default();
        here.ancestors().nth(2).unwrap_or(&here).join(format!("learn{}", std::env::consts::EXE_SUFFIX))
    }

    fn watch(&self) -> Result<Terminal> {
        let mut command = CommandBuilder::new(self.learn());
        command.args(["watch", "g02"]);
        command.cwd(&self.root);
        command.env("TERM", "xterm-256color");
        Ok(Terminal::start(command, 100, 40)?)
    }
}

fn main() -> ExitCode {
    let copies: Vec<_> = std::env::args_os().skip(1).collect();
    let [one, two] = copies.as_slice() else {
        eprintln!("figures: name two copies of the course, whose g02 is written over");
        return ExitCode::from(2);
    };
    match measure(Path::new(one), Path::new(two)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("figures: {error}");
            ExitCode::from(3)
        }
    }
}

fn measure(one: &Path, two: &Path) -> Result<bool> {
    let (course, other) = (Course::open(one)?, Course::open(two)?);
    // The first build is no part of any figure.
    time_of_check(&other, 0)?;
    let mut watcher = course.watch()?;
    watcher.wait_for("not started:").or_else(|_| watcher.wait_for("h hint"))?;
    let (mut more, mut saves) = (Vec::new(), Vec::new());
    for run in 1..=RUNS {
        let check = time_of_check(&other, run)?;
        let since = Instant::now();
        let verdict = course.save(run)?;
        watcher.wait_for(verdict)?;
        saves.push(since.elapsed());
        more.push(since.elapsed().saturating_sub(check));
    }
    let limit = Duration::from_millis(50);
    let mut good = report("save to shown verdict, more than `check` (median of pairs)", median(more), limit);
    println!("    save to shown verdict: {} ms", median(saves).as_millis());
    good &= idle(&watcher)?;
    watcher.press("q")?;
    watcher.wait_for_end()?;
    let quits = (0..5).map(|_| time_of_quit(&course)).collect::<Result<Vec<_>>>()?;
    good &= report("q to the end, in an endless loop", median(quits), Duration::from_millis(200));
    for course in [course, other] {
        fs::write(course.root.join(EXERCISE), &course.stub)?;
    }
    Ok(good)
}

fn time_of_check(course: &Course, run: usize) -> Result<Duration> {
    course.save(run)?;
    let since = Instant::now();
    Command::new(course.learn()).args(["check", "g02"]).current_dir(&course.root).stdout(Stdio::null()).status()?;
    Ok(since.elapsed())
}

fn time_of_quit(course: &Course) -> Result<Duration> {
    let reached = course.root.join("reached");
    let _ = fs::remove_file(&reached);
    let body = format!(
        "pub fn take(&self) {{ std::fs::write({reached:?}, \"\").unwrap(); loop {{ std::hint::black_box(0); }}"
    );
    fs::write(course.root.join(EXERCISE), course.stub.replace("pub fn take(&self) {", &body))?;
    let mut watcher = course.watch()?;
    watcher.wait_until("the endless loop", |_| reached.exists())?;
    let since = Instant::now();
    watcher.press("q")?;
    watcher.wait_for_end()?;
    fs::remove_file(&reached)?;
    Ok(since.elapsed())
}

/// What a watcher costs that nobody touches.
#[cfg(target_os = "linux")]
fn idle(watcher: &Terminal) -> Result<bool> {
    let process = PathBuf::from(format!("/proc/{}", watcher.process_id().ok_or("the watcher has ended")?));
    let ticks = || -> Result<u64> {
        let stat = fs::read_to_string(process.join("stat"))?;
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        // utime and stime, the fields 14 and 15 of proc(5).
        Ok(after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum())
    };
    let before = ticks()?;
    std::thread::sleep(IDLE);
    // A tick is a hundredth of a second on every Linux that Rust runs on.
    let used = Duration::from_millis((ticks()? - before) * 10);
    let mut good = report("idle: CPU time in 20 s (1 % of a core)", used, IDLE / 100);
    let status = fs::read_to_string(process.join("status"))?;
    let kilobytes =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse().ok());
    let megabytes: u64 = kilobytes.unwrap_or(0_u64) / 1_000;
    good &= megabytes > 0 && megabytes < 30;
    println!("{} MB of memory, and should be under 30", megabytes);
    Ok(good)
}

#[cfg(not(target_os = "linux"))]
fn idle(_watcher: &Terminal) -> Result<bool> {
    println!("idle: not measured, since this system has no /proc");
    Ok(true)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn report(what: &str, took: Duration, limit: Duration) -> bool {
    println!("{what}: {} ms, and should be at most {}", took.as_millis(), limit.as_millis());
    took <= limit
}
