//! The table of all trials: on the screen, as JSON, and as Markdown for the book.

use super::trial::Row;
use super::variant::Role;
use crate::json;
use crate::screen::{Screen, Tone};
use crate::words::verify as words;
use jzon::{JsonValue, object};

/// What verifying found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// A row for each variant.
    pub rows: Vec<Row>,
    /// What is wrong with an exercise as a whole.
    pub defects: Vec<String>,
    /// What is worth knowing and no defect.
    pub notes: Vec<String>,
}

impl Table {
    /// How many defects there are.
    pub fn defects(&self) -> usize {
        self.defects.len() + self.rows.iter().filter(|row| !row.defects.is_empty()).count()
    }

    /// The table for a screen.
    pub fn for_people(&self, screen: &Screen) -> String {
        let longest = self.rows.iter().map(|row| row.variant.chars().count()).max().unwrap_or_default();
        let mut text = String::new();
        for row in &self.rows {
            let is_right = row.defects.is_empty();
            let (verdict, tone) = if is_right { ("ok", Tone::Good) } else { ("DEFECT", Tone::Bad) };
            let (id, variant) = (&row.exercise, &row.variant);
            let expected = row.took.map_or_else(|| row.expected.clone(), |took| words::within(&row.expected, took));
            let line = if screen.plain {
                format!("{verdict}: {id} {variant}: {expected}")
            } else {
                // Padded before it is painted: a colour takes no room on the screen.
                format!("{}  {id}  {variant:longest$}  {expected}", screen.paint(tone, &format!("{verdict:<6}")))
            };
            text.push_str(&screen.wrap_hanging(0, 8, &line));
            for defect in &row.defects {
                text.push_str(&screen.wrap(8, defect));
            }
        }
        for defect in &self.defects {
            text.push_str(&screen.wrap(0, &format!("{}: {defect}", screen.paint(Tone::Bad, "DEFECT"))));
        }
        for note in &self.notes {
            text.push_str(&screen.wrap(0, &format!("note: {note}")));
        }
        text + "\n" + &screen.wrap(0, &words::summary(self.rows.len(), self.defects()))
    }

    /// The table for programs. Holds no time and no path, so that two runs can be compared.
    pub fn json(&self) -> String {
        let rows: Vec<JsonValue> = self.rows.iter().map(row_json).collect();
        json::write(object! {
            version: 1,
            defects: self.defects(),
            rows: rows,
            exercises: self.defects.clone(),
            notes: self.notes.clone(),
        })
    }

    /// The table for the book: what was tried besides stub and solution, and what rejected it.
    pub fn markdown(&self) -> String {
        let mut text = words::markdown_head();
        for row in &self.rows {
            let (about, verdict, test) = match &row.role {
                Some(Role::Right { design }) => (design, words::accepted(), ""),
                Some(Role::Wrong { misconception, test, kind }) => (misconception, kind.name().into(), test.as_str()),
                Some(Role::Stub | Role::Solution) | None => continue,
            };
            // Names as words: they read aloud, and a narrow column can break them.
            let variant = row.variant.replace('/', ": ");
            let line = format!(
                "| {} | {variant} | {about} | {verdict} | {test} |\n",
                row.exercise,
                about = about.replace('|', "\\|")
            );
            text.push_str(&line.replace('_', " "));
        }
        text
    }
}

fn row_json(row: &Row) -> JsonValue {
    let mut value = object! {
        exercise: row.exercise.as_str(),
        variant: row.variant.as_str(),
        expected: row.expected.as_str(),
        happened: row.happened.as_str(),
        ok: row.defects.is_empty(),
        defects: row.defects.clone(),
    };
    match &row.role {
        Some(Role::Right { design }) => value["design"] = design.as_str().into(),
        Some(Role::Wrong { misconception, test, kind }) => {
            value["misconception"] = misconception.as_str().into();
            value["test"] = test.as_str().into();
            value["kind"] = kind.name().into();
        }
        Some(Role::Stub | Role::Solution) | None => {}
    }
    value
}
