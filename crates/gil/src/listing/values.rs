//! Variables, attributes and constants: where a row's values come from, and where they go.

use super::constants::Constant;
use super::lines::Row;
use super::operands::{called, cannot, small};
use super::stack::Slot;
use super::translate::Walk;
use crate::vm::{Builtin, Name, Op, Value};
use std::rc::Rc;

impl Walk<'_> {
    /// One instruction for each local variable that the row names.
    pub fn locals(&mut self, row: Row<'_>, ops: &[fn(u8) -> Op]) -> Result<(), String> {
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

    /// One instruction with the name that the row gives.
    pub fn named(&mut self, row: Row<'_>, op: fn(Name) -> Op) -> Result<(), String> {
        let text = row.needs()?;
        if row.name == "IMPORT_NAME" && Builtin::module(text).is_none() {
            return Err(cannot(row, "it has the modules threading and time"));
        }
        let name = self.names.number(text)?;
        self.emit(op(name))
    }

    /// `LOAD_GLOBAL`, `LOAD_NAME`.
    pub fn global(&mut self, row: Row<'_>) -> Result<(), String> {
        let (text, calls) = called(row.needs()?);
        if text == "__name__" {
            return self.constant(&Constant::Str("__main__".to_owned()));
        }
        let name = self.names.number(text)?;
        self.emit(Op::LoadGlobal(name))?;
        if calls { self.null_beside() } else { Ok(()) }
    }

    /// `LOAD_ATTR`, `LOAD_METHOD`.
    pub fn attribute(&mut self, row: Row<'_>, method: bool) -> Result<(), String> {
        let (text, calls) = called(row.needs()?);
        let name = self.names.number(text)?;
        self.emit(Op::LoadAttr(name))?;
        if calls || method && self.version >= (3, 11) { self.null_beside() } else { Ok(()) }
    }

    /// `IMPORT_FROM`: the module stays.
    pub fn import_from(&mut self, row: Row<'_>) -> Result<(), String> {
        let name = self.names.number(row.needs()?)?;
        self.emit(Op::Copy(1))?;
        self.emit(Op::LoadAttr(name))
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
