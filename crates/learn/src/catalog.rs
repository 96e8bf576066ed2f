//! The exercises as they lie on disk.
//!
//! # Keeps true
//!
//! Every exercise of a [`Course`] has its metadata, and an id that no other has.

use crate::exercise::Exercise;
use crate::problem::Problem;
use crate::words::problems;
use std::fs;
use std::path::{Path, PathBuf};
use strsim::levenshtein;

/// The chapters in the order in which they are read.
pub const CHAPTERS: [&str; 9] =
    ["start", "gil", "threading", "multiprocessing", "asyncio", "futures", "native", "free", "strategy"];

/// All exercises, in the order in which they are done.
#[derive(Clone, Debug)]
pub struct Course {
    /// The workspace's folder.
    pub root: PathBuf,
    /// The exercises.
    pub exercises: Vec<Exercise>,
}

/// The folder of the course: the nearest around `start` that has exercises, else the one that this program was built in.
///
/// # Errors
///
/// When neither is there.
pub fn find_course(start: &Path, built_in: &Path) -> Result<PathBuf, Problem> {
    let is_course = |folder: &&Path| folder.join("exercises").is_dir() && folder.join("Cargo.toml").is_file();
    let found = start.ancestors().find(is_course).or_else(|| built_in.ancestors().find(is_course));
    found.map(Path::to_owned).ok_or_else(|| problems::no_course(start))
}

impl Course {
    /// Reads the metadata of all exercises below `root`.
    ///
    /// # Errors
    ///
    /// At the first exercise without metadata, in no known chapter, or with an id that another one has.
    pub fn read(root: &Path) -> Result<Course, Problem> {
        let mut exercises: Vec<Exercise> = Vec::new();
        for chapter in folders(&root.join("exercises"))? {
            for name in folders(&root.join("exercises").join(&chapter))? {
                let exercise = Exercise::read(root, &chapter, &name)?;
                if !CHAPTERS.contains(&chapter.as_str()) {
                    return Err(problems::unknown_chapter(&chapter));
                }
                if let Some(other) = exercises.iter().find(|other| other.about.id == exercise.about.id) {
                    return Err(problems::duplicate_id(&exercise.about.id, &other.folder, &exercise.folder));
                }
                exercises.push(exercise);
            }
        }
        exercises.sort_by_key(|exercise| CHAPTERS.iter().position(|chapter| *chapter == exercise.chapter));
        if exercises.is_empty() {
            return Err(problems::no_exercises(root));
        }
        Ok(Course { root: root.to_owned(), exercises })
    }

    /// The exercise with this id, or with this folder name.
    ///
    /// # Errors
    ///
    /// When there is none; the nearest id is named.
    pub fn find(&self, name: &str) -> Result<&Exercise, Problem> {
        // A folder's path, as a shell completes it, names the exercise, too.
        let wanted = name.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase();
        let is_named = |exercise: &&Exercise| exercise.about.id == wanted || exercise.about.package == wanted;
        self.exercises.iter().find(is_named).ok_or_else(|| {
            let distance = |exercise: &Exercise| {
                let whole = levenshtein(&wanted, &exercise.about.id).min(levenshtein(&wanted, &exercise.about.package));
                if exercise.about.package.contains(&wanted) { 0 } else { whole }
            };
            let near = self.exercises.iter().min_by_key(|exercise| distance(exercise));
            // Nothing in common is no guess.
            let near = near.filter(|near| distance(near) < wanted.chars().count());
            problems::unknown_id(name, near.map(|near| near.about.id.as_str()))
        })
    }

    /// The exercise after this one.
    pub fn after(&self, exercise: &Exercise) -> Option<&Exercise> {
        let at = self.exercises.iter().position(|other| other.about.id == exercise.about.id)?;
        self.exercises.get(at + 1)
    }
}

/// The names of the folders in a folder, sorted; hidden ones left out.
fn folders(path: &Path) -> Result<Vec<String>, Problem> {
    let unreadable = |error| problems::cannot_read(path, &error);
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
