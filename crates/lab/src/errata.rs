//! The errata and their proofs: each entry of a page in `book/src/errata/` has its commands in `book/errata/`, with what they must print.
//!
//! # Keeps true
//!
//! The two lists have the same entries and commands in the same order, and an entry without a command names its source.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use crate::contender::Version;

/// The pages in `book/src/errata/`, each with its file in `book/errata/`.
pub const PAGES: [(&str, &str); 4] = [
    ("understanding-the-gil.md", "gil.toml"),
    ("threading-and-asyncio.md", "threading.toml"),
    ("processes-and-futures.md", "processes.toml"),
    ("native-code.md", "native.toml"),
];

/// A heading that is no entry.
const NO_ENTRY: &str = "What we left out";

/// A command that an entry tells the reader to run, and what it must do.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct See {
    /// The heading of the entry.
    pub entry: String,
    /// The command as the page has it.
    pub command: Option<String>,
    /// Where it can be read, for an entry that no command proves.
    pub source: Option<String>,
    /// The oldest Python of which it is true.
    pub since: Option<String>,
    /// The newest.
    pub until: Option<String>,
    /// A package or a program without which it cannot be run.
    pub needs: Option<String>,
    /// What is appended when it is run here, for a smaller size.
    #[serde(default)]
    pub arguments: Vec<String>,
    /// Its exit status.
    #[serde(default)]
    pub exit: i32,
    /// Patterns that must fit what it prints; `^` and `$` are the ends of a line.
    #[serde(default)]
    pub prints: Vec<String>,
    /// Patterns that must not.
    #[serde(default)]
    pub never: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    see: Vec<See>,
}

/// An entry of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its heading.
    pub heading: String,
    /// The commands that it tells the reader to run.
    pub commands: Vec<String>,
}

/// What stands in the file `name` of `book/errata/`.
///
/// # Errors
///
/// It cannot be read, or a key in it is unknown.
pub fn read(book: &Path, name: &str) -> Result<Vec<See>> {
    let file = book.join("errata").join(name);
    let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let read: File = toml::from_str(&text).with_context(|| format!("{} is no list of commands", file.display()))?;
    Ok(read.see)
}

/// The entries of a page.
#[must_use]
pub fn entries(page: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut in_entry = false;
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            in_entry = heading != NO_ENTRY;
            entries.extend(in_entry.then(|| Entry { heading: heading.to_owned(), commands: Vec::new() }));
        } else if let (true, Some(command), Some(entry)) = (in_entry, line.strip_prefix("$ "), entries.last_mut()) {
            entry.commands.push(command.to_owned());
        }
    }
    entries
}

/// What is on the page and not in the file, or the reverse, and what is wrong in the file itself.
#[must_use]
pub fn problems(page: &str, entries: &[Entry], sees: &[See]) -> Vec<String> {
    let mut problems = Vec::new();
    for entry in entries {
        let of_it: Vec<&See> = sees.iter().filter(|see| see.entry == entry.heading).collect();
        let commands: Vec<&str> = of_it.iter().filter_map(|see| see.command.as_deref()).collect();
        if of_it.is_empty() {
            problems.push(format!(
                "{page}: nothing proves \"{}\": add a [[see]], with a command or a source",
                entry.heading
            ));
        } else if commands != entry.commands {
            let (page_has, file_has) = (entry.commands.join("\n    "), commands.join("\n    "));
            problems.push(format!(
                "{page}: \"{}\" tells the reader to run\n    {page_has}\n  and what is proved is\n    {file_has}",
                entry.heading
            ));
        }
    }
    for see in sees {
        if entries.iter().all(|entry| entry.heading != see.entry) {
            problems.push(format!("{page} has no entry \"{}\", which is to be proved", see.entry));
        }
        problems.extend(see.mistakes().into_iter().map(|mistake| format!("{page}: \"{}\": {mistake}", see.entry)));
    }
    problems
}

impl See {
    /// What is written wrongly in it.
    fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        match (&self.command, &self.source) {
            (Some(_), Some(_)) => mistakes.push("a command needs no source".to_owned()),
            (None, None) => mistakes.push("it has neither a command nor a source".to_owned()),
            (Some(command), None) if self.prints.is_empty() && self.exit == 0 => {
                mistakes.push(format!("{command} proves nothing: say what it `prints`, or its `exit`"));
            }
            _ => {}
        }
        for version in [&self.since, &self.until].into_iter().flatten() {
            if Version::read(version).is_none() {
                mistakes.push(format!("{version} is no version"));
            }
        }
        for pattern in self.prints.iter().chain(&self.never) {
            if let Err(error) = compiled(pattern) {
                mistakes.push(error.to_string());
            }
        }
        mistakes
    }

    /// The words of the command, with what is appended here.
    ///
    /// # Errors
    ///
    /// A quote that does not end.
    pub fn words(&self) -> Result<Vec<String>> {
        let command = self.command.as_deref().unwrap_or_default();
        let mut words = shlex::split(command).with_context(|| format!("{command} has a quote that does not end"))?;
        words.extend(self.arguments.iter().cloned());
        Ok(words)
    }

    /// What is not as it must be about a run that ended with `exit` and printed `output`.
    #[must_use]
    pub fn wrong(&self, exit: Option<i32>, output: &str) -> Vec<String> {
        let output = output.replace("\r\n", "\n");
        let fits = |pattern: &str| compiled(pattern).is_ok_and(|pattern| pattern.is_match(&output));
        let mut wrong = Vec::new();
        if exit != Some(self.exit) {
            let how = exit.map_or("by a signal".to_owned(), |exit| format!("with {exit}"));
            wrong.push(format!("it ended {how}, not with {}", self.exit));
        }
        wrong.extend(
            self.prints.iter().filter(|pattern| !fits(pattern)).map(|pattern| format!("it does not print {pattern}")),
        );
        wrong.extend(self.never.iter().filter(|pattern| fits(pattern)).map(|pattern| format!("it prints {pattern}")));
        wrong
    }
}

fn compiled(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).multi_line(true).build()
}

#[cfg(test)]
mod tests;
