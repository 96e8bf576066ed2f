//! What a run has measured so far, on disk, so that an interrupted run goes on where it was.
//!
//! # Keeps true
//!
//! A sample that was taken is with the system before the next is begun: this program may be killed, the machine may not lose power. Each plan
//! has a journal of its own, so that no run undoes another's.
//! The file has whole lines only but for its end, and what stands there is cut off at the next start. Only one run is at work in a folder.
//!
//! ```text
//!   {"date":"2026-11-27"}                                                      when the run began
//!   {"round":1,"seconds":0.2,"sample":{"experiment":…,"contender":…,…}}        one a line
//!   {"round":1,"seconds":30.0,"failed":{"experiment":…,"why":…}}
//! ```

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use crate::machine::today;
use crate::plan::{Plan, Step};
use crate::record::{Missing, Sample};

#[derive(Serialize, Deserialize)]
struct Head {
    date: String,
}

/// One run of one program, as it came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1.
    pub round: u32,
    /// How long it took on the wall, start of the program and warm-up included.
    pub seconds: f64,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What came of one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Its numbers.
    Sample(Sample),
    /// The reason why there are none.
    Failed(Missing),
}

impl Outcome {
    /// Whose it is: the experiment's id and the contender.
    #[must_use]
    pub fn of(&self) -> (&str, &str) {
        match self {
            Outcome::Sample(sample) => (&sample.experiment, &sample.contender),
            Outcome::Failed(missing) => (&missing.experiment, &missing.contender),
        }
    }

    /// Its sample, if there is one.
    #[must_use]
    pub fn sample(self) -> Option<Sample> {
        if let Outcome::Sample(sample) = self { Some(sample) } else { None }
    }

    /// Why there is none.
    #[must_use]
    pub fn failed(self) -> Option<Missing> {
        if let Outcome::Failed(missing) = self { Some(missing) } else { None }
    }
}

/// The journal of one plan.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    lock: File,
    /// The day on which the run began.
    pub date: String,
    /// What was measured, first to last.
    pub entries: Vec<Entry>,
}

impl Journal {
    /// The journal of the plan called `plan` in this folder: what an interrupted run left, or an empty one.
    ///
    /// # Errors
    ///
    /// It cannot be read or written, another run has it, or what stands in it is no journal.
    pub fn open(folder: &Path, plan: &str, fresh: bool) -> Result<Journal> {
        fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        let lock = lock(&folder.join("lock"))?;
        let path = folder.join(format!("run-{plan}.jsonl"));
        let name = path.display().to_string();
        let cannot = || format!("{name} cannot be written, so nothing could be kept; nothing was run");
        let mut options = OpenOptions::new();
        let mut file = options.read(true).write(true).create(true).truncate(false).open(&path).with_context(cannot)?;
        let mut text = Vec::new();
        file.read_to_end(&mut text).with_context(|| format!("{name} cannot be read"))?;
        let whole = if fresh { 0 } else { text.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1) };
        let (date, entries) =
            parse(&text[..whole]).with_context(|| format!("{name} is no journal of a run: start anew with --fresh"))?;
        file.set_len(whole as u64).and_then(|()| file.seek(SeekFrom::End(0))).with_context(cannot)?;
        let mut journal = Journal { path, file, lock, date: today(), entries };
        match date {
            Some(date) => journal.date = date,
            None => journal.line(&Head { date: journal.date.clone() }).with_context(cannot)?,
        }
        Ok(journal)
    }

    /// Keeps one entry more.
    ///
    /// # Errors
    ///
    /// The disk is full, say. What was kept before stays.
    pub fn keep(&mut self, entry: Entry) -> Result<()> {
        let kept = self.entries.len();
        let name = self.path.display().to_string();
        self.line(&entry).with_context(|| {
            format!("{name} cannot be written; samples that are kept: {kept}; the same command goes on")
        })?;
        self.entries.push(entry);
        Ok(())
    }

    fn line(&mut self, what: &impl Serialize) -> Result<()> {
        let mut line = serde_json::to_string(what)?;
        line.push('\n');
        Ok(self.file.write_all(line.as_bytes())?)
    }

    /// Whether this pair gave no numbers once, and so is not tried again.
    #[must_use]
    pub fn has_failed(&self, experiment: &str, contender: &str) -> bool {
        let failed = self.entries.iter().filter(|entry| matches!(entry.outcome, Outcome::Failed(_)));
        failed.map(|entry| entry.outcome.of()).any(|of| of == (experiment, contender))
    }

    /// The steps of `plan` that are to do, in their order.
    #[must_use]
    pub fn left(&self, plan: &Plan) -> Vec<Step> {
        let kept: HashSet<_> = self.entries.iter().map(|entry| (entry.round, entry.outcome.of())).collect();
        let is_to_do = |step: &&Step| {
            let (experiment, runner) = plan.at(**step);
            let (experiment, contender) = (&*experiment.id, &*runner.to_string());
            !kept.contains(&(step.round, (experiment, contender))) && !self.has_failed(experiment, contender)
        };
        plan.steps.iter().filter(is_to_do).copied().collect()
    }

    /// Where it is kept.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes it: the run is complete, and the next one is a new one.
    ///
    /// # Errors
    ///
    /// Those of [`fs::remove_file`].
    pub fn remove(self) -> Result<()> {
        fs::remove_file(&self.path).with_context(|| format!("{} cannot be removed", self.path.display()))
    }
}

impl Drop for Journal {
    /// A program that is being started at this moment has a copy of the file, and closing ours would leave the lock to it.
    fn drop(&mut self) {
        // Where it cannot be unlocked, closing does it.
        let _ = self.lock.unlock();
    }
}

/// Two runs at once would measure each other.
fn lock(path: &Path) -> Result<File> {
    let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            bail!("another run of the lab is at work, and each would disturb the other: wait for its end")
        }
        // Some file systems have no locks; then nobody warns.
        Err(TryLockError::Error(_)) | Ok(()) => Ok(file),
    }
}

fn parse(text: &[u8]) -> Result<(Option<String>, Vec<Entry>)> {
    let text = std::str::from_utf8(text)?;
    let mut lines = text.lines();
    let Some(head) = lines.next() else { return Ok((None, Vec::new())) };
    let head: Head = serde_json::from_str(head).context("line 1")?;
    let entry =
        |(index, line): (usize, &str)| serde_json::from_str(line).with_context(|| format!("line {}", index + 2));
    Ok((Some(head.date), lines.enumerate().map(entry).collect::<Result<_>>()?))
}

#[cfg(test)]
mod tests;
