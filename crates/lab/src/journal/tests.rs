//! What stands in a journal after each way in which a run can end.

use std::collections::BTreeMap;

use super::*;

fn entry(round: u32) -> Entry {
    let values = BTreeMap::from([("one".to_owned(), 0.1)]);
    let sample = Sample { experiment: "a".into(), contender: "3.11.7".into(), values, others: None };
    Entry { round, seconds: 0.25, outcome: Outcome::Sample(sample) }
}

fn failure() -> Entry {
    let missing = Missing { experiment: "a".into(), contender: "ours".into(), why: "it failed".into() };
    Entry { round: 1, seconds: 0.5, outcome: Outcome::Failed(missing) }
}

#[test]
fn what_was_kept_is_there_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(folder.path(), "plan", false).unwrap();
    journal.keep(entry(1)).unwrap();
    journal.keep(failure()).unwrap();
    drop(journal);
    let journal = Journal::open(folder.path(), "plan", false).unwrap();
    assert_eq!(journal.entries, [entry(1), failure()]);
    assert!(journal.has_failed("a", "ours") && !journal.has_failed("a", "3.11.7"));
}

#[test]
fn a_line_that_was_cut_off_is_dropped_and_the_next_stands_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(folder.path(), "plan", false).unwrap();
    journal.keep(entry(1)).unwrap();
    journal.file.write_all(br#"{"round":2,"seco"#).unwrap();
    drop(journal);
    let mut journal = Journal::open(folder.path(), "plan", false).unwrap();
    assert_eq!(journal.entries, [entry(1)]);
    journal.keep(entry(2)).unwrap();
    drop(journal);
    assert_eq!(Journal::open(folder.path(), "plan", false).unwrap().entries, [entry(1), entry(2)]);
}

#[test]
fn another_plan_and_a_fresh_start_have_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(folder.path(), "plan", false).unwrap();
    journal.keep(entry(1)).unwrap();
    drop(journal);
    assert_eq!(Journal::open(folder.path(), "other", false).unwrap().entries, []);
    assert_eq!(Journal::open(folder.path(), "plan", false).unwrap().entries, [entry(1)]);
    assert_eq!(Journal::open(folder.path(), "plan", true).unwrap().entries, []);
}

#[test]
fn two_runs_in_one_folder_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let _first = Journal::open(folder.path(), "plan", false).unwrap();
    let error = Journal::open(folder.path(), "other", false).unwrap_err().to_string();
    assert!(error.contains("another run of the lab is at work"), "{error}");
}

#[test]
fn what_is_no_journal_is_refused_with_its_line_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("run-plan.jsonl");
    let text = "{\"date\":\"2026-11-27\"}\nnonsense\n";
    fs::write(&file, text).unwrap();
    let error = format!("{:#}", Journal::open(folder.path(), "plan", false).unwrap_err());
    assert!(error.contains("start anew with --fresh") && error.contains("line 2"), "{error}");
    assert_eq!(fs::read_to_string(file).unwrap(), text);
}

#[test]
#[cfg(target_os = "linux")] // which has a device that is always full
fn a_full_disk_is_said_with_what_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(folder.path(), "plan", false).unwrap();
    journal.keep(entry(1)).unwrap();
    journal.file = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let error = format!("{:#}", journal.keep(entry(2)).unwrap_err());
    assert!(error.contains("samples that are kept: 1") && error.contains("space"), "{error}");
    assert_eq!(journal.entries, [entry(1)]);
}
