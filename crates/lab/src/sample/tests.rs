//! How numbers are read, and what is said where there are none.

use super::*;

fn experiment(quantities: &str) -> Experiment {
    let text = format!("id = 'a'\nquestion = 'Why?'\npage = 'a.md'\n{quantities}");
    toml::from_str(&text).unwrap()
}

fn quantity(id: &str, reads: &str) -> String {
    format!("[[quantity]]\nid = '{id}'\nsays = 'it'\nunit = 'count'\n{reads}\n")
}

fn read(quantities: &str, printed: &str) -> Result<Values> {
    let python = python::Python { program: "python3".into(), version: (3, 11, 7), free_threaded: false };
    let output = Output { status: std::process::ExitStatus::default(), stdout: printed.into(), stderr: Vec::new() };
    super::read(&experiment(quantities), &Runner::Python(python), &output)
}

#[test]
fn numbers_are_read_where_the_catalogue_says() {
    let quantities = quantity("found", r"reads = { find = 'lost: +([\d,.]+)' }")
        + &quantity("counted", "reads = { count = 'row' }")
        + &quantity("ended", "reads = 'exit'")
        + &quantity("told", "");
    let values = read(&quantities, "lost:   1,234.5\nrow row\nrow\n{\"told\": 7}\n").unwrap();
    let values: Vec<_> = values.iter().map(|(id, value)| (id.as_str(), *value)).collect();
    assert_eq!(values, [("counted", 3.0), ("ended", 0.0), ("found", 1234.5), ("told", 7.0)]);
}

#[test]
fn a_number_that_is_not_there_is_named() {
    let error = |reads: &str, printed: &str| format!("{:#}", read(&quantity("lost", reads), printed).unwrap_err());
    assert_eq!(error("", "{\"won\": 1}"), "it did not say lost: its last line has no such key");
    assert_eq!(error("reads = { find = 'lost: (.+)' }", "won: 1"), "it did not say lost: \"lost: (.+)\" fits nowhere");
    assert_eq!(
        error("reads = { find = 'lost: (.+)' }", "lost: all"),
        "it did not say lost: \"all\" is no number: invalid float literal"
    );
    assert!(error("", "Traceback").starts_with("it did not say lost: its last line is \"Traceback\""));
}

#[test]
fn infinity_is_no_figure() {
    let error = read(&quantity("lost", "reads = { find = 'lost: (.+)' }"), "lost: inf").unwrap_err();
    assert_eq!(error.to_string(), "lost is inf, which is no figure");
}

#[test]
fn ours_may_tell_less_but_nothing_that_the_catalogue_does_not_know() {
    let experiment = experiment(&(quantity("one", "") + &quantity("two", "reads = 'exit'")));
    assert_eq!(of_ours(&experiment, "{\"one\": 1}").unwrap().len(), 1);
    assert_eq!(
        of_ours(&experiment, "{\"three\": 1}").unwrap_err().to_string(),
        "the catalogue does not know its three"
    );
    assert_eq!(of_ours(&experiment, "{}").unwrap_err().to_string(), "it measures nothing");
}

#[test]
fn the_reason_of_a_failure_is_the_end_of_what_was_complained() {
    let traceback = "Traceback (most recent call last):\n  File \"a.py\", line 1\n    lose()\nNameError: lose\n";
    assert_eq!(end_of(traceback), "File \"a.py\", line 1 · lose() · NameError: lose");
    let panic = "\nthread 'main' panicked at a.rs:1:1:\nno luck\nnote: run with `RUST_BACKTRACE=1`\n";
    assert_eq!(end_of(panic), "thread 'main' panicked at a.rs:1:1: · no luck");
}

#[test]
fn a_failed_run_names_the_command_that_shows_it() {
    let experiment = experiment("program = 'book/python/a.py'\nquick = ['10']\nours = 'a'\nquantity = []");
    let python = python::Python { program: "python3".into(), version: (3, 13, 0), free_threaded: true };
    assert_eq!(by_hand(&experiment, &Runner::Python(python), true), "python3.13t book/python/a.py 10");
    assert_eq!(by_hand(&experiment, &Runner::Ours("lab".into()), false), "cargo run -p lab -- ours a");
}
