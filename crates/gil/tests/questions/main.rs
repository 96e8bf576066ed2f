//! The quiz of the book: each question has the form that the head of the first chapter's file asks for, each concept of a chapter has enough of
//! them, each answer that a program can compute is computed and compared with the key, and what was learned is asked again in a later chapter.

mod guess;
mod virtual_time;

use questions::read::{Table, Value};
use questions::{compute, form, read};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A chapter's questions.
struct Chapter {
    /// Below book/src.
    file: &'static str,
    /// The concepts of the chapter, each of which wants [`AT_LEAST`] questions here.
    concepts: &'static [&'static str],
}

/// In the order of the book.
const CHAPTERS: [Chapter; 7] = [
    Chapter {
        file: "02-understanding-the-gil/questions.toml",
        concepts: &["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8"],
    },
    Chapter {
        file: "03-concurrency-in-python/questions-threading.toml",
        concepts: &["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"],
    },
    Chapter {
        file: "03-concurrency-in-python/questions-multiprocessing.toml",
        concepts: &["M1", "M2", "M3", "M4", "M5", "M6"],
    },
    Chapter {
        file: "03-concurrency-in-python/questions-asyncio.toml",
        concepts: &["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"],
    },
    Chapter {
        file: "04-advanced-concurrency-concepts/questions.toml",
        concepts: &["F1", "F2", "F3", "F4", "F5", "F6"],
    },
    Chapter {
        file: "04-advanced-concurrency-concepts/questions-native.toml",
        concepts: &["N1", "N2", "N3", "N4", "N5", "N6", "N7"],
    },
    Chapter { file: "05-best-practices/questions.toml", concepts: &["S1", "S2", "S3", "S4", "S5", "S6"] },
];
const AT_LEAST: usize = 2;
/// How many earlier questions a chapter asks again.
const AGAIN: usize = 4;

/// A path below the book's folder.
fn book(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book").join(path)
}

impl Chapter {
    fn read(&self) -> Table {
        read::table(&fs::read_to_string(book("src").join(self.file)).unwrap()).unwrap()
    }

    fn questions(&self) -> Vec<Table> {
        let file = self.read();
        let questions = file.get("question").map_or(&[][..], |questions| questions.list().expect("[[question]]s"));
        questions.iter().map(|question| question.table().expect("[[question]] is a table").clone()).collect()
    }

    /// The ids of earlier questions that are asked once more.
    fn again(&self) -> Vec<String> {
        let file = self.read();
        let again = file.get("again").map_or(&[][..], |again| again.list().expect("`again` is a list"));
        again.iter().map(|id| id.text().expect("`again` is a list of ids").to_owned()).collect()
    }
}

/// Of all chapters.
fn questions() -> Vec<Table> {
    CHAPTERS.iter().flat_map(Chapter::questions).collect()
}

fn id(question: &Table) -> String {
    question["id"].text().expect("an id is a text").to_owned()
}

/// The choices of a question, to be changed.
fn choices(question: &mut Table) -> &mut Vec<Value> {
    let Some(Value::List(choices)) = question.get_mut("choice") else { panic!("[[question.choice]]s") };
    choices
}

fn form_complaint(question: &Table) -> Option<String> {
    form::complaint(question, &book(""))
}

/// Fails with all complaints at once.
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_question_has_the_form_that_the_head_of_the_file_describes() {
    none(&questions().iter().filter_map(form_complaint).collect::<Vec<_>>());
}

#[test]
fn no_two_questions_have_the_same_id() {
    let mut ids = BTreeSet::new();
    let twice = |question: &Table| (!ids.insert(id(question))).then(|| format!("{} is there twice", id(question)));
    none(&questions().iter().filter_map(twice).collect::<Vec<_>>());
}

#[test]
fn each_concept_has_two_questions_in_its_chapter() {
    let mut few = Vec::new();
    for chapter in &CHAPTERS {
        let mut count: BTreeMap<&str, usize> = chapter.concepts.iter().map(|concept| (*concept, 0)).collect();
        for question in &chapter.questions() {
            // The first is the one that the question is about.
            let first = question["concepts"].list().unwrap()[0].text().unwrap();
            if let Some(count) = count.get_mut(first) {
                *count += 1;
            }
        }
        let too_few = count.iter().filter(|&(_, &count)| count < AT_LEAST);
        few.extend(too_few.map(|(concept, count)| format!("{}: {concept} has {count}", chapter.file)));
    }
    none(&few);
}

#[test]
fn each_chapter_but_the_first_asks_questions_of_earlier_ones_again() {
    let mut complaints = Vec::new();
    let mut known = BTreeSet::new();
    for pair in CHAPTERS.windows(2) {
        let [before, chapter] = pair else { unreachable!("windows of two") };
        known.extend(before.questions().iter().map(id));
        let again: BTreeSet<_> = chapter.again().into_iter().collect();
        let unknown = again.difference(&known).map(|id| format!("{}: no chapter before has a {id}", chapter.file));
        complaints.extend(unknown);
        if again.len() < AGAIN {
            complaints.push(format!("{}: it asks {} again", chapter.file, again.len()));
        }
    }
    none(&complaints);
}

#[test]
fn every_answer_that_can_be_computed_is_the_key() {
    let computed: Vec<_> = questions().into_iter().filter(|question| question.contains_key("program")).collect();
    assert!(!computed.is_empty(), "no question names a program");
    none(&computed.iter().filter_map(|question| compute::computed(question, &book("")).err()).collect::<Vec<_>>());
}

/// Or the test above could not fail.
#[test]
fn a_wrong_key_is_noticed_whatever_the_kind() {
    let mut kinds = BTreeSet::new();
    for question in questions().into_iter().filter(|question| question.contains_key("program")) {
        kinds.insert(question["kind"].text().unwrap().to_owned());
        let mut wrong = question.clone();
        if wrong["kind"].text() == Some("why-not") {
            // What no schedule leads to is said of something that some schedule does.
            wrong.insert("cannot".into(), Value::Table(read::table("dies = ''").unwrap()));
        } else {
            for choice in choices(&mut wrong) {
                let Value::Table(choice) = choice else { panic!("a choice is a table") };
                let right = choice["right"].truth().unwrap();
                choice.insert("right".into(), Value::Truth(!right));
            }
        }
        assert!(compute::computed(&wrong, &book("")).is_err(), "{:?} with its key turned round", question["id"]);
    }
    assert_eq!(kinds.len(), 4, "{kinds:?}");
}

#[test]
fn what_is_not_as_the_head_of_the_file_says_is_refused() {
    let good = &questions()[0];
    assert_eq!(form_complaint(good), None);
    type Harm = fn(&mut Table);
    let broken: [(&str, Harm); 6] = [
        ("another kind", |question| drop(question.insert("kind".into(), Value::Text("essay".into())))),
        ("no explanation", |question| drop(question.remove("explanation"))),
        ("a key that nobody reads", |question| drop(question.insert("hint".into(), Value::Text("look".into())))),
        ("a page that is not there", |question| drop(question.insert("page".into(), Value::Text("02/no.md".into())))),
        ("one idea too many", |question| {
            for choice in choices(question) {
                let Value::Table(choice) = choice else { panic!("a choice is a table") };
                choice.insert("idea".into(), Value::Text("I do not care.".into()));
            }
        }),
        ("nothing that is right", |question| {
            choices(question).retain(|choice| choice.table().unwrap()["right"].truth() == Some(false));
        }),
    ];
    for (what, harm) in broken {
        let mut question = good.clone();
        harm(&mut question);
        assert!(form_complaint(&question).is_some(), "{what} was accepted");
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_line() {
    let line = |text| read::table(text).unwrap_err().line;
    assert_eq!(line("a = 1\n= 2\n"), 2, "no TOML, from the beginning of the line on");
    assert_eq!(line("a = 1\nb = [\n    -1,\n]\n"), 3, "a value that no question needs");
}
