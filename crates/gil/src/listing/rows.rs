//! What one row of a listing becomes.

use super::constants::Constant;
use super::lines::Row;
use super::opcodes::{self, Means};
use super::stack::Slot;
use super::translate::Walk;
use crate::vm::{Builtin, Comparison, Op, Value};
use std::rc::Rc;

/// What 3.14 has in place of `BEFORE_WITH`.
const WITH: [&str; 6] = ["COPY", "LOAD_SPECIAL", "SWAP", "SWAP", "LOAD_SPECIAL", "CALL"];

impl Walk<'_> {
    /// Emits what the row at hand does, and returns which row comes after it.
    pub fn row(&mut self) -> Result<usize, String> {
        let row = self.rows[self.at].row;
        if self.rows[self.at..].iter().map(|place| place.row.name).take(WITH.len()).eq(WITH) {
            self.emit(Op::BeforeWith)?;
            // There `__exit__` lies with a NULL above it; and 3.14 looks for a request, since `__enter__` is called as any method.
            let entered = self.stack.pop()?;
            self.stack.push(Slot::Null)?;
            self.stack.push(entered)?;
            self.emit(Op::Resume)?;
            return Ok(self.at + WITH.len());
        }
        match opcodes::meaning(row.name) {
            Means::Does(ops) => ops.iter().try_for_each(|&op| self.emit(op))?,
            Means::Locals(ops) => self.locals(row, ops)?,
            Means::Named(op) => self.named(row, op)?,
            Means::Counts(op) => self.emit(op(row.count()?))?,
            Means::Jumps(op) => self.emit(op(self.target(row)?))?,
            Means::JumpsIf(comparison) => {
                let target = self.target(row)?;
                self.emit(Op::LoadConst(Value::None))?;
                self.emit(Op::CompareOp(comparison))?;
                self.emit(Op::PopJumpIfTrue(target))?;
            }
            Means::JumpsOrPops(op) => {
                let target = self.target(row)?;
                self.emit(Op::Copy(1))?;
                self.emit(op(target))?;
                self.emit(Op::PopTop)?;
            }
            Means::Iterates => self.emit(Op::ForIter(self.behind_loop(row)?))?,
            Means::Constant { returns } => {
                self.constant(&row.constant()?)?;
                if returns {
                    self.emit(Op::ReturnValue)?;
                }
            }
            Means::Global => self.global(row)?,
            Means::Attribute { method } => {
                let (name, calls) = called(row.needs()?);
                let name = self.names.number(name)?;
                self.emit(Op::LoadAttr(name))?;
                if calls || method && self.version >= (3, 11) {
                    self.null_beside()?;
                }
            }
            Means::ImportFrom => {
                let name = self.names.number(row.needs()?)?;
                self.emit(Op::Copy(1))?;
                self.emit(Op::LoadAttr(name))?;
            }
            Means::Null => {
                self.stack.push(Slot::Null)?;
                self.emit(Op::Nop)?;
            }
            Means::Binary if row.text == Some("[]") => self.emit(Op::BinarySubscr)?,
            Means::Binary => {
                let operation =
                    opcodes::arithmetic(row.needs()?).ok_or_else(|| cannot(row, "it computes with + - * // % only"))?;
                self.emit(Op::BinaryOp(operation))?;
            }
            Means::Compare => {
                let comparison = opcodes::comparison(row.needs()?)
                    .ok_or_else(|| cannot(row, "it compares with < <= == != > >= only"))?;
                self.emit(Op::CompareOp(comparison))?;
            }
            Means::Is => {
                self.emit(Op::CompareOp(if row.number == Some(1) { Comparison::IsNot } else { Comparison::Is }))?
            }
            Means::Function => self.function(row)?,
            Means::Calls { names } => self.call(row, names)?,
            Means::Unpacks => {
                let items = self.items(row)?;
                if items.len() != usize::from(row.count()?) {
                    return Err(cannot(row, "there are more or fewer values than names"));
                }
                items.iter().rev().try_for_each(|item| self.constant(item))?;
            }
            Means::Extends => {
                let items = self.items(row)?;
                items.iter().try_for_each(|item| self.constant(item))?;
                self.emit(Op::BuildList(small(items.len())?))?;
                self.emit(Op::BinaryOp(crate::vm::Arithmetic::InplaceAdd))?;
            }
            Means::Keys => {
                let keys = self.items(row)?;
                for (key, values) in keys.iter().zip((1..=keys.len()).rev()) {
                    // Under its own value, and those that wait for their keys.
                    self.constant(key)?;
                    self.emit(Op::Rot(small(values + 1)?))?;
                }
                self.emit(Op::BuildMap(small(keys.len())?))?;
            }
            Means::Cannot(why) => return Err(cannot(row, why)),
        }
        Ok(self.at + 1)
    }

    fn locals(&mut self, row: Row<'_>, ops: &[fn(u8) -> Op]) -> Result<(), String> {
        let names: Vec<&str> = row.needs()?.split(", ").collect();
        if names.len() != ops.len() {
            return Err(format!("{} needs {} names in parentheses", row.name, ops.len()));
        }
        for (at, (op, name)) in ops.iter().zip(names).enumerate() {
            let number = match (row.number, ops.len()) {
                (None, _) => self.locals.iter().position(|known| known == name).unwrap_or(self.locals.len()),
                (Some(number), 1) => number as usize,
                // Two numbers below 16 in one.
                (Some(both), _) => (both as usize >> (4 * (1 - at))) & 15,
            };
            let local = small(number)?;
            if self.locals.len() <= number {
                self.locals.resize(number + 1, "?".to_owned());
            }
            name.clone_into(&mut self.locals[number]);
            self.emit(op(local))?;
        }
        Ok(())
    }

    fn named(&mut self, row: Row<'_>, op: fn(crate::vm::Name) -> Op) -> Result<(), String> {
        let text = row.needs()?;
        if row.name == "IMPORT_NAME" && Builtin::module(text).is_none() {
            return Err(cannot(row, "it has the modules threading and time"));
        }
        let name = self.names.number(text)?;
        self.emit(op(name))
    }

    fn global(&mut self, row: Row<'_>) -> Result<(), String> {
        let (text, calls) = called(row.needs()?);
        if text == "__name__" {
            return self.constant(&Constant::Str("__main__".to_owned()));
        }
        let name = self.names.number(text)?;
        self.emit(Op::LoadGlobal(name))?;
        if calls { self.null_beside() } else { Ok(()) }
    }

    /// A `NULL` beside what has just been pushed and will be called: below it to 3.12, then above it.
    fn null_beside(&mut self) -> Result<(), String> {
        let callable = (self.version < (3, 13)).then(|| self.stack.pop()).transpose()?;
        self.stack.push(Slot::Null)?;
        callable.map_or(Ok(()), |callable| self.stack.push(callable))
    }

    /// Pushes a constant. A tuple is built from its items.
    pub fn constant(&mut self, constant: &Constant) -> Result<(), String> {
        let value = match constant {
            Constant::None => Value::None,
            Constant::Bool(truth) => Value::Bool(*truth),
            Constant::Int(number) => Value::Int(*number),
            Constant::Float(bits) => Value::Float(*bits),
            Constant::Str(text) => Value::Str(self.names.number(text)?),
            Constant::Code(title) => {
                let code = self.codes.get(title.as_str());
                Value::Code(*code.ok_or_else(|| {
                    format!("the listing of {title} is missing; give all that `python3 -m dis FILE.py` printed")
                })?)
            }
            Constant::Tuple(items) => {
                items.iter().try_for_each(|item| self.constant(item))?;
                self.emit(Op::BuildTuple(small(items.len())?))?;
                return self.is_known(constant);
            }
            Constant::Other => {
                let row = self.rows[self.at].row;
                return Err(cannot(
                    row,
                    "its constants are None, True, False, whole numbers of 64 bits, floats, texts, and tuples of these",
                ));
            }
        };
        self.emit(Op::LoadConst(value))?;
        self.is_known(constant)
    }

    fn is_known(&mut self, constant: &Constant) -> Result<(), String> {
        self.stack.pop()?;
        self.stack.push(Slot::Constant(Rc::new(constant.clone())))
    }

    /// Takes a constant tuple from the stack.
    pub fn items(&mut self, row: Row<'_>) -> Result<Vec<Constant>, String> {
        let top = self.stack.slot(1).cloned();
        let Some(Slot::Constant(constant)) = top else {
            return Err(cannot(row, "it knows it after a tuple of constants only"));
        };
        let Constant::Tuple(items) = &*constant else {
            return Err(cannot(row, "it knows it after a tuple of constants only"));
        };
        self.emit(Op::PopTop)?;
        Ok(items.clone())
    }
}

/// A name, and whether it says that a call comes: `NULL + f`, `f + NULL`, `NULL|self + start`.
fn called(text: &str) -> (&str, bool) {
    let marks = ["NULL + ", "NULL|self + "].iter().find_map(|mark| text.strip_prefix(mark));
    let name = marks.or_else(|| [" + NULL", " + NULL|self"].iter().find_map(|mark| text.strip_suffix(mark)));
    (name.unwrap_or(text), name.is_some())
}

/// A number that fits into an instruction.
pub(super) fn small(number: usize) -> Result<u8, String> {
    u8::try_from(number).map_err(|_| format!("{number} is more than this machine counts in one instruction, 255"))
}

/// What the machine cannot do, and why.
pub(super) fn cannot(row: Row<'_>, why: &str) -> String {
    format!("{} is not known to this machine: {why}", row.shown())
}

impl<'a> Row<'a> {
    /// As a reader knows it: `LOAD_GLOBAL x`.
    pub fn shown(&self) -> String {
        match (self.text, self.number) {
            (Some(text), _) => format!("{} {}", self.name, called(text).0),
            (None, Some(number)) => format!("{} {number}", self.name),
            (None, None) => self.name.to_owned(),
        }
    }

    /// What stands in parentheses, where something must.
    fn needs(&self) -> Result<&'a str, String> {
        self.text.ok_or_else(|| format!("{} needs something in parentheses, as `dis` prints it", self.name))
    }

    pub fn count(&self) -> Result<u8, String> {
        let number = self.number.ok_or_else(|| format!("{} needs a number", self.name))?;
        small(number as usize)
    }

    fn constant(&self) -> Result<Constant, String> {
        match (self.text, self.number) {
            (Some(text), _) => Ok(Constant::read(text)),
            (None, Some(number)) if self.name == "LOAD_SMALL_INT" => Ok(Constant::Int(number.into())),
            _ => self.needs().map(Constant::read),
        }
    }
}
