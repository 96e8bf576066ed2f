//! A code that leads to no schedule.

use crate::exercise::Exercise;
use crate::problem::{Problem, USAGE};
use crate::replay::code::Code;
use crate::words::path;

/// A text that is no code.
pub fn no_code(text: &str) -> Problem {
    let says = format!("`{text}` is no code. A code looks like g02:k3f-1p81-9f3tz.");
    Problem { code: USAGE, says, next: "copy it from the line `replay:` below a verdict".into() }
}

/// No test of the exercise has these first digits.
pub fn code_of_no_test(code: &Code, exercise: &Exercise) -> Problem {
    let says =
        format!("The code {}:{} is of no test in {}.", code.id, code.schedule, path(&exercise.folder.join("check.rs")));
    Problem { code: USAGE, says, next: format!("{} (it prints the code of what fails now)", exercise.command()) }
}

/// The test fails, but not as the code says.
pub fn other_version(code: &Code, exercise: &Exercise) -> Problem {
    let says = format!(
        "The code {}:{} belongs to another version of {}. What fails now is another schedule.",
        code.id,
        code.schedule,
        path(&exercise.file())
    );
    Problem { code: USAGE, says, next: format!("{} (it prints the code of what fails now)", exercise.command()) }
}
