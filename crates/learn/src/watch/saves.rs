//! Notices that a file was saved.
//!
//! # Keeps true
//!
//! A save counts once, and only when the file has come to rest: editors write in several steps, or put a new file in the
//! place of the old one. While a file is young its text is compared, too: some file systems know time by the second only.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// How long a file must stay as it is after a change.
const REST: Duration = Duration::from_millis(12);

/// The file that is watched, and what was last seen of it.
#[derive(Debug, Default)]
pub struct Saves {
    file: PathBuf,
    seen: Seen,
    changed: Option<Instant>,
}

/// For how long after a save the time alone does not tell whether there was another one.
const YOUNG: Duration = Duration::from_secs(3);

/// A look at a file; empty while it is not there.
#[derive(Debug, Default)]
struct Seen {
    at: Option<SystemTime>,
    length: Option<u64>,
    /// Read only while the file is young.
    text: Option<Vec<u8>>,
}

impl Saves {
    /// From now on this file is watched, as it is now.
    pub fn watch(&mut self, file: &Path) {
        *self = Saves { file: file.to_owned(), seen: Seen::look(file), changed: None };
    }

    /// How long a change must rest until it counts as a save; `None` while there is none.
    pub fn rest(&self) -> Option<Duration> {
        self.changed.map(|_| REST)
    }

    /// Whether the file was saved since the last time that this said so.
    pub fn look(&mut self, now: Instant) -> bool {
        let seen = Seen::look(&self.file);
        if !seen.is_same(&self.seen) {
            self.changed = Some(now);
        }
        self.seen = seen;
        let rested = self.changed.is_some_and(|changed| now.duration_since(changed) >= REST);
        if rested {
            self.changed = None;
        }
        rested
    }
}

impl Seen {
    fn look(file: &Path) -> Seen {
        let about = fs::metadata(file).ok();
        let at = about.as_ref().and_then(|about| about.modified().ok());
        // A time in the future, from another machine's clock, is young.
        let is_young = at.is_some_and(|at| at.elapsed().map_or(true, |age| age < YOUNG));
        let text = if is_young { fs::read(file).ok() } else { None };
        Seen { at, length: about.map(|about| about.len()), text }
    }

    fn is_same(&self, other: &Seen) -> bool {
        let texts_differ = self.text.is_some() && other.text.is_some() && self.text != other.text;
        self.at == other.at && self.length == other.length && !texts_differ
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_save_in_many_steps_counts_once_and_only_when_it_has_come_to_rest() {
        let file = std::env::temp_dir().join(format!("learn-saves-{}.rs", std::process::id()));
        fs::write(&file, "old").unwrap();
        let mut saves = Saves::default();
        saves.watch(&file);
        let start = Instant::now();
        assert!(!saves.look(start));
        fs::remove_file(&file).unwrap();
        assert!(!saves.look(start), "it is between two states");
        fs::write(&file, "new").unwrap();
        assert!(!saves.look(start));
        assert!(saves.look(start + REST));
        assert!(!saves.look(start + REST + REST), "told once");
        fs::remove_file(&file).unwrap();
    }
}
