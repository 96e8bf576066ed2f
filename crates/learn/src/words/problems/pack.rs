//! A pack could not be made.

use super::broken;
use crate::problem::{Problem, USAGE};
use crate::words::path;
use std::path::Path;

/// A pack inside of what is packed.
pub fn pack_inside(folder: &Path) -> Problem {
    let says = format!("{} lies inside the course, and would be packed into itself.", path(folder));
    Problem { code: USAGE, says, next: "name a folder beside the course, for instance ../unlocked-packed".into() }
}

/// The packages could not be fetched.
pub fn cannot_vendor(errors: &str) -> Problem {
    broken(
        format!("The source of a package could not be had. cargo says:\n\n{}\n\n", errors.trim()),
        "run `cargo fetch` while there is a network, then the same command again",
    )
}

/// What was packed does not build by itself.
pub fn pack_does_not_build(errors: &str) -> Problem {
    broken(
        format!(
            "What was packed does not build by itself, so it was removed again. cargo says:\n\n{}\n\n",
            errors.trim()
        ),
        "cargo learn doctor (whether the course builds here); if it does, this is a fault of the course",
    )
}
