//! One program, two standard libraries: every public method that the shadow std models is called by the same source on the
//! real std and inside a model, and gives the same.
//!
//! Each file in `calls` is included twice, in a module where `std` is one or the other.

/// The same files, on what `std` means in the module where this is used.
macro_rules! calls {
    ($($name:ident)*) => {
        $(pub mod $name {
            #[allow(unused_imports)] // not every file has a macro of std's
            use super::std;
            include!(concat!("calls/", stringify!($name), ".rs"));
        })*

        /// The calls of each file: a name, and what they gave.
        pub const ALL: &[(&str, fn() -> Vec<String>)] = &[$((stringify!($name), $name::calls)),*];
    };
}

macro_rules! both {
    ($($name:ident)*) => {
        mod real {
            extern crate std;
            calls!($($name)*);
        }

        mod shadow {
            extern crate interleave as std;
            calls!($($name)*);
        }

        $(
            #[test]
            fn $name() {
                let find = |all: &[(&str, fn() -> Vec<String>)]| {
                    all.iter().find(|(name, _)| *name == stringify!($name)).expect("it is in the list").1
                };
                let (real, shadow) = (find(real::ALL), find(shadow::ALL));
                let expected = real();
                interleave::sequential(move || assert_eq!(shadow(), expected));
            }
        )*
    };
}

both! { locks integers bools pointers fences cells barriers onces once_locks lazy_locks channels threads locals wakers }

/// The same library, on the real std: here `std` is that.
#[path = "../published/mod.rs"]
#[allow(dead_code)] // one thread alone does not use all of it
mod published;

#[test]
fn what_is_published_runs_on_the_real_std() {
    assert_eq!((published::counts_under_a_static_lock(), published::sends_a_word()), (2, "spam".to_owned()));
}

#[test]
fn one_half_is_real_and_one_is_the_shadow() {
    assert!(real::onces::name_of_once().starts_with("std::"));
    assert!(shadow::onces::name_of_once().starts_with("interleave::"));
}
