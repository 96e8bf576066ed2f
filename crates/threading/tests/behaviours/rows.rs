//! The tables: what is asked, in words and in Python, and what the answer is.
//!
//! A table is a text file in this folder, `# Class` and then its rows:
//!
//! ```text
//! [lock-negative-time]                 the row's name
//! asked: A negative time limit.        in words
//! since: 3.13                          the first Python that can be asked, if not all can
//! | Lock().acquire(timeout=-5)         in Python; `ask.py` runs it
//! docs: ValueError: timeout …          what Python's documentation promises, with CPython's words
//! seen: ValueError: timeout …          or what CPython does, though its documentation does not say so
//! seen to 3.12: ValueError: …          other words of older ones
//! ours: refused by the type            our answer, only where it is another one,
//! because: A `Duration` is …           and why
//! ```

use std::fs;

/// One class's rows.
#[derive(Debug)]
pub struct Table {
    pub file: String,
    pub class: String,
    pub rows: Vec<Row>,
}

#[derive(Default, Debug)]
pub struct Row {
    pub name: String,
    pub asked: String,
    /// The first minor version of Python 3 that can be asked.
    pub since: u32,
    pub lines: Vec<String>,
    /// Whether the documentation promises the answer.
    pub documented: bool,
    pub answer: String,
    /// The last minor version with another answer, and that answer.
    pub older: Option<(u32, String)>,
    /// Our answer, and the reason why it is another one.
    pub ours: Option<(String, String)>,
}

impl Row {
    /// What CPython 3.`minor` must answer.
    pub fn answer_of(&self, minor: u32) -> &str {
        match &self.older {
            _ if minor < self.since => "not yet",
            Some((last, answer)) if minor <= *last => answer,
            _ => &self.answer,
        }
    }

    /// What our class must answer.
    pub fn our_answer(&self) -> &str {
        self.ours.as_ref().map_or(&self.answer, |(ours, _)| ours)
    }

    /// What is wrong with the row itself.
    fn complaint(&self) -> Option<&'static str> {
        let ours = self.ours.as_ref();
        match () {
            () if self.asked.is_empty() => Some("does not say what is asked"),
            () if self.lines.is_empty() => Some("has no Python"),
            () if self.answer.is_empty() => Some("has no answer"),
            () if ours.is_some_and(|(_, because)| because.is_empty()) => Some("has no reason for its difference"),
            () if ours.is_some_and(|(ours, _)| *ours == self.answer) => Some("lists a difference that is none"),
            () if self.older.as_ref().is_some_and(|(_, older)| *older == self.answer) => {
                Some("has an older answer that is the same")
            }
            () => None,
        }
    }
}

/// Reads the tables `names` in this folder.
pub fn tables(names: &[&str]) -> Vec<Table> {
    let text = |name| fs::read_to_string(super::folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    names.iter().map(|name| table(name, &text(name)).unwrap_or_else(|why| panic!("{name}: {why}"))).collect()
}

/// Reads the table `text`, which stands in `file`.
///
/// # Errors
///
/// The row or the line that is no good, and why.
pub fn table(file: &str, text: &str) -> Result<Table, String> {
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let class = lines.next().and_then(|line| line.strip_prefix("# ")).ok_or("does not begin with `# Class`")?;
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        if let Some(name) = line.strip_prefix('[') {
            if rows.iter().any(|row| row.name == name.trim_end_matches(']')) {
                return Err(format!("[{name} stands there twice"));
            }
            rows.push(Row { name: name.trim_end_matches(']').into(), ..Row::default() });
            continue;
        }
        let row = rows.last_mut().ok_or(format!("`{line}` belongs to no row"))?;
        read(row, line).ok_or(format!("[{}] cannot read `{line}`", row.name))?;
    }
    match rows.iter().find_map(|row| Some((row, row.complaint()?))) {
        Some((row, complaint)) => Err(format!("[{}] {complaint}", row.name)),
        None => Ok(Table { file: file.into(), class: class.into(), rows }),
    }
}

/// Reads one line of a row.
fn read(row: &mut Row, line: &str) -> Option<()> {
    if let Some(python) = line.strip_prefix('|') {
        row.lines.push(python.strip_prefix(' ').unwrap_or(python).into());
        return Some(());
    }
    let (key, value) = line.split_once(": ")?;
    let minor = |version: &str| version.strip_prefix("3.")?.parse().ok();
    match key {
        "asked" => row.asked = value.into(),
        "since" => row.since = minor(value)?,
        "docs" => (row.documented, row.answer) = (true, value.into()),
        "seen" => row.answer = value.into(),
        "ours" => row.ours = Some((value.into(), String::new())),
        "because" => row.ours.as_mut()?.1 = value.into(),
        _ => {
            let version = key.strip_prefix("docs to ").or_else(|| key.strip_prefix("seen to "))?;
            row.older = Some((minor(version)?, value.into()));
        }
    }
    Some(())
}
