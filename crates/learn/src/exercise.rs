//! One exercise and its files.
//!
//! # Keeps true
//!
//! A file is read when it is needed, and one that cannot be read is a [`Problem`] that says how to get it back.

use crate::manifest::Manifest;
use crate::problem::Problem;
use crate::review::numbers;
use crate::words::problems;
use std::fs;
use std::path::{Path, PathBuf};

/// One exercise.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// What its Cargo.toml says.
    pub about: Manifest,
    /// The chapter that it belongs to.
    pub chapter: String,
    /// Its folder, below the workspace's.
    pub folder: PathBuf,
    /// The folder of its stub and its solutions, below the workspace's.
    pub solutions: PathBuf,
    /// The number of the review that this is, from 1; `None` for the exercise itself.
    pub review: Option<usize>,
    root: PathBuf,
}

/// A test that check.rs promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The function's name.
    pub name: String,
    /// Whether it runs a model, and so must leave a report.
    pub is_model: bool,
}

impl Exercise {
    /// Reads the metadata of `exercises/<chapter>/<name>`.
    ///
    /// # Errors
    ///
    /// When it has none, or names that do not fit the folder's.
    pub fn read(root: &Path, chapter: &str, name: &str) -> Result<Exercise, Problem> {
        let folder = Path::new("exercises").join(chapter).join(name);
        let manifest = root.join(&folder).join("Cargo.toml");
        if !manifest.is_file() {
            return Err(problems::no_manifest(&folder));
        }
        let about = Manifest::read(&manifest).map_err(|error| problems::bad_manifest(&folder, &error))?;
        let expected_id = name.split('-').next().unwrap_or(name);
        if about.package != name || about.id != expected_id {
            return Err(problems::wrong_name(&folder, &about.package, &about.id));
        }
        let solutions = Path::new("solutions").join(chapter).join(name);
        Ok(Exercise { about, chapter: chapter.to_owned(), folder, solutions, review: None, root: root.to_owned() })
    }

    /// The folder of the workspace that it belongs to.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The same exercise, asked for another time: with a file of its own, so that the learner's solution stays as it is.
    pub fn for_review(&self, number: usize) -> Exercise {
        Exercise { review: Some(number), ..self.clone() }
    }

    /// The command that judges it.
    pub fn command(&self) -> String {
        format!("cargo learn {} {}", if self.review.is_some() { "review" } else { "check" }, self.about.id)
    }

    /// The learner's file, below the workspace's folder.
    pub fn file(&self) -> PathBuf {
        let folder = match self.review {
            Some(number) => Path::new(".learn").join("review").join(&self.about.package).join(number.to_string()),
            None => self.folder.clone(),
        };
        folder.join("src").join("lib.rs")
    }

    /// The learner's text.
    ///
    /// # Errors
    ///
    /// When the file is missing, cannot be read, or is not UTF-8.
    pub fn text(&self) -> Result<String, Problem> {
        read(&self.root, &self.file()).map_err(|error| problems::no_source(self, &error))
    }

    /// The text as the course shipped it; for a review with that review's numbers.
    ///
    /// # Errors
    ///
    /// When stub.rs cannot be read.
    pub fn stub(&self) -> Result<String, Problem> {
        let path = self.solutions.join("stub.rs");
        let stub = read(&self.root, &path).map_err(|error| problems::course_file(&path, &error))?;
        Ok(match self.review {
            Some(number) => numbers::for_review(&stub, number),
            None => stub,
        })
    }

    /// Whether the learner's file is still the one that was shipped.
    ///
    /// # Errors
    ///
    /// When one of the two cannot be read.
    pub fn is_untouched(&self) -> Result<bool, Problem> {
        Ok(self.text()? == self.stub()?)
    }

    /// The text of its check.
    ///
    /// # Errors
    ///
    /// When check.rs cannot be read.
    pub fn check_text(&self) -> Result<String, Problem> {
        let path = self.folder.join("check.rs");
        read(&self.root, &path).map_err(|error| problems::course_file(&path, &error))
    }

    /// Whether the learner's text asks for something to be printed, which cargo can show. A file that cannot be read asks for
    /// nothing, and cargo does not build the file of a review.
    pub fn prints(&self) -> bool {
        if self.review.is_some() {
            return false;
        }
        let text = self.text().unwrap_or_default();
        ["print!(", "println!(", "dbg!("].iter().any(|call| text.contains(call))
    }

    /// The hints, each a level.
    ///
    /// # Errors
    ///
    /// When hints.md cannot be read or has no level.
    pub fn hints(&self) -> Result<Vec<String>, Problem> {
        let path = self.folder.join("hints.md");
        let text = read(&self.root, &path).map_err(|error| problems::course_file(&path, &error))?;
        let text = format!("\n{}", text.replace("\r\n", "\n"));
        let levels: Vec<String> =
            text.split("\n## ").skip(1).filter_map(|level| Some(level.split_once('\n')?.1.trim().to_owned())).collect();
        if levels.is_empty() { Err(problems::no_hints(&path)) } else { Ok(levels) }
    }

    /// The tests that check.rs promises.
    ///
    /// # Errors
    ///
    /// When check.rs cannot be read or has no test.
    pub fn tests(&self) -> Result<Vec<Expected>, Problem> {
        let tests = expected_tests(&self.check_text()?);
        if tests.is_empty() { Err(problems::no_tests(&self.folder.join("check.rs"))) } else { Ok(tests) }
    }

    /// The title of the page to read: its first heading, or the file's name in words while the page is not written.
    pub fn page_title(&self) -> String {
        let page = self.root.join("book").join("src").join(&self.about.page);
        let text = fs::read_to_string(page).unwrap_or_default();
        let heading = text.lines().find_map(|line| line.strip_prefix("# "));
        let stem = Path::new(&self.about.page).file_stem().unwrap_or_default().to_string_lossy();
        heading.map_or_else(|| stem.replace('-', " "), str::to_owned)
    }
}

/// The names after each `#[test]` line, in order.
pub fn expected_tests(text: &str) -> Vec<Expected> {
    let marked = text.split("#[test]").skip(1).zip(text.split("#[test]"));
    // A `#[test]` in a comment or a string does not stand alone on its line.
    let tests = marked.filter(|(_, before)| before.rsplit('\n').next().unwrap_or_default().trim().is_empty());
    tests
        .filter_map(|(body, _)| {
            let (name, _) = body.split_once("fn ")?.1.split_once('(')?;
            let calls = |call| body.contains(call);
            let is_model = calls("interleave::model(")
                || calls("interleave::sequential(")
                || (calls("Model::new()") && calls(".run("));
            Some(Expected { name: name.trim().to_owned(), is_model })
        })
        .collect()
}

fn read(root: &Path, path: &Path) -> std::io::Result<String> {
    fs::read_to_string(root.join(path))
}

#[cfg(test)]
mod tests {
    use super::expected_tests;

    #[test]
    fn tests_are_found_in_the_order_of_the_file() {
        let text = "
/// Says `#[test]` in passing.
#[test]
fn sequential() { assert!(true) }

// #[test]
// fn switched_off() {}
    #[test]
    #[allow(warnings)]
    fn modelled() {
        interleave::model(|| {});
    }
";
        let found: Vec<_> = expected_tests(text).into_iter().map(|test| (test.name, test.is_model)).collect();
        assert_eq!(found, [("sequential".to_owned(), false), ("modelled".to_owned(), true)]);
    }
}
