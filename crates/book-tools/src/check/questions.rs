//! Each question stands on a page, once, and what a file asks again is asked on one: what nobody shows, nobody answers.

use anyhow::Result;
use scraper::Selector;

use super::Problem;
use super::site::Site;
use crate::book::Book;
use crate::quiz::file;

/// The questions of `book` that its pages do not show, or show twice.
pub fn problems(book: &Book, site: &Site) -> Result<Vec<Problem>> {
    let first = shown(site, ".quiz:not([data-again])");
    let again = shown(site, ".quiz[data-again]");
    let mut found = Vec::new();
    for file in file::all(book.root())?.iter() {
        for question in &file.questions {
            let (id, page) = (question.text("id"), question.text("page"));
            let (what, next) = match first.iter().filter(|asked| **asked == id).count() {
                1 => continue,
                0 => (format!("no page asks `{id}`"), format!("write {{{{#quiz {id}}}}} into {page}")),
                times => {
                    (format!("`{id}` is asked {times} times"), format!("leave it in one {{{{#quiz …}}}} of {page}"))
                }
            };
            found.push(Problem::new(question.place(), what, next));
        }
        for id in file.again.iter().filter(|id| !again.contains(&id.as_str())) {
            let place = format!("book/src/{}", file.path.display());
            let next = "write {{#again FILE}} with this file's name into the first page of its chapter";
            found.push(Problem::new(place, format!("no page asks `{id}` again"), next));
        }
    }
    Ok(found)
}

/// The ids of the questions that fit `selector`, on all pages.
fn shown<'site>(site: &'site Site, selector: &str) -> Vec<&'site str> {
    let selector = Selector::parse(selector).expect("the selector is valid");
    let quizzes = site.written_pages().flat_map(|(_, page)| page.select(&selector).collect::<Vec<_>>());
    quizzes.filter_map(|quiz| quiz.attr("data-quiz")).collect()
}
