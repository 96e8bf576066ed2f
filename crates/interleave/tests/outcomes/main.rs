//! The search against an enumerator that is too simple to be wrong: both must find the same ends of the same program.
//!
//! Programs are data (`program`). The enumerator (`naive`) tries every thread at every step, without a bound and without
//! leaving anything out. The model runs the same steps on this crate's locks and atomics (`modelled`), with a bound above
//! what any of the programs can use. All atomics are SeqCst, so the rounds with old values must add nothing.
//!
//! A model stops at its first failure. So of a program that can deadlock, the model must say so, and must not have seen an
//! end before that the enumerator does not know; of any other, the two sets must be equal.
//!
//! `INTERLEAVE_PROGRAMS=1000 cargo test -p interleave --test outcomes random` tries more programs than a plain `cargo test`, and `bound`
//! in place of `random` the bounds. Not both at once: each search that begins again leaves a thread asleep (`src/worker.rs`).

#[macro_use]
extern crate interleave as std;
extern crate interleave as core;

mod modelled;
mod naive;
mod program;

use interleave::proptest::prelude::*;
use interleave::proptest::test_runner::{Config, TestRunner};
use program::{Program, Step::*};

/// How many random programs a plain `cargo test` tries.
const PROGRAMS: u32 = 60;

fn compare(program: &Program) -> Result<(), TestCaseError> {
    let expected = naive::ends(program);
    let found = modelled::ends(program).map_err(TestCaseError::fail)?;
    prop_assert_eq!(found.deadlocks, expected.deadlocks, "a deadlock");
    if expected.deadlocks {
        prop_assert!(found.ends.is_subset(&expected.ends), "an end that cannot be: {:?}", found.ends);
    } else {
        prop_assert_eq!(found.ends, expected.ends);
    }
    Ok(())
}

/// A model with a bound sees at least what its bound promises (`naive::bounded_ends`).
fn compare_bounded(program: &Program, forced: usize) -> Result<(), TestCaseError> {
    if naive::ends(program).deadlocks {
        return Ok(());
    }
    let expected = naive::bounded_ends(program, forced);
    let found = modelled::bounded_ends(program, forced).map_err(TestCaseError::fail)?;
    let missing: Vec<_> = expected.ends.difference(&found.ends).collect();
    prop_assert!(missing.is_empty(), "not seen with {forced} forced switches: {missing:?}");
    Ok(())
}

fn runner() -> TestRunner {
    let cases = std::env::var("INTERLEAVE_PROGRAMS").map_or(PROGRAMS, |count| count.parse().expect("a number"));
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

#[test]
fn random_programs_end_as_the_enumerator_says() {
    let tried = runner().run(&program::any(), |program| compare(&program));
    tried.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn a_bound_keeps_what_it_promises() {
    let tried = runner().run(&(program::any(), 0..3_usize), |(program, forced)| compare_bounded(&program, forced));
    tried.unwrap_or_else(|failure| panic!("{failure}"));
}

fn must_agree(threads: &[&[program::Step]]) -> naive::Ends {
    let program = Program { threads: threads.iter().map(|steps| steps.to_vec()).collect() };
    compare(&program).unwrap();
    naive::ends(&program)
}

#[test]
fn who_goes_on_is_no_choice_once_the_forced_switches_are_used_up() {
    let program = Program { threads: vec![vec![Add(0); 2], vec![Add(0)], vec![Add(0); 2]] };
    // The third thread stops the first, the first the third; and when it ends the third comes again, before the second.
    let end = |ends: naive::Ends| ends.ends.into_iter().any(|end| end.noted == [vec![0, 2], vec![4], vec![1, 3]]);
    assert!(end(naive::ends(&program)));
    assert!(!end(modelled::bounded_ends(&program, 2).unwrap()), "now the limit in lib.rs can go");
    assert!(end(modelled::bounded_ends(&program, 3).unwrap()));
}

#[test]
fn opposite_orders_deadlock_in_both() {
    assert!(must_agree(&[&[Lock(0), Lock(1)], &[Lock(1), Lock(0)]]).deadlocks);
}

#[test]
fn a_lost_update_has_two_ends_in_both() {
    assert_eq!(must_agree(&[&[Load(0), StoreSeen(0)], &[Load(0), StoreSeen(0)]]).ends.len(), 3);
}

#[test]
fn a_store_buffer_never_loses_both_in_either() {
    assert_eq!(must_agree(&[&[Store(0, 1), Load(1)], &[Store(1, 1), Load(0)]]).ends.len(), 3);
}

#[test]
fn three_updates_come_in_six_orders_in_both() {
    assert_eq!(must_agree(&[&[Add(0)], &[Add(0)], &[Add(0)]]).ends.len(), 6);
}
