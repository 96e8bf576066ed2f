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

/// A pack of a pack.
pub fn pack_of_a_pack() -> Problem {
    let says = "This course is a pack already, with all that it is built with.".into();
    Problem { code: USAGE, says, next: "copy its folder as it is".into() }
}

/// The packages could not be fetched.
pub fn cannot_vendor(errors: &str) -> Problem {
    let next = if super::is_full(errors) {
        "the disk is full: make room for about 1 GB, or name a folder on another disk"
    } else {
        "run `cargo fetch` while there is a network, then the same command again"
    };
    broken(format!("The source of a package could not be had. cargo says:\n\n{}\n\n", errors.trim()), next)
}

/// What was packed does not build by itself.
pub fn pack_does_not_build(errors: &str) -> Problem {
    let next = if super::is_full(errors) {
        "the disk is full: make room for about 1 GB, or name a folder on another disk"
    } else {
        "cargo learn doctor (whether the course builds here); if it does, this is a fault of the course"
    };
    let says = "What was packed does not build by itself, so it was removed again. cargo says:";
    broken(format!("{says}\n\n{}\n\n", errors.trim()), next)
}
