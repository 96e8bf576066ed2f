//! The progress file on disk: `.learn/progress.json` in the course's folder, which git does not see.
//!
//! # Keeps true
//!
//! At every moment the file is whole: the old one or the new one, also for a process that is killed half-way. Whoever changes
//! it holds the lock from reading to writing, so that of two programs neither undoes what the other noted.
//!
//! ```text
//!   lock ─▶ read ─▶ change ─▶ write progress.json.new ─▶ sync ─▶ rename over progress.json ─▶ unlock
//! ```

use super::{Progress, VERSION};
use crate::words::progress as words;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where progress is kept.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// What was found on disk.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The progress; an empty one if there was none that could be read.
    pub progress: Progress,
    /// Whether there was none: this learner is new.
    pub is_new: bool,
    /// What the learner should know about it.
    pub note: Option<String>,
    /// Whether the file is to stay as it is, since it cannot be understood or read.
    keep: bool,
}

impl Found {
    fn unreadable(note: String) -> Found {
        Found { progress: Progress::default(), is_new: false, note: Some(note), keep: true }
    }
}

impl Store {
    /// The store of the course in this folder.
    pub fn of(root: &Path) -> Store {
        Store { folder: root.join(".learn") }
    }

    /// The folder, which is ours alone.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn file(&self) -> PathBuf {
        self.folder.join("progress.json")
    }

    /// Reads the progress. Never fails: progress that cannot be read must not keep anybody from learning.
    pub fn read(&self) -> Found {
        let text = match fs::read(self.file()) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Found { progress: Progress::default(), is_new: true, note: None, keep: false };
            }
            Err(error) => return Found::unreadable(words::cannot_read(&self.file(), &error)),
        };
        let value = std::str::from_utf8(&text).ok().and_then(|text| jzon::parse(text).ok());
        match value {
            Some(value) if value["version"] == VERSION && value["solved"].is_object() => {
                Found { progress: Progress(value), is_new: false, note: None, keep: false }
            }
            Some(value) if value["version"].as_u64().is_some_and(|version| version > VERSION) => {
                Found::unreadable(words::newer(&self.file()))
            }
            _ => self.set_aside(),
        }
    }

    /// Moves a damaged file out of the way, where nobody overwrites it.
    fn set_aside(&self) -> Found {
        let day = humantime::format_rfc3339_seconds(SystemTime::now()).to_string().replace(':', "");
        let mut names = (1..).map(|copy: u32| match copy {
            1 => format!("progress.json.damaged-{day}"),
            _ => format!("progress.json.damaged-{day}-{copy}"),
        });
        let aside = names.find_map(|name| Some(self.folder.join(name)).filter(|path| !path.exists()));
        let aside = aside.expect("there are more numbers than files");
        match fs::rename(self.file(), &aside) {
            Ok(()) => Found {
                progress: Progress::default(),
                is_new: false,
                note: Some(words::set_aside(&aside)),
                keep: false,
            },
            // Another program was faster.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Found { progress: Progress::default(), is_new: false, note: None, keep: false }
            }
            Err(error) => Found::unreadable(words::cannot_read(&self.file(), &error)),
        }
    }

    /// Changes the progress on disk; what the learner should know is in the answer's note.
    pub fn update(&self, change: impl FnOnce(&mut Progress)) -> Found {
        // Where there can be no lock, two programs at once are the smaller harm.
        let _lock = self.lock();
        let mut found = self.read();
        let before = found.progress.clone();
        change(&mut found.progress);
        if !found.keep
            && (found.is_new || found.progress != before)
            && let Err(error) = self.write(&found.progress)
        {
            found.note = Some(words::cannot_write(&self.file(), &error));
        }
        found
    }

    /// Held until the answer is dropped, or the process ends in whatever way.
    fn lock(&self) -> io::Result<File> {
        fs::create_dir_all(&self.folder)?;
        let file = File::options().create(true).append(true).open(self.folder.join("lock"))?;
        file.lock()?;
        Ok(file)
    }

    fn write(&self, progress: &Progress) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let new = self.folder.join("progress.json.new");
        let mut file = File::create(&new)?;
        file.write_all(jzon::stringify_pretty(progress.0.clone(), 1).as_bytes())?;
        // Or a power cut could leave the new name with an empty file.
        file.sync_all()?;
        fs::rename(&new, self.file())
    }
}
