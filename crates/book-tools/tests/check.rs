//! `cargo book check` on small books, each with one trap that mdBook itself lets pass.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const PAGE: &str = "02-first/page.md";

/// A concept page in the chapter form.
const GOOD_PAGE: &str = "# A page

> After this page you can do one thing more.

```python
{{#include ../../python/line.py:line}}
```

## Predict

What happens? <span id=\"here\"></span>

<details><summary>Answer</summary>It works.</details>

## Run it

```console
$ cargo learn hint g02
```

## How it is built

```rust
{{#include ../../../crates/gil/src/lib.rs:take}}
```

## Your turn

{{#exercise g02}}

`cargo learn check g02`, [again](#here), [elsewhere](https://www.rust-lang.org/).

## What we left out

The rest.
";

/// The code that the page includes.
const MARKED: &str = "// ANCHOR: take\npub fn take() {}\n// ANCHOR_END: take\n";

const MANIFEST: &str = "[package]
name = \"g02-two-holders\"

[package.metadata.exercise]
id = \"g02\"
title = \"Two holders\"
kind = \"fix one line\"
difficulty = 2
minutes = 10
concepts = [\"G3\"]
page = \"02-first/page.md\"
";

const STUB: &str = "//! # g02 · Two holders
//!
//! Fix one line · 10 minutes · read first: `cargo book` → *A page*
";

const CONCEPTS: &str =
    "[[concept]]\nid = \"G3\"\ncrate = \"gil\"\nknow = \"Look again.\"\nidea = \"It is `my` turn.\"\n";

/// A course with a book of one page, in a folder of its own.
struct Course {
    folder: TempDir,
}

impl Course {
    fn good() -> Course {
        let course = Course { folder: tempfile::tempdir().unwrap() };
        let book =
            "[book]\ntitle = \"A book\"\n[build]\ncreate-missing = false\n[output.html.playground]\nrunnable = false\n";
        course.write("book/book.toml", book);
        course.write("book/src/SUMMARY.md", "# Summary\n\n- [A page](02-first/page.md)\n- [Later]()\n");
        course.write(&format!("book/src/{PAGE}"), GOOD_PAGE);
        course.write("book/concepts.toml", CONCEPTS);
        course.write("book/python/line.py", "# ANCHOR: line\nx += 1\n# ANCHOR_END: line\n");
        course.write("crates/gil/src/lib.rs", MARKED);
        course.write("exercises/gil/g02-two-holders/Cargo.toml", MANIFEST);
        course.write("solutions/gil/g02-two-holders/stub.rs", STUB);
        course
    }

    /// The good course with `old` replaced in `file`.
    fn with(file: &str, old: &str, new: &str) -> Course {
        let course = Course::good();
        let text = fs::read_to_string(course.path().join(file)).unwrap();
        assert!(text.contains(old), "{file} holds no {old:?}");
        course.write(file, &text.replacen(old, new, 1));
        course
    }

    /// The good course with `old` replaced in its page.
    fn with_page(old: &str, new: &str) -> Course {
        Course::with(&format!("book/src/{PAGE}"), old, new)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, file: &str, text: &str) {
        let file = self.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let tool = env!("CARGO_BIN_EXE_book-tools");
        Command::new(tool).args(arguments).current_dir(self.path()).output().unwrap()
    }

    /// Asserts that the check finds exactly one problem, and that it says `expected`.
    #[track_caller]
    fn is_rejected_for(&self, expected: &str) {
        let output = self.run(&["check"]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(expected), "expected {expected:?} in:\n{said}");
        assert!(said.contains("\n  next: "), "no next step in:\n{said}");
        assert!(said.ends_with(", 1 problem\n"), "more than that was found:\n{said}");
    }
}

#[test]
fn a_good_book_passes() {
    let output = Course::good().run(&["check"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.starts_with("book: 1 pages, ") && said.ends_with(" links followed, no problem\n"), "{said}");
}

#[test]
fn the_check_leaves_the_course_as_it_was() {
    let course = Course::good();
    course.run(&["check"]);
    assert!(!course.path().join("book/html").exists());
}

#[test]
fn an_include_of_a_missing_file_is_found() {
    Course::with_page("gil/src/lib.rs:take", "gil/src/lid.rs:take")
        .is_rejected_for("page.md:24: includes crates/gil/src/lid.rs, which is not there");
}

#[test]
fn an_include_of_a_missing_anchor_is_found() {
    Course::with_page("lib.rs:take", "lib.rs:tale")
        .is_rejected_for("page.md:24: crates/gil/src/lib.rs has no `ANCHOR: tale`");
}

#[test]
fn a_figure_that_was_not_filled_in_is_told_with_the_command_that_does() {
    let course = Course::with_page("The rest.", "{{#include ../../measured/figures.md:countdown}}");
    course.write("book/measured/figures.md", "<!-- ANCHOR: other -->\n");
    course.is_rejected_for("next: cargo run -p lab -- pages");
}

#[test]
fn an_anchor_without_an_end_is_found() {
    Course::with("crates/gil/src/lib.rs", "// ANCHOR_END: take\n", "").is_rejected_for("has no `ANCHOR_END: take`");
}

#[test]
fn an_anchor_that_ends_before_it_begins_is_found() {
    let turned = "// ANCHOR_END: take\npub fn take() {}\n// ANCHOR: take\n";
    Course::with("crates/gil/src/lib.rs", MARKED, turned)
        .is_rejected_for("page.md:24: crates/gil/src/lib.rs has no `ANCHOR_END: take`");
}

#[test]
fn an_anchor_with_nothing_in_it_is_found() {
    let nothing = "// ANCHOR: take\n\n// ANCHOR: other\n// ANCHOR_END: take\npub fn take() {}\n";
    Course::with("crates/gil/src/lib.rs", MARKED, nothing)
        .is_rejected_for("page.md:24: crates/gil/src/lib.rs has nothing between `ANCHOR: take` and");
}

#[test]
fn an_included_file_with_nothing_in_it_is_found() {
    let course = Course::with_page("The rest.", "```text\n{{#include ../../drawings/turns.txt}}\n```");
    course.write("book/drawings/turns.txt", "\n");
    course.is_rejected_for("page.md:36: includes book/drawings/turns.txt, which is empty");
}

#[test]
fn an_anchor_whose_name_only_begins_alike_is_found() {
    Course::with_page("lib.rs:take", "lib.rs:tak").is_rejected_for("has no `ANCHOR: tak`");
}

#[test]
fn an_include_by_line_numbers_is_found() {
    Course::with_page("lib.rs:take", "lib.rs:2:2").is_rejected_for("includes lines 2:2 of");
}

#[test]
fn code_typed_into_a_page_is_found() {
    Course::with_page("{{#include ../../python/line.py:line}}", "x += 1")
        .is_rejected_for("page.md:5: this python code was typed into the page");
}

#[test]
fn a_helper_that_nothing_expands_is_found() {
    Course::with_page("The rest.", "The {{#rest}}.")
        .is_rejected_for("page.md:35: the page shows a `{{#…}}` that nothing expanded");
}

#[test]
fn a_dead_link_is_found() {
    Course::with_page("(#here)", "(there.md)").is_rejected_for("page.md:31: the link there.html leads nowhere");
}

#[test]
fn a_dead_anchor_is_found() {
    Course::with_page("(#here)", "(#there)")
        .is_rejected_for("page.md:31: the link #there leads to a page without that anchor");
}

#[test]
fn an_id_that_stands_twice_is_found() {
    Course::with_page("The rest.", "<i id=\"here\">The rest.</i>").is_rejected_for("the id `here` stands twice");
}

#[test]
fn a_picture_from_the_network_is_found() {
    Course::with_page("The rest.", "![A cat](https://example.org/cat.png)")
        .is_rejected_for("page.md:35: loads https://example.org/cat.png from the network");
}

#[test]
fn a_font_from_the_network_is_found() {
    let course = Course::good();
    let toml = fs::read_to_string(course.path().join("book/book.toml")).unwrap();
    course.write("book/book.toml", &format!("{toml}[output.html]\nadditional-css = [\"far.css\"]\n"));
    course.write("book/far.css", "@import '//example.org/font.css';");
    course.is_rejected_for("loads //example.org/font.css from the network");
}

#[test]
fn code_that_runs_on_the_playground_is_found() {
    Course::with("book/book.toml", "runnable = false", "runnable = true")
        .is_rejected_for("code that runs on the Rust playground calls another machine");
}

#[test]
fn a_section_of_the_chapter_form_that_is_missing_is_found() {
    Course::with_page("## Run it", "## Try it").is_rejected_for("wants the section `## Run it`");
}

#[test]
fn sections_in_another_order_are_found() {
    Course::with_page("## What we left out\n\nThe rest.\n", "")
        .is_rejected_for("after the section `## Your turn`, the chapter form wants the section `## What we left out`");
}

#[test]
fn a_sentence_that_became_a_list_is_found() {
    Course::with_page("The rest.", "It ends with status\n1. Nobody looks.")
        .is_rejected_for("a numbered list with one entry: \"Nobody looks.\"");
}

#[test]
fn a_page_that_is_too_long_is_found() {
    Course::with_page("The rest.", &"word ".repeat(1_500)).is_rejected_for("words, over 1500");
}

#[test]
fn a_page_beside_the_chapters_that_does_not_end_with_what_it_leaves_out_is_found() {
    let course = Course::with("book/src/SUMMARY.md", "[Later]()", "[Later](later.md)");
    course.write("book/src/later.md", "# Later\n\n## What we left out\n\nMuch.\n\n## And more\n\nThis.\n");
    course.is_rejected_for("later.md: the page does not end with the section `## What we left out`");
}

#[test]
fn a_figure_typed_into_a_page_is_found() {
    Course::with_page("The rest.", "The rest took 0.25 s.")
        .is_rejected_for("page.md:35: 0.25 s was typed into the page, so nobody will measure it again");
}

#[test]
fn a_figure_that_is_given_with_its_reason_passes_and_one_that_stands_nowhere_is_found() {
    let course = Course::with_page("The rest.", "The rest sleeps for 0.25 s.");
    let given = "[[given]]\npage = \"02-first/\"\nnumbers = [\"0.25 s\"]\nwhy = \"what the program sleeps\"\n";
    course.write("book/given/02.toml", given);
    assert!(course.run(&["check"]).status.success());
    course.write("book/given/02.toml", &given.replace("\"0.25 s\"", "\"0.25 s\", \"7 ms\""));
    course.is_rejected_for("book/given/02.toml: 7 ms is given for 02-first/, where it does not stand");
}

#[test]
fn a_day_of_which_nobody_says_what_was_done_on_it_is_found() {
    Course::with_page("The rest.", "The rest (2026-11-25).")
        .is_rejected_for("2026-11-25 is the day of a measurement, or of reading, and does not say which");
}

#[test]
fn a_heading_of_the_document_without_a_page_is_found() {
    let course = Course::good();
    course.write("book/document.toml", "[[heading]]\ntitle = \"A thing\"\npage = \"02-first/thing.md\"\n");
    course.is_rejected_for("the document's heading “A thing” has no page: 02-first/thing.md is not in the book");
}

#[test]
fn pages_in_another_order_than_the_documents_are_found() {
    let course = Course::with("book/src/SUMMARY.md", "[Later]()", "[Later](later.md)");
    course.write("book/src/later.md", "# Later\n\n## What we left out\n\nMuch.\n");
    let heading = |page: &str| format!("[[heading]]\ntitle = \"Of {page}\"\npage = \"{page}\"\n");
    course.write("book/document.toml", &format!("{}{}", heading("later.md"), heading(PAGE)));
    course.is_rejected_for("02-first/page.md comes before later.md, and in the document after it");
}

#[test]
fn a_page_that_summary_does_not_name_is_found_unless_another_one_includes_it() {
    let course = Course::with_page("The rest.", "{{#include ../table.md}}");
    course.write("book/src/table.md", "One.\n");
    assert!(course.run(&["check"]).status.success());
    course.write("book/src/02-first/forgotten.md", "# Forgotten\n");
    course.is_rejected_for("book/src/02-first/forgotten.md: it is in no list of pages");
}

#[test]
fn a_lab_and_a_time_line_that_no_page_shows_are_found() {
    let course = Course::with_page("The rest.", "{{#timeline shown}}");
    let timeline = "title = \"A turn\"\n[[task]]\nname = \"A\"\ndoes = [{ computes = 1.0 }]\n\
        [moment]\ntask = \"A\"\nlongest = \"turn\"\nnote = \"here\"\n";
    course.write("book/timelines/shown.toml", timeline);
    assert!(course.run(&["check"]).status.success());
    course.write("book/labs/two-locks.toml", "");
    course.is_rejected_for("book/labs/two-locks.toml: no page shows it");
    fs::remove_file(course.path().join("book/labs/two-locks.toml")).unwrap();
    course.write("book/timelines/hidden.toml", timeline);
    course.is_rejected_for("book/timelines/hidden.toml: no page shows it");
}

#[test]
fn a_page_that_is_not_on_the_list_of_what_is_done_is_found() {
    let with_title = |title: &str| {
        let list = format!("[{title}](later.md)\n- [Done](done.md)");
        let course = Course::with("book/src/SUMMARY.md", "[Later]()", &list);
        course.write("book/src/later.md", "# Later\n\n## What we left out\n\nMuch.\n");
        course.write("book/src/done.md", "# Done\n\n{{#progress}}\n\n## What we left out\n\nMuch.\n");
        course
    };
    assert!(with_title("Later").run(&["check"]).status.success());
    with_title("Later [1]").is_rejected_for("book/src/SUMMARY.md: later.md is not on the list of what is done");
}

#[test]
fn what_mdbook_only_complains_about_is_found() {
    Course::with_page("The rest.", "<b>The rest.").is_rejected_for("mdBook complains: ");
}

#[test]
fn an_exercise_whose_page_does_not_exist_is_found() {
    Course::with("exercises/gil/g02-two-holders/Cargo.toml", "page.md", "pager.md").is_rejected_for(
        "exercises/gil/g02-two-holders/Cargo.toml: its page, 02-first/pager.md, is not a written page",
    );
}

#[test]
fn a_page_without_its_exercises_card_is_found() {
    Course::with_page("{{#exercise g02}}", "g02 · Two holders")
        .is_rejected_for("page.md: the page of g02 does not show its card");
}

#[test]
fn a_card_of_an_unknown_exercise_is_an_error_with_file_and_line() {
    let output = Course::with_page("{{#exercise g02}}", "{{#exercise g92}}").run(&["check"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("page.md:29: there is no exercise `g92`"), "{said}");
}

#[test]
fn a_card_that_was_typed_is_found() {
    Course::with_page("The rest.", "<div class=\"exercise\">g02 · Two holders</div>")
        .is_rejected_for("page.md: the card of an exercise was typed");
}

#[test]
fn an_exercise_whose_file_names_another_page_is_found() {
    Course::with("solutions/gil/g02-two-holders/stub.rs", "*A page*", "*Another page*")
        .is_rejected_for("stub.rs: its head does not have the line `//! Fix one line · 10 minutes · read first");
}

#[test]
fn an_exercise_whose_file_says_another_time_is_found() {
    Course::with("exercises/gil/g02-two-holders/Cargo.toml", "minutes = 10", "minutes = 15")
        .is_rejected_for("its head does not have the line `//! Fix one line · 15 minutes");
}

#[test]
fn an_exercise_without_metadata_is_found() {
    let course = Course::good();
    course.write("exercises/gil/g03-acquire/Cargo.toml", "[package]\nname = \"g03-acquire\"\n");
    course.is_rejected_for("exercises/gil/g03-acquire/Cargo.toml: has no [package.metadata.exercise]");
}

const QUESTIONS: &str = "book/src/02-first/questions.toml";

const QUESTION: &str = "[[question]]
id = \"g3-who\"
page = \"02-first/page.md\"
kind = \"outcomes\"
concepts = [\"G3\"]
prompt = \"Who can be next?\"
source = \"crates/gil/src/lib.rs\"
explanation = \"Whoever comes first.\"
choice = [
    { text = \"A\", right = true },
    { text = \"B\", right = true },
    { text = \"nobody\", right = false, idea = \"It is my turn.\" },
]
";

/// The good course, whose page asks a question.
fn with_a_question(question: &str) -> Course {
    let course = Course::with_page("## What we left out", "{{#quiz}}\n\n## What we left out");
    course.write(QUESTIONS, question);
    course
}

#[test]
fn concepts_that_the_inventory_has_pass() {
    let output = with_a_question(QUESTION).run(&["check"]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn an_exercise_of_a_concept_that_the_inventory_does_not_have_is_found() {
    let course = Course::with("exercises/gil/g02-two-holders/Cargo.toml", "[\"G3\"]", "[\"G3\", \"G9\"]");
    let output = course.run(&["check"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    // Its card cannot be made, so there is no book to check.
    assert!(
        said.contains("g02-two-holders/Cargo.toml: the concept `G9` does not stand in book/concepts.toml"),
        "{said}"
    );
}

#[test]
fn a_question_of_a_concept_that_the_inventory_does_not_have_is_found() {
    with_a_question(&QUESTION.replace("\"G3\"", "\"G8\""))
        .is_rejected_for("book/src/02-first/questions.toml:5: g3-who names the concept G8, which");
}

#[test]
fn a_concept_that_stands_twice_in_the_inventory_is_found() {
    let course = Course::good();
    course.write("book/concepts.toml", &format!("{CONCEPTS}{CONCEPTS}"));
    course.is_rejected_for("book/concepts.toml: G3 stands there twice");
}

#[test]
fn a_page_shows_what_there_is_to_know_with_its_exercises_and_questions() {
    let course = Course::with_page("The rest.", "{{#concepts gil}}");
    course.write(QUESTIONS, QUESTION);
    assert!(course.run(&["build"]).status.success());
    let built = fs::read_to_string(course.path().join("book/html/02-first/page.html")).unwrap();
    let row = built.lines().find(|line| line.contains("concept-g3")).expect("the table has a row of G3");
    for cell in [
        "<td>Look again.</td>",
        "<td>It is <code>my</code> turn.</td>",
        "<a href=\"../02-first/page.html\">g02</a>",
        "1: <a href=\"../02-first/page.html\">A page</a>",
    ] {
        assert!(row.contains(cell), "no {cell} in {row}");
    }
}

#[test]
fn a_page_that_asks_for_the_concepts_of_no_crate_is_told_its_line() {
    let course = Course::with_page("The rest.", "{{#concepts gill}}");
    let output = course.run(&["build"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("book/concepts.toml has no concept of crate `gill`") && said.contains("page.md:"), "{said}");
}

#[test]
fn a_command_that_names_an_unknown_exercise_is_found() {
    Course::with_page("hint g02", "hint g92")
        .is_rejected_for("`cargo learn hint g92` names something that does not exist");
}

#[test]
fn a_command_that_names_an_unknown_package_is_found() {
    Course::with_page("cargo learn hint g02", "cargo test -p g92-two-holders")
        .is_rejected_for("`cargo test -p g92-two-holders` names something that does not exist");
}

#[test]
fn a_page_that_summary_names_and_nobody_wrote_is_an_error_and_is_not_made() {
    let course = Course::with("book/src/SUMMARY.md", "[Later]()", "[Later](later.md)");
    let output = course.run(&["check"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.starts_with("book: the book cannot be read") && said.contains("later.md"), "{said}");
    assert!(!course.path().join("book/src/later.md").exists());
}

#[test]
fn build_puts_the_site_into_the_books_folder() {
    let course = Course::good();
    let output = course.run(&["build"]);
    assert!(output.status.success());
    assert!(course.path().join("book/html/02-first/page.html").is_file());
}

#[test]
fn outside_a_course_the_next_step_is_named() {
    let course = Course { folder: tempfile::tempdir().unwrap() };
    let output = course.run(&["check"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("holds book/book.toml") && said.contains("next: go to the course's folder"), "{said}");
}

#[test]
fn a_mistyped_command_is_wrong_use() {
    assert_eq!(Course::good().run(&["chekc"]).status.code(), Some(2));
}
