//! Why a test did not pass, in one or two words.
//!
//! # Keeps true
//!
//! The names are those that `interleave` writes into its reports (a test compares the two lists), and one more: `exit`.

use std::fmt;

/// The kind of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An `assert!` did not hold.
    Assertion,
    /// Something else panicked.
    Panic,
    /// A thread panicked, and the one who joined it (or nobody) took that for success.
    ChildPanic,
    /// A `todo!` was reached.
    Unfinished,
    /// No thread can go on.
    Deadlock,
    /// Two accesses to the same data, one of them a write, and nothing orders them.
    DataRace,
    /// Something was still alive when all threads had ended.
    Leak,
    /// A loop waits for another thread without letting it run.
    Spin,
    /// The same schedule did something else the second time.
    NotRepeatable,
    /// A model's type was used where no model runs.
    OutsideModel,
    /// More threads than a model can have.
    TooManyThreads,
    /// The model met no choice at all, so it checked nothing that a plain test would not.
    OneSchedule,
    /// The test did not end in its time.
    Hang,
    /// The search could not be ended.
    Undecided,
    /// The test's process ended before the test did: a call of `exit`, or a crash. Only `cargo learn` sees this one.
    Exit,
}

impl Kind {
    /// All kinds, in the order above.
    pub const ALL: [Kind; 15] = [
        Kind::Assertion,
        Kind::Panic,
        Kind::ChildPanic,
        Kind::Unfinished,
        Kind::Deadlock,
        Kind::DataRace,
        Kind::Leak,
        Kind::Spin,
        Kind::NotRepeatable,
        Kind::OutsideModel,
        Kind::TooManyThreads,
        Kind::OneSchedule,
        Kind::Hang,
        Kind::Undecided,
        Kind::Exit,
    ];

    /// The name, as reports and the first lines of wrong variants write it.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Assertion => "assertion",
            Kind::Panic => "panic",
            Kind::ChildPanic => "child panic",
            Kind::Unfinished => "unfinished",
            Kind::Deadlock => "deadlock",
            Kind::DataRace => "data race",
            Kind::Leak => "leak",
            Kind::Spin => "spin",
            Kind::NotRepeatable => "not repeatable",
            Kind::OutsideModel => "outside a model",
            Kind::TooManyThreads => "too many threads",
            Kind::OneSchedule => "one schedule",
            Kind::Hang => "hang",
            Kind::Undecided => "undecided",
            Kind::Exit => "exit",
        }
    }

    /// The kind of that name, if there is one.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn the_names_are_those_that_interleave_writes() {
        let theirs = include_str!("../../interleave/src/failure.rs");
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Exit) {
            let arm = format!("=> \"{kind}\",");
            assert!(theirs.contains(&arm), "interleave has no kind that is called `{kind}`");
        }
        assert_eq!(theirs.matches("=> \"").count(), Kind::ALL.len() - 1, "interleave has a kind that is missing here");
    }

    #[test]
    fn a_name_leads_back_to_its_kind() {
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
        assert_eq!(Kind::named("dead lock"), None);
    }
}
