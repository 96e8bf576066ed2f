//! The inventory of concepts of this course: each is asked, and the page shows all of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use book_tools::concepts::Inventory;

/// Of the quiz, for each concept.
const AT_LEAST: usize = 2;

fn course() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn inventory() -> Inventory {
    Arc::unwrap_or_clone(Inventory::read(&course(), &course().join("book")).unwrap())
}

#[test]
fn each_concept_of_a_written_chapter_has_two_questions() {
    let inventory = inventory();
    let counts = inventory.questions_of_written_chapters();
    assert!(!counts.is_empty(), "no chapter has been written");
    let few = counts.iter().filter(|&&(_, questions)| questions < AT_LEAST);
    let few: Vec<String> = few.map(|(concept, questions)| format!("{} has {questions}", concept.id)).collect();
    assert!(few.is_empty(), "too few questions name it first: {}", few.join(", "));
}

/// Or the test above could not fail.
#[test]
fn a_concept_without_its_questions_has_too_few() {
    let mut inventory = inventory();
    inventory.uses.retain(|used| used.concept != "G3" || !used.by.starts_with("g3-"));
    let counts = inventory.questions_of_written_chapters();
    let of_g3 = counts.iter().find(|(concept, _)| concept.id == "G3").map(|&(_, questions)| questions);
    assert_eq!(of_g3, Some(0));
}

#[test]
fn who_names_a_concept_that_is_not_there_is_told_with_file_and_line() {
    let course = tempfile::tempdir().unwrap();
    let folder = course.path().join("exercises/gil/g02-two-holders");
    fs::create_dir_all(&folder).unwrap();
    let manifest = "[package]\n[package.metadata.exercise]\nid = 'g02'\npage = 'a.md'\nconcepts = [\n  'G9',\n]\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let inventory = Inventory::read(course.path(), &course.path().join("book")).unwrap();
    let unknown: Vec<&str> = inventory.unknown().map(|used| used.place.as_str()).collect();
    assert_eq!(unknown, ["exercises/gil/g02-two-holders/Cargo.toml:6"]);
}

#[test]
fn each_concept_belongs_to_a_crate_of_the_course() {
    let missing: BTreeSet<String> = inventory()
        .concepts
        .into_iter()
        .map(|concept| concept.package)
        .filter(|package| !course().join("crates").join(package).is_dir())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_page_has_the_concepts_of_every_crate() {
    let page = fs::read_to_string(course().join("book/src/what-there-is-to-know.md")).unwrap();
    for concept in inventory().concepts {
        let asks = format!("{{{{#concepts {}}}}}", concept.package);
        assert!(page.lines().any(|line| line == asks), "the page does not say {asks}, so {} is not on it", concept.id);
    }
}
