//! What the book's pages say of locks, sleeps and flags is what the explorer finds.

use gil::explore::{Exploration, Options, Schedules, explore};
use gil::listing;
use gil::vm::{State, Switches};
use std::fs;
use std::path::Path;

/// The kinds of CPython that the pages tell apart. 3.14 looks at the same places as 3.12, but compiles `with` to an ordinary call.
const KINDS: [(&str, Switches); 4] = [
    ("3.9", Switches::EveryOpcode),
    ("3.12", Switches::Breaker),
    ("3.14", Switches::Breaker),
    ("3.12", Switches::FreeThreaded),
];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book").join(path)).unwrap()
}

fn explored(program: &str, (version, switches): (&str, Switches)) -> Exploration {
    let program = listing::read(&read(&format!("python/dis/{program}.{version}.txt"))).unwrap();
    let found = explore(&program, &State::module(&program), Options::new(switches));
    assert!(found.decided());
    found
}

/// The table on the page *Deadlock*: six programs, four kinds of CPython, and whether threads wait for one another for ever.
#[test]
fn which_programs_stand_still_is_what_the_page_says() {
    let page = read("src/03-concurrency-in-python/deadlock.md");
    let rows: Vec<_> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `").filter(|row| row.matches(" | ").count() == 4))
        .collect();
    assert_eq!(rows.len(), 6, "{rows:?}");
    for row in rows {
        let cells: Vec<_> = row.trim_end_matches(" |").split(" | ").collect();
        let (program, told) = (cells[0].split('`').next().unwrap(), &cells[1..]);
        let found = KINDS.map(|kind| {
            let explored = explored(program, kind);
            let stands = explored.outcomes().iter().filter(|found| found.outcome.is_deadlock()).count();
            match (stands, explored.outcomes().len()) {
                (0, _) => "never",
                (some, all) if some == all => "always",
                _ => "can",
            }
        });
        assert_eq!(told, found, "{program}");
    }
}

/// *Deadlock*: of how many schedules so many end in one.
#[test]
fn how_many_schedules_stand_still_is_what_the_page_says() {
    let explored = explored("opposite_locks_call", KINDS[1]);
    assert_eq!(explored.schedules(), Some(Schedules::Number(25_841)));
    let stands = explored.outcomes().iter().find(|found| found.outcome.is_deadlock()).unwrap();
    assert_eq!(stands.schedules, Some(Schedules::Number(882)));
    assert!(read("src/03-concurrency-in-python/deadlock.md").contains("882 of 25,841"));
}

/// *Deadlock*: who tries for ever never stands still, and need not come to an end.
#[test]
fn to_try_for_ever_is_endless_and_no_deadlock() {
    for kind in KINDS.into_iter().filter(|kind| kind.0 != "3.14") {
        let found = explored("try_for_ever", kind);
        assert!(found.outcomes().iter().all(|found| !found.outcome.is_deadlock()));
        assert_eq!(found.schedules(), Some(Schedules::Endless));
    }
}

/// *Seen by the others*: sleeping orders nothing, joining does; a flag that is looked at until it is up does so, too, in this machine.
#[test]
fn what_orders_two_pages_is_what_the_page_says() {
    for kind in KINDS.into_iter().filter(|kind| kind.0 != "3.14") {
        let reports = |program: &str| {
            let explored = explored(program, kind);
            let reports: Vec<_> =
                explored.outcomes().iter().map(|found| found.outcome.globals["report"].clone()).collect();
            ["[1, 2]", "[2, 1]"].map(|report| reports.contains(&report.to_owned()))
        };
        assert_eq!(reports("sleep_orders"), [true, true]);
        assert_eq!(reports("sleep_orders_long"), [true, true]);
        assert_eq!(reports("lock_orders"), [true, true]);
        assert_eq!(reports("join_orders"), [true, false]);
        let seen = explored("plain_flag", kind);
        assert!(seen.outcomes().iter().all(|found| found.outcome.globals["seen"] == "'written'"));
    }
}
