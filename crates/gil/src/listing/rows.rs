//! What one row of a listing becomes.

use super::opcodes::{self, Means};
use super::operands::{cannot, small};
use super::stack::Slot;
use super::translate::Walk;
use crate::vm::{Arithmetic, Comparison, Op, Value};

/// What 3.14 has in place of `BEFORE_WITH`.
const WITH: [&str; 6] = ["COPY", "LOAD_SPECIAL", "SWAP", "SWAP", "LOAD_SPECIAL", "CALL"];

impl Walk<'_> {
    /// Emits what the row at hand does, and returns which row comes after it.
    pub fn row(&mut self) -> Result<usize, String> {
        let row = self.rows[self.at].row;
        if self.rows[self.at..].iter().map(|place| place.row.name).take(WITH.len()).eq(WITH) {
            self.emit(Op::BeforeWith)?;
            // There `__exit__` lies with a NULL above it; and 3.14 looks for a request, since `__enter__` is called
            // as any method.
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
            Means::Attribute { method } => self.attribute(row, method)?,
            Means::ImportFrom => self.import_from(row)?,
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
                self.emit(Op::BinaryOp(Arithmetic::InplaceAdd))?;
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
}
