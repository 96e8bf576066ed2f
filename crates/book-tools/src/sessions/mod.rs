//! The book's pictures of the terminal are what `cargo learn` shows today.
//!
//! `book/drawings/drawings.toml` tells what a learner does, as `[[session]]`: the keys that they press, the files that they save,
//! what they wait for, and when to take a picture. Each session is played with the real watcher, in a pseudo-terminal.
//!
//! ```text
//!   drawings.toml ─▶ script (what to do) ─▶ play (does it) ─▶ pictures
//!                                             │
//!                    course_copy: the folder that it is done in
//! ```
//!
//! # Keeps true
//!
//! - It all happens in a copy of the course, where nobody has solved anything: a learner's own files are not even read.
//! - A session that cannot be played is an error, and never a picture that is left as it was.
//! - No picture shows what differs from run to run: measured seconds are masked by `…`.

mod course_copy;
mod play;
mod script;

use std::path::PathBuf;

use anyhow::{Context, Result};
use toml::Table;

use crate::book::Book;

/// The pictures of every `[[session]]` in `table`, each with the file in `book/drawings` that it belongs in.
///
/// # Errors
///
/// A session is not as it should be, the copy of the course could not be made or built, there is no pseudo-terminal, or the screen
/// never showed what was waited for.
pub fn pictures(book: &Book, table: &Table) -> Result<Vec<(PathBuf, String)>> {
    let sessions = script::read(table)?;
    if sessions.is_empty() {
        return Ok(Vec::new());
    }
    let stage = play::Stage::set(book)?;
    let mut pictures = Vec::new();
    for (number, session) in (1..).zip(&sessions) {
        let taken =
            stage.play(session).with_context(|| format!("session {number} of drawings.toml cannot be played"))?;
        pictures.extend(taken.into_iter().map(|(file, svg)| (book.root().join("drawings").join(file), svg)));
    }
    Ok(pictures)
}
