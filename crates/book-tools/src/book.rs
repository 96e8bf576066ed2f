//! The book on disk, and how it is built.
//!
//! # Keeps true
//!
//! Building never writes into `src/`: a file that SUMMARY.md names and nobody wrote is an error, not an empty page.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use mdbook_driver::MDBook;

use crate::complaints;
use crate::directives::Course;

/// The folder that holds `book.toml`. The course's other folders (`crates`, `exercises`) lie beside it.
#[derive(Debug, Clone)]
pub struct Book {
    root: PathBuf,
}

/// One written page, as its author wrote it.
#[derive(Debug, Clone)]
pub struct Page {
    /// The Markdown file, below `src/`.
    pub file: PathBuf,
    /// Its text, with the include lines still in it.
    pub text: String,
}

/// What one build left behind besides the site.
#[derive(Debug)]
pub struct Built {
    /// The written pages in the book's order. Drafts have no page.
    pub pages: Vec<Page>,
    /// What mdBook did not like and went on all the same.
    pub complaints: Vec<String>,
}

impl Book {
    /// The book in `root`.
    ///
    /// # Errors
    ///
    /// `root` holds no `book.toml`.
    pub fn at(root: &Path) -> Result<Book> {
        let root = std::path::absolute(root)?;
        ensure!(
            root.join("book.toml").is_file(),
            "{} holds no book.toml.\n  next: name the book's folder with `--book DIR`",
            root.display()
        );
        Ok(Book { root })
    }

    /// The book of the course that `inside` belongs to: the nearest folder above it that holds `book/book.toml`.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn find(inside: &Path) -> Result<Book> {
        let course = inside.ancestors().find(|folder| folder.join("book/book.toml").is_file());
        let course = course.with_context(|| {
            format!(
                "no folder from {} upwards holds book/book.toml.\n  next: go to the course's folder, or name the book's with `--book DIR`",
                inside.display()
            )
        })?;
        Book::at(&course.join("book"))
    }

    /// The folder of `book.toml`.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the course: where `exercises/` lies.
    #[must_use]
    pub fn course(&self) -> &Path {
        self.root.parent().unwrap_or(&self.root)
    }

    /// Where `cargo book build` puts the site.
    #[must_use]
    pub fn site(&self) -> PathBuf {
        self.root.join("html")
    }

    /// Builds the book into the folder `site`, which is emptied first.
    ///
    /// # Errors
    ///
    /// mdBook could not build: a page of SUMMARY.md is missing, `book.toml` is not valid, a file could not be written.
    pub fn build_into(&self, site: &Path) -> Result<Built> {
        let (pages, complaints) = complaints::heard(|| self.make(site));
        Ok(Built { pages: pages?, complaints })
    }

    fn make(&self, site: &Path) -> Result<Vec<Page>> {
        let mut book = MDBook::load(&self.root).context("the book cannot be read")?;
        book.config.build.build_dir = site.to_path_buf();
        // In place of the command of the same name in book.toml, which would start this program once more.
        book.with_preprocessor(Course);
        book.build().context("the book cannot be built")?;
        let source = book.source_dir();
        book.book
            .chapters()
            .filter_map(|chapter| chapter.source_path.clone())
            .map(|file| {
                let text = fs::read_to_string(source.join(&file))
                    .with_context(|| format!("the page {} cannot be read", file.display()))?;
                Ok(Page { file, text })
            })
            .collect()
    }
}
