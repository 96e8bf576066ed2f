//! What a learner does in a session, as `drawings.toml` tells it.
//!
//! # Keeps true
//!
//! Each picture, and each thing that is done, follows a `wait` for what came of the last one. Otherwise a picture would show whatever
//! was there first.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use toml::{Table, Value};

/// A session at the terminal.
#[derive(Debug, PartialEq, Eq)]
pub struct Session {
    /// The folder of the exercise that is watched, and that `save` and `replace` write to.
    pub exercise: PathBuf,
    /// The size of the terminal.
    pub columns: u16,
    /// The size of the terminal.
    pub rows: u16,
    /// What is done, in this order.
    pub steps: Vec<Step>,
}

/// One thing that is done.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// Waits until the screen shows this text.
    Wait(String),
    /// Presses a key, or types a word.
    Press(String),
    /// Saves this file of the course as the exercise's.
    Save(PathBuf),
    /// Saves the exercise's file with another text in the place of this one.
    Replace {
        /// What stands there once.
        old: String,
        /// What is to stand there.
        new: String,
    },
    /// Takes a picture.
    Picture {
        /// Its file in `book/drawings`.
        file: PathBuf,
        /// What it shows, in a few words.
        title: String,
    },
}

/// The keys that have a name.
const KEYS: [(&str, &str); 6] = [
    ("enter", "\r"),
    ("esc", "\u{1b}"),
    ("space", " "),
    ("backspace", "\u{7f}"),
    ("up", "\u{1b}[A"),
    ("down", "\u{1b}[B"),
];

/// The sessions in `drawings.toml`.
pub fn read(table: &Table) -> Result<Vec<Session>> {
    let Some(sessions) = table.get("session") else { return Ok(Vec::new()) };
    let sessions = sessions.as_array().context("sessions are written as [[session]]")?;
    let numbered = (1..).zip(sessions);
    numbered
        .map(|(number, value)| session(value).with_context(|| format!("session {number} of drawings.toml")))
        .collect()
}

fn session(value: &Value) -> Result<Session> {
    let wants = "a [[session]] wants the text `exercise`, the numbers `columns` and `rows`, and the array `steps`";
    let size = |key: &str| value.get(key).and_then(Value::as_integer).and_then(|size| u16::try_from(size).ok());
    let steps = value.get("steps").and_then(Value::as_array).context(wants)?;
    let session = Session {
        exercise: value.get("exercise").and_then(Value::as_str).context(wants)?.into(),
        columns: size("columns").context(wants)?,
        rows: size("rows").context(wants)?,
        steps: steps.iter().map(step).collect::<Result<_>>()?,
    };
    let mut before: Option<&Step> = None;
    for step in &session.steps {
        let waited = matches!(before, Some(Step::Wait(_) | Step::Picture { .. }));
        ensure!(
            waited || matches!(step, Step::Wait(_)),
            "nothing is waited for before {step:?}.\n  next: put {{ wait = \"…\" }} before it, with words that only the new screen shows"
        );
        before = Some(step);
    }
    Ok(session)
}

fn step(value: &Value) -> Result<Step> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let keys: Vec<&str> = value.as_table().into_iter().flat_map(|table| table.keys().map(String::as_str)).collect();
    Ok(match (keys.as_slice(), keys.first().and_then(|key| text(key))) {
        (["wait"], Some(wanted)) => Step::Wait(wanted.to_owned()),
        (["press"], Some(key)) => {
            let named = KEYS.iter().find(|(name, _)| *name == key);
            Step::Press(named.map_or(key, |(_, sent)| sent).to_owned())
        }
        (["save"], Some(file)) => Step::Save(below_the_course(file)?),
        (["replace", "with"] | ["with", "replace"], _) => {
            let (old, new) = text("replace").zip(text("with")).context("`replace` and `with` are texts")?;
            Step::Replace { old: old.to_owned(), new: new.to_owned() }
        }
        (["picture", "title"] | ["title", "picture"], _) => {
            let (file, title) = text("picture").zip(text("title")).context("`picture` and `title` are texts")?;
            ensure!(file.ends_with(".svg"), "a picture's file ends in .svg, not `{file}`");
            Step::Picture { file: below_the_course(file)?, title: title.to_owned() }
        }
        _ => bail!(
            "`{value}` is no step.\n  next: write one of {{ wait = … }}, {{ press = … }}, {{ save = … }}, \
             {{ replace = …, with = … }}, {{ picture = …, title = … }}"
        ),
    })
}

/// A path that stays in the folder that it counts from.
fn below_the_course(file: &str) -> Result<PathBuf> {
    let path = Path::new(file);
    let stays = path.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    ensure!(stays, "`{file}` leads out of the course");
    Ok(path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_steps(steps: &str) -> Result<Vec<Session>> {
        let text = format!("[[session]]\nexercise = \"e\"\ncolumns = 80\nrows = 24\nsteps = [{steps}]\n");
        read(&text.parse().unwrap())
    }

    fn complaint(steps: &str) -> String {
        format!("{:#}", read_steps(steps).unwrap_err())
    }

    #[test]
    fn a_session_is_read_step_by_step() {
        let sessions = read_steps(
            "{ wait = \"a\" }, { press = \"enter\" }, { wait = \"b\" }, { replace = \"if\", with = \"while\" }, { wait = \"c\" }, \
             { picture = \"p.svg\", title = \"t\" }, { press = \"gil\" }",
        );
        let wait = |text: &str| Step::Wait(text.to_owned());
        let press = |keys: &str| Step::Press(keys.to_owned());
        let replace = Step::Replace { old: "if".to_owned(), new: "while".to_owned() };
        let picture = Step::Picture { file: "p.svg".into(), title: "t".to_owned() };
        let steps = vec![wait("a"), press("\r"), wait("b"), replace, wait("c"), picture, press("gil")];
        assert_eq!(sessions.unwrap(), [Session { exercise: "e".into(), columns: 80, rows: 24, steps }]);
    }

    #[test]
    fn a_picture_of_what_nobody_waited_for_is_refused() {
        let said = complaint("{ wait = \"a\" }, { press = \"h\" }, { picture = \"p.svg\", title = \"t\" }");
        assert!(said.contains("session 1") && said.contains("nothing is waited for before Picture"), "{said}");
    }

    #[test]
    fn a_step_that_is_none_is_named_with_those_that_are() {
        let said = complaint("{ click = \"here\" }");
        assert!(said.contains("click") && said.contains("{ wait = … }"), "{said}");
    }

    #[test]
    fn a_file_outside_of_the_course_is_refused() {
        let said = complaint("{ wait = \"a\" }, { save = \"../mine.rs\" }");
        assert!(said.contains("leads out of the course"), "{said}");
    }
}
