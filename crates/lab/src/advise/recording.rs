//! One recording by py-spy: how often which function was seen, by what `record --format raw` writes.
//!
//! A line is a stack and a count: `thread (1): main;run (a.py:3);work (a.py:9) 27`. Lines that begin with `#` are somebody's notes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

/// How often each function was at the end of a stack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recording {
    /// Functions of the program, such as `work (a.py)`. What only waits for the program's own threads is not among them.
    pub functions: BTreeMap<String, u64>,
}

/// Where a thread waits for work, for another thread, or for its own processes: that is no work, and no waiting for the world.
const OWN_WAITS: [&str; 4] = ["threading.py", "queue.py", "concurrent/futures/", "multiprocessing/"];

/// So many samples of one stack are more than a hundred threads have in a month.
const MOST: u64 = 1 << 40;

impl Recording {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// It cannot be read, or a line is no stack; the message says where, and how a recording is made.
    pub fn read(file: &Path) -> Result<Self> {
        let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let text = String::from_utf8(bytes).ok().filter(|text| !text.trim_start().starts_with(['{', '<', '[']));
        let Some(text) = text else {
            bail!(
                "{} is another format, or another tool's; record it again with py-spy record --format raw",
                file.display()
            );
        };
        let mut recording = Self::default();
        for (index, line) in text.lines().enumerate() {
            if !line.starts_with('#') && !line.trim().is_empty() {
                recording.add(line).with_context(|| {
                    let line: String = line.chars().take(60).collect();
                    format!(
                        "line {} of {} is no stack with a count: `{line}`\nmake a recording with: \
                         py-spy record --format raw --output FILE -- python3 program.py",
                        index + 1,
                        file.display()
                    )
                })?;
            }
        }
        Ok(recording)
    }

    fn add(&mut self, line: &str) -> Result<()> {
        let (stack, count) = line.rsplit_once(' ').context("there is no count")?;
        let count: u64 = count.parse().context("the count is no whole number")?;
        ensure!(count <= MOST, "nobody takes so many samples");
        // A stack that is not known has only its thread, or nothing at all.
        let frames: Vec<&str> = stack.split(';').filter(|frame| !is_owner(frame)).collect();
        let Some(last) = frames.last().filter(|frame| !frame.is_empty()) else { return Ok(()) };
        ensure!(last.ends_with(')'), "py-spy says in which file a function stands, as in `work (a.py:3)`");
        let imports = frames.iter().any(|frame| frame.starts_with("_find_and_load"));
        let file = last.rsplit_once('(').map_or("", |(_, place)| place);
        if !imports && !OWN_WAITS.iter().any(|wait| file.starts_with(wait)) {
            *self.functions.entry(without_line(last)).or_default() += count;
        }
        Ok(())
    }
}

/// Whether it is no function, but whose stack it is: `thread (1): Thread-1`, with --threads; `process 7:"python3 a.py"`, with --subprocesses.
fn is_owner(frame: &str) -> bool {
    frame.starts_with("thread (") || frame.starts_with("process ")
}

/// `work (a.py:9)` is `work (a.py)`.
fn without_line(frame: &str) -> String {
    match frame.rsplit_once(':') {
        Some((front, line)) if line.ends_with(')') => format!("{front})"),
        _ => frame.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Recording;

    fn of(lines: &[&str]) -> Recording {
        let mut recording = Recording::default();
        for line in lines {
            recording.add(line).unwrap();
        }
        recording
    }

    #[test]
    fn a_function_is_counted_over_its_lines_and_threads() {
        let recording = of(&[
            "thread (1): Thread-1;run (threading.py:9);work (a.py:3) 5",
            "thread (2);run (threading.py:9);work (a.py:4) 7",
            "work (a.py:4) 1",
        ]);
        assert_eq!(recording.functions.into_iter().collect::<Vec<_>>(), [("work (a.py)".to_owned(), 13)]);
    }

    #[test]
    fn importing_unknown_stacks_and_waits_for_own_threads_do_not_count() {
        let recording = of(&[
            " 3",
            "thread (1) 4",
            "<module> (a.py:1);_find_and_load (<frozen importlib._bootstrap>:1);<module> (socket.py:1) 9",
            "<module> (a.py:9);Thread.join (threading.py:1119) 300",
            "_worker (concurrent/futures/thread.py:81) 300",
        ]);
        assert_eq!(recording, Recording::default());
    }
}
