//! When something was changed that a build reads: so `cargo book` knows when to build again.
//!
//! # Keeps true
//!
//! All of it is looked at: the book's folder (pages, questions, labs, time lines, concepts, theme) without the built site, what the pages include from
//! elsewhere, and the Cargo.toml of each exercise, which cards and tables show.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use walkdir::WalkDir;

use crate::book::Book;
use crate::exercise;

/// The youngest change among the files that a build reads, and how many files there are: one that was removed makes nothing younger. `included` are
/// those that the pages include.
///
/// To look at a few hundred files costs about a millisecond, works the same on every system and on network disks, and needs no library.
#[must_use]
pub fn newest_change(book: &Book, included: &[PathBuf]) -> (Option<SystemTime>, usize) {
    let site = book.site();
    let own = WalkDir::new(book.root()).into_iter().filter_entry(|entry| entry.path() != site);
    let own = own.flatten().map(walkdir::DirEntry::into_path);
    // A folder that cannot be read holds nothing that could be shown; the build tells why.
    let exercises = exercise::folders(book.course()).unwrap_or_default();
    let exercises = exercises.into_iter().map(|folder| folder.join("Cargo.toml"));
    let files = own.chain(exercises).chain(included.iter().cloned());
    let changes: Vec<SystemTime> = files.filter_map(|file| fs::metadata(file).ok()?.modified().ok()).collect();
    (changes.iter().max().copied(), changes.len())
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::*;

    /// A course with one file of each kind that a build reads.
    struct Course {
        folder: tempfile::TempDir,
        book: Book,
    }

    const READ: [&str; 8] = [
        "book/book.toml",
        "book/src/page.md",
        "book/src/questions.toml",
        "book/concepts.toml",
        "book/labs/two-locks.toml",
        "book/timelines/convoy.toml",
        "book/theme/course.css",
        "exercises/gil/g01-one/Cargo.toml",
    ];
    const INCLUDED: &str = "crates/gil/src/lib.rs";

    impl Course {
        fn new() -> Course {
            let folder = tempfile::tempdir().unwrap();
            for file in READ.iter().chain(&[INCLUDED, "book/html/index.html", "crates/gil/src/other.rs"]) {
                let file = folder.path().join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, "").unwrap();
            }
            let book = Book::at(&folder.path().join("book")).unwrap();
            Course { folder, book }
        }

        fn path(&self, file: &str) -> PathBuf {
            self.folder.path().join(file)
        }

        fn newest_change(&self) -> (Option<SystemTime>, usize) {
            newest_change(&self.book, &[self.path(INCLUDED)])
        }
    }

    /// Gives `file` the time of the next save, without waiting for it.
    fn saved(file: &Path, after: SystemTime) {
        fs::File::options().write(true).open(file).unwrap().set_modified(after + Duration::from_secs(1)).unwrap();
    }

    #[test]
    fn whatever_a_build_reads_is_noticed_when_it_is_saved() {
        let course = Course::new();
        for file in READ.iter().chain(&[INCLUDED]) {
            let before = course.newest_change();
            saved(&course.path(file), before.0.unwrap());
            assert_ne!(course.newest_change(), before, "{file}");
        }
    }

    #[test]
    fn what_no_page_shows_and_the_built_site_are_not_looked_at() {
        let course = Course::new();
        let before = course.newest_change();
        saved(&course.path("book/html/index.html"), before.0.unwrap());
        saved(&course.path("crates/gil/src/other.rs"), before.0.unwrap());
        assert_eq!(course.newest_change(), before);
    }

    #[test]
    fn an_exercise_that_is_removed_or_new_is_noticed() {
        let course = Course::new();
        let before = course.newest_change();
        fs::rename(course.path("exercises/gil/g01-one"), course.path("g01-one")).unwrap();
        let without = course.newest_change();
        assert_eq!(without.1, before.1 - 1);
        fs::rename(course.path("g01-one"), course.path("exercises/gil/g01-one")).unwrap();
        assert_eq!(course.newest_change().1, before.1);
    }
}
