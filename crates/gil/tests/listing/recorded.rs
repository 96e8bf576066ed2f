//! Recorded listings of six versions: each is recognized, read, and run.

use super::{VERSIONS, output, recorded};
use gil::explore::{Options, explore};
use gil::listing;
use gil::vm::{State, Switches};
use std::collections::BTreeSet;

/// What each program prints when its threads run one after another.
const PROGRAMS: [(&str, &str); 15] = [
    ("branch", "2\n"),
    ("call_left", "2\n"),
    ("call_right", "2\n"),
    ("comprehension", "([0, 1, 4, 9, 16], [11, 14, 26], 7)\n[1, 0, 3]\n"),
    ("count", "2\n"),
    ("count_in_a_loop", "6\n"),
    ("deadlock", ""),
    ("dict_item", "{'hits': 2, 'misses': 0, 'last': 7}\n"),
    ("forms", FORMS),
    ("list_append", "[1, 2, 1, 2] 4\n"),
    ("nested_calls", "54 4 24\n"),
    ("sleep", "0\n"),
    ("thread_args", "5\n"),
    ("while_loop", "4\n"),
    ("with_lock", "2 False\n"),
];

const FORMS: &str = "late
early None False
no break
(16, 2) (25, 2)
(0, 1, 1, 0, 0, 5, True, 0, 0) (3, 1, 1, 3, 3, 3, False, 3, -3)
[1, 2, 3] (4, 'five') {'a': 1, 'b': [2]} {} [] ()
[6, 2, 2, 4, 5] 5 -4 2 4
it's a \"text\" new
line None True True None
a
b
";

#[test]
fn each_program_of_each_version_prints_what_python_prints() {
    for version in VERSIONS {
        for (name, printed) in PROGRAMS {
            let program = listing::read_as(&recorded(version, name), version);
            let program = program.unwrap_or_else(|error| panic!("{version:?} {name}: {error}"));
            assert_eq!(output(&program), printed, "{version:?} {name}");
        }
    }
}

#[test]
fn the_version_is_told_by_the_listing() {
    for version in VERSIONS {
        for (name, _) in PROGRAMS {
            let guessed = listing::read(&recorded(version, name)).unwrap().version;
            // Where they print the same, nobody can tell 3.10 from 3.9.
            let same = version == (3, 10) && recorded((3, 9), name) == recorded(version, name);
            assert_eq!(guessed, if same { (3, 9) } else { version }, "{name}");
        }
    }
}

/// The values that a global variable can have when all is over.
fn values(version: (u8, u8), program: &str, global: &str) -> BTreeSet<i64> {
    let program = listing::read_as(&recorded(version, program), version).unwrap();
    let options = Options { reduction: true, ..Options::new(Switches::of(version)) };
    let explored = explore(&program, &State::module(&program), options);
    assert!(explored.decided(), "{} states", explored.states());
    explored.values(global)
}

#[test]
fn an_update_is_lost_by_3_9_only() {
    for version in VERSIONS {
        let expected = if version == (3, 9) { BTreeSet::from([1, 2]) } else { BTreeSet::from([2]) };
        assert_eq!(values(version, "count", "x"), expected, "{version:?}");
    }
}

#[test]
fn a_call_between_load_and_store_loses_an_update_and_a_call_before_them_does_not() {
    for version in VERSIONS.into_iter().filter(|&version| version > (3, 9)) {
        assert_eq!(values(version, "call_right", "counter"), BTreeSet::from([1, 2]), "{version:?}");
        assert_eq!(values(version, "call_left", "counter"), BTreeSet::from([2]), "{version:?}");
        assert_eq!(values(version, "with_lock", "counter"), BTreeSet::from([2]), "{version:?}");
    }
    assert_eq!(values((3, 9), "call_left", "counter"), BTreeSet::from([1, 2]));
    assert_eq!(values((3, 9), "with_lock", "counter"), BTreeSet::from([2]));
}

/// `t = x`, an `if` that jumps over its block, `x = t + 1`: 3.10 looks for a request where it jumps.
#[test]
fn a_jump_between_load_and_store_loses_an_update_in_3_10_and_not_later() {
    for version in VERSIONS {
        let expected = if version <= (3, 10) { BTreeSet::from([1, 2]) } else { BTreeSet::from([2]) };
        assert_eq!(values(version, "branch", "x"), expected, "{version:?}");
    }
}

#[test]
fn two_locks_in_opposite_order_are_a_deadlock_in_every_version() {
    for version in VERSIONS {
        let program = listing::read_as(&recorded(version, "deadlock"), version).unwrap();
        let options = Options { reduction: true, ..Options::new(Switches::of(version)) };
        let explored = explore(&program, &State::module(&program), options);
        assert!(explored.decided());
        assert!(explored.outcomes().iter().any(|found| found.outcome.is_deadlock()), "{version:?}");
        assert!(explored.outcomes().iter().any(|found| !found.outcome.is_deadlock()), "{version:?}");
    }
}
