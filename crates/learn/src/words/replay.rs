//! What is said about a schedule that is shown again.

use crate::replay::code::Code;
use crate::words::path;
use std::path::Path;

/// The command that shows a failing schedule again.
pub fn again(code: &str) -> String {
    format!("replay: cargo learn replay {code}")
}

/// The sentence above a schedule that fails as it did.
pub fn fails_again(says: &str) -> String {
    format!("fails again: {says}")
}

/// What else can be done with it.
pub fn other_forms(code: &Code) -> String {
    let (id, schedule) = (&code.id, &code.schedule);
    format!(
        "step by step:  cargo learn replay {id}:{schedule} --step\nas a page:     cargo learn replay {id}:{schedule} --html FILE"
    )
}

/// How to go on, for somebody at a terminal.
pub fn press_enter() -> &'static str {
    "Enter shows the next step."
}

/// The schedule no longer fails.
pub fn mended(code: &Code, test: &str) -> String {
    format!(
        "mended: the schedule of {}:{} no longer fails, and nor does any other of {test}. Well done!",
        code.id, code.schedule
    )
}

/// A page was written.
pub fn page_written(file: &Path) -> String {
    format!("page: {} (open it in a browser; it needs no network)", path(file))
}
