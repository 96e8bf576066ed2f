//! Runs a program in every schedule, and asks of each whether it can be explained.

use crate::explain::{Simple, explains};
use crate::history::{History, shown};
use interleave::Model;
use interleave::failure::Kind;
use interleave::proptest::collection::vec;
use interleave::proptest::prelude::prop_oneof;
use interleave::proptest::strategy::{Strategy, ValueTree};
use interleave::proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use std::fmt::Debug;
use std::real;
use std::thread;
use std::time::Duration;

/// What each thread calls, one call after the other.
pub type Program<C> = Vec<Vec<C>>;

/// What is under test, or a broken copy of it.
pub trait Object: Send + Sync + 'static {
    /// What it is held beside.
    type Simple: Simple<Call: Send + Sync, Answer: Send> + Send + Sync + 'static;
    /// Makes the call.
    fn call(&self, call: &<Self::Simple as Simple>::Call) -> <Self::Simple as Simple>::Answer;
}

/// What came of a program.
#[derive(Debug)]
pub enum Verdict {
    /// Each schedule is explained by some order of the calls.
    Explained,
    /// Of this one there is no explanation.
    Not(String),
    /// The search did not come to an end. That is neither.
    Undecided(String),
}

/// Runs `program` on a `new` object in every schedule, beside `simple`.
pub fn all_schedules<O: Object>(
    program: &Program<<O::Simple as Simple>::Call>,
    simple: &O::Simple,
    new: impl Fn() -> O + Send + Sync + 'static,
) -> Verdict {
    let threads = program.len();
    // Outside of the model: it lives through all schedules.
    let history = real::sync::Arc::new(History::default());
    // Nobody is woken for no reason here: that makes ten times as many schedules, and the tests of the steps have it.
    let model = Model::new().preemptions(2).early_returns(0).budget(Duration::from_secs(60));
    let verdict = model.check({
        let (program, simple, history) = (program.clone(), simple.clone(), real::sync::Arc::clone(&history));
        move || {
            history.begin();
            let object = new();
            thread::scope(|scope| {
                let run = |thread: usize| {
                    let (calls, history, object) = (&program[thread], &history, &object);
                    move || calls.iter().for_each(|call| history.record(thread, call, || object.call(call)))
                };
                (1..threads).for_each(|thread| drop(scope.spawn(run(thread))));
                run(0)();
            });
            let events = history.until_now();
            assert!(explains(&simple, threads, &events), "no order explains{}", shown(&events));
        }
    });
    let Err(failure) = verdict else { return Verdict::Explained };
    match failure.kind {
        // The history ends where nobody could go on.
        Kind::Deadlock if explains(simple, threads, &history.until_now()) => Verdict::Explained,
        Kind::Deadlock => Verdict::Not(format!("no order explains why it blocks{}", shown(&history.until_now()))),
        Kind::Assertion | Kind::Panic | Kind::ChildPanic | Kind::DataRace | Kind::Leak => {
            Verdict::Not(format!("{}: {}", failure.kind, failure.message))
        }
        kind => Verdict::Undecided(format!("{kind}: {}", failure.message)),
    }
}

/// Tries random programs: `usual` of them, or as many as `THREADING_PROGRAMS` says. What is undecided is not passed.
pub fn holds<P: Debug>(usual: u32, programs: impl Strategy<Value = P>, property: impl Fn(P) -> Verdict) {
    let cases = std::env::var("THREADING_PROGRAMS").map_or(usual, |count| count.parse().expect("a number"));
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let tried = runner.run(&programs, |program| match property(program) {
        Verdict::Explained => Ok(()),
        Verdict::Not(why) | Verdict::Undecided(why) => Err(TestCaseError::fail(why)),
    });
    tried.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Whether one of the first `most` programs tells a copy from what is right. They are the same in each run, so that it is no luck.
pub fn is_rejected<P: Debug>(most: usize, programs: impl Strategy<Value = P>, property: impl Fn(P) -> Verdict) -> bool {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    (0..most).any(|_| {
        let program = programs.new_tree(&mut runner).expect("nothing is filtered").current();
        let shown = format!("{program:?}");
        match property(program) {
            Verdict::Explained => false,
            Verdict::Not(_) => true,
            Verdict::Undecided(why) => panic!("{why}: {shown}"),
        }
    })
}

/// Two threads with up to three of these calls each, or three with up to two.
pub fn programs_of<C: Clone + Debug>(call: impl Strategy<Value = C> + Clone) -> impl Strategy<Value = Program<C>> {
    let [two, three] = [(2, 3), (3, 2)].map(|(threads, most)| vec(vec(call.clone(), 1..=most), threads));
    prop_oneof![two, three]
}
