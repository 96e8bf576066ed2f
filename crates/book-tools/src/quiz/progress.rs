//! The page of what is done: every page of the book with its questions and exercises, as a list to tick on paper or by `book/theme/quiz.js`.
//! A question's box is a link to it.
//!
//! # Keeps true
//!
//! Pages stand in the order of SUMMARY.md. What is listed is what there is: nothing is typed.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use anyhow::{Context, Result, ensure};
use regex::Regex;

use super::file::{self, Question};
use super::html::inline;
use crate::directives::Asked;
use crate::exercise::{self, Exercise};
use crate::markup::{count, escaped};

/// An entry of SUMMARY.md: how deep it lies, its title and its file, which a chapter without a page of its own has not.
static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<deep> *)(?P<listed>- )?\[(?P<title>[^\]]+)\]\((?P<page>[^)]*)\)").expect("the pattern is valid")
});

/// A table with a row for each page.
///
/// # Errors
///
/// A file cannot be read.
pub fn progress(words: &[&str], asked: Asked<'_>) -> Result<String> {
    ensure!(words.is_empty(), "`progress` wants no word");
    let files = file::all(asked.book)?;
    let all: Vec<&Question> = files.iter().flat_map(|file| &file.questions).collect();
    let folders = exercise::folders(asked.course)?;
    let read = |folder: &PathBuf| Exercise::read(asked.course, folder).with_context(|| folder.display().to_string());
    let exercises: Vec<Exercise> = folders.iter().map(read).collect::<Result<_>>()?;
    let summary = asked.book.join("src/SUMMARY.md");
    let summary = fs::read_to_string(&summary).with_context(|| format!("{} cannot be read", summary.display()))?;
    let entries: Vec<_> = summary.lines().filter_map(|line| ENTRY.captures(line)).collect();
    let own = asked.page.to_string_lossy().replace('\\', "/");
    let pages = entries.iter().filter(|entry| !entry["page"].is_empty() && entry["page"] != own).count();

    let mut html = String::from("<div class=\"progress\">\n");
    let there_are = [
        count(pages, "page", "pages"),
        count(all.len(), "question", "questions"),
        count(exercises.len(), "exercise", "exercises"),
    ];
    let _ = writeln!(html, "<p class=\"progress-sum\">{}.</p>", there_are.join(", "));
    html += "<div class=\"table-wrapper\"><table>\n";
    html += "<thead><tr><th scope=\"col\">Page</th><th scope=\"col\">Questions</th><th scope=\"col\">Exercises</th></tr></thead>\n";
    let mut before = None;
    for entry in &entries {
        let (title, page) = (inline(&entry["title"]), &entry["page"]);
        if page == own {
            continue;
        }
        // Each chapter is a body of the table. What stands behind the last chapter, outside the list, is one together.
        let (top, listed) = (entry["deep"].is_empty(), entry.name("listed").is_some());
        if (top && listed) || before != Some(listed) {
            html += if before.is_some() { "</tbody>\n<tbody>" } else { "<tbody>" };
        }
        before = Some(listed);
        html += if top && listed { "<tr class=\"chapter\">" } else { "<tr>" };
        if page.is_empty() {
            let _ = writeln!(html, "<th colspan=\"3\" scope=\"rowgroup\">{title}</th></tr>");
            continue;
        }
        let link = format!("{}{}", asked.to_root(), page.replace(".md", ".html"));
        let read = mark("read", page, "reading", None);
        let _ = write!(
            html,
            "<td class=\"deep-{}\">{read} <a href=\"{link}\">{title}</a></td><td>",
            entry["deep"].len() / 4
        );
        for (question, number) in all.iter().filter(|question| question.text("page") == page).zip(1..) {
            let id = question.text("id");
            html += &mark("quiz", id, &format!("question {number}"), Some(&format!("{link}#quiz-{id}")));
        }
        html += "</td><td>";
        for exercise in exercises.iter().filter(|exercise| exercise.page == *page) {
            let what = format!("{}, {}", exercise.id, escaped(&exercise.title));
            let mark = mark("exercise", &exercise.id, &what, None);
            let _ = write!(html, "<span class=\"progress-exercise\">{mark} {}</span> ", exercise.id);
        }
        html += "</td></tr>\n";
    }
    Ok(html + "</tbody></table></div>\n</div>")
}

/// A box to tick, which may be a link.
fn mark(kind: &str, id: &str, what: &str, link: Option<&str>) -> String {
    let (tag, begins) = match link {
        Some(link) => ("a", format!("a href=\"{link}\"")),
        None => ("span", "span role=\"img\"".to_owned()),
    };
    format!(
        "<{begins} class=\"mark\" data-kind=\"{kind}\" data-id=\"{id}\" data-what=\"{what}\" aria-label=\"{what}: open\">☐</{tag}>"
    )
}
