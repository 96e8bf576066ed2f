//! A plain `mdbook build book` gives the same book as `cargo book`: mdBook starts our preprocessor, which does what our own build does.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use book_tools::book::Book;
use mdbook_driver::MDBook;
use walkdir::WalkDir;

/// Every file below `folder`, by its path there.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| (entry.path().strip_prefix(folder).unwrap().to_owned(), fs::read(entry.path()).unwrap()))
        .collect()
}

#[test]
fn mdbook_alone_builds_the_same_book() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book");
    let (ours, plain) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    Book::at(&root).unwrap().build_into(ours.path()).unwrap();
    // What the program `mdbook` does with this folder.
    let mut mdbook = MDBook::load(&root).unwrap();
    mdbook.config.build.build_dir = plain.path().to_path_buf();
    mdbook.build().unwrap();
    let (ours, plain) = (files(ours.path()), files(plain.path()));
    let other: Vec<_> =
        ours.iter().filter(|(file, bytes)| plain.get(*file) != Some(bytes)).map(|(file, _)| file).collect();
    assert!(other.is_empty() && ours.len() == plain.len(), "other with mdBook alone: {other:?}");
}
