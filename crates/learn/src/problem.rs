//! What keeps a command from answering: a wrong id, a broken course, a machine without cargo.
//!
//! A learner's mistake is never a `Problem`; that is a verdict. The sentences stand in [`crate::words::problems`].

/// One problem, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The exit code that it ends the command with.
    pub code: u8,
    /// What happened.
    pub says: String,
    /// What to do about it.
    pub next: String,
}

/// Exit code: everything asked for is solved, or was done.
pub const DONE: u8 = 0;
/// Exit code: an exercise is not solved yet.
pub const NOT_YET: u8 = 1;
/// Exit code: the command was not understood, or names no exercise.
pub const USAGE: u8 = 2;
/// Exit code: something is wrong with the course or the machine.
pub const BROKEN: u8 = 3;
/// Exit code: Ctrl-C.
pub const INTERRUPTED: u8 = 130;
