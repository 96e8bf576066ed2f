//! Files that live as long as one run: what the tests print, and what their models report.

use crate::problem::Problem;
use crate::words;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// A folder of its own for one run, inside cargo's target folder. Dropping it removes it.
pub struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// Makes the folder, beside the built check.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn new(binary: &Path) -> Result<Scratch, Problem> {
        // Relaxed: only that the numbers differ matters, and that an atomic gives by itself.
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Relaxed);
        let folder = learn_folder(binary).join("run").join(format!("{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|error| words::problems::cannot_write(&folder, &error))?;
        Ok(Scratch { folder })
    }

    /// The path of a file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Makes an empty file.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn create(&self, path: &Path) -> Result<File, Problem> {
        File::create(path).map_err(|error| words::problems::cannot_write(path, &error))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed lies in the target folder and goes with `cargo clean`.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder that is ours inside cargo's target folder: `<target>/<profile>/deps/check-123` → `<target>/learn`.
pub fn learn_folder(binary: &Path) -> PathBuf {
    let target = binary.ancestors().nth(3).unwrap_or(binary);
    target.join("learn")
}

/// A file's text, of a long file only both ends, and nothing of a file that is not there.
///
/// # Errors
///
/// Those of reading, except that the file is missing.
pub fn read_ends(path: &Path) -> io::Result<String> {
    const END: u64 = 1 << 20;
    let mut file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(String::new()),
        file => file?,
    };
    let length = file.metadata()?.len();
    let mut bytes = Vec::new();
    file.by_ref().take(END).read_to_end(&mut bytes)?;
    file.seek(SeekFrom::Start(length.saturating_sub(END).max(bytes.len() as u64)))?;
    file.take(END).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
