//! What `cargo learn verify` says, to authors.

use crate::exercise::Exercise;
use crate::kind::Kind;
use crate::verdict::{Failure, Outcome};
use crate::verify::variant::Role;
use crate::words::path;
use std::time::Duration;

/// What should come of a variant.
pub fn expected(role: &Role) -> String {
    match role {
        Role::Stub => "compiles without a warning, does not pass".into(),
        Role::Solution | Role::Right { .. } => "solved".into(),
        Role::Wrong { test, kind, .. } => rejected(test, *kind),
    }
}

/// A test rejects a variant.
pub fn rejected(test: &str, kind: Kind) -> String {
    format!("{kind}, by {test}")
}

/// Nothing rejects a variant.
pub fn accepted() -> String {
    "accepted".into()
}

/// The compiler refuses a variant.
pub fn does_not_build(errors: &[String]) -> String {
    format!("it does not compile:\n{}", errors.join("\n"))
}

/// A stub with warnings.
pub fn stub_warns(warnings: &[String]) -> String {
    format!("a learner's first sight of it would be a warning:\n{}", warnings.join("\n"))
}

/// A stub that needs no work.
pub fn stub_passes() -> String {
    "its check passes before anything is done".into()
}

/// A stub whose check takes long.
pub fn stub_is_slow(took: Duration) -> String {
    format!("its verdict took {:.2} s, and a learner should see it within a second", took.as_secs_f32())
}

/// What should come of a stub, and how long that took, without the build.
pub fn within(expected: &str, took: Duration) -> String {
    format!("{expected}; verdict in {:.2} s", took.as_secs_f32())
}

/// A right variant that its check does not accept.
pub fn right_is_rejected(telling: Option<(&Outcome, &Failure)>) -> String {
    match telling {
        Some((outcome, failure)) => {
            format!("its check does not accept it: {}: {}", rejected(&outcome.test, failure.kind), failure.says)
        }
        None => "its check does not accept it".into(),
    }
}

/// A first line names a test that check.rs has not.
pub fn unknown_test(test: &str) -> String {
    format!("check.rs has no test `{test}`, which its first line names")
}

/// Rejected, but not for the stated reason.
pub fn other_kind(failure: &Failure) -> String {
    format!("that test fails with another kind: {} ({})", failure.kind, failure.says)
}

/// A wrong variant that the named test accepts.
pub fn wrong_passes(test: &str) -> String {
    format!("{test} passes, although the code is wrong")
}

/// A later run gave another row.
pub fn runs_differ(run: usize, happened: &str) -> String {
    format!("run {run} came out differently: {happened}")
}

/// An exercise with too few variants.
pub fn too_few(exercise: &Exercise, have: usize, side: &str, want: usize) -> String {
    format!("{} has {have} in {side}/ and should have {want} or more", exercise.about.id)
}

/// A learner has begun.
pub fn begun(exercise: &Exercise) -> String {
    format!("{} differs from its stub, as it does once somebody has begun", path(&exercise.file()))
}

/// The last line.
pub fn summary(rows: usize, defects: usize) -> String {
    match defects {
        0 => format!("{rows} variants tried: every check says what it should."),
        1 => format!("{rows} variants tried: 1 defect."),
        _ => format!("{rows} variants tried: {defects} defects."),
    }
}

/// The head of the Markdown table.
pub fn markdown_head() -> String {
    "| exercise | variant | misconception or design | verdict | by the test |\n|---|---|---|---|---|\n".into()
}
