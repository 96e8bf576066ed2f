//! What is known of the stack before an instruction runs: how much lies there, and of some of it what it is.
//!
//! The machine trusts a listing: it takes values from the stack without a look whether they are there. CPython does
//! the same with what its compiler made. But a listing is a text, and anybody may have written it. So what every
//! instruction takes and leaves is reckoned here once, before anything runs.
//!
//! CPython puts a `NULL` beside what is called, the machine does not. It is reckoned with here ([`Slot::Null`]),
//! since `CALL` counts what it finds there.
//!
//! # Keeps true
//!
//! - An instruction finds what it takes, whichever way the program came to it, and never takes a `NULL` for a value.

use super::constants::Constant;
use crate::vm::Op;
use std::rc::Rc;

/// How much may lie on a stack. Compilers need a tenth of it.
const DEPTH: usize = 256;

/// What is known of a place on the stack.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Slot {
    /// The `NULL` beside what is called.
    Null,
    /// This constant.
    Constant(Rc<Constant>),
    /// Some tuple.
    Tuple,
    /// Some value.
    Value,
}

/// A stack; the top is the last.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Stack(Vec<Slot>);

impl Stack {
    pub fn push(&mut self, slot: Slot) -> Result<(), String> {
        if self.0.len() >= DEPTH {
            return Err(format!("more than {DEPTH} values would lie on the stack here"));
        }
        self.0.push(slot);
        Ok(())
    }

    /// Takes the top away, which is a value.
    pub fn pop(&mut self) -> Result<Slot, String> {
        self.value(1)?;
        Ok(self.0.pop().unwrap_or(Slot::Null))
    }

    /// The n-th from the top, counted from 1.
    pub fn slot(&self, n: usize) -> Option<&Slot> {
        self.0.len().checked_sub(n).and_then(|at| self.0.get(at))
    }

    /// The same, which must be there and be a value.
    fn value(&self, n: usize) -> Result<&Slot, String> {
        match self.slot(n) {
            None => Err("it takes a value from the stack, and none lies there".to_owned()),
            Some(Slot::Null) => {
                Err("it takes a value from the stack, and the NULL beside a call lies there".to_owned())
            }
            Some(slot) => Ok(slot),
        }
    }

    /// If the n-th from the top is a `NULL`, takes it away.
    pub fn take_null(&mut self, n: usize) -> bool {
        let is_null = self.slot(n) == Some(&Slot::Null);
        if is_null {
            self.0.remove(self.0.len() - n);
        }
        is_null
    }

    /// How many of the top n the machine has on its own stack.
    fn values(&self, n: usize) -> usize {
        self.0.iter().rev().take(n).filter(|&slot| *slot != Slot::Null).count()
    }

    /// `COPY n`, and what the machine has to do for it.
    fn copy(&mut self, n: u8) -> Result<Op, String> {
        let slot = self.value(counted(n)?)?.clone();
        self.push(slot)?;
        Ok(Op::Copy(self.values(usize::from(n) + 1) as u8 - 1))
    }

    /// `SWAP n`, and what the machine has to do for it.
    fn swap(&mut self, n: u8) -> Result<Op, String> {
        let (n, top) = (counted(n)?, self.0.len().wrapping_sub(1));
        let other = self.0.len().checked_sub(n).ok_or("it swaps more than lies on the stack")?;
        let values = self.values(n);
        let nulls = [top, other].iter().filter(|&&at| self.0[at] == Slot::Null).count();
        self.0.swap(top, other);
        match nulls {
            0 => Ok(Op::Swap(values as u8)),
            // To go past a NULL and nothing else is to stay where one is.
            _ if values <= 1 => Ok(Op::Nop),
            _ => Err("it moves the NULL beside a call to where this machine cannot follow".to_owned()),
        }
    }

    /// What an instruction takes and leaves, if the program goes on behind it; and what the machine has to do for it,
    /// where no `NULL` is counted.
    pub fn apply(&mut self, op: Op) -> Result<Op, String> {
        let (takes, leaves) = match op {
            Op::Nop | Op::Resume | Op::JumpForward(_) | Op::JumpBackward(_) => (0, 0),
            Op::LoadConst(_) | Op::LoadFast(_) | Op::LoadFastAndClear(_) | Op::LoadGlobal(_) => (0, 1),
            Op::StoreFast(_)
            | Op::StoreGlobal(_)
            | Op::PopTop
            | Op::PopJumpIfFalse(_)
            | Op::PopJumpIfTrue(_)
            | Op::ReturnValue => (1, 0),
            Op::LoadAttr(_) | Op::UnaryNot | Op::GetIter | Op::MakeFunction => (1, 1),
            Op::ImportName(_) | Op::BinaryOp(_) | Op::CompareOp(_) | Op::BinarySubscr => (2, 1),
            Op::ForIter(_) | Op::BeforeWith => (1, 2),
            Op::StoreSubscr => (3, 0),
            Op::BuildList(n) | Op::BuildTuple(n) => (usize::from(n), 1),
            Op::BuildMap(n) if n > 127 => {
                return Err("this machine builds dictionaries of 127 entries at most".to_owned());
            }
            Op::BuildMap(n) => (2 * usize::from(n), 1),
            Op::Call { arguments: 255, .. } => return Err("this machine calls with 254 arguments at most".to_owned()),
            Op::Call { arguments, .. } => (usize::from(arguments) + 1, 1),
            Op::ListAppend(255) => return Err("its list lies too deep".to_owned()),
            Op::ListAppend(n) => {
                counted(n)?;
                (1..=usize::from(n) + 1).try_for_each(|n| self.value(n).map(drop))?;
                (1, 0)
            }
            Op::Rot(n) => {
                self.rotate(counted(n)?)?;
                (0, 0)
            }
            Op::Copy(n) => return self.copy(n),
            Op::Swap(n) => return self.swap(n),
        };
        for _ in 0..takes {
            self.pop()?;
        }
        let slot = if matches!(op, Op::BuildTuple(_)) { Slot::Tuple } else { Slot::Value };
        (0..leaves).try_for_each(|_| self.push(slot.clone()))?;
        Ok(op)
    }

    fn rotate(&mut self, n: usize) -> Result<(), String> {
        (1..=n).try_for_each(|n| self.value(n).map(drop))?;
        let from = self.0.len() - n;
        self.0[from..].rotate_right(1);
        Ok(())
    }

    /// Makes this what is known where the program may come with either stack. Tells whether less is known now.
    pub fn join(&mut self, other: &Stack) -> Result<bool, String> {
        let mut less = false;
        let same_shape = self.0.len() == other.0.len()
            && self.0.iter().zip(&other.0).all(|(a, b)| (*a == Slot::Null) == (*b == Slot::Null));
        if !same_shape {
            let what = format!(
                "the program comes here with {} values on the stack, and on another way with {}",
                other.0.len(),
                self.0.len()
            );
            return Err(what);
        }
        for (mine, other) in self.0.iter_mut().zip(&other.0) {
            if mine != other && *mine != Slot::Value {
                *mine = Slot::Value;
                less = true;
            }
        }
        Ok(less)
    }
}

/// Places on the stack are counted from 1.
fn counted(n: u8) -> Result<usize, String> {
    if n == 0 { Err("places on the stack are counted from 1".to_owned()) } else { Ok(usize::from(n)) }
}
