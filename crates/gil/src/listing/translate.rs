//! One code object: from the rows of its listing to the machine's instructions.
//!
//! ```text
//!   rows                                 instructions
//!    0  LOAD_FAST_LOAD_FAST (i, n)   →    0  LoadFast(0)
//!                                         1  LoadFast(1)
//!    1  COMPARE_OP (<)               →    2  CompareOp(Less)
//!    2  POP_JUMP_IF_FALSE (to L1)    →    3  PopJumpIfFalse(9)
//! ```
//!
//! It walks through the rows as a program would, in every direction, and takes along what is known of the stack.
//!
//! # Keeps true
//!
//! - Rows that no walk comes to, such as those that only an exception leads to, are left out, whatever they are.
//! - Every jump goes to an instruction of this code object, and none is left but by `RETURN_VALUE`.
//! - While it walks, a jump's target is the number of a row; at the end it becomes the number of that row's first
//!   instruction.

use super::stack::Stack;
use super::{Place, Unreadable, names::Names};
use crate::vm::{Code, CodeId, Instruction, Name, Op};
use std::collections::HashMap;

/// How many rows a code object may have.
const ROWS: usize = 10_000;

/// A walk through one code object.
pub(super) struct Walk<'a> {
    pub version: (u8, u8),
    pub rows: &'a [Place<'a>],
    /// The code objects of the listing, by their titles.
    pub codes: &'a HashMap<&'a str, CodeId>,
    pub names: &'a mut Names,
    pub locals: Vec<String>,
    pub keywords: Vec<Name>,
    /// Where the walk is.
    pub at: usize,
    /// What is known of the stack there.
    pub stack: Stack,
    /// What the row there has become so far.
    ops: Vec<Op>,
    /// What is known of the stack before each row that some way leads to.
    before: Vec<Option<Stack>>,
    /// What these rows have become.
    done: Vec<Vec<Op>>,
    /// Rows to go to, again or for the first time.
    todo: Vec<usize>,
}

impl<'a> Walk<'a> {
    pub fn new(
        version: (u8, u8),
        rows: &'a [Place<'a>],
        codes: &'a HashMap<&'a str, CodeId>,
        names: &'a mut Names,
    ) -> Self {
        let (before, done) = (vec![None; rows.len()], vec![Vec::new(); rows.len()]);
        let (locals, keywords, stack, ops, todo) = Default::default();
        Walk { version, rows, codes, names, locals, keywords, at: 0, stack, ops, before, done, todo }
    }

    /// Translates the whole code object; it stands below the line `title` of the listing.
    pub fn code(mut self, title: usize, name: &str) -> Result<Code, Unreadable> {
        if self.rows.len() > ROWS {
            return Err(Unreadable { line: title, what: format!("{name} has more than {ROWS} instructions") });
        }
        self.go_to(0, Stack::default()).map_err(|what| Unreadable { line: title, what: format!("{name}: {what}") })?;
        while let Some(at) = self.todo.pop() {
            self.at = at;
            self.stack = self.before[at].clone().unwrap_or_default();
            let walked = self.row().and_then(|next| self.leave(next));
            walked.map_err(|what| Unreadable { line: self.rows[at].row.at, what })?;
        }
        let instructions = self.instructions().map_err(|what| Unreadable { line: title, what })?;
        Ok(Code { name: name.to_owned(), locals: self.locals, keywords: self.keywords, instructions })
    }

    /// The row at hand does this.
    pub fn emit(&mut self, op: Op) -> Result<(), String> {
        if let Some(target) = target(op) {
            let mut there = self.stack.clone();
            // At its end FOR_ITER takes the iterator away; otherwise a jump leaves what it would leave here.
            if matches!(op, Op::ForIter(_)) {
                there.pop()?;
            } else {
                there.apply(op)?;
            }
            self.go_to(usize::from(target), there)?;
        }
        let op = self.stack.apply(op)?;
        self.ops.push(op);
        Ok(())
    }

    /// Notes what the row at hand has become. The next is `next`, unless it jumped or returned.
    fn leave(&mut self, next: usize) -> Result<(), String> {
        let ops = std::mem::take(&mut self.ops);
        let goes_on = !matches!(ops.last(), Some(Op::JumpForward(_) | Op::JumpBackward(_) | Op::ReturnValue));
        self.done[self.at] = ops;
        if goes_on {
            let stack = std::mem::take(&mut self.stack);
            self.go_to(next, stack)?;
        }
        Ok(())
    }

    /// The program may come to this row with this stack.
    fn go_to(&mut self, row: usize, stack: Stack) -> Result<(), String> {
        let before = self
            .before
            .get_mut(row)
            .ok_or("the program would go on behind its last instruction; a RETURN_VALUE is missing")?;
        let is_news = match before {
            Some(known) => known.join(&stack)?,
            None => {
                *before = Some(stack);
                true
            }
        };
        if is_news {
            self.todo.push(row);
        }
        Ok(())
    }

    /// Puts the rows' instructions behind one another.
    fn instructions(&self) -> Result<Vec<Instruction>, String> {
        let mut first = Vec::with_capacity(self.rows.len());
        let mut count = 0;
        for ops in &self.done {
            first.push(count);
            count =
                u16::try_from(usize::from(count) + ops.len()).map_err(|_| "it has more than 65,535 instructions")?;
        }
        let instructions = self.rows.iter().zip(&self.done).flat_map(|(place, ops)| {
            let whole = ops.len() == 1;
            let first = &first;
            ops.iter().map(move |&op| Instruction {
                op: match target(op) {
                    Some(row) => with_target(op, first[usize::from(row)]),
                    None => op,
                },
                line: place.source,
                // Filled in when all names are known, unless the row says it itself.
                text: if whole && target(op).is_none() { place.row.shown() } else { String::new() },
            })
        });
        Ok(instructions.collect())
    }
}

/// Where an instruction may jump to.
pub(super) fn target(op: Op) -> Option<u16> {
    match op {
        Op::JumpForward(to)
        | Op::JumpBackward(to)
        | Op::PopJumpIfFalse(to)
        | Op::PopJumpIfTrue(to)
        | Op::ForIter(to) => Some(to),
        _ => None,
    }
}

/// The same instruction, to another place.
pub(super) fn with_target(op: Op, to: u16) -> Op {
    match op {
        Op::JumpForward(_) => Op::JumpForward(to),
        Op::JumpBackward(_) => Op::JumpBackward(to),
        Op::PopJumpIfFalse(_) => Op::PopJumpIfFalse(to),
        Op::PopJumpIfTrue(_) => Op::PopJumpIfTrue(to),
        Op::ForIter(_) => Op::ForIter(to),
        other => other,
    }
}
