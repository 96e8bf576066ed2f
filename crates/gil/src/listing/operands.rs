//! What stands after a name in a row: numbers, names, constants.

use super::constants::Constant;
use super::lines::Row;

/// A name, and whether it says that a call comes: `NULL + f`, `f + NULL`, `NULL|self + start`.
pub(super) fn called(text: &str) -> (&str, bool) {
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
    pub fn needs(&self) -> Result<&'a str, String> {
        self.text.ok_or_else(|| format!("{} needs something in parentheses, as `dis` prints it", self.name))
    }

    pub fn count(&self) -> Result<u8, String> {
        let number = self.number.ok_or_else(|| format!("{} needs a number", self.name))?;
        small(number as usize)
    }

    pub fn constant(&self) -> Result<Constant, String> {
        match (self.text, self.number) {
            (Some(text), _) => Ok(Constant::read(text)),
            (None, Some(number)) if self.name == "LOAD_SMALL_INT" => Ok(Constant::Int(number.into())),
            _ => self.needs().map(Constant::read),
        }
    }
}
