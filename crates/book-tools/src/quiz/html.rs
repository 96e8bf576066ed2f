//! A question as HTML: prompt, choices, and the answer folded away. This is what a reader has without a script and on paper.
//!
//! # Keeps true
//!
//! - There is no blank line in it: for Markdown it would end there.
//! - Its id is `quiz-` and the question's. What is asked again has none: it may stand on the page of the first time.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, anyhow};
use gil::explore::Schedules;
use pulldown_cmark::{Parser, html};
use questions::compute::{self, Tried};

use super::file::Question;
use super::steps;

/// The questions one below the other. Those that are asked `again` do not care for what was answered before.
///
/// # Errors
///
/// The form or the key of one is wrong; all such are told.
pub fn questions(questions: &[&Question], book: &Path, again: bool) -> Result<String> {
    let (mut all, mut wrong) = (String::new(), Vec::new());
    for (question, number) in questions.iter().zip(1..) {
        let place = if questions.len() > 1 {
            format!("Question {number} of {}", questions.len())
        } else {
            "Question".to_owned()
        };
        match one(question, book, &place, again) {
            Ok(html) => all += &html,
            Err(error) => wrong.push(format!("{error:#}")),
        }
    }
    if wrong.is_empty() { Ok(without_blank_lines(&all)) } else { Err(anyhow!(wrong.join("\n"))) }
}

fn one(question: &Question, book: &Path, place: &str, again: bool) -> Result<String> {
    let tried = question.sure(book)?;
    let (choose, how) = match question.wants_many() {
        true => ("many", "Tick all that are right. It may be one, or several."),
        false => ("one", "Choose one."),
    };
    let asks = match question.text("kind") {
        "outcomes" => "what can happen?",
        "why-not" => "why?",
        "which-repair" => "what helps?",
        _ => "which step?",
    };
    let id = question.text("id");
    let kind = if again { "data-again".to_owned() } else { format!("id=\"quiz-{id}\"") };
    let mut html = format!("<div class=\"quiz\" {kind} data-quiz=\"{id}\" data-choose=\"{choose}\">\n");
    let _ = writeln!(html, "<p class=\"quiz-label\">{place} · {asks}</p>");
    let _ = writeln!(
        html,
        "<div class=\"quiz-prompt\">{}{}</div>",
        steps::drawn(question.text("prompt")),
        schedule(question, book)?
    );
    let _ = writeln!(html, "<p class=\"quiz-how\">{how}</p>\n<ol class=\"quiz-choices\" type=\"a\">");
    for choice in question.choices() {
        let _ = writeln!(html, "<li>{}</li>", inline(choice.text));
    }
    html +=
        "</ol>\n<details class=\"quiz-answer\"><summary>Answer</summary>\n<ol class=\"quiz-verdicts\" type=\"a\">\n";
    for choice in question.choices() {
        let _ = match choice.idea {
            None => writeln!(html, "<li data-right=\"true\"><strong>Right.</strong></li>"),
            Some(idea) => {
                writeln!(html, "<li data-right=\"false\">Wrong. You may have thought: <q>{}</q></li>", inline(idea))
            }
        };
    }
    let _ = writeln!(
        html,
        "</ol>\n<div class=\"quiz-why\">{}{}</div>\n</details>\n</div>",
        markdown(question.text("explanation")),
        told(question, tried)
    );
    Ok(html)
}

/// The schedule that a program makes, below the prompt.
fn schedule(question: &Question, book: &Path) -> Result<String> {
    if !question.table.contains_key("schedule") {
        return Ok(String::new());
    }
    let made = compute::steps(&question.table, book).map_err(|why| anyhow!("{}: {why}", question.place()))?;
    Ok(steps::table(&made))
}

/// How the answer was computed, if it was.
fn told(question: &Question, tried: Option<Tried>) -> String {
    let Some(Tried { schedules, states }) = tried else { return String::new() };
    let states = grouped(states as u128);
    let (program, python) = (question.text("program"), question.text("python"));
    let how_many = match schedules {
        Schedules::Number(number) if number < 1_000_000_000 => {
            format!("all {} schedules, through {states} states", grouped(number))
        }
        Schedules::Number(number) => format!("all schedules, {} of them, through {states} states", rounded(number)),
        Schedules::TooMany => format!("all schedules, more than anybody can count, through {states} states"),
        Schedules::Endless => {
            format!("all schedules, through {states} states. A loop goes round in them as often as it likes")
        }
    };
    format!(
        "<p class=\"quiz-computed\">Computed from <code>book/python/{program}.py</code> (CPython {python}) when this page was built: {how_many}.</p>\n"
    )
}

/// Digits in threes.
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number that nobody would read to its end: its first two digits, cut off and not rounded up, and how many follow.
fn rounded(number: u128) -> String {
    let digits = number.to_string();
    format!("about {}.{} × 10<sup>{}</sup>", &digits[..1], &digits[1..2], digits.len() - 1)
}

/// Markdown as HTML.
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut made = String::new();
    html::push_html(&mut made, Parser::new(text));
    made
}

/// One line of Markdown, without a paragraph around it.
pub fn inline(text: &str) -> String {
    let made = markdown(text);
    let made = made.trim_end();
    made.strip_prefix("<p>").and_then(|made| made.strip_suffix("</p>")).unwrap_or(made).to_owned()
}

/// A blank line becomes one with a line break written as a number, which a browser shows in code and nowhere else.
fn without_blank_lines(html: &str) -> String {
    html.replace("\n\n", "\n&#10;").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_line_in_code_does_not_end_the_html() {
        let made = without_blank_lines(&markdown("```text\none\n\ntwo\n```\n"));
        assert!(!made.contains("\n\n") && made.contains("one\n&#10;two"), "{made}");
    }

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(
            ["70", "1000", "2042110"].map(|number| grouped(number.parse().unwrap())),
            ["70", "1\u{202f}000", "2\u{202f}042\u{202f}110"]
        );
    }
}
