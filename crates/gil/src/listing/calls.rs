//! Functions that are made and called, and where jumps go: what differs most between versions.
//!
//! ```text
//!   before the call f(a, b)     to 3.10        3.11, 3.12        from 3.13
//!   stack, the top last         f a b          NULL f a b        f NULL a b
//!   of a method's call                         m self a b        m self a b
//! ```
//!
//! Where the `NULL` would lie, there may be one argument more: what is called then is what lies below it all.

use super::Place;
use super::constants::Constant;
use super::lines::Row;
use super::operands::{cannot, small};
use super::stack::Slot;
use super::translate::Walk;
use crate::vm::{Name, Op};

impl Walk<'_> {
    /// `MAKE_FUNCTION`. To 3.10 the function's name lies above the code.
    pub fn function(&mut self, row: Row<'_>) -> Result<(), String> {
        if row.number.is_some_and(|flags| flags != 0) {
            return Err(cannot(
                row,
                "its functions have no default values, no annotations and no variables of a function around them",
            ));
        }
        if let Some(Slot::Constant(constant)) = self.stack.slot(1)
            && matches!(**constant, Constant::Str(_))
        {
            self.emit(Op::PopTop)?;
        }
        match self.stack.slot(1) {
            Some(Slot::Constant(constant)) if matches!(**constant, Constant::Code(_)) => self.emit(Op::MakeFunction),
            _ => Err("a function is made of a code object, and none lies on the stack".to_owned()),
        }
    }

    /// Any call. `names`: the names of arguments lie on top.
    pub fn call(&mut self, row: Row<'_>, names: bool) -> Result<(), String> {
        let mut arguments = row.count()?;
        let texts = if names { self.items(row)? } else { Vec::new() };
        if row.name == "CALL" || row.name == "CALL_KW" {
            let null = usize::from(arguments) + if self.version < (3, 13) { 2 } else { 1 };
            if !self.stack.take_null(null) {
                arguments = small(usize::from(arguments) + 1)?;
            }
        }
        let keywords = if names { Constant::Tuple(texts) } else { self.names_before(arguments)? };
        let texts = keywords.texts().ok_or("the names of arguments are no texts")?;
        if texts.len() > usize::from(arguments) {
            return Err("it has more names than arguments".to_owned());
        }
        let numbers = texts.iter().map(|text| self.names.number(text)).collect::<Result<Vec<_>, _>>()?;
        let (keywords, first) = (small(numbers.len())?, self.first_keyword(&numbers)?);
        self.emit(Op::Call { arguments, keywords, first })
    }

    /// The names that a `KW_NAMES` before the call gives: 3.11 and 3.12.
    fn names_before(&self, arguments: u8) -> Result<Constant, String> {
        let before = |n| self.at.checked_sub(n).map(|at| self.rows[at].row);
        let row = before(1).filter(|row| row.name != "PRECALL").or_else(|| before(2));
        match row.filter(|row| row.name == "KW_NAMES") {
            None => Ok(Constant::Tuple(Vec::new())),
            Some(Row { text: Some(text), .. }) => Ok(Constant::read(text)),
            Some(_) => self.guessed_names(arguments),
        }
    }

    /// 3.11 does not print the names. The machine knows them for `Thread(target=…, args=(…))` only, and there the
    /// values tell.
    fn guessed_names(&self, arguments: u8) -> Result<Constant, String> {
        let name = |n| match self.stack.slot(n) {
            Some(Slot::Tuple) => "args",
            Some(Slot::Constant(constant)) => match **constant {
                Constant::Tuple(_) => "args",
                Constant::Str(_) => "name",
                Constant::Bool(_) => "daemon",
                _ => "target",
            },
            _ => "target",
        };
        let names: Vec<_> = (1..=usize::from(arguments)).rev().map(name).collect();
        if names.iter().any(|name| names.iter().filter(|other| *other == name).count() > 1) {
            return Err("3.11 does not print the names of arguments, and here the values do not tell them; write \
                        Thread(target=f, args=(…)), or list it with another version"
                .to_owned());
        }
        Ok(Constant::Tuple(names.into_iter().map(|name| Constant::Str(name.to_owned())).collect()))
    }

    /// Where these names stand in the code object's list; they are appended if they do not.
    fn first_keyword(&mut self, names: &[Name]) -> Result<u16, String> {
        let known =
            if names.is_empty() { Some(0) } else { self.keywords.windows(names.len()).position(|some| some == names) };
        let first = known.unwrap_or(self.keywords.len());
        if known.is_none() {
            self.keywords.extend(names);
        }
        u16::try_from(first).map_err(|_| "it has too many names of arguments".to_owned())
    }

    /// The row that a row jumps to.
    pub fn target(&self, row: Row<'_>) -> Result<u16, String> {
        let label = row.text.map(|text| text.strip_prefix("to ").unwrap_or(text));
        // 3.9 prints no more than the number of an absolute jump.
        let offset = label.map_or(row.number, |label| label.parse().ok());
        let is_there = |place: &Place<'_>| {
            label.is_some() && place.row.label == label || offset.is_some() && place.offset == offset
        };
        let at = self.rows.iter().position(is_there);
        let at = at.ok_or_else(|| {
            format!("{} goes to where no instruction stands; write (to L1), and L1: there", row.shown())
        })?;
        u16::try_from(at).map_err(|_| "it goes too far".to_owned())
    }

    /// Where `FOR_ITER` goes at its end. From 3.12 on it says where what tidies up after it stands, and this never
    /// runs.
    pub fn behind_loop(&self, row: Row<'_>) -> Result<u16, String> {
        let at = self.target(row)?;
        let name = |n: u16| self.rows.get(usize::from(at) + usize::from(n)).map_or("", |place| place.row.name);
        Ok(match (name(0), name(1)) {
            ("END_FOR", "POP_TOP" | "POP_ITER") if self.version >= (3, 13) => at + 2,
            ("END_FOR", _) => at + 1,
            _ => at,
        })
    }
}
