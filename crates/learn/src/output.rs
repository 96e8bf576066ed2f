//! What the printed output of a test's process tells: whether libtest called it passed, and the first panic.
//!
//! # Keeps true
//!
//! Output is never proof by itself: a pass also needs exit code 0, and a model's report ([`crate::run`]).
//!
//! # Not covered
//!
//! A program that sets out to cheat can print what libtest prints. This command is for learners who judge themselves.

use crate::kind::Kind;
use crate::verdict::{Failure, Place};

/// Whether libtest's own line says that the test passed.
pub fn says_passed(output: &str, test: &str) -> bool {
    // Not at the start of a line: what the test printed last may lack its end of line.
    let line = format!("test check::{test} ... ok");
    output.lines().any(|printed| printed.ends_with(&line))
}

/// The first panic in the output, in the words of whoever panicked. Later ones are mostly its echoes: a poisoned lock, a
/// failed join.
///
/// `source` gives a line of source, so that an `assert!` with a message of its own is known as one.
pub fn first_panic(output: &str, source: impl Fn(&Place) -> Option<String>) -> Option<Failure> {
    let panics: Vec<(Place, String)> = panics(output);
    let todo = panics.iter().find(|(_, message)| todo_text(message).is_some());
    let (place, message) = todo.or(panics.first())?;
    let place = Place { text: source(place).unwrap_or_default(), ..place.clone() };
    let (kind, says) = match todo_text(message) {
        Some(text) => (Kind::Unfinished, text.to_owned()),
        None if is_assertion(message, &place) => (Kind::Assertion, message.clone()),
        None => (Kind::Panic, message.clone()),
    };
    Some(Failure { kind, says, place: Some(place), found: None })
}

/// All panics, as the standard library's hook prints them: `thread … panicked at FILE:LINE:COLUMN:`, then the message.
fn panics(output: &str) -> Vec<(Place, String)> {
    let mut panics = Vec::new();
    let mut lines = output.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(place) = panicked_at(line) else { continue };
        let mut message = Vec::new();
        while let Some(line) = lines.next_if(|line| !ends_message(line)) {
            message.push(line);
        }
        panics.push((place, message.join("\n").trim_end().to_owned()));
    }
    panics
}

/// The place in a line `thread 'name' (1234) panicked at src/lib.rs:12:5:`.
fn panicked_at(line: &str) -> Option<Place> {
    let (thread, place) = line.split_once(" panicked at ")?;
    if !thread.contains("thread '") {
        return None;
    }
    // From the end, since a path on Windows has a colon of its own.
    let mut parts = place.strip_suffix(':')?.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some(Place { file: parts.next()?.to_owned(), line, column, text: String::new() })
}

fn ends_message(line: &str) -> bool {
    line.starts_with("note: run with `RUST_BACKTRACE")
        || panicked_at(line).is_some()
        || line.starts_with("test check::")
        || line == "stack backtrace:"
}

/// What a `todo!` asks for, if the message is that of a `todo!` or an `unimplemented!`.
fn todo_text(message: &str) -> Option<&str> {
    let rest = message.strip_prefix("not yet implemented").or_else(|| message.strip_prefix("not implemented"))?;
    Some(rest.trim_start_matches(':').trim())
}

fn is_assertion(message: &str, place: &Place) -> bool {
    let called = place.text.get(place.column.saturating_sub(1)..).unwrap_or_default();
    message.starts_with("assert") || called.starts_with("assert") || called.starts_with("debug_assert")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHILD: &str = "
running 1 test
hello
thread '<unnamed>' (12) panicked at exercises/gil/g02/src/lib.rs:3:9:
two steps
were lost
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

thread 'check::it' (11) panicked at exercises/gil/g02/check.rs:5:1:
a scoped thread panicked
test check::it ... FAILED
";

    #[test]
    fn the_line_of_libtest_counts_even_behind_a_half_printed_line() {
        assert!(says_passed("running 1 test\nprogress 99 %test check::it ... ok\n", "it"));
        assert!(!says_passed("test check::it ... FAILED\n", "it"));
        assert!(!says_passed("test check::it_too ... ok\n", "it"));
        assert!(!says_passed("test result: ok. 1 passed\n", "it"));
    }

    #[test]
    fn the_first_panic_is_told_and_not_its_echo() {
        let failure = first_panic(CHILD, |_| None).unwrap();
        assert_eq!(failure.kind, Kind::Panic);
        assert_eq!(failure.says, "two steps\nwere lost");
        let place = failure.place.unwrap();
        assert_eq!((place.file.as_str(), place.line, place.column), ("exercises/gil/g02/src/lib.rs", 3, 9));
    }

    #[test]
    fn an_assert_with_words_of_its_own_is_known_by_its_source() {
        let failure = first_panic(CHILD, |_| Some("        assert!(steps == 2, \"two steps\");".into())).unwrap();
        assert_eq!(failure.kind, Kind::Assertion);
    }

    #[test]
    fn a_todo_anywhere_means_unfinished() {
        let output = CHILD.replace("a scoped thread panicked", "not yet implemented: wake one waiter");
        let failure = first_panic(&output, |_| None).unwrap();
        assert_eq!((failure.kind, failure.says.as_str()), (Kind::Unfinished, "wake one waiter"));
    }

    #[test]
    fn a_path_of_windows_keeps_its_colon() {
        let place = panicked_at(r"thread 'main' (1) panicked at C:\course\src\lib.rs:7:13:").unwrap();
        assert_eq!((place.file.as_str(), place.line), (r"C:\course\src\lib.rs", 7));
    }
}
