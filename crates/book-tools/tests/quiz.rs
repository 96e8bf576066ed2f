//! The questions on the pages: what is shown, and what stops the build.

use std::fs;
use std::path::Path;

use book_tools::book::Book;
use book_tools::check::check;
use tempfile::TempDir;

const QUESTIONS: &str = "01-first/questions.toml";

/// Two questions of one page; the second is computed from a listing of the course's own.
const GOOD: &str = r#"
again = ["g1-one"]

[[question]]
id = "g1-one"
concepts = ["G1"]
page = "01-first/page.md"
kind = "why-not"
prompt = "Why is `x < 1`?"
source = "a book"
explanation = "Because.\n\n```text\none\n\ntwo\n```"
choice = [
    { text = "First.", right = true },
    { text = "Second.", right = false, idea = "A thought." },
    { text = "Third.", right = false, idea = "Another thought." },
]

[[question]]
id = "g1-two"
concepts = ["G1"]
page = "01-first/page.md"
kind = "first-bad-step"
prompt = "When is it too late?"
program = "add_one"
python = "3.9"
switches = "every-opcode"
wanted = { globals = { x = "2" } }
threads = ["A", "B"]
schedule = [1, 1, 2, 2, 2, 2, 1, 1]
explanation = "It was read."
choice = [
    { text = "Step 1", right = false, idea = "Early.", step = 1 },
    { text = "Step 3", right = true, step = 3 },
    { text = "Step 8", right = false, idea = "Late.", step = 8 },
]
"#;

struct Course(TempDir);

impl Course {
    /// One page with this text below its title, and these questions.
    fn new(page: &str, questions: &str) -> Course {
        let course = Course(tempfile::tempdir().unwrap());
        let book = "[book]\n[build]\ncreate-missing = false\n[output.html.playground]\nrunnable = false\n";
        course.write("book/book.toml", book);
        course.write("book/src/SUMMARY.md", "- [A chapter]()\n    - [A page](01-first/page.md)\n- [Done](done.md)\n");
        course.write("book/src/01-first/page.md", &format!("# A page\n\n{page}\n"));
        course.write("book/src/done.md", "# Done\n\n{{#progress}}\n");
        course.write(&format!("book/src/{QUESTIONS}"), questions);
        let listing = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python/dis/add_one.3.9.txt");
        course.write("book/python/dis/add_one.3.9.txt", &fs::read_to_string(listing).unwrap());
        let exercise = "[package.metadata.exercise]\nid = \"g01\"\ntitle = \"Turns\"\nkind = \"implement\"\n\
            difficulty = 1\nminutes = 5\nconcepts = [\"G1\"]\npage = \"01-first/page.md\"\n";
        course.write("exercises/gil/g01-turns/Cargo.toml", exercise);
        course.write(
            "book/concepts.toml",
            "[[concept]]\nid = \"G1\"\ncrate = \"gil\"\nknow = \"One.\"\nidea = \"Many.\"\n",
        );
        course
    }

    fn write(&self, file: &str, text: &str) {
        let file = self.0.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn book(&self) -> Book {
        Book::at(&self.0.path().join("book")).unwrap()
    }

    /// The built page.
    fn built(&self, page: &str) -> String {
        let site = tempfile::tempdir().unwrap();
        self.book().build_into(site.path()).unwrap();
        fs::read_to_string(site.path().join(page)).unwrap()
    }

    /// Asserts that the book cannot be built, and says why.
    #[track_caller]
    fn is_refused_with(&self, expected: &str) {
        let site = tempfile::tempdir().unwrap();
        let error = format!("{:#}", self.book().build_into(site.path()).unwrap_err());
        assert!(error.contains(expected), "expected {expected:?} in:\n{error}");
    }
}

/// How often `part` stands in `text`.
fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

#[test]
fn a_page_shows_its_questions_with_the_answers_folded_away() {
    let page = Course::new("{{#quiz}}", GOOD).built("01-first/page.html");
    assert_eq!((count(&page, "<div class=\"quiz\""), count(&page, "<details class=\"quiz-answer\">")), (2, 2));
    assert!(page.contains("Why is <code>x &lt; 1</code>?"), "{page}");
    assert!(page.contains("<q>Another thought.</q>"), "{page}");
    assert!(page.contains("Question 2 of 2"), "{page}");
}

#[test]
fn questions_can_be_named() {
    let page = Course::new("{{#quiz g1-two}}", GOOD).built("01-first/page.html");
    assert_eq!((count(&page, "data-quiz=\"g1-two\""), count(&page, "data-quiz=\"g1-one\"")), (1, 0));
}

#[test]
fn only_what_a_program_has_told_is_said_to_be_computed() {
    let page = Course::new("{{#quiz g1-one}}", GOOD).built("01-first/page.html");
    assert!(!page.contains("Computed from"), "{page}");
    let page = Course::new("{{#quiz g1-two}}", GOOD).built("01-first/page.html");
    assert_eq!(
        count(&page, "Computed from <code>book/python/add_one.py</code> (CPython 3.9) when this page was built: all "),
        1,
        "{page}"
    );
}

#[test]
fn a_schedule_is_a_table_with_a_column_for_each_thread() {
    let page = Course::new("{{#quiz g1-two}}", GOOD).built("01-first/page.html");
    assert!(page.contains("<th scope=\"col\" class=\"thread-1\">B</th>"), "{page}");
    assert!(
        page.contains("<th scope=\"row\">3</th><td></td><td class=\"thread-1\"><code>LOAD_GLOBAL x</code>"),
        "{page}"
    );
}

#[test]
fn the_steps_of_a_prompt_are_a_table_too() {
    let steps = "When?\\n\\n1. A: reads\\n2. B: reads\\n3. A: writes";
    let page = Course::new("{{#quiz g1-one}}", &GOOD.replace("Why is `x < 1`?", steps)).built("01-first/page.html");
    assert!(page.contains("<th scope=\"row\">2</th><td></td><td class=\"thread-1\">reads</td>"), "{page}");
}

#[test]
fn the_page_of_what_is_done_names_every_page_question_and_exercise() {
    let page = Course::new("{{#quiz}}", GOOD).built("done.html");
    assert!(page.contains("1 page, 2 questions, 1 exercise."), "{page}");
    for mark in ["read\" data-id=\"01-first/page.md", "quiz\" data-id=\"g1-two", "exercise\" data-id=\"g01"] {
        assert_eq!(count(&page, &format!("data-kind=\"{mark}\"")), 1, "{mark} in {page}");
    }
}

#[test]
fn the_page_of_what_is_done_leads_to_each_question_and_holds_none() {
    let course = Course::new("{{#quiz}}\n\n{{#again questions.toml}}", GOOD);
    let page = course.built("done.html");
    assert_eq!(count(&page, "<a href=\"01-first/page.html#quiz-g1-one\" class=\"mark\""), 1, "{page}");
    assert_eq!(count(&page, "<div class=\"quiz\""), 0, "{page}");
    assert_eq!(count(&course.built("01-first/page.html"), " id=\"quiz-g1-one\""), 1);
}

#[test]
fn an_unknown_id_is_an_error_with_the_line_of_the_page() {
    Course::new("{{#quiz g1-three}}", GOOD)
        .is_refused_with("book/src/01-first/page.md:3: no file of questions has `g1-three`");
}

#[test]
fn a_page_without_questions_cannot_show_its_own() {
    let course = Course::new("{{#quiz}}", &GOOD.replace("01-first/page.md", "done.md"));
    course.is_refused_with("01-first/page.md:3: no file of questions has one for this page");
}

#[test]
fn a_double_id_is_an_error_with_both_places() {
    let course = Course::new("{{#quiz g1-one}}", &GOOD.replace("g1-two", "g1-one"));
    course.is_refused_with("questions.toml:4 and book/src/01-first/questions.toml:18");
}

#[test]
fn a_question_without_a_right_answer_is_an_error_with_its_line() {
    let wrong = GOOD.replace("text = \"First.\", right = true", "text = \"First.\", right = false, idea = \"So.\"");
    Course::new("{{#quiz g1-one}}", &wrong)
        .is_refused_with("questions.toml:4: g1-one: 0 right choices and 3 wrong ones");
}

#[test]
fn a_key_that_a_program_finds_wrong_is_an_error_with_its_line() {
    let wrong = GOOD.replace("step = 1 }", "step = 3 }");
    Course::new("{{#quiz g1-two}}", &wrong)
        .is_refused_with("questions.toml:18: g1-two: the key says false of `Step 1`");
}

#[test]
fn a_file_that_is_no_toml_is_an_error_with_its_line() {
    Course::new("{{#quiz}}", &GOOD.replace("kind = \"why-not\"", "kind =")).is_refused_with("questions.toml:8: ");
}

#[test]
fn a_broken_file_is_told_once_and_not_for_each_page_that_shows_it() {
    let course = Course::new("{{#quiz g1-one}}\n\n{{#quiz g1-two}}", &GOOD.replace("kind = \"why-not\"", "kind ="));
    let error = format!("{:#}", course.book().build_into(tempfile::tempdir().unwrap().path()).unwrap_err());
    assert_eq!(count(&error, "questions.toml:8: "), 1, "{error}");
}

#[test]
fn the_check_finds_a_question_that_no_page_asks_and_one_that_is_asked_twice() {
    let found = |page: &str| {
        let problems = check(&Course::new(page, GOOD).book()).unwrap().problems;
        let told = problems.into_iter().filter(|problem| problem.place.contains("questions.toml"));
        told.map(|problem| format!("{}: {}", problem.place, problem.what)).collect::<Vec<_>>()
    };
    assert_eq!(
        found("{{#quiz g1-one}}\n\n{{#again questions.toml}}"),
        ["book/src/01-first/questions.toml:18: no page asks `g1-two`"]
    );
    assert_eq!(found("{{#quiz}}"), ["book/src/01-first/questions.toml: no page asks `g1-one` again"]);
    assert_eq!(
        found("{{#quiz}}\n\n{{#quiz g1-two}}\n\n{{#again questions.toml}}"),
        ["book/src/01-first/questions.toml:18: `g1-two` is asked 2 times"]
    );
}

#[test]
fn the_words_of_a_quiz_make_no_page_too_long() {
    let long = |page: &str| {
        let questions = GOOD.replace("Because.", &"word ".repeat(2_000));
        let problems = check(&Course::new(page, &questions).book()).unwrap().problems;
        problems.iter().any(|problem| problem.what.contains("words, over"))
    };
    assert!(!long("{{#quiz}}"));
    assert!(long(&"word ".repeat(2_000)));
}
