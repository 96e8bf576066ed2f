//! A program: its code objects, as `dis` would list them.
//!
//! # Keeps true
//!
//! - The first code object is the module. All others are functions, which the module's instructions make.
//! - Every jump goes to an instruction of the same code object, and no code object can be left but by `RETURN_VALUE`.

use super::op::Op;
use super::value::{CodeId, Name};

/// What the machine runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The version of CPython that compiled it, such as `(3, 12)`. It decides where running code looks for a request, see
    /// [`Switches`](super::Switches).
    pub version: (u8, u8),
    /// The module, then its functions.
    pub codes: Vec<Code>,
    /// All names and texts, each once.
    pub names: Vec<String>,
}

/// One code object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// `add`, or `<module>`.
    pub name: String,
    /// The names of the local variables. Those that are arguments come first; `dis` does not say how many these are, so a call may give as many
    /// as it likes, and one that is missing is found when it is read.
    pub locals: Vec<String>,
    /// Which names the calls of this code object give to arguments; each call says where its own begin.
    pub keywords: Vec<Name>,
    /// The instructions, in order.
    pub instructions: Vec<Instruction>,
}

/// One instruction, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// What to do.
    pub op: Op,
    /// The line of the Python file, counted from 1; 0 where the listing does not say.
    pub line: u32,
    /// As `dis` shows it: `LOAD_GLOBAL x`.
    pub text: String,
}

impl Program {
    /// The text of a name.
    ///
    /// # Panics
    ///
    /// If the name is of another program.
    pub fn name(&self, name: Name) -> &str {
        &self.names[usize::from(name.0)]
    }

    /// The number of a name, if the program has it.
    pub fn find_name(&self, text: &str) -> Option<Name> {
        self.names.iter().position(|name| name == text).and_then(|at| u16::try_from(at).ok()).map(Name)
    }

    /// A code object.
    ///
    /// # Panics
    ///
    /// If it is of another program.
    pub fn code(&self, code: CodeId) -> &Code {
        &self.codes[usize::from(code.0)]
    }

    /// The function of that name, if there is one; the first, if there are several.
    pub fn find_function(&self, name: &str) -> Option<CodeId> {
        let at = self.codes.iter().skip(1).position(|code| code.name == name)?;
        u16::try_from(at + 1).ok().map(CodeId)
    }
}
