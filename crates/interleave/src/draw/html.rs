//! A failing schedule as one page: a table of its steps that can be gone through by keyboard.
//!
//! It is made here and not by `cargo learn`, since only the process that failed has the record; its cost is this module
//! and two files of text.
//!
//! # Keeps true
//!
//! - The page asks for nothing from anywhere: its style and its script are in it, and its policy allows no more.
//! - Without its script it is a table with everything in it; so is a print of it.
//! - The words are those of the drawing. Whatever a program's message or source says is text in it, never markup.

use super::breaks;
use super::scene::Scene;
use super::steps::{Step, steps};
use super::style::one_line;
use super::words;
use crate::failure::Failure;
use std::fmt::Write as _;
use textwrap::core::Word;

/// A model has five; of more the last share a column.
const MOST_THREADS: usize = 8;

/// The page of a failure; `command` shows it again.
pub fn page(failure: &Failure, command: &str) -> String {
    let scene = Scene::new(failure, false);
    let headline = escape(&one_line(&words::headline(&scene)));
    let threads = scene.threads().min(MOST_THREADS);
    let steps = steps(failure);
    let table = super::Table::new(Scene::new(failure, false)).1;
    let why: String =
        words::explanation(&table).iter().map(|says| format!("<p>{}</p>\n", prose(&one_line(says)))).collect();
    let found =
        words::found(failure).map(|says| format!("<p class=\"quiet\">{}</p>\n", prose(&says))).unwrap_or_default();
    let caption = escape(&super::body::file(&scene).unwrap_or_default());
    let heads: String = (0..threads).map(|thread| head(&scene.head(thread), class(thread))).collect();
    let rows: String = steps.iter().map(|step| row(step, threads)).collect();
    let [style, script] = [include_str!("page.css"), include_str!("page.js")];
    let words::replay::Page { title, controls, keys, step, line, changes } = words::replay::PAGE;
    let [go, back, on] = controls;
    let replay = match command {
        "" => String::new(),
        _ => format!("<p class=\"quiet\">{}</p>\n", words::replay::again(&format!("<code>{}</code>", escape(command)))),
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>{headline}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n\
         <h1><b aria-hidden=\"true\">✗</b> {headline}</h1>\n\
         <section class=\"steps\" aria-label=\"{go}\" hidden>\n\
         <button type=\"button\" aria-disabled=\"true\"><span aria-hidden=\"true\">←</span> {back}</button> \
         <button type=\"button\">{on} <span aria-hidden=\"true\">→</span></button> \
         <span class=\"quiet\">{keys}</span>\n<span role=\"status\"></span>\n</section>\n\
         <table role=\"table\">\n<caption>{caption}</caption>\n<thead role=\"rowgroup\">\n<tr role=\"row\">{}{}{heads}{}</tr>\n</thead>\n\
         <tbody role=\"rowgroup\" aria-label=\"{title}\">\n{rows}</tbody>\n</table>\n{why}{found}{replay}</main>\n\
         <script>\n{script}</script>\n</body>\n</html>\n",
        head(step, "step"),
        head(line, "line"),
        head(changes, "state"),
    )
}

/// The heading of a column.
fn head(text: &str, class: &str) -> String {
    format!("<th role=\"columnheader\" scope=\"col\" class=\"{class}\">{}</th>", escape(text))
}

/// The colour of a thread.
fn class(thread: usize) -> &'static str {
    ["a", "b", "c", "d", "e"][thread % 5]
}

fn row(step: &Step, threads: usize) -> String {
    let says = escape(&step.aloud());
    let alarm = if step.ordinary { "" } else { " class=\"alarm\"" };
    let mut text = format!("<tr role=\"row\"{alarm} data-says=\"{says}\">");
    // Writing to a string cannot fail.
    let number = escape(&step.number);
    let (word, number) = match (step.ordinary, number.ends_with(|c: char| c.is_ascii_digit())) {
        (true, _) => ("", number),
        // A mark is for the eye.
        (false, true) => {
            ("", format!("<span aria-hidden=\"true\">{number}</span><span class=\"hide\">{}</span>", step.called))
        }
        (false, false) => (" class=\"word\"", step.called.clone()),
    };
    let _ = write!(text, "<th role=\"rowheader\" scope=\"row\"{word}>{number}</th>");
    let _ = write!(text, "<td role=\"cell\" class=\"line\">{}</td>", escape(&step.at));
    for thread in 0..threads {
        if thread != step.column.min(threads - 1) {
            text.push_str("<td role=\"cell\"></td>");
            continue;
        }
        let (name, class) = (escape(&step.thread), class(thread));
        let note = if step.note.is_empty() { String::new() } else { format!("<small>{}</small>", prose(&step.note)) };
        let _ =
            write!(text, "<td role=\"cell\" class=\"{class}\" data-thread=\"{name}\">{}{note}</td>", code(&step.call));
    }
    let items = step.changes[0].iter().chain(&step.held);
    let changes: String = items.map(|item| format!("<li>{}</li>", prose(item))).collect();
    let changes = if changes.is_empty() { changes } else { format!("<ul>{changes}</ul>") };
    let _ = writeln!(text, "<td role=\"cell\" class=\"state\">{changes}</td></tr>");
    text
}

/// Words, in which names stand as code, and an arrow in one line with its value.
fn prose(text: &str) -> String {
    let text = text.replace("→ ", "→\u{a0}");
    let parts: Vec<&str> = text.split('`').collect();
    // Without its second mark it is a mark of the program's own.
    if parts.len().is_multiple_of(2) {
        return escape(&text);
    }
    let part = |(index, part): (usize, &&str)| match index % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", escape(part)),
    };
    parts.iter().enumerate().map(part).collect()
}

/// Code, which may be broken where the drawing would break it.
fn code(text: &str) -> String {
    let part = |part: Word| match part.whitespace {
        "" => escape(part.word) + "<wbr>",
        space => escape(part.word) + space,
    };
    let broken: String = breaks::code(text).map(part).collect();
    broken.trim_end_matches("<wbr>").to_string()
}

/// Text as text, in an element and in an attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
