//! What is said about the progress file.

use super::path;
use std::io;
use std::path::Path;

/// The file was no progress file.
pub fn set_aside(aside: &Path) -> String {
    format!(
        "Your progress could not be read, since the file is damaged. It is kept as {}. No exercise is lost: what you solved is \
         judged anew when you come to it.",
        path(aside)
    )
}

/// The file was written by a later version of the course.
pub fn newer(file: &Path) -> String {
    format!(
        "{} was written by a newer version of this course, so it is left alone and nothing is noted in it. Bring the course up \
         to date: git pull",
        path(file)
    )
}

/// The file is there and cannot be read.
pub fn cannot_read(file: &Path, error: &io::Error) -> String {
    format!("Your progress in {} cannot be read ({error}), and nothing is noted. Look who owns the file.", path(file))
}

/// The file cannot be written.
pub fn cannot_write(file: &Path, error: &io::Error) -> String {
    let next = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "The disk is full: make room.",
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "A file stands where a folder should be: move it away."
        }
        _ => "Look who owns the folder.",
    };
    format!("The verdict stands, but it could not be noted in {} ({error}). {next}", path(file))
}
