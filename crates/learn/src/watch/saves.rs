//! Notices that a file was saved.
//!
//! # Keeps true
//!
//! A save counts once, and only when the file has come to rest: editors write in several steps, or put a new file in the
//! place of the old one. The text itself is compared beside its time, since some file systems know time by the second only.

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

/// A look at a file; both `None` while it is not there.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    at: Option<SystemTime>,
    text: Option<Vec<u8>>,
}

impl Saves {
    /// From now on this file is watched, as it is now.
    pub fn watch(&mut self, file: &Path) {
        *self = Saves { file: file.to_owned(), seen: Seen::look(file), changed: None };
    }

    /// Whether the file was saved since the last time that this said so.
    pub fn look(&mut self, now: Instant) -> bool {
        let seen = Seen::look(&self.file);
        if seen != self.seen {
            self.seen = seen;
            self.changed = Some(now);
        }
        let rested = self.changed.is_some_and(|changed| now.duration_since(changed) >= REST);
        if rested {
            self.changed = None;
        }
        rested
    }
}

impl Seen {
    fn look(file: &Path) -> Seen {
        Seen { at: fs::metadata(file).and_then(|about| about.modified()).ok(), text: fs::read(file).ok() }
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
