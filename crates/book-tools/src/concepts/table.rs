//! `{{#concepts gil}}`: the concepts of one crate as a table, with what there is for each of them.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, bail};

use super::{Concept, Inventory, Kind, Use};
use crate::directives::Asked;
use crate::markup::with_code;

/// The table for the crate that `words` name.
///
/// # Errors
///
/// `words` are not one crate that has concepts, a file cannot be read, or an exercise or a question names a page that is not there.
pub fn html(words: &[&str], asked: Asked<'_>) -> Result<String> {
    let inventory = Inventory::read(asked.course, asked.book)?;
    let [package] = words else { bail!("say of which crate: `{{{{#concepts gil}}}}`") };
    let mut concepts = inventory.concepts.iter().filter(|concept| concept.package == *package).peekable();
    if concepts.peek().is_none() {
        bail!("book/concepts.toml has no concept of crate `{package}`");
    }
    let mut table = String::from("<div class=\"table-wrapper\"><table class=\"concepts\">\n<thead><tr>");
    for heading in ["id", "to know", "the wrong idea", "exercises", "questions"] {
        let _ = write!(table, "<th scope=\"col\">{heading}</th>");
    }
    table.push_str("</tr></thead>\n<tbody>\n");
    for concept in concepts {
        table.push_str(&row(concept, &inventory, asked)?);
    }
    table.push_str("</tbody></table></div>");
    Ok(table)
}

fn row(concept: &Concept, inventory: &Inventory, asked: Asked<'_>) -> Result<String> {
    let of = |kind| inventory.uses.iter().filter(move |used| used.kind == kind && used.concept == concept.id);
    let exercises: Vec<String> =
        of(Kind::Exercise).map(|used| link(&used.page, &used.by, asked)).collect::<Result<_>>()?;
    let questions: Vec<&Use> = of(Kind::Question).collect();
    let mut pages: Vec<&str> = Vec::new();
    for used in &questions {
        if !pages.contains(&used.page.as_str()) {
            pages.push(&used.page);
        }
    }
    let pages: Vec<String> =
        pages.into_iter().map(|page| link(page, &title(page, asked)?, asked)).collect::<Result<_>>()?;
    let questions = match questions.len() {
        0 => "none yet".to_owned(),
        many => format!("{many}: {}", pages.join(", ")),
    };
    let exercises = if exercises.is_empty() { "none yet".to_owned() } else { exercises.join(", ") };
    let id = &concept.id;
    let (know, idea) = (with_code(&concept.know), with_code(&concept.idea));
    Ok(format!(
        "<tr id=\"concept-{}\"><th scope=\"row\">{id}</th><td>{know}</td><td>{idea}</td><td>{exercises}</td><td>{questions}</td></tr>\n",
        id.to_lowercase()
    ))
}

/// A link to a page of the book.
fn link(page: &str, words: &str, asked: Asked<'_>) -> Result<String> {
    title(page, asked)?; // there is such a page
    let page = page.strip_suffix(".md").unwrap_or(page);
    Ok(format!("<a href=\"{}{page}.html\">{}</a>", asked.to_root(), with_code(words)))
}

/// The first heading of a page.
fn title(page: &str, asked: Asked<'_>) -> Result<String> {
    let text = fs::read_to_string(asked.book.join("src").join(page))
        .with_context(|| format!("an exercise or a question names the page {page}, which cannot be read"))?;
    let title = text.lines().find_map(|line| line.strip_prefix("# "));
    Ok(title.with_context(|| format!("the page {page} has no title"))?.to_owned())
}
