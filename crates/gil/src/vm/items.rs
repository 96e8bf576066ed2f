//! What lies in lists and dictionaries, and what is equal to what.
//!
//! # Keeps true
//!
//! - No two keys of a dictionary are equal, and none of them can change.

use super::data::number;
use super::error::Error;
use super::heap::Reference;
use super::machine::Machine;
use super::object::Object;
use super::text::DEPTH;
use super::value::Value;

impl Machine<'_> {
    /// The place of an item: `container[key]`.
    pub fn item(&mut self, container: Value, key: Value) -> Result<&mut Value, Error> {
        let missing = Error::new("KeyError", self.text(key));
        let wrong = match container {
            Value::Str(_) | Value::Object(_) => self.unsupported("has no items in this machine", container),
            _ => self.type_error(container, "is not subscriptable"),
        };
        let Value::Object(object) = container else { return Err(wrong) };
        let entry = self.entry(object, key)?;
        match self.shared.heap.get_mut(object) {
            Object::List(values) | Object::Tuple(values) => {
                let Some(index) = number(key) else { return Err(Error::new("TypeError", "an index is a number")) };
                let index = if index < 0 { index.saturating_add_unsigned(values.len() as u64) } else { index };
                let place = usize::try_from(index).ok().and_then(|index| values.get_mut(index));
                place.ok_or_else(|| Error::new("IndexError", "list index out of range"))
            }
            Object::Dict(entries) => entry.map(|at| &mut entries[at].1).ok_or(missing),
            _ => Err(wrong),
        }
    }

    /// `container[key] = value`.
    pub fn store_item(&mut self, container: Value, key: Value, value: Value) -> Result<(), Error> {
        if let Value::Object(object) = container {
            let entry = self.entry(object, key)?;
            match self.shared.heap.get_mut(object) {
                Object::Dict(entries) if entry.is_none() => {
                    entries.push((key, value));
                    self.shared.heap.incref(key);
                    self.shared.heap.incref(value);
                    return Ok(());
                }
                Object::Tuple(_) => return Err(self.type_error(container, "does not support item assignment")),
                _ => {}
            }
        }
        let old = std::mem::replace(self.item(container, key)?, value);
        self.shared.heap.incref(value);
        self.forget([old]);
        Ok(())
    }

    /// Where a dictionary has this key. One that is equal is the same: `d[True]` is `d[1]`.
    fn entry(&self, dict: Reference, key: Value) -> Result<Option<usize>, Error> {
        let Object::Dict(entries) = self.shared.heap.get(dict) else { return Ok(None) };
        self.hash(key)?;
        for (at, &(known, _)) in entries.iter().enumerate() {
            if self.equal(known, key, 0)? {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// Fails if this cannot be a key, since it may change.
    fn hash(&self, key: Value) -> Result<(), Error> {
        let Value::Object(object) = key else { return Ok(()) };
        match self.shared.heap.get(object) {
            Object::List(_) | Object::Dict(_) => {
                Err(Error::new("TypeError", format!("unhashable type: '{}'", self.type_name(key))))
            }
            Object::Tuple(values) => values.iter().try_for_each(|&value| self.hash(value)),
            _ => Ok(()),
        }
    }

    /// The values of a list or a tuple.
    pub fn items(&self, value: Value) -> Option<&[Value]> {
        let Value::Object(object) = value else { return None };
        match self.shared.heap.get(object) {
            Object::List(values) | Object::Tuple(values) => Some(values),
            _ => None,
        }
    }

    /// The values of a list, to change them.
    pub fn list(&mut self, value: Value) -> Result<&mut Vec<Value>, Error> {
        let error = self.type_error(value, "is not a list");
        let Value::Object(object) = value else { return Err(error) };
        if let Object::List(values) = self.shared.heap.get_mut(object) { Ok(values) } else { Err(error) }
    }

    /// `==` of two values that lie so deep in others.
    pub fn equal(&self, left: Value, right: Value, depth: usize) -> Result<bool, Error> {
        let (Value::Object(a), Value::Object(b)) = (left, right) else {
            return Ok(match (number(left), number(right), left, right) {
                (Some(a), Some(b), ..) => a == b,
                (None, None, Value::Float(a), Value::Float(b)) => f64::from_bits(a) == f64::from_bits(b),
                // As whole numbers of 128 bits: a float of 64 bits would round them first.
                (Some(whole), None, _, Value::Float(bits)) | (None, Some(whole), Value::Float(bits), _) => {
                    let float = f64::from_bits(bits);
                    float.fract() == 0.0 && float as i128 == i128::from(whole)
                }
                _ => left == right,
            });
        };
        if a == b {
            return Ok(true);
        }
        match (self.shared.heap.get(a), self.shared.heap.get(b)) {
            (Object::List(_) | Object::Tuple(_), _) if depth >= DEPTH => {
                Err(Error::new("RecursionError", "maximum recursion depth exceeded in comparison"))
            }
            (Object::List(a), Object::List(b)) | (Object::Tuple(a), Object::Tuple(b)) => {
                let mut pairs = a.iter().zip(b).map(|(&a, &b)| self.equal(a, b, depth + 1));
                Ok(a.len() == b.len() && pairs.try_fold(true, |all, same| Ok(all && same?))?)
            }
            (Object::Dict(_) | Object::Range(_), Object::Dict(_) | Object::Range(_)) => {
                Err(Error::new("Unsupported", "this machine does not compare dictionaries and ranges"))
            }
            _ => Ok(false),
        }
    }
}
