//! The card of an exercise on a page: what it is, what it is about, and how to begin.
//!
//! # Keeps true
//!
//! A card tells what the exercise's Cargo.toml says, and nothing that somebody typed. `data-exercise` names it to the page's script.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::directives::Asked;
use crate::exercise::Exercise;
use crate::markup::{count, escaped, with_code};

/// The most difficult.
const STEPS: usize = 5;

/// One of `book/concepts.toml`.
#[derive(Deserialize)]
struct Concept {
    id: String,
    /// What there is to know, a sentence.
    know: String,
}

#[derive(Deserialize)]
struct Concepts {
    #[serde(default)]
    concept: Vec<Concept>,
}

/// The card of the exercise `id`.
///
/// # Errors
///
/// There is no such exercise, or it says something impossible of itself.
pub fn card(id: &str, asked: Asked<'_>) -> Result<String> {
    let exercise = Exercise::of(asked.course, id)?;
    let Exercise { title, kind, difficulty, minutes, folder, .. } = &exercise;
    ensure!(
        (1..=STEPS).contains(difficulty),
        "{folder}/Cargo.toml: `difficulty` is 1 to {STEPS}, and not {difficulty}"
    );
    let (title, kind) = (escaped(title), escaped(kind));
    let dots = "●".repeat(*difficulty) + &"○".repeat(STEPS - difficulty);
    let (concepts, elsewhere) = (concepts(&exercise, asked.book)?, elsewhere(&exercise, asked));
    Ok(format!(
        r#"<div class="exercise" data-exercise="{id}" role="group" aria-label="Exercise {id}">
<p class="name"><strong>{id} · {title}</strong></p>
<p class="facts"><span>{kind}</span> <span><span class="dots" aria-hidden="true">{dots}</span> <span class="said">difficulty {difficulty} of {STEPS}</span></span> <span>{minutes}</span></p>
{concepts}
<p>{elsewhere}<code>{folder}/src/lib.rs</code> is the file to edit.</p>
<pre><code class="language-console">$ cargo learn check {id}
$ cargo learn hint {id}
</code></pre>
</div>"#,
        minutes = count(*minutes, "minute", "minutes"),
    ))
}

/// What the exercise is about: in words, where `book/concepts.toml` has them.
fn concepts(exercise: &Exercise, book: &Path) -> Result<String> {
    let file = book.join("concepts.toml");
    if !file.is_file() {
        return Ok(format!("<p class=\"about\">About {}</p>", escaped(&exercise.concepts.join(", "))));
    }
    let text = fs::read_to_string(&file).context("book/concepts.toml cannot be read")?;
    let concepts: Concepts = toml::from_str(&text).context("book/concepts.toml is not what was expected")?;
    let words: BTreeMap<String, String> =
        concepts.concept.into_iter().map(|concept| (concept.id, concept.know)).collect();
    let mut list = "<ul class=\"about\">\n".to_owned();
    for id in &exercise.concepts {
        let know = words.get(id).with_context(|| {
            format!("{}/Cargo.toml: the concept `{id}` does not stand in book/concepts.toml", exercise.folder)
        })?;
        list += &format!("<li><b>{id}</b> {}</li>\n", with_code(know));
    }
    Ok(list + "</ul>")
}

/// On another page than the exercise's own: where that one is.
fn elsewhere(exercise: &Exercise, asked: Asked<'_>) -> String {
    let page = Path::new(&exercise.page);
    let text = fs::read_to_string(asked.book.join("src").join(page)).unwrap_or_default();
    // A page that nobody wrote has no title; `check::exercises` tells it.
    let title = text.lines().find_map(|line| line.strip_prefix("# "));
    let Some(title) = title.filter(|_| page != asked.page) else { return String::new() };
    let link = asked.to_root() + &exercise.page;
    format!("It belongs to the page <a href=\"{}\">{}</a>. ", escaped(&link), with_code(title))
}
