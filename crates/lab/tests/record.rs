//! The book's record, catalogue and pages belong together: what the book says held in the recorded run, and each experiment has its page.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use lab::catalogue::{self, Experiment};
use lab::claims::{self, Verdict};
use lab::errata::{self, PAGES};
use lab::outputs;
use lab::pages::{Pages, charts_in};

fn book() -> PathBuf {
    lab::sample::course().join("book")
}

fn page(name: &str) -> String {
    fs::read_to_string(book().join("src").join(name)).unwrap_or_default()
}

#[test]
fn the_books_figures_are_those_of_its_record() {
    let record = outputs::of_the_book().unwrap();
    let pages = Pages::of(&book(), &record, &catalogue::read().unwrap()).unwrap();
    assert!(pages.complaints.is_empty(), "{}", pages.complaints.join("\n"));
    let measured = book().join("measured");
    for (name, text) in &pages.files {
        let written = fs::read_to_string(measured.join(name)).unwrap_or_default().replace("\r\n", "\n");
        assert!(written == *text, "book/measured/{name} is old; make it anew: cargo run -p lab -- pages");
    }
    for chart in charts_in(&measured).unwrap() {
        assert!(
            pages.files.contains_key(&chart),
            "no page includes {chart}; this removes it: cargo run -p lab -- pages"
        );
    }
}

#[test]
fn no_claim_of_the_book_is_broken_in_its_record() {
    let record = outputs::of_the_book().unwrap();
    let looked = claims::look(&catalogue::read().unwrap(), &record).unwrap();
    let broken: Vec<_> = looked.iter().filter(|one| matches!(one.verdict, Verdict::Broken(_))).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn a_claim_that_the_record_says_nothing_of_was_skipped_for_a_reason() {
    let record = outputs::of_the_book().unwrap();
    assert!(record.failed.is_empty(), "{:#?}", record.failed);
    for one in claims::look(&catalogue::read().unwrap(), &record).unwrap() {
        let (Verdict::NotLookedAt(_), Some(contender)) = (&one.verdict, &one.contender) else { continue };
        let name = contender.to_string();
        let is_it =
            record.skipped.iter().any(|skipped| skipped.experiment == one.experiment && skipped.contender == name);
        assert!(is_it, "{one}");
        // On the terminal itself, since the test harness hides what a green test prints.
        writeln!(std::io::stderr(), "SKIPPED in the book's record: {one}").unwrap();
    }
}

#[test]
fn every_claim_can_be_read_and_names_what_is_measured() {
    for experiment in catalogue::read().unwrap() {
        for claim in &experiment.claim {
            claims::Rule::read(&claim.that, &experiment).unwrap();
        }
    }
}

#[test]
fn each_of_the_twelve_misconceptions_has_an_experiment_that_makes_a_claim() {
    let experiments = catalogue::read().unwrap();
    let the_twelve = page("twelve-misconceptions.md");
    for number in 1..=12 {
        let of_it =
            |one: &&Experiment| one.misconception.as_ref().is_some_and(|misconception| misconception.number == number);
        let mut ends_it = experiments.iter().filter(of_it).peekable();
        assert!(ends_it.peek().is_some(), "no experiment ends misconception {number}");
        for experiment in ends_it {
            assert!(!experiment.claim.is_empty(), "{} ends misconception {number} without a claim", experiment.id);
            assert!(the_twelve.contains(&experiment.id), "twelve-misconceptions.md does not name {}", experiment.id);
        }
    }
}

#[test]
fn the_page_of_each_experiment_is_there_and_names_it() {
    let without: Vec<String> = catalogue::read()
        .unwrap()
        .into_iter()
        .filter(|one| !page(&one.page).contains(&one.id))
        .map(|one| format!("{} is not named on book/src/{}", one.id, one.page))
        .collect();
    assert!(without.is_empty(), "{}", without.join("\n"));
}

#[test]
fn each_entry_of_the_errata_has_its_proof_and_each_proof_its_entry() {
    let mut problems = Vec::new();
    for (name, file) in PAGES {
        let entries = errata::entries(&page(&format!("errata/{name}")));
        problems.extend(errata::problems(name, &entries, &errata::read(&book(), file).unwrap()));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
