//! Schedule labs: `{{#lab NAME}}`, where the reader decides which thread makes the next step.
//!
//! ```text
//!   book/labs/NAME.toml ──▶ recipe ──▶ played (the explorer) ──▶ graph ──▶ map: SVG for all    ──▶ HTML
//!                                                                     └──▶ data: JSON for lab.js
//! ```
//!
//! # Keeps true
//!
//! Every number and every word about a state is computed from the explorer; a reader without JavaScript has maps and numbers.

mod data;
mod graph;
mod locks;
mod map;
mod played;
mod recipe;
mod words;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::directives::Asked;
use crate::markup::{escaped, with_code};
pub use graph::{Graph, Node};
pub use locks::{Lock, Locks};
pub use played::{Played, Verdict};
pub use recipe::{Lab, Predict, Recipe};
pub use words::Step;

/// The HTML of a lab: a static form of it, and the data that the script plays.
///
/// # Errors
///
/// There is no such lab, or one of its programs cannot be played.
pub fn html(name: &str, asked: Asked<'_>) -> Result<String> {
    let lab = Lab::read(asked.book, name)?;
    let (title, task) = (with_code(&lab.title), with_code(&lab.task));
    let mut html = format!(
        "<section class=\"lab\" data-lab=\"{name}\" aria-label=\"Schedule lab: {}\">\
         <p class=\"lab-title\"><strong>{title}</strong> {task}</p><div class=\"lab-static\">",
        escaped(&lab.title)
    );
    let mut programs = Vec::new();
    for (number, recipe) in lab.programs.iter().enumerate() {
        let place = || format!("book/labs/{name}.toml, “{}”", recipe.title);
        let (figure, data) = program(recipe, asked.book, &format!("{name}-{number}")).with_context(place)?;
        html.push_str(&figure);
        programs.push(data);
    }
    let data = serde_json::to_string(&programs)?.replace('<', "\\u003c");
    let _ = write!(
        html,
        "<p class=\"lab-legend\">{}</p></div><script type=\"application/json\">{data}</script></section>",
        legend(&html)
    );
    Ok(html)
}

/// What the marks on the maps mean, as far as they occur.
fn legend(maps: &str) -> String {
    let marks = [
        ("class=\"doomed\"", " At a point with a ring every way on goes wrong."),
        ("class=\"half\"", " Where half a ring stands, it depends on the way there."),
        ("class=\"no\"", " No schedule comes into a hatched part."),
    ];
    let mut legend = "A schedule is a way along the lines, from the top left to an end.".to_owned();
    marks.iter().filter(|(mark, _)| maps.contains(mark)).for_each(|(_, means)| legend.push_str(means));
    legend
}

/// A program's figure, and its data.
fn program(recipe: &Recipe, book: &Path, id: &str) -> Result<(String, serde_json::Value)> {
    let played = recipe.play(book)?;
    let graph = Graph::of(&played, recipe)?;
    let outcomes = played.explored.outcomes();
    let verdicts: Vec<Verdict> = outcomes.iter().map(|found| recipe.verdict(&found.outcome)).collect();
    let numbers = numbers(recipe, &played);
    let said = format!("{}: a map. A's steps go right, B's go down. {numbers}", recipe.title);
    let first = played.first_bad(recipe).map_or_else(String::new, |found| {
        let schedule = graph.letters(&found.shortest);
        format!(" The first bad one: <code class=\"lab-first\">{schedule}</code>.")
    });
    let figure = format!(
        "<figure>{}{}<figcaption><strong>{}.</strong> {}{first} {}</figcaption></figure>",
        map::svg(&graph, &verdicts, &said, id),
        map::steps(&graph),
        with_code(&recipe.title),
        escaped(&numbers),
        with_code(&recipe.why)
    );
    Ok((figure, data::of(recipe, &played, &graph)))
}

/// `20 schedules; 18 go wrong (lost update).`
fn numbers(recipe: &Recipe, played: &Played) -> String {
    let count = |verdict| played.count(recipe, |it| it == verdict);
    let kinds = [
        (Verdict::Wrong, recipe.wrong.as_str()),
        (Verdict::Dies, "a thread dies"),
        (Verdict::Stuck, recipe.stuck.as_str()),
    ];
    let kinds: Vec<_> =
        kinds.into_iter().filter(|(verdict, _)| count(*verdict) > 0).map(|(_, name)| name.to_lowercase()).collect();
    match played.total - count(Verdict::Right) {
        0 => format!("{} schedules; none goes wrong.", played.total),
        1 => format!("{} schedules; 1 goes wrong: {}.", played.total, kinds.join(", ")),
        bad => format!("{} schedules; {bad} go wrong: {}.", played.total, kinds.join(", ")),
    }
}
