//! A file of questions as plain values, which a test may change to see what happens.

use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The keys of a question or a choice.
pub type Table = BTreeMap<String, Value>;

/// What may stand behind a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A number that counts something.
    Number(usize),
    /// True or false.
    Truth(bool),
    /// Several values.
    List(Vec<Value>),
    /// Keys of its own.
    Table(Table),
}

/// Why a file cannot be read.
#[derive(Debug)]
pub struct Unreadable {
    /// The line at which it is wrong, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

/// All that stands in `text`.
///
/// # Errors
///
/// It is no TOML, or has a value that no question needs: a date, a negative number.
pub fn table(text: &str) -> Result<Table, Unreadable> {
    let unreadable = |at: usize, what: String| Unreadable { line: text[..at].split('\n').count(), what };
    let table = DeTable::parse(text)
        .map_err(|error| unreadable(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
    plain_table(table.get_ref()).map_err(|(at, what)| unreadable(at, what))
}

/// The lines at which the questions of `text` begin, in their order and counted from 1.
pub fn lines(text: &str) -> impl Iterator<Item = usize> {
    text.lines().zip(1..).filter(|(line, _)| line.trim_end() == "[[question]]").map(|(_, number)| number)
}

/// What is wrong, and at which byte.
type Wrong = (usize, String);

fn plain_table(table: &DeTable<'_>) -> Result<Table, Wrong> {
    table.iter().map(|(key, value)| Ok((key.get_ref().to_string(), plain(value)?))).collect()
}

fn plain(value: &Spanned<DeValue<'_>>) -> Result<Value, Wrong> {
    let wrong = |what: String| (value.span().start, what);
    Ok(match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            Value::Number(number.as_str().parse().map_err(|_| wrong(format!("{} counts nothing", number.as_str())))?)
        }
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Array(list) => Value::List(list.iter().map(plain).collect::<Result<_, _>>()?),
        DeValue::Table(table) => Value::Table(plain_table(table)?),
        other => return Err(wrong(format!("no question needs {other:?}"))),
    })
}

impl Value {
    /// The words, if it is a text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<usize> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }

    /// Whether it holds, if it is a truth.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        if let Value::Truth(truth) = self { Some(*truth) } else { None }
    }

    /// Its values, if it is a list.
    #[must_use]
    pub fn list(&self) -> Option<&[Value]> {
        if let Value::List(list) = self { Some(list) } else { None }
    }

    /// Its keys, if it is a table.
    #[must_use]
    pub fn table(&self) -> Option<&Table> {
        if let Value::Table(table) = self { Some(table) } else { None }
    }
}
