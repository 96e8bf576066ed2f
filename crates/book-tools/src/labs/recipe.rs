//! What a lab is made of: a file of `book/labs`, which names programs and says what each ought to come to.
//!
//! # Keeps true
//!
//! No number stands in such a file: what is counted is counted by the explorer.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use gil::vm::Switches;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// A lab: programs to choose from, one above the other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lab {
    /// What stands over it, a question.
    pub title: String,
    /// What one is to look at, a sentence or two.
    pub task: String,
    /// The programs, in their order.
    #[serde(rename = "program")]
    pub programs: Vec<Recipe>,
}

/// A program of a lab.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// What stands on its tab.
    pub title: String,
    /// A listing in `book/python/dis`, as `add_one.3.12`. It starts two threads and joins them; what the main thread does afterwards is left out.
    pub listing: String,
    /// Where a thread may be interrupted, by one of [`Switches::NAMES`].
    #[serde(deserialize_with = "switches")]
    pub switches: Switches,
    /// The values of global variables at a good end. Every other end is a bad one, and so is a thread that dies or waits for ever.
    pub good: BTreeMap<String, String>,
    /// What a good end is, in one sentence.
    pub right: String,
    /// What it is called if the variables have other values: `Lost update`.
    #[serde(default = "wrong")]
    pub wrong: String,
    /// What it is called if a thread waits for ever.
    #[serde(default = "stuck")]
    pub stuck: String,
    /// What the reader predicts: how many go wrong, or whether some do.
    pub predict: Predict,
    /// What there is to see, told once all schedules were tried.
    pub why: String,
}

/// How a prediction is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Predict {
    /// As a number of schedules.
    Number,
    /// None, some or all of them.
    Choice,
}

fn switches<'de, D: Deserializer<'de>>(text: D) -> std::result::Result<Switches, D::Error> {
    String::deserialize(text)?.parse().map_err(Error::custom)
}

fn wrong() -> String {
    "Wrong result".to_owned()
}

fn stuck() -> String {
    "Deadlock".to_owned()
}

impl Lab {
    /// The lab of that name in `book/labs`.
    ///
    /// # Errors
    ///
    /// There is no such file, or it is not in this form.
    pub fn read(book: &Path, name: &str) -> Result<Self> {
        let file = book.join("labs").join(format!("{name}.toml"));
        let text = fs::read_to_string(&file).with_context(|| format!("book/labs has no {name}.toml"))?;
        let lab: Lab = toml::from_str(&text).with_context(|| format!("book/labs/{name}.toml"))?;
        ensure!(!lab.programs.is_empty(), "book/labs/{name}.toml has no [[program]]");
        Ok(lab)
    }
}
