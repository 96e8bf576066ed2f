//! A copy of the course, in which a session may write.
//!
//! # Keeps true
//!
//! - Nothing is written outside of the copy.
//! - A file that is as it should be is not written again, so cargo builds again only what has changed.
//! - Each exercise in the copy is as the course ships it, whatever the learner has made of theirs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::{DirEntry, WalkDir};

/// What cargo and the watcher need of the course.
const PARTS: [&str; 7] = ["Cargo.toml", "Cargo.lock", ".cargo", "crates", "exercises", "solutions", "book/src"];

/// Makes `copy` what `course` is as shipped, and forgets all progress in it.
pub fn make(course: &Path, copy: &Path) -> Result<()> {
    let mut wanted = BTreeSet::new();
    for part in PARTS {
        for entry in WalkDir::new(course.join(part)).into_iter().filter_entry(is_shipped) {
            let entry = entry.with_context(|| format!("{part} of the course cannot be read"))?;
            if entry.file_type().is_file() {
                let file = entry.path().strip_prefix(course).expect("the walk stays below its root").to_path_buf();
                let from = shipped(&file).map(|stub| course.join(stub)).filter(|stub| stub.is_file());
                let from = from.unwrap_or_else(|| entry.path().to_path_buf());
                let text = fs::read(&from).with_context(|| format!("{} cannot be read", from.display()))?;
                write(&copy.join(&file), &text)?;
                wanted.insert(file);
            }
        }
    }
    remove_others(copy, &wanted)
}

/// Writes `text` to `file`, unless it is there already.
pub fn write(file: &Path, text: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|now| now == text) {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(Path::new(""));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(file, text));
    written.with_context(|| format!("{} cannot be written", file.display()))
}

/// Where the shipped text of an exercise's `src/lib.rs` is kept.
fn shipped(file: &Path) -> Option<PathBuf> {
    let exercise = file.strip_prefix("exercises").ok()?.to_str()?.replace('\\', "/");
    Some(Path::new("solutions").join(exercise.strip_suffix("/src/lib.rs")?).join("stub.rs"))
}

/// Whether an entry belongs to the course, and is not what cargo built or `reset` kept.
fn is_shipped(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name != "target" && !(name.starts_with("kept-") && name.ends_with(".rs"))
}

/// Removes what an older course, or the last session, has left.
fn remove_others(copy: &Path, wanted: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in WalkDir::new(copy) {
        let entry = entry.context("the copy of the course cannot be read")?;
        let file = entry.path().strip_prefix(copy).expect("the walk stays below its root");
        if entry.file_type().is_file() && !wanted.contains(file) {
            fs::remove_file(entry.path()).with_context(|| format!("{} cannot be removed", entry.path().display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINE: &str = "exercises/gil/g02/src/lib.rs";

    /// A course whose learner has begun the one exercise.
    fn course() -> tempfile::TempDir {
        let course = tempfile::tempdir().unwrap();
        let files = [
            ("Cargo.toml", "[workspace]"),
            ("Cargo.lock", ""),
            (".cargo/config.toml", ""),
            ("crates/gil/src/lib.rs", "//! gil"),
            (MINE, "// mine"),
            ("exercises/gil/g02/src/kept-2026-11-23.rs", "// mine, too"),
            ("exercises/gil/g02/check.rs", "// check"),
            ("solutions/gil/g02/stub.rs", "// shipped"),
            ("book/src/SUMMARY.md", "# Summary"),
            (".learn/progress.json", "{}"),
        ];
        for (file, text) in files {
            write(&course.path().join(file), text.as_bytes()).unwrap();
        }
        course
    }

    #[test]
    fn what_a_learner_has_begun_is_as_shipped_in_the_copy_and_untouched_in_the_course() {
        let (course, copy) = (course(), tempfile::tempdir().unwrap());
        make(course.path(), copy.path()).unwrap();
        assert_eq!(fs::read_to_string(copy.path().join(MINE)).unwrap(), "// shipped");
        assert_eq!(fs::read_to_string(course.path().join(MINE)).unwrap(), "// mine");
        assert!(copy.path().join("exercises/gil/g02/check.rs").is_file());
        assert!(!copy.path().join("exercises/gil/g02/src/kept-2026-11-23.rs").exists());
    }

    #[test]
    fn what_a_session_has_left_is_gone_before_the_next_one() {
        let (course, copy) = (course(), tempfile::tempdir().unwrap());
        make(course.path(), copy.path()).unwrap();
        write(&copy.path().join(".learn/progress.json"), b"{}").unwrap();
        write(&copy.path().join(MINE), b"// the session's").unwrap();
        make(course.path(), copy.path()).unwrap();
        assert!(!copy.path().join(".learn/progress.json").exists());
        assert_eq!(fs::read_to_string(copy.path().join(MINE)).unwrap(), "// shipped");
    }

    #[test]
    fn a_file_that_is_as_it_should_be_is_not_written_again() {
        let (course, copy) = (course(), tempfile::tempdir().unwrap());
        make(course.path(), copy.path()).unwrap();
        let file = copy.path().join("crates/gil/src/lib.rs");
        let mut rights = fs::metadata(&file).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&file, rights).unwrap();
        let before = fs::metadata(&file).unwrap().modified().unwrap();
        make(course.path(), copy.path()).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before);
    }
}
