//! Numbers, lists, dictionaries, and how to go through them: the instructions that compute.
//!
//! # Keeps true
//!
//! - Each leaves its operands on the stack until it cannot fail any more, and then puts what comes out in their place.
//! - What Python can do and this machine cannot ends the thread with the kind `Unsupported`, so that no outcome is made up.

use super::error::Error;
use super::machine::Machine;
use super::object::{Numbers, Object};
use super::op::{Arithmetic, Comparison};
use super::value::Value;

impl Machine<'_> {
    /// `BINARY_OP`.
    pub fn binary(&mut self, operation: Arithmetic) -> Result<(), Error> {
        let (left, right) = (self.peek(2), self.peek(1));
        if let (Some(a), Some(b)) = (number(left), number(right)) {
            self.replace(2, Value::Int(calculate(operation, a, b)?));
            return Ok(());
        }
        let adds = matches!(operation, Arithmetic::Add | Arithmetic::InplaceAdd);
        if !adds || self.list(left).is_err() || self.list(right).is_err() {
            let what = format!("and '{}' object do not go together here", self.type_name(right));
            return Err(self.unsupported(&what, left));
        }
        let more = self.list(right)?.clone();
        more.iter().for_each(|&value| self.shared.heap.incref(value));
        if operation == Arithmetic::InplaceAdd {
            // The same list, longer: whoever else refers to it sees it grow.
            self.list(left)?.extend(more);
            self.drop_top(1);
        } else {
            let mut values = self.list(left)?.clone();
            values.iter().for_each(|&value| self.shared.heap.incref(value));
            values.extend(more);
            self.drop_top(2);
            self.push_new(Object::List(values));
        }
        Ok(())
    }

    /// `COMPARE_OP` and `IS_OP`.
    pub fn compare(&mut self, comparison: Comparison) -> Result<(), Error> {
        let (left, right) = (self.peek(2), self.peek(1));
        let numbers = number(left).zip(number(right));
        let result = match (comparison, numbers) {
            (Comparison::Is, _) => left == right,
            (Comparison::IsNot, _) => left != right,
            (Comparison::Equal, None) => self.equal(left, right, 0)?,
            (Comparison::NotEqual, None) => !self.equal(left, right, 0)?,
            (_, None) => {
                let message =
                    format!("this machine does not order {} and {}", self.type_name(left), self.type_name(right));
                return Err(Error::new("Unsupported", message));
            }
            (Comparison::Equal, Some((a, b))) => a == b,
            (Comparison::NotEqual, Some((a, b))) => a != b,
            (Comparison::Less, Some((a, b))) => a < b,
            (Comparison::LessOrEqual, Some((a, b))) => a <= b,
            (Comparison::Greater, Some((a, b))) => a > b,
            (Comparison::GreaterOrEqual, Some((a, b))) => a >= b,
        };
        self.replace(2, Value::Bool(result));
        Ok(())
    }

    /// Whether the value on top of the stack is a condition that holds.
    pub fn truth(&mut self) -> bool {
        match self.peek(1) {
            Value::None => false,
            Value::Bool(truth) => truth,
            Value::Int(number) => number != 0,
            Value::Float(bits) => f64::from_bits(bits) != 0.0,
            Value::Str(text) => !self.program.name(text).is_empty(),
            Value::Object(object) => match self.shared.heap.get(object) {
                Object::List(values) | Object::Tuple(values) => !values.is_empty(),
                Object::Dict(entries) => !entries.is_empty(),
                &Object::Range(Numbers { start, stop, step }) => {
                    if step > 0 {
                        start < stop
                    } else {
                        start > stop
                    }
                }
                _ => true,
            },
            _ => true,
        }
    }

    /// `GET_ITER`.
    pub fn get_iter(&mut self) -> Result<(), Error> {
        let iterable = self.peek(1);
        let Value::Object(object) = iterable else {
            return Err(match iterable {
                Value::Str(_) => self.unsupported("is not iterable by this machine", iterable),
                _ => self.type_error(iterable, "is not iterable"),
            });
        };
        let iterator = match *self.shared.heap.get(object) {
            Object::Range(numbers) => Object::RangeIterator(numbers),
            Object::List(_) | Object::Tuple(_) => Object::Iterator { over: iterable, next: 0 },
            Object::RangeIterator(_) | Object::Iterator { .. } => return Ok(()),
            _ => return Err(self.unsupported("is not iterable by this machine", iterable)),
        };
        iterator.references().into_iter().for_each(|value| self.shared.heap.incref(value));
        self.drop_top(1);
        self.push_new(iterator);
        Ok(())
    }

    /// The next value of the iterator on top of the stack. A comprehension of 3.11 and older gets its iterator as an argument, so it may be anything.
    pub fn next_of_iterator(&mut self) -> Result<Option<Value>, Error> {
        let iterator = self.peek(1);
        let Value::Object(reference) = iterator else { return Err(self.type_error(iterator, "is not an iterator")) };
        let (over, at) = match self.shared.heap.get_mut(reference) {
            Object::RangeIterator(numbers) => {
                let &mut Numbers { start, stop, step } = numbers;
                let left = if step > 0 { start < stop } else { start > stop };
                numbers.start = start.saturating_add(step);
                return Ok(left.then_some(Value::Int(start)));
            }
            Object::Iterator { over, next } => {
                *next += 1;
                (*over, *next - 1)
            }
            _ => return Err(self.type_error(iterator, "is not an iterator")),
        };
        let Value::Object(over) = over else { return Ok(None) };
        Ok(match self.shared.heap.get(over) {
            Object::List(values) | Object::Tuple(values) => values.get(at).copied(),
            _ => None,
        })
    }
}

/// A number, which a truth value is, too.
pub(super) fn number(value: Value) -> Option<i64> {
    match value {
        Value::Int(number) => Some(number),
        Value::Bool(truth) => Some(i64::from(truth)),
        _ => None,
    }
}

fn calculate(operation: Arithmetic, a: i64, b: i64) -> Result<i64, Error> {
    let result = match operation {
        Arithmetic::Add | Arithmetic::InplaceAdd => a.checked_add(b),
        Arithmetic::Subtract => a.checked_sub(b),
        Arithmetic::Multiply => a.checked_mul(b),
        Arithmetic::FloorDivide | Arithmetic::Remainder if b == 0 => {
            return Err(Error::new("ZeroDivisionError", "integer division or modulo by zero"));
        }
        // Python rounds down, Rust towards zero.
        Arithmetic::FloorDivide => a.checked_div(b).map(|q| if a % b != 0 && (a < 0) != (b < 0) { q - 1 } else { q }),
        Arithmetic::Remainder => a.checked_rem(b).map(|r| if r != 0 && (r < 0) != (b < 0) { r + b } else { r }),
    };
    result.ok_or_else(Error::too_big)
}
