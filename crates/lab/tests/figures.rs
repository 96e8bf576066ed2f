//! What pages include, from a record made by hand.

mod fixture;

use std::fs;

use fixture::{catalogue, record};
use lab::figures::{Problem, figure};
use lab::pages::Pages;

fn text(key: &str) -> String {
    figure(key, &record(), &catalogue()).unwrap_or_else(|problem| panic!("{key}: {problem:?}")).text
}

fn unknown(key: &str) -> String {
    match figure(key, &record(), &catalogue()) {
        Err(Problem::Unknown(why)) => why,
        other => panic!("{key}: {other:?}"),
    }
}

#[test]
fn a_figure_is_the_median_of_its_samples() {
    assert_eq!(text("lost-call-py311"), "80,100");
    assert_eq!(text("lost-time-py39"), "0.500 s");
}

#[test]
fn a_count_in_which_all_samples_agree_is_exact() {
    assert_eq!(text("lost-call-ours"), "7");
}

#[test]
fn default_is_the_python_that_the_record_names() {
    assert_eq!(text("lost-time-default"), text("lost-time-py311"));
    assert_eq!(text("default-version"), "3.11.7");
}

#[test]
fn pythons_are_lowest_to_highest_median_without_ours() {
    assert_eq!(text("lost-call-pythons"), "1,200 to 80,100");
    assert_eq!(text("lost-time-pythons"), "0.250 to 0.500 s");
}

#[test]
fn a_spread_is_lowest_to_highest_sample() {
    assert_eq!(text("spread-lost-call-py311"), "77,600 to 90,000");
    assert_eq!(text("spread-lost-time-pythons"), "0.200 to 0.600 s");
}

#[test]
fn the_run_says_when_and_where_and_with_whom() {
    assert_eq!([text("date"), text("machine"), text("versions")], ["2026-11-27", "a machine", "3.9.18 to 3.11.7"]);
}

#[test]
fn a_table_has_a_row_for_each_contender_and_marks_what_was_loaded() {
    let table = text("table-lost");
    let rows: Vec<&str> =
        table.lines().filter(|line| line.starts_with("| CPython") || line.starts_with("| ours")).collect();
    assert_eq!(rows.len(), 3, "{table}");
    assert!(rows[0].contains("1,200†<br><small>1,100 to 1,300</small>"), "{table}");
    assert!(!rows[1].contains('†') && rows[2].contains("| 7 |"), "{table}");
    assert!(table.contains("† means") && table.ends_with("`cargo run -p lab --release -- --only lost`"), "{table}");
}

#[test]
fn a_key_that_nobody_can_measure_is_refused_with_what_there_is() {
    assert!(unknown("lost-calls-py311").contains("it measures call, time"));
    assert!(unknown("loss-call-py311").contains("no experiment is called loss"));
    assert!(unknown("lost-call-pypy").contains("pypy is no contender"));
    assert!(unknown("later-rate-ours").contains("no half of ours"));
    assert!(unknown("lost").contains("EXPERIMENT-QUANTITY-CONTENDER"));
}

#[test]
fn a_key_that_was_not_measured_is_another_problem() {
    for key in ["later-rate-py311", "lost-call-py313t", "table-later"] {
        assert!(matches!(figure(key, &record(), &catalogue()), Err(Problem::NotMeasured(_))), "{key}");
    }
}

#[test]
fn a_figure_under_load_says_so() {
    let loaded = |key| figure(key, &record(), &catalogue()).unwrap().loaded;
    assert!(loaded("lost-call-py39") && loaded("lost-call-pythons") && !loaded("lost-call-py311"));
}

/// Writes `page` into a book of its own, and what it includes.
fn pages(page: &str) -> (tempfile::TempDir, Pages) {
    let book = tempfile::tempdir().unwrap();
    fs::create_dir_all(book.path().join("src/chapter")).unwrap();
    fs::write(book.path().join("src/chapter/page.md"), page).unwrap();
    let pages = Pages::of(book.path(), &record(), &catalogue()).unwrap();
    pages.write(&book.path().join("measured")).unwrap();
    (book, pages)
}

#[test]
fn pages_get_what_they_include_and_nothing_else() {
    let (book, pages) = pages(
        "Lost: {{#include ../../measured/figures.md:lost-call-py311}}.\n\n{{#include ../../measured/lost.svg}}\n",
    );
    assert!(pages.complaints.is_empty(), "{:?}", pages.complaints);
    let written = fs::read_to_string(book.path().join("measured/figures.md")).unwrap();
    assert!(written.ends_with("\nANCHOR: lost-call-py311\n80,100\nANCHOR_END: lost-call-py311\n"), "{written}");
    assert_eq!(written.matches("ANCHOR:").count(), 1);
    assert!(fs::read_to_string(book.path().join("measured/lost.svg")).unwrap().starts_with("<svg "));
}

#[test]
fn an_include_in_vain_is_named_with_its_line() {
    let (book, pages) = pages(
        "One\n\n{{#include ../../measured/figures.md:lost-calls-py39}}\n{{#include ../../measured/figures.md:later-rate-py39}}\n",
    );
    assert_eq!(pages.complaints.len(), 2);
    assert!(
        pages.complaints[0].starts_with("book/src/chapter/page.md:3: lost does not measure calls"),
        "{:?}",
        pages.complaints
    );
    assert!(
        pages.complaints[1].starts_with("book/src/chapter/page.md:4: the record has no sample"),
        "{:?}",
        pages.complaints
    );
    let written = fs::read_to_string(book.path().join("measured/figures.md")).unwrap();
    assert!(
        written.contains("ANCHOR: later-rate-py39\n(not measured)\n") && !written.contains("lost-calls"),
        "{written}"
    );
}

#[test]
fn an_include_behind_a_backslash_is_text() {
    let (_book, pages) = pages(r"Write `\{{#include ../../measured/figures.md:no-such-key}}`.");
    assert!(pages.complaints.is_empty(), "{:?}", pages.complaints);
}

#[test]
fn a_chart_that_no_page_includes_any_more_is_removed() {
    let (book, pages) = pages("Nothing.\n");
    let old = book.path().join("measured/old.svg");
    fs::write(&old, "").unwrap();
    pages.write(&book.path().join("measured")).unwrap();
    assert!(!old.exists());
}
