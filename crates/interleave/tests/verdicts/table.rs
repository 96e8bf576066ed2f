//! The two tables: `rejected!` and `accepted!`.

use interleave::Model;
use interleave::failure::Kind;
use std::time::Duration;

/// The search as a learner has it, but for its time: how busy the machine is must not decide a row.
fn model() -> Model {
    Model::new().budget(Duration::from_mins(1))
}

/// One test a row: `program: Kind, 1`, or `name: Kind, 1 => program` where several rows share a program.
///
/// The number is the fewest forced switches with which it fails. `early` behind it says that some thread must come back
/// early as well, and `old` that a load must return an old value. A row may say in a doc comment what somebody believes who
/// writes it, where the comment of its program does not.
macro_rules! rejected {
    ($($(#[$belief:meta])* $name:ident: $kind:ident, $switches:literal $($needs:ident)* $(=> $program:expr)?),+ $(,)?) => {
        mod rejected {
            #[allow(unused_imports)] // only the rows with a `=>` need them
            use super::*;
            $(
                $(#[$belief])*
                #[test]
                fn $name() {
                    let expected = (interleave::failure::Kind::$kind, concat!($switches $(, " ", stringify!($needs))*));
                    $crate::table::reject(expected, program!($name $(=> $program)?));
                }
            )+
        }
    };
}

/// One test a row: `program`, or `name => program`.
macro_rules! accepted {
    ($($(#[$idea:meta])* $name:ident $(=> $program:expr)?),+ $(,)?) => {
        mod accepted {
            #[allow(unused_imports)] // only the rows with a `=>` need them
            use super::*;
            $(
                $(#[$idea])*
                #[test]
                fn $name() {
                    $crate::table::accept(program!($name $(=> $program)?));
                }
            )+
        }
    };
}

macro_rules! program {
    ($name:ident) => {
        super::$name
    };
    ($name:ident => $program:expr) => {
        $program
    };
}

/// Panics unless the model rejects `program` as expected: its kind, and what the simplest failing schedule needs.
#[track_caller]
pub fn reject((kind, needs): (Kind, &str), program: impl Fn() + Send + Sync + 'static) {
    let Err(failure) = model().check(program) else { panic!("accepted, but must be rejected: {kind}") };
    assert_eq!(failure.kind, kind, "rejected for another reason: {}", failure.message);
    let early = if failure.search.early { " early" } else { "" };
    let old = if failure.search.weak_memory { " old" } else { "" };
    assert_eq!(
        format!("{}{early}{old}", failure.search.preemptions),
        needs,
        "the fewest forced switches, and more needs"
    );
}

/// Panics unless the model accepts `program`.
#[track_caller]
pub fn accept(program: impl Fn() + Send + Sync + 'static) {
    if let Err(failure) = model().check(program) {
        panic!("rejected, but must be accepted: {}: {}", failure.kind, failure.message);
    }
}
