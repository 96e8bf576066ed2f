//! What the pages *Order between threads* and *Look, then take* say of their programs, computed; and what a Python shows, which must be among it.

use gil::explore::{Options, Outcome, explore};
use gil::listing;
use gil::vm::{Program, State, Switches};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn book(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book").join(path)
}

fn page(name: &str) -> String {
    fs::read_to_string(book("src/03-concurrency-in-python").join(name)).unwrap()
}

/// A program of the book, as CPython of this version compiles it, and where it begins.
fn begin(program: &str, version: (u8, u8)) -> (Program, State) {
    let file = book(&format!("python/dis/{program}.{}.{}.txt", version.0, version.1));
    let program = listing::read_as(&fs::read_to_string(file).unwrap(), version).unwrap();
    let begin = State::module(&program);
    (program, begin)
}

/// All ends of a program of the book.
fn ends(program: &str, version: (u8, u8)) -> Vec<Outcome> {
    let (program, begin) = begin(program, version);
    // What can come out is asked, and not in how many ways.
    let options = Options { reduction: true, ..Options::new(Switches::of(version)) };
    let explored = explore(&program, &begin, options);
    assert!(explored.decided());
    explored.outcomes().iter().map(|found| found.outcome.clone()).collect()
}

/// What a script of the book prints when it is told to try 200 times.
fn tried(python: &python::Python, script: &str) -> Vec<String> {
    let script = book(&format!("python/{script}.py"));
    let output = python.command(&script).arg("200").output().expect("Python answered a moment ago");
    python::lines(&output, &script)
}

/// What follows `| NAME | … |` in the row of a table, cell by cell.
fn row<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("| `{name}` | ");
    let row = page.lines().find_map(|line| line.strip_prefix(start.as_str())).expect(name);
    row.trim_end_matches(" |").split(" | ").map(str::trim).collect()
}

/// Every order in which the pieces of two threads can come, each thread's own in order.
fn orders(one: &[&str], other: &[&str]) -> Vec<String> {
    let ([first, one_rest @ ..], [second, other_rest @ ..]) = (one, other) else {
        return vec![[one, other].concat().concat()];
    };
    let begin = |piece: &str, rest: Vec<String>| rest.iter().map(|rest| format!("{piece}{rest}")).collect::<Vec<_>>();
    [begin(first, orders(one_rest, other)), begin(second, orders(one, other_rest))].concat()
}

#[test]
fn the_listings_of_two_by_two_are_those_that_the_two_orders_allow() {
    let page = page("order-between-threads.md");
    let (writes, lines) = (["0", "\n", "1", "\n"], ["0\n", "1\n"]);
    let programs = [
        ("print_twice", orders(&writes, &writes)),
        ("print_twice_lock", orders(&lines, &lines)),
        ("print_twice_joined", orders(&[writes, writes].concat(), &[])),
    ];
    for (program, orders) in programs {
        let listings: BTreeSet<&String> = orders.iter().collect();
        for version in [(3, 9), (3, 12)] {
            let ends = ends(program, version);
            let printed: BTreeSet<&String> = ends.iter().map(|end| &end.output).collect();
            assert_eq!(printed, listings, "{program} with {version:?}");
        }
        let said = row(&page, program);
        assert_eq!(said[1..], [orders.len().to_string(), listings.len().to_string()], "{program}");
    }
}

/// The logs of the first program.
fn logs() -> BTreeSet<String> {
    ends("start_and_join", (3, 12)).iter().map(|end| end.globals["log"].clone()).collect()
}

#[test]
fn meanwhile_stands_at_any_place_between_start_and_join() {
    let place = |n| {
        let mut log = vec!["'before'", "'work'", "'more'", "'after'"];
        log.insert(n, "'meanwhile'");
        format!("[{}]", log.join(", "))
    };
    assert_eq!(logs(), [1, 2, 3].map(place).into());
    let (program, begin) = begin("start_and_join", (3, 12));
    let explored = explore(&program, &begin, Options::new(Switches::of((3, 12))));
    let said = format!("logs, in {} schedules", explored.schedules().unwrap());
    assert!(page("order-between-threads.md").contains(&said), "{said}");
}

#[test]
fn the_orders_that_python_shows_are_among_those_that_there_are() {
    let Some(python) = python::or_skip("the orders of start and join in Python") else { return };
    let lines = tried(&python, "start_and_join_runs");
    assert!(!lines.is_empty());
    for line in lines {
        let (_, log) = line.split_once("  [").expect("a number, and a log");
        assert!(logs().contains(&format!("[{log}")), "{line}");
    }
}

#[test]
fn what_each_way_to_pay_can_leave_is_in_the_table() {
    let page = page("look-then-take.md");
    let names = [
        "account",
        "account_lock_each",
        "account_looks_again",
        "account_looks_after",
        "account_one_lock",
        "account_receipt",
        "save",
    ];
    for name in names {
        let said: BTreeSet<i64> =
            row(&page, name)[0].split(", ").map(|number| number.replace('−', "-").parse().unwrap()).collect();
        for version in [(3, 9), (3, 12)] {
            let global = if name == "save" { "stored" } else { "money" };
            let ends = ends(name, version);
            let left: BTreeSet<i64> = ends.iter().map(|end| end.globals[global].parse().unwrap()).collect();
            assert_eq!(said, left, "{name} with {version:?}");
        }
    }
}

#[test]
fn a_receipt_is_given_for_what_was_taken_and_only_for_that() {
    let outputs: BTreeSet<String> = ends("account_receipt", (3, 12)).into_iter().map(|end| end.output).collect();
    assert_eq!(outputs, ["paid\n20\n".to_owned()].into());
}

#[test]
fn under_one_lock_python_overdraws_no_account() {
    let Some(python) = python::or_skip("the overdrawn account in Python") else { return };
    let lines = tried(&python, "overdrawn");
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert_eq!(lines[3], "all under one lock: 0");
}
