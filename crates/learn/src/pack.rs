//! `cargo learn pack`: the course with all that it builds on.

use crate::problem::Problem;
use crate::{Answer, Session};
use std::path::Path;

/// Makes the folder, and builds its first exercise without a network.
///
/// # Errors
///
/// When the folder cannot be made, or its check fails.
pub fn pack(_session: &Session, _folder: &Path) -> Result<Answer, Problem> {
    todo!()
}
