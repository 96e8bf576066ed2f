//! `cargo learn pack`: the course and all that it builds on in one folder, for a room with a bad network.
//!
//! # Keeps true
//!
//! - The folder is ours: it must not be there before, and what was made of it is removed if anything fails.
//! - It is called good only after all of it was built with an empty cargo home and without a network.
//! - No learner's work is in it: each exercise is as the course ships it.
//!
//! ```text
//!   members: which packages ─▶ copy, trim their manifests ─▶ cargo vendor ─▶ proof: build it offline
//! ```

pub mod members;
mod proof;
pub mod trim;

use crate::exercise::Exercise;
use crate::problem::{DONE, Problem};
use crate::words::{pack as words, problems};
use crate::{Answer, Session, compile};
use members::Member;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The file that says what a pack is; it lies in no other course.
const NOTE: &str = "PACKED.txt";

/// Whether the course in this folder is a pack.
pub fn is_in(root: &Path) -> bool {
    root.join(NOTE).is_file()
}

/// The files of the course's own folder that are packed.
const TOP: [&str; 8] = [
    "Cargo.lock",
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "rustfmt.toml",
];

/// Makes the folder, and builds it without a network.
///
/// # Errors
///
/// When the folder is there already or lies inside the course, a file cannot be copied, a package cannot be fetched, what was
/// packed does not build, or Ctrl-C was pressed. Then nothing is left of the folder.
pub fn pack(session: &Session, folder: &Path) -> Result<Answer, Problem> {
    let root = &session.course.root;
    if is_in(root) {
        return Err(problems::pack_of_a_pack());
    }
    let cannot = |error| problems::cannot_write(folder, &error);
    let folder = resolved(&std::path::absolute(folder).map_err(cannot)?);
    if folder.starts_with(resolved(root)) {
        return Err(problems::pack_inside(&folder));
    }
    let mut pack = Pack::begin(folder)?;
    let members = members::of(session)?;
    pack.copy(session, &members)?;
    pack.vendor(session)?;
    let took = proof::build(session, &pack.folder)?;
    let has_book = pack.folder.join("book").join("html").join("index.html").is_file();
    let size = size(&pack.folder).map_err(|error| problems::cannot_read(&pack.folder, &error))?;
    pack.is_good = true;
    let text = words::packed(&pack.folder, size, session.course.exercises.len(), took, has_book);
    Ok(Answer { text: session.screen.wrap(0, &text), code: DONE })
}

/// The folder that is being made. Dropping it removes it, unless it is good.
struct Pack {
    folder: PathBuf,
    is_good: bool,
}

impl Pack {
    fn begin(folder: PathBuf) -> Result<Pack, Problem> {
        let parent = folder.parent().unwrap_or(&folder);
        fs::create_dir_all(parent).map_err(|error| problems::cannot_write(parent, &error))?;
        // Not `create_dir_all`: one that is there already is somebody's.
        fs::create_dir(&folder).map_err(|error| problems::not_overwritten(&folder, &error))?;
        Ok(Pack { folder, is_good: false })
    }

    /// Copies what a learner needs, and trims what names anything else.
    fn copy(&self, session: &Session, members: &[Member]) -> Result<(), Problem> {
        let root = &session.course.root;
        let exercises = &session.course.exercises;
        for name in TOP {
            self.file(root, Path::new(name))?;
        }
        for member in members.iter().filter(|member| !exercises.iter().any(|other| other.folder == member.folder)) {
            self.package(root, member)?;
        }
        for exercise in exercises {
            self.exercise(exercise)?;
        }
        // The pages: their titles, and the book as it was built, if it was.
        for folder in ["book/src", "book/html"] {
            self.tree(root, Path::new(folder))?;
        }
        let manifest = read(root, Path::new("Cargo.toml"))?;
        self.write(Path::new("Cargo.toml"), &trim::workspace(&manifest, members))?;
        self.write(Path::new(NOTE), &words::about_the_pack())
    }

    /// One package's folder; of one that is only built with, neither its tests nor what they need.
    fn package(&self, root: &Path, member: &Member) -> Result<(), Problem> {
        let path = member.folder.join("Cargo.toml");
        let manifest = read(root, &path)?;
        let parts = if member.with_tests { ["src", "tests", "examples"].as_slice() } else { &["src"] };
        for part in parts {
            self.tree(root, &member.folder.join(part))?;
        }
        self.write(&path, &if member.with_tests { manifest } else { trim::without_tests(&manifest) })
    }

    /// An exercise as it was shipped, and its solutions.
    fn exercise(&self, exercise: &Exercise) -> Result<(), Problem> {
        let root = exercise.root();
        for name in ["Cargo.toml", "check.rs", "test.rs", "hints.md"] {
            self.file(root, &exercise.folder.join(name))?;
        }
        self.tree(root, &exercise.solutions)?;
        self.write(&exercise.file(), &exercise.stub()?)
    }

    /// Fetches the source of all packages into `vendor`.
    fn vendor(&self, session: &Session) -> Result<(), Problem> {
        let mut command = compile::cargo(&self.folder);
        // Not `--locked`: of what only the left-out packages needed, the lock file must be rid. From where this machine has its
        // packages, which may be a mirror.
        command.args(["vendor", "--quiet", "--versioned-dirs", "--respect-source-config", "vendor"]);
        let output = compile::run_cargo(command, &session.caller_told(words::fetching()))?;
        if !output.status.success() {
            return Err(problems::cannot_vendor(&output.errors));
        }
        let path = Path::new(".cargo/config.toml");
        self.write(path, &trim::config(&read(&session.course.root, path).unwrap_or_default()))
    }

    fn write(&self, path: &Path, text: &str) -> Result<(), Problem> {
        let to = self.folder.join(path);
        let written = fs::create_dir_all(to.parent().unwrap_or(&to)).and_then(|()| fs::write(&to, text));
        written.map_err(|error| problems::cannot_write(&to, &error))
    }

    /// A file, if it is there.
    fn file(&self, root: &Path, path: &Path) -> Result<(), Problem> {
        let to = self.folder.join(path);
        let copied = fs::create_dir_all(to.parent().unwrap_or(&to)).and_then(|()| fs::copy(root.join(path), &to));
        match copied {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(problems::cannot_write(&to, &error)),
            _ => Ok(()),
        }
    }

    /// A folder with all that is in it, if it is there.
    fn tree(&self, root: &Path, path: &Path) -> Result<(), Problem> {
        let Ok(entries) = fs::read_dir(root.join(path)) else { return Ok(()) };
        for entry in entries {
            let entry = entry.map_err(|error| problems::cannot_read(path, &error))?;
            let below = path.join(entry.file_name());
            if entry.path().is_dir() { self.tree(root, &below)? } else { self.file(root, &below)? }
        }
        Ok(())
    }
}

impl Drop for Pack {
    fn drop(&mut self) {
        if !self.is_good {
            // What cannot be removed can be seen; the problem that led here is told.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// An absolute path without `..` and without links, as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    let there = plain.ancestors().find_map(|there| Some((there, there.canonicalize().ok()?)));
    match there {
        Some((there, real)) => real.join(plain.strip_prefix(there).unwrap_or(Path::new(""))),
        None => plain,
    }
}

fn read(root: &Path, path: &Path) -> Result<String, Problem> {
    fs::read_to_string(root.join(path)).map_err(|error| problems::course_file(path, &error))
}

/// The bytes of a folder.
fn size(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.path().is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}
