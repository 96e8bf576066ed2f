//! The card of an exercise on a page: what it is, what it is about, and how to begin.
//!
//! # Keeps true
//!
//! A card tells what the exercise's Cargo.toml says, and nothing that somebody typed. `data-exercise` names it to the page's script.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::concepts::concepts;
use crate::directives::Asked;
use crate::exercise::Exercise;
use crate::markup::{count, escaped, with_code};

/// The most difficult.
const STEPS: usize = 5;

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
    let (about, elsewhere) = (about(&exercise, asked)?, elsewhere(&exercise, asked));
    Ok(format!(
        r#"<div class="exercise" data-exercise="{id}" role="group" aria-label="Exercise {id}">
<p class="name"><strong>{id} · {title}</strong></p>
<p class="facts"><span>{kind}</span> <span><span class="dots" aria-hidden="true">{dots}</span> <span class="said">difficulty {difficulty} of {STEPS}</span></span> <span>{minutes}</span></p>
{about}
<p>{elsewhere}<code>{folder}/src/lib.rs</code> is the file to edit.</p>
<pre><code class="language-console">$ cargo learn check {id}
$ cargo learn hint {id}
</code></pre>
</div>"#,
        minutes = count(*minutes, "minute", "minutes"),
    ))
}

/// The page on which each concept has a row.
const CONCEPTS: &str = "what-there-is-to-know.md";

/// What the exercise is about, in the words of `book/concepts.toml`. A book without it has ids only.
fn about(exercise: &Exercise, asked: Asked<'_>) -> Result<String> {
    let (concepts, folder) = (concepts(asked.book)?, &exercise.folder);
    let is_written = asked.book.join("src").join(CONCEPTS).is_file();
    let mut list = "<ul class=\"about\">\n".to_owned();
    for id in &exercise.concepts {
        let concept = concepts.iter().find(|concept| concept.id == *id);
        ensure!(
            concept.is_some() || concepts.is_empty(),
            "{folder}/Cargo.toml: the concept `{id}` does not stand in book/concepts.toml"
        );
        let know = with_code(concept.map_or("", |concept| &concept.know));
        let id = escaped(id);
        let name = if is_written {
            format!("<a href=\"{}{CONCEPTS}#concept-{}\">{id}</a>", asked.to_root(), id.to_lowercase())
        } else {
            id
        };
        list += &format!("<li><b>{name}</b> {know}</li>\n");
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
