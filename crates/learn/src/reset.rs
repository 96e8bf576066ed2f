//! `cargo learn reset`: begin an exercise again.
//!
//! # Keeps true
//!
//! At every moment the learner's text is on disk: it is copied first, and only then does the shipped file take its name.

use crate::exercise::Exercise;
use crate::problem::{DONE, Problem};
use crate::words::{self, problems};
use crate::{Answer, Session};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Resets the exercise with this id.
///
/// # Errors
///
/// When there is no such exercise, or a file cannot be read or written.
pub fn reset(session: &Session, id: &str) -> Result<Answer, Problem> {
    let exercise = session.course.find(id)?;
    let kept = begin_again(exercise)?;
    Ok(Answer { text: session.screen.wrap(0, &words::was_reset(exercise, kept.as_deref())), code: DONE })
}

/// Puts the shipped file in the place of the learner's. The answer is where the learner's is kept, below the course's folder;
/// `None` if there was nothing to keep.
///
/// # Errors
///
/// When a file cannot be read or written; then the learner's file is as it was.
pub fn begin_again(exercise: &Exercise) -> Result<Option<PathBuf>, Problem> {
    let stub = exercise.stub()?;
    let file = exercise.root().join(exercise.file());
    let kept = match fs::read(&file) {
        Ok(bytes) if bytes == stub.as_bytes() => return Ok(None),
        Ok(bytes) => Some(keep(&file, &bytes).map_err(|error| problems::cannot_keep(&exercise.file(), &error))?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(problems::no_source(exercise, &error)),
    };
    let new = file.with_file_name("lib.rs.new");
    let written = fs::write(&new, stub).and_then(|()| fs::rename(&new, &file));
    written.map_err(|error| problems::cannot_write(&exercise.file(), &error))?;
    Ok(kept.map(|kept| exercise.file().with_file_name(kept)))
}

/// Writes the bytes beside the file, under a name that nothing else has.
fn keep(file: &Path, bytes: &[u8]) -> io::Result<String> {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    // 2026-11-23T08:15:00Z; Windows has no colons in names.
    let day = now.trim_end_matches('Z').replace('T', "-").replace(':', "");
    for copy in 1.. {
        let name = if copy == 1 { format!("kept-{day}.rs") } else { format!("kept-{day}-{copy}.rs") };
        match File::create_new(file.with_file_name(&name)) {
            Ok(mut kept) => {
                return match kept.write_all(bytes).and_then(|()| kept.sync_all()) {
                    Ok(()) => Ok(name),
                    Err(error) => {
                        // Half a copy is none, and the learner's own file is still there.
                        let _ = fs::remove_file(file.with_file_name(&name));
                        Err(error)
                    }
                };
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    unreachable!("there are more numbers than files")
}
