//! A file of questions as plain values, which a test may change to see what happens.

use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// The keys of a question or a choice.
pub type Table = BTreeMap<String, Value>;

/// What may stand behind a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(usize),
    Truth(bool),
    List(Vec<Value>),
    Table(Table),
}

/// All that stands in `text`.
///
/// # Panics
///
/// If it is no TOML, or has a value that no question needs: a date, a negative number.
pub fn table(text: &str) -> Table {
    let table = DeTable::parse(text).unwrap_or_else(|error| panic!("{error}"));
    plain_table(table.get_ref())
}

fn plain_table(table: &DeTable<'_>) -> Table {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref()))).collect()
}

fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Number(number.as_str().parse().expect("a number that counts something")),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Array(list) => Value::List(list.iter().map(|value| plain(value.get_ref())).collect()),
        DeValue::Table(table) => Value::Table(plain_table(table)),
        other => panic!("no question needs {other:?}"),
    }
}

impl Value {
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    pub fn number(&self) -> Option<usize> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }

    pub fn truth(&self) -> Option<bool> {
        if let Value::Truth(truth) = self { Some(*truth) } else { None }
    }

    pub fn list(&self) -> Option<&[Value]> {
        if let Value::List(list) = self { Some(list) } else { None }
    }

    pub fn table(&self) -> Option<&Table> {
        if let Value::Table(table) = self { Some(table) } else { None }
    }
}
