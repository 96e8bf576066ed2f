//! `cargo learn doctor`: what this machine has and lacks.

use crate::problem::Problem;
use crate::{Answer, Session};

/// Looks at the machine.
///
/// # Errors
///
/// When Ctrl-C was pressed.
pub fn doctor(_session: &Session, _quick: bool) -> Result<Answer, Problem> {
    todo!()
}
