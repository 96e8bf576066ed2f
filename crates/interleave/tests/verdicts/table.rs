//! The two tables: `rejected!` and `accepted!`.

use interleave::Model;
use interleave::failure::Kind;

/// One test a row: `program: Kind`, or `name: Kind => program` where several rows share a program.
macro_rules! rejected {
    ($($name:ident: $kind:ident $(=> $program:expr)?),+ $(,)?) => {
        mod rejected {
            #[allow(unused_imports)] // only the rows with a `=>` need them
            use super::*;
            $(
                #[test]
                fn $name() {
                    $crate::table::reject(interleave::failure::Kind::$kind, program!($name $(=> $program)?));
                }
            )+
        }
    };
}

/// One test a row: `program`, or `name => program`.
macro_rules! accepted {
    ($($name:ident $(=> $program:expr)?),+ $(,)?) => {
        mod accepted {
            #[allow(unused_imports)] // only the rows with a `=>` need them
            use super::*;
            $(
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

/// Panics unless the model rejects `program` with `kind`.
#[track_caller]
pub fn reject(kind: Kind, program: impl Fn() + Send + Sync + 'static) {
    match Model::new().check(program) {
        Ok(_) => panic!("accepted, but must be rejected: {kind}"),
        Err(failure) => assert_eq!(failure.kind, kind, "rejected for another reason: {}", failure.message),
    }
}

/// Panics unless the model accepts `program`.
#[track_caller]
pub fn accept(program: impl Fn() + Send + Sync + 'static) {
    if let Err(failure) = Model::new().check(program) {
        panic!("rejected, but must be accepted: {}: {}", failure.kind, failure.message);
    }
}
