//! Values as Python would print them.

use super::error::Error;
use super::heap::Reference;
use super::machine::Machine;
use super::object::{Numbers, Object};
use super::program::Program;
use super::state::Shared;
use super::value::{Builtin, Value};

/// How deep lists may lie in lists, to be shown or compared.
pub(super) const DEPTH: usize = 100;

/// How many values a text shows. A list that lies in another twice, which lies in another twice …, would be shown without end.
const LONGEST: usize = 100_000;

impl Shared {
    /// As `repr` shows it; what only an address could tell apart is shown without one.
    pub fn text(&self, program: &Program, value: Value) -> String {
        self.text_inside(program, value, &mut Vec::new(), &mut 0)
    }

    /// The same, of a value that lies inside of these. One that lies in itself is shown as dots, as Python does; so is one that lies too deep.
    fn text_inside(&self, program: &Program, value: Value, around: &mut Vec<Reference>, shown: &mut usize) -> String {
        *shown += 1;
        match value {
            Value::None => "None".to_owned(),
            Value::Bool(truth) => if truth { "True" } else { "False" }.to_owned(),
            Value::Int(number) => number.to_string(),
            Value::Float(bits) => float(f64::from_bits(bits)),
            Value::Str(text) => quoted(program.name(text)),
            Value::Code(code) => format!("<code object {}>", program.code(code).name),
            Value::Function(code) => format!("<function {}>", program.code(code).name),
            Value::Builtin(builtin) => format!("<built-in {builtin:?}>"),
            Value::Method(builtin, _) => format!("<method {builtin:?}>"),
            Value::Object(object) => {
                let dots = around.len() >= DEPTH || *shown > LONGEST || around.contains(&object);
                around.push(object);
                let mut inside = |values: &[Value]| match dots {
                    true => "...".to_owned(),
                    false => self.texts(program, values, around, shown),
                };
                let text = match self.heap.get(object) {
                    Object::List(values) => format!("[{}]", inside(values)),
                    Object::Tuple(values) if values.len() == 1 && !dots => format!("({},)", inside(values)),
                    Object::Tuple(values) => format!("({})", inside(values)),
                    Object::Dict(_) if dots => "{...}".to_owned(),
                    Object::Dict(entries) => {
                        let entry =
                            |&(key, value): &(Value, Value)| format!("{}: {}", inside(&[key]), inside(&[value]));
                        format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
                    }
                    Object::Range(Numbers { start, stop, step: 1 }) => format!("range({start}, {stop})"),
                    Object::Range(Numbers { start, stop, step }) => format!("range({start}, {stop}, {step})"),
                    Object::RangeIterator(_) | Object::Iterator { .. } => "<iterator>".to_owned(),
                    Object::Lock { locked } => if *locked { "<locked lock>" } else { "<unlocked lock>" }.to_owned(),
                    Object::Thread { .. } => "<Thread>".to_owned(),
                };
                around.pop();
                text
            }
        }
    }

    fn texts(&self, program: &Program, values: &[Value], around: &mut Vec<Reference>, shown: &mut usize) -> String {
        values.iter().map(|&value| self.text_inside(program, value, around, shown)).collect::<Vec<_>>().join(", ")
    }
}

/// Python writes an exponent with a sign and at least two digits; Rust writes the same digits.
fn float(number: f64) -> String {
    let text = format!("{number:?}");
    let Some((digits, exponent)) = text.split_once('e') else { return text };
    let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |exponent| ('-', exponent));
    format!("{digits}e{sign}{exponent:0>2}")
}

/// In apostrophes, or in quotation marks if there is an apostrophe in it and no quotation mark; what cannot be seen is written as its number.
fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for character in text.chars() {
        match (character, u32::from(character)) {
            ('\n', _) => out.push_str("\\n"),
            ('\r', _) => out.push_str("\\r"),
            ('\t', _) => out.push_str("\\t"),
            ('\\', _) => out.push_str("\\\\"),
            (' ', _) => out.push(' '),
            _ if character == quote => out.extend(['\\', quote]),
            (_, number) if character.is_control() || character.is_whitespace() => out.push_str(&match number {
                0..=0xff => format!("\\x{number:02x}"),
                _ => format!("\\u{number:04x}"),
            }),
            _ => out.push(character),
        }
    }
    out.push(quote);
    out
}

impl Machine<'_> {
    /// As `repr` shows it.
    pub fn text(&self, value: Value) -> String {
        self.shared.text(self.program, value)
    }

    /// As `print` writes it.
    pub fn printed(&self, value: Value) -> String {
        match value {
            Value::Str(text) => self.program.name(text).to_owned(),
            _ => self.text(value),
        }
    }

    /// The name of the value's type.
    pub fn type_name(&self, value: Value) -> &'static str {
        match value {
            Value::None => "NoneType",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Str(_) => "str",
            Value::Code(_) => "code",
            Value::Function(_) => "function",
            Value::Builtin(Builtin::Threading | Builtin::Time) => "module",
            Value::Builtin(_) | Value::Method(..) => "builtin_function_or_method",
            Value::Object(object) => match self.shared.heap.get(object) {
                Object::List(_) => "list",
                Object::Tuple(_) => "tuple",
                Object::Dict(_) => "dict",
                Object::Range(_) => "range",
                Object::RangeIterator(_) => "range_iterator",
                Object::Iterator { .. } => "list_iterator",
                Object::Lock { .. } => "lock",
                Object::Thread { .. } => "Thread",
            },
        }
    }

    /// `'int' object is not iterable`.
    pub fn type_error(&self, value: Value, what: &str) -> Error {
        Error::new("TypeError", format!("'{}' object {what}", self.type_name(value)))
    }

    /// What Python may be able to do with it, and this machine is not.
    pub fn unsupported(&self, what: &str, value: Value) -> Error {
        Error::new("Unsupported", format!("'{}' object {what}", self.type_name(value)))
    }
}
