//! The form of a question, as the head of the file describes it.

use crate::read::{Table, Value};
use std::path::Path;

const KINDS: [&str; 4] = ["outcomes", "why-not", "which-repair", "first-bad-step"];
const ALWAYS: [&str; 7] = ["id", "concepts", "page", "kind", "prompt", "explanation", "choice"];
/// What a question with a program has besides.
const PROGRAM: [&str; 3] = ["program", "python", "switches"];
/// What an end of a program is told by.
const END: [&str; 3] = ["globals", "dies", "deadlock"];

/// The first thing that is wrong with this question of the book in the folder `book`.
#[must_use]
pub fn complaint(question: &Table, book: &Path) -> Option<String> {
    let name = text(question, "id").unwrap_or("a question without an id");
    whole(question, book).and_then(|()| choices(question)).err().map(|why| format!("{name}: {why}"))
}

fn whole(question: &Table, book: &Path) -> Result<(), String> {
    let kind = text(question, "kind")?;
    demand(KINDS.contains(&kind), || format!("`{kind}` is no kind"))?;
    let computed = question.contains_key("program");
    let mut keys = ALWAYS.to_vec();
    if computed {
        keys.extend(PROGRAM);
        keys.extend(match kind {
            "outcomes" => &[][..],
            "why-not" => &["cannot", "source"],
            "which-repair" => &["wanted"],
            _ => &["wanted", "threads", "schedule"],
        });
    } else {
        keys.push("source");
    }
    exactly(question, &keys)?;
    for key in
        ["id", "prompt", "explanation", "page"].into_iter().chain(question.contains_key("source").then_some("source"))
    {
        demand(!text(question, key)?.trim().is_empty(), || format!("`{key}` is empty"))?;
    }
    let page = text(question, "page")?;
    demand(book.join("src").join(page).is_file(), || format!("the book has no page {page}"))?;
    let concepts = question["concepts"].list().ok_or("`concepts` is a list")?;
    demand(!concepts.is_empty() && concepts.iter().all(is_concept), || {
        "a concept is a letter and a number".to_owned()
    })?;
    for end in ["cannot", "wanted"] {
        question.get(end).map_or(Ok(()), is_end)?;
    }
    Ok(())
}

fn choices(question: &Table) -> Result<(), String> {
    let choices = question["choice"].list().ok_or("`choice` is a list")?;
    demand(choices.len() >= 3, || format!("{} choices, and a question has three or more", choices.len()))?;
    let (mut right, mut wrong) = (0, 0);
    for choice in choices {
        let choice = choice.table().ok_or("a choice is a table")?;
        let is_right = choice.get("right").and_then(Value::truth).ok_or("a choice is right or not")?;
        *if is_right { &mut right } else { &mut wrong } += 1;
        let mut keys = vec!["text", "right"];
        keys.extend((!is_right).then_some("idea"));
        if question.contains_key("program") {
            keys.extend(match text(question, "kind")? {
                "outcomes" => Some("can"),
                "which-repair" => Some("program"),
                "first-bad-step" => Some("step"),
                _ => None,
            });
        }
        exactly(choice, &keys).map_err(|why| format!("the choice {:?}: {why}", choice.get("text")))?;
        for key in ["text", "idea"].into_iter().filter(|key| choice.contains_key(*key)) {
            demand(!text(choice, key)?.trim().is_empty(), || format!("`{key}` is empty"))?;
        }
        choice.get("can").map_or(Ok(()), is_end)?;
    }
    demand(right > 0 && wrong > 0, || {
        format!("{right} right choices and {wrong} wrong ones, and a question has some of both")
    })
}

fn is_end(end: &Value) -> Result<(), String> {
    let end = end.table().ok_or("an end is a table")?;
    demand(!end.is_empty() && end.keys().all(|key| END.contains(&key.as_str())), || format!("no end: {end:?}"))
}

fn is_concept(concept: &Value) -> bool {
    let Some((letter, number)) = concept.text().and_then(|text| text.split_at_checked(1)) else { return false };
    "GTMAFNS".contains(letter) && matches!(number.parse(), Ok(1..=8))
}

fn exactly(table: &Table, keys: &[&str]) -> Result<(), String> {
    if let Some(missing) = keys.iter().find(|key| !table.contains_key(**key)) {
        return Err(format!("`{missing}` is missing"));
    }
    match table.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(unknown) => Err(format!("nobody reads `{unknown}`")),
        None => Ok(()),
    }
}

fn text<'a>(table: &'a Table, key: &str) -> Result<&'a str, String> {
    table.get(key).and_then(Value::text).ok_or_else(|| format!("`{key}` is a text"))
}

fn demand(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}
