//! The listings in `book/python/dis`, which the book explores and shows, are what CPython prints.

use gil::explore::{Options, Outcome, explore};
use gil::listing;
use gil::vm::{State, Switches};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python")
}

/// The listings by program, function if it is only one, and version: `add_one`, `Some(add)`, `3.12`.
fn listings() -> BTreeMap<(String, Option<String>, String), String> {
    let files = fs::read_dir(folder().join("dis")).unwrap().map(|entry| entry.unwrap().path());
    let texts = files.filter(|file| file.extension().is_some_and(|extension| extension == "txt"));
    let listings: BTreeMap<_, _> = texts.map(|file| (parts(&file), read(&file))).collect();
    assert!(!listings.is_empty(), "book/python/dis has no listing");
    listings
}

fn parts(file: &Path) -> (String, Option<String>, String) {
    let name = file.file_stem().unwrap().to_str().unwrap();
    let parts: Vec<String> = name.split('.').map(str::to_owned).collect();
    match &parts[..] {
        [program, major, minor] => (program.clone(), None, format!("{major}.{minor}")),
        [program, function, major, minor] => (program.clone(), Some(function.clone()), format!("{major}.{minor}")),
        _ => panic!("{name} is not PROGRAM.VERSION or PROGRAM.FUNCTION.VERSION"),
    }
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap().replace("\r\n", "\n")
}

/// Where a code object lies differs from run to run.
fn without_addresses(listing: &str) -> String {
    let mut pieces = listing.split(" at 0x");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
}

#[test]
fn every_whole_listing_can_be_read_and_knows_its_version() {
    for ((program, function, version), text) in listings() {
        if function.is_none() {
            let read = listing::read(&text).unwrap_or_else(|why| panic!("{program} of {version}: {why}"));
            assert_eq!(format!("{}.{}", read.version.0, read.version.1), version, "{program}");
        }
    }
}

#[test]
fn what_a_page_shows_of_a_listing_stands_in_it() {
    let listings = listings();
    for ((program, function, version), text) in &listings {
        if let Some(function) = function {
            let whole = &listings[&(program.clone(), None, version.clone())];
            let object = format!("Disassembly of <code object {function} at ");
            let (_, body) = whole.split_once(&object).and_then(|(_, rest)| rest.split_once('\n')).expect(&object);
            assert!(body.starts_with(text.as_str()), "{program}, {function}, {version}");
        }
    }
}

/// Everything that the program of this listing can do.
fn outcomes(listing: &str, version: (u8, u8)) -> BTreeSet<Outcome> {
    let program = listing::read_as(listing, version).unwrap();
    // What can come out is asked, and not in how many ways.
    let options = Options { reduction: true, ..Options::new(Switches::of(program.version)) };
    let found = explore(&program, &State::module(&program), options);
    assert!(found.decided());
    found.outcomes().iter().map(|found| found.outcome.clone()).collect()
}

/// The table on the page *Every schedule*: three lines of Python, three kinds of CPython, and what x can be at the end.
#[test]
fn what_the_book_says_of_x_is_what_the_explorer_finds() {
    let page = read(&folder().join("../src/02-understanding-the-gil/every-schedule.md"));
    let listings = listings();
    let lines = [("add_one", "x += 1"), ("call_after", "x = x + one_more()"), ("call_before", "x = one_more() + x")];
    for (program, line) in lines {
        let row = page.lines().find_map(|row| row.strip_prefix(&format!("| `{line}` | "))).expect(line);
        let cells: Vec<BTreeSet<i64>> = row.trim_end_matches(" |").split(" | ").map(numbers).collect();
        let kinds = [("3.9", Switches::EveryOpcode), ("3.12", Switches::Breaker), ("3.12", Switches::FreeThreaded)];
        let found = kinds.map(|(version, switches)| {
            let listing = &listings[&(program.to_owned(), None, version.to_owned())];
            let program = listing::read(listing).unwrap();
            explore(&program, &State::module(&program), Options::new(switches)).values("x")
        });
        assert_eq!(cells, found, "{line}");
    }
}

/// `1, 2`
fn numbers(cell: &str) -> BTreeSet<i64> {
    cell.split(", ").map(|number| number.parse().unwrap()).collect()
}

/// Also if it is another version than the two that the book has: the same program can do the same.
#[test]
fn what_this_machines_python_compiles_is_what_the_book_explores() {
    let Some(python) = python::or_skip("to list the book's programs anew") else { return };
    let (major, minor, _) = python.version;
    let version = (u8::try_from(major).unwrap(), u8::try_from(minor).unwrap());
    let kept = if version < (3, 10) { (3, 9) } else { (3, 12) };
    let named = format!("{}.{}", kept.0, kept.1);
    let whole = |(_, function, of): &(String, Option<String>, String)| function.is_none() && *of == named;
    for ((program, ..), text) in listings().into_iter().filter(|(key, _)| whole(key)) {
        let mut command = Command::new(&python.program);
        command.current_dir(folder()).args(["-I", "-B", "-m", "dis", &format!("{program}.py")]);
        let output = command.output().expect("Python answered a moment ago");
        let printed = python::lines(&output, Path::new(&program)).join("\n") + "\n";
        if version == kept {
            assert_eq!(without_addresses(&printed), without_addresses(&text), "{program} with CPython {named}");
        }
        assert_eq!(outcomes(&printed, version), outcomes(&text, kept), "{program} with CPython {version:?}");
    }
}
