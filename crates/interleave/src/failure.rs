//! Why a model failed.

use crate::record::Record;
use crate::replay::Code;

/// The kind of a failure. Its name is what reports, `cargo learn` and a wrong variant's first line say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An `assert!` did not hold in some schedule.
    Assertion,
    /// Something else panicked: an index, an `unwrap`, an overflow.
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
    /// A thread goes round in a loop and nothing changes: it lets nobody else run, or waits for what never comes.
    Spin,
    /// The same schedule did something else the second time.
    NotRepeatable,
    /// A model's type was used where no model runs.
    OutsideModel,
    /// More threads than a model can have.
    TooManyThreads,
    /// The model met no choice at all, so it checked nothing that a plain test would not.
    OneSchedule,
    /// Nothing happened in the model for a while: a real lock, a real sleep, an endless loop.
    Hang,
    /// The search could not be ended: out of time, or beyond what the model can follow.
    Undecided,
}

impl Kind {
    /// All kinds, in the order above.
    pub const ALL: [Kind; 14] = [
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
    ];

    /// The name, as it is written everywhere.
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
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A schedule in which a model failed.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What went wrong.
    pub kind: Kind,
    /// The program's own words: the panic's message, or what is left, or what was refused. Empty where the kind says all.
    pub message: String,
    /// Where it panicked, if that is in the program: file and line.
    pub at: Option<(String, u32)>,
    /// Who failed: an index into the record's threads.
    pub thread: usize,
    /// What the failing execution did.
    pub record: Record,
    /// A data race: the earlier of the two accesses, an index into the record's events.
    pub collides_with: Option<usize>,
    /// A leak: what was left, indices into the record's objects.
    pub left: Vec<usize>,
    /// How it was found.
    pub search: Search,
    /// How to find it again, if that is possible.
    pub code: Option<Code>,
}

impl Failure {
    /// A failure that no schedule shows.
    pub(crate) fn without_record(kind: Kind, message: &str, at: Option<(String, u32)>) -> Self {
        Failure {
            kind,
            message: message.to_owned(),
            at,
            thread: 0,
            record: Record::default(),
            collides_with: None,
            left: Vec::new(),
            search: Search::default(),
            code: None,
        }
    }
}

/// How far a search had come.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search {
    /// How many schedules were tried in the last round, the failing one included.
    pub schedules: usize,
    /// The round's bound: how often a thread may be stopped while it could go on. No smaller bound finds a failure, so it
    /// is the fewest, in loom's way of counting, which with three threads or more may be one higher (see the crate's limits).
    pub preemptions: usize,
    /// Whether loads could return older values than the newest.
    pub weak_memory: bool,
    /// Whether some thread came back early: a time-out at once, a wake-up for no reason, a weak exchange that failed.
    pub early: bool,
}
